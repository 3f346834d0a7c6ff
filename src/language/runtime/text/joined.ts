/** Read by nobody: it keeps the read of a character, which makes a text flat, from being optimized away. */
let lastRead = 0;

/**
 * `a + b`. V8 keeps a concatenation as a tree until something reads it: a loop that appends would build a tree of a node
 * a turn, and every garbage collection would walk it. So a long text is made flat whenever its length passes half an
 * octave, which costs about three copies of the final text in all.
 */
export function joined(a: string, b: string): string {
  const text = a + b;
  const { length } = text;
  if (length > 4096) {
    const scale = 30 - Math.clz32(length);
    if (a.length >>> scale !== length >>> scale) lastRead = text.charCodeAt(length - 1);
  }
  return text;
}

/** Keeps `lastRead` alive. */
export const lastCharacterRead = (): number => lastRead;
