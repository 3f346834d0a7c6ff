/** Programs made of other programs by small changes: of characters, tokens and lines, and by splices. */
import type { Source } from "../differential/source.ts";

/** Values and texts that programs do not expect. */
const hostile: readonly string[] = [
  "None",
  "-1",
  "0",
  "1e308",
  "float('nan')",
  "float('-inf')",
  "2**63",
  "-2**64",
  "10**400",
  "2**100000",
  "10**10",
  "[]",
  "{}",
  "()",
  "set()",
  "''",
  "b''",
  "'\\ud800'",
  "'\\x00'",
  "'😀'",
  "...",
  "NotImplemented",
  "object()",
  "type",
  "int",
  "slice(None)",
  "range(10**9)",
  "'a' * 10**7",
  "[0] * 10**6",
  "lambda *a, **k: a",
  "iter([])",
  "(x for x in ())",
  "ValueError",
  "ValueError('x')",
  "print",
  "len",
  "__name__",
  "globals()",
  "type('T', (), {})()",
  "type('T', (int,), {'__index__': lambda s: -5})()",
  "type('T', (), {'__len__': lambda s: 10**20})()",
  "type('T', (), {'__getattr__': lambda s, n: s})()",
  "type('T', (), {'__eq__': lambda s, o: 1 / 0, '__hash__': lambda s: 1})()",
  "type('T', (), {'__iter__': lambda s: s, '__next__': lambda s: 1})()",
  "type('T', (), {'__repr__': lambda s: 5})()",
];

const attributes: readonly string[] = [
  "__class__",
  "__dict__",
  "__proto__",
  "constructor",
  "prototype",
  "__mro__",
  "__init__",
  "__getattribute__",
  "__globals__",
  "__code__",
  "__wrapped__",
  "toString",
  "length",
  "items",
  "append",
  "grad",
  "shape",
  "real",
  "hasOwnProperty",
];

const characters = "\0\t\n\r\f\v \"'\\()[]{}:;,.=+-*/%@&|^~<>!#$?`0159aeEjLxX_\ufeff\ud800é\u2028𝔘";
const token = /[A-Za-z_]\w*|\d[\w.]*|"[^"\n]*"|'[^'\n]*'|\*\*|\/\/|[-+*/%@&|^<>=!]=?|[^\s\w]|[ \t]+|\n/g;
const keywords =
  "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield match print self".split(
    " ",
  );

export class Mutator {
  private readonly tokens: readonly string[][];
  private readonly lines: readonly string[][];

  constructor(private readonly corpus: readonly string[]) {
    this.tokens = corpus.map((program) => program.match(token) ?? []);
    this.lines = corpus.map((program) => program.split("\n"));
  }

  /** A mutated program: a pure function of the source's seed and the corpus. */
  make(source: Source): string {
    let program = source.pick(this.corpus);
    // Long programs would spend the time on what was not changed.
    const lines = program.split("\n");
    if (lines.length > 60) program = this.window(source, lines).join("\n");
    for (let count = source.between(1, 4); count > 0; count--) program = this.mutate(source, program);
    return program;
  }

  private window(source: Source, lines: readonly string[]): string[] {
    const head = lines.filter((line) => /^(?:import|from) /.test(line));
    const start = source.below(lines.length - 40);
    return [...head, ...lines.slice(start, start + 40)];
  }

  private mutate(source: Source, program: string): string {
    switch (source.below(10)) {
      case 0:
      case 1:
      case 2:
      case 3:
        return this.changeToken(source, program);
      case 4:
      case 5:
        return this.changeLine(source, program);
      case 6:
        return this.splice(source, program);
      case 7:
        return changeCharacter(source, program);
      case 8:
        return this.attach(source, program);
      default:
        return nest(source, program);
    }
  }

