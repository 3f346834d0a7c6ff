/** Random notebook files: any content that nbformat 4.5 allows and much that it does not name, in many spellings. */
import fc from "fast-check";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const awkward = fc.constantFrom(
  "",
  "\n",
  "a\r\nb\r\n",
  "a\rb",
  "\ufeffbom",
  "\ud83d\ude00",
  "\ud800",
  "x\u2028y",
  'tab\tand \\ and "',
  "é",
  "\u007f\u0080\u009f",
  "<<<<<<< HEAD",
  "trailing\n\n",
  "\u0000",
);
const text = fc.oneof(fc.string({ unit: "binary", maxLength: 20 }), awkward, fc.string({ maxLength: 30 }));
const lines = fc.oneof(text, fc.array(text, { maxLength: 4 }));
const key = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.constantFrom("1", "10", "__proto__", "constructor", "toString", "$mid", "tags", "lnnb"),
);
const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    text,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(key, tie("value"), { maxKeys: 3 }),
  ),
})).value;
const object = fc.dictionary(key, json, { maxKeys: 3 });

const mime = fc.constantFrom("text/plain", "text/html", "image/png", "image/svg+xml", "application/json", "x/y");
const base64 = fc
  .uint8Array({ maxLength: 12 })
  .chain((bytes) => fc.constantFrom("", "\n").map((end) => btoa(String.fromCharCode(...bytes)) + end));
const output: fc.Arbitrary<Json> = fc.oneof(
  fc.record({ output_type: fc.constant("stream"), name: fc.constantFrom("stdout", "stderr", "log"), text: lines }),
  fc.record(
    {
      output_type: fc.constantFrom("display_data", "execute_result"),
      data: fc.dictionary(mime, fc.oneof(lines, base64, json), { maxKeys: 3 }),
      metadata: object,
      execution_count: fc.option(fc.nat()),
      transient: object,
    },
    { requiredKeys: ["output_type", "data", "metadata"] },
  ),
  fc.record({
    output_type: fc.constant("error"),
    ename: text,
    evalue: text,
    traceback: fc.array(text, { maxLength: 3 }),
  }),
  fc.record({ output_type: text, anything: json }),
  json,
);

const cell = (id: string): fc.Arbitrary<Json> =>
  fc
    .record(
      {
        cell_type: fc.constantFrom("code", "code", "markdown", "raw", "heading"),
        id: fc.constant(id),
        metadata: object,
        source: lines,
        execution_count: fc.oneof(fc.constant(null), fc.nat(), json),
        outputs: fc.array(output, { maxLength: 3 }),
        attachments: object,
        unknown: json,
      },
      { requiredKeys: ["cell_type", "id", "source"] },
    )
    .chain(shuffled);

/** The same object with its keys in another order. */
function shuffled<T extends { [key: string]: Json | undefined }>(value: T): fc.Arbitrary<Json> {
  const entries = Object.entries(value).filter((entry): entry is [string, Json] => entry[1] !== undefined);
  return fc
    .shuffledSubarray(entries, { minLength: entries.length })
    .map((members) => Object.fromEntries(members) as Json); // members are Json by the filter above
}

export const notebookValue: fc.Arbitrary<Json> = fc
  .nat(4)
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, i) => cell(`cell-${i}`))))
  .chain((cells) =>
    fc.record(
      {
        cells: fc.constant<Json>(cells),
        metadata: object,
        nbformat: fc.constant(4),
        nbformat_minor: fc.constantFrom(5, 6, 9),
        x: json,
      },
      { requiredKeys: ["cells", "metadata", "nbformat", "nbformat_minor"] },
    ),
  )
  .chain(shuffled);

export interface Spelling {
  readonly indent: string | null;
  readonly eol: string;
  readonly separators: readonly [string, string];
  readonly ascii: boolean;
  readonly before: string;
  readonly after: string;
  /** Spells some containers and strings in another way than the rest, decided by this seed. */
  readonly quirk: number;
}

export const spellings: fc.Arbitrary<Spelling> = fc.record({
  indent: fc.constantFrom(null, " ", "  ", "    ", "\t", ""),
  eol: fc.constantFrom("\n", "\r\n"),
  separators: fc.constantFrom(
    [",", ": "] as const,
    [",", ":"] as const,
    [", ", ": "] as const,
    [" , ", " : "] as const,
  ),
  ascii: fc.boolean(),
  before: fc.constantFrom("", "\ufeff", "\n", " "),
  after: fc.constantFrom("", "\n", "\r\n", "\n\n"),
  quirk: fc.oneof(fc.constant(0), fc.nat(1000)),
});

/** Spells a value as some program or person might have. */
export function spell(value: Json, spelling: Spelling): string {
  let state = spelling.quirk;
  const odd = (): boolean => {
    if (spelling.quirk === 0) return false;
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 16) % 5 === 0;
  };
  const string = (content: string): string => {
    const printed = JSON.stringify(content);
    const escaped = spelling.ascii
      ? printed.replace(/[\u007f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`)
      : printed;
    return odd() ? escaped.replace(/[a-z](?=[^\\]*$)/, (c) => `\\u00${c.charCodeAt(0).toString(16)}`) : escaped;
  };
  const print = (item: Json, depth: number): string => {
    if (typeof item === "string") return string(item);
    if (typeof item === "number")
      return odd() && Number.isInteger(item) && Math.abs(item) < 1e9 ? `${item}.0` : JSON.stringify(item);
    if (item === null || typeof item === "boolean") return String(item);
    const children = Array.isArray(item)
      ? item.map((child) => print(child, depth + 1))
      : Object.entries(item).map(([name, child]) => string(name) + spelling.separators[1] + print(child, depth + 1));
    const [open, close] = Array.isArray(item) ? "[]" : "{}";
    if (children.length === 0) return odd() ? `${open} ${close}` : open + close;
    if (spelling.indent === null || odd()) return open + children.join(spelling.separators[0]) + close;
    const line = (level: number): string => spelling.eol + (spelling.indent ?? "").repeat(level);
    return (
      open + line(depth + 1) + children.join(spelling.separators[0].trimEnd() + line(depth + 1)) + line(depth) + close
    );
  };
  return spelling.before + print(value, 0) + spelling.after;
}

/** UTF-8 cannot carry lone surrogates: in a file they stand as escapes. */
export const asUtf8 = (file: string): string =>
  new TextDecoder("utf-8", { ignoreBOM: true }).decode(new TextEncoder().encode(file));
