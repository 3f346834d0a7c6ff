/** A regular expression as parsed: what parser.ts makes and compiler.ts reads. */

export const flagBits = {
  TEMPLATE: 1,
  IGNORECASE: 2,
  LOCALE: 4,
  MULTILINE: 8,
  DOTALL: 16,
  UNICODE: 32,
  VERBOSE: 64,
  DEBUG: 128,
  ASCII: 256,
} as const;

export type Category = "digit" | "space" | "word";

/** One member of a character set; a range is inclusive, by code point. */
export type SetItem =
  | { readonly kind: "range"; readonly from: number; readonly to: number }
  | { readonly kind: "category"; readonly category: Category; readonly negated: boolean };

export type Node =
  | { readonly kind: "literal"; readonly code: number; readonly flags: number }
  | { readonly kind: "any"; readonly flags: number }
  | { readonly kind: "set"; readonly items: readonly SetItem[]; readonly negated: boolean; readonly flags: number }
  | { readonly kind: "assertion"; readonly at: Assertion; readonly flags: number }
  | { readonly kind: "sequence"; readonly items: readonly Node[] }
  | { readonly kind: "branch"; readonly choices: readonly Node[] }
  /** `group` is 0 for a group that captures nothing. */
  | { readonly kind: "group"; readonly group: number; readonly body: Node }
  | { readonly kind: "atomic"; readonly body: Node }
  | {
      readonly kind: "repeat";
      readonly body: Node;
      readonly min: number;
      readonly max: number;
      readonly mode: RepeatMode;
    }
  | { readonly kind: "look"; readonly body: Node; readonly behind: boolean; readonly negated: boolean }
  | { readonly kind: "backreference"; readonly group: number; readonly flags: number }
  | { readonly kind: "conditional"; readonly group: number; readonly yes: Node; readonly no: Node | null };

export type RepeatMode = "greedy" | "lazy" | "possessive";
/** `^` and `$` are resolved to one of these by the flags at their place. */
export type Assertion = "start" | "lineStart" | "end" | "lineEnd" | "endOrNewline" | "boundary" | "notBoundary";

export interface ParsedPattern {
  readonly root: Node;
  readonly flags: number;
  /** The number of capturing groups. */
  readonly groups: number;
  readonly groupNames: ReadonlyMap<string, number>;
}

/** A pattern that cannot be read; `position` is a code point index into it. */
export class PatternError {
  constructor(
    readonly message: string,
    readonly position: number | null,
    /** The key whose absence CPython reports with the error; its `__context__`. */
    readonly missing: string | null = null,
    /** Whether CPython read past the end: the IndexError is its `__context__`. */
    readonly pastEnd = false,
  ) {}
}

/** The fewest and the most characters that a node can match. */
export function widthOf(node: Node, groups: readonly (readonly [number, number] | null)[]): readonly [number, number] {
  switch (node.kind) {
    case "literal":
    case "any":
    case "set":
      return [1, 1];
    case "assertion":
    case "look":
      return [0, 0];
    case "sequence": {
      let [low, high] = [0, 0];
      for (const item of node.items) {
        const [itemLow, itemHigh] = widthOf(item, groups);
        low += itemLow;
        high += itemHigh;
      }
      return [low, high];
    }
    case "branch": {
      let [least, most] = [Infinity, 0];
      for (const choice of node.choices) {
        const [low, high] = widthOf(choice, groups);
        least = Math.min(least, low);
        most = Math.max(most, high);
      }
      return [least, most];
    }
    case "group":
    case "atomic":
      return widthOf(node.body, groups);
    case "repeat": {
      const [low, high] = widthOf(node.body, groups);
      return [low * node.min, high === 0 ? 0 : high * node.max];
    }
    case "backreference":
      return groups[node.group] ?? [0, Infinity];
    case "conditional": {
      const [yesLow, yesHigh] = widthOf(node.yes, groups);
      const [noLow, noHigh] = node.no === null ? [0, 0] : widthOf(node.no, groups);
      return [Math.min(yesLow, noLow), Math.max(yesHigh, noHigh)];
    }
  }
}
