/** Random expressions: templates filled with templates, literals and variables. */
import type { Source } from "./source.ts";
import { type Kind, literals, templates } from "./templates.ts";

const kinds = Object.keys(literals).filter((kind): kind is Kind => kind in templates);
const isKind = (text: string): text is Kind => kinds.some((kind) => kind === text);
const atom = /^(?:[A-Za-z_]\w*|\d+|"[^"\\]*"|'[^'\\]*'|\[[^[\]]*\]|\{[^{}]*\}|\([^()]*\)|[a-z.]+\([^()]*\))$/;

export class Expressions {
  /** Variables in scope, by kind. */
  readonly variables = new Map<Kind, string[]>();

  constructor(readonly source: Source) {}

  declare(kind: Kind, name: string): void {
    const names = this.variables.get(kind) ?? [];
    if (!names.includes(name)) names.push(name);
    this.variables.set(kind, names);
  }

  make(kind: Kind, depth: number, strict = false): string {
    const { source } = this;
    // Now and then what does not belong there: the errors must agree too. Not in sets, whose order would be that of
    // the hashes of strings and of addresses.
    const chosen =
      !strict && kind !== "z" && source.chance(0.025)
        ? source.pick(["i", "f", "s", "l", "t", "d", "z", "x", "y"] as const)
        : kind;
    const names = this.variables.get(chosen);
    if (names !== undefined && source.chance(depth > 0 ? 0.25 : 0.6)) return source.pick(names);
    if (depth <= 0 || source.chance(0.2)) return source.pick(literals[chosen]);
    return this.fill(source.pick(templates[chosen]), depth - 1, strict || chosen === "z");
  }

  /** A variable of the kind, or a name of another kind where there is none. */
  variable(kind: Kind): string {
    const names = this.variables.get(kind) ?? this.variables.get("n");
    return names === undefined ? "None" : this.source.pick(names);
  }

  fill(template: string, depth: number, within = false): string {
    // The hash of a type or of text is of no meaning, nor is a draw without a seed.
    const strict = within || /^(?:hash|random\.Random)\(/.test(template);
    return template.replace(/\{(\w)\}/g, (whole, letter: string, at: number) => {
      if (isKind(letter)) {
        const text = this.make(letter, depth, strict);
        const attribute = template[at + whole.length] === ".";
        return atom.test(text) && !(attribute && /^\d/.test(text)) ? text : `(${text})`;
      }
      const lower = letter.toLowerCase();
      return letter !== lower && isKind(lower) ? this.variable(lower) : whole;
    });
  }
}

export { kinds };