  private changeToken(source: Source, program: string): string {
    const tokens = program.match(token) ?? [];
    if (tokens.length === 0) return source.pick(hostile);
    const at = source.below(tokens.length);
    const other = source.below(tokens.length);
    const foreign = source.pick(this.tokens);
    switch (source.below(6)) {
      case 0:
        tokens.splice(at, source.between(1, 3));
        break;
      case 1:
        tokens.splice(at, 0, tokens[at]);
        break;
      case 2:
        [tokens[at], tokens[other]] = [tokens[other], tokens[at]];
        break;
      case 3:
        tokens[at] = `(${source.pick(hostile)})`;
        break;
      case 4:
        tokens[at] = source.pick(source.chance(0.3) ? keywords : foreign.length > 0 ? foreign : keywords);
        break;
      default: {
        // A name or a number becomes something hostile: most often still a program.
        const places = tokens.flatMap((text, i) => (/^[\w"']/.test(text) && !keywords.includes(text) ? [i] : []));
        if (places.length > 0) tokens[source.pick(places)] = `(${source.pick(hostile)})`;
      }
    }
    return tokens.join("");
  }

  private changeLine(source: Source, program: string): string {
    const lines = program.split("\n");
    const at = source.below(lines.length);
    switch (source.below(6)) {
      case 0:
        lines.splice(at, source.between(1, 4));
        break;
      case 1:
        lines.splice(at, 0, lines[source.below(lines.length)]);
        break;
      case 2: {
        const other = source.below(lines.length);
        [lines[at], lines[other]] = [lines[other], lines[at]];
        break;
      }
      case 3:
        lines[at] = source.chance(0.5) ? `    ${lines[at]}` : lines[at].replace(/^ {1,4}/, "");
        break;
      case 4:
        lines[at] = source.pick(source.pick(this.lines));
        break;
      default:
        lines[at] = lines[at].slice(0, source.below(lines[at].length + 1));
    }
    return lines.join("\n");
  }

  /** Lines of another program in the middle of this one. */
  private splice(source: Source, program: string): string {
    const lines = program.split("\n");
    const other = source.pick(this.lines);
    const start = source.below(other.length);
    lines.splice(source.below(lines.length + 1), source.below(6), ...other.slice(start, start + source.between(1, 12)));
    return lines.join("\n");
  }

  /** An attribute, subscript or call after something. */
  private attach(source: Source, program: string): string {
    const tokens = program.match(token) ?? [];
    const places = tokens.flatMap((text, i) => (/^[A-Za-z_\])]/.test(text) && !keywords.includes(text) ? [i] : []));
    if (places.length === 0) return program;
    const at = source.pick(places);
    tokens[at] += source.pick([
      `.${source.pick(attributes)}`,
      `[${source.pick(hostile)}]`,
      `(${source.pick(hostile)})`,
      `(*${source.pick(hostile)}, **${source.pick(hostile)})`,
      ` ${source.pick(["+", "-", "*", "/", "%", "@", "<<", "in", "is", "<", "and"])} ${source.pick(hostile)}`,
    ]);
    return tokens.join("");
  }
}

function changeCharacter(source: Source, program: string): string {
  const at = source.below(program.length + 1);
  const all = Array.from(characters);
  switch (source.below(4)) {
    case 0:
      return program.slice(0, at) + program.slice(at + source.between(1, 3));
    case 1:
      return program.slice(0, at) + source.pick(all) + program.slice(at);
    case 2:
      return program.slice(0, at) + source.pick(all) + program.slice(at + 1);
    default:
      return program.slice(0, at);
  }
}

/** Deep nesting, long lines and runs of one character. */
function nest(source: Source, program: string): string {
  const lines = program.split("\n");
  const at = source.below(lines.length);
  const depth = source.pick([3, 20, 100, 300, 1000]);
  const made = source.pick([
    `x = ${"(".repeat(depth)}1${")".repeat(depth)}`,
    `x = ${"[".repeat(depth)}${"]".repeat(depth)}`,
    `x = ${"-".repeat(depth)}1`,
    `x = ${"not ".repeat(depth)}1`,
    `x = ${"1 + ".repeat(depth)}1`,
    `x = ${"lambda: ".repeat(depth)}1`,
    `x = f"${"{".repeat(depth % 7)}1${"}".repeat(depth % 7)}"`,
    `x = "${"a".repeat(depth)}`,
    `x = ${"a.".repeat(depth)}b`,
    `x = ${"f(".repeat(depth)}${")".repeat(depth)}`,
    "def r(): return r()\nr()",
    "x = []\nx.append(x)\nprint(x, x == x)",
    "while True: pass",
    "x = [1]\nfor y in x: x.append(y)",
  ]);
  lines.splice(at, source.below(2), made);
  return lines.join("\n");
}
