/**
 * Which of `total` elements a scatter shows: all of them up to `limit`, otherwise the given ones (the worst) and the rest
 * spread evenly, in increasing order. The spread is jittered by a fixed sequence, so that a period in the data (the width
 * of a row) does not pick one column only.
 */
export function sampleIndices(total: number, limit: number, keep: readonly number[] = []): number[] {
  if (total <= limit) return Array.from({ length: total }, (_, i) => i);
  const chosen = new Set(keep.slice(0, limit));
  const spread = limit - chosen.size;
  let state = 0x9e3779b9;
  for (let i = 0; i < spread; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    chosen.add(Math.min(total - 1, Math.floor(((i + state / 2 ** 32) * total) / spread)));
  }
  return [...chosen].sort((a, b) => a - b);
}
