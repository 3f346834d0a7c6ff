/** Reads Python's regular expression syntax, with CPython's errors. */
import { overflowError } from "../../runtime/errors.ts";
import {
  type Assertion,
  flagBits,
  type Node,
  type ParsedPattern,
  PatternError,
  type RepeatMode,
  widthOf,
} from "./nodes.ts";
import { categories, codeOf, isAsciiLetter, isDigit, isOctal, SetParser, simpleEscapes } from "./sets.ts";
import type { Token } from "./tokenizer.ts";

const maximumRepeat = 4294967295;
const maximumGroups = 1073741823;
/** Groups may nest this deep before the parser's own recursion would be at risk. */
const maximumDepth = 1000;

const flagLetters: Readonly<Record<string, number>> = {
  i: flagBits.IGNORECASE,
  L: flagBits.LOCALE,
  m: flagBits.MULTILINE,
  s: flagBits.DOTALL,
  x: flagBits.VERBOSE,
  a: flagBits.ASCII,
  u: flagBits.UNICODE,
};
const typeFlags = flagBits.ASCII | flagBits.LOCALE | flagBits.UNICODE;
const globalOnly = flagBits.DEBUG;

const isIdentifier = (name: string): boolean => /^[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}_]*$/u.test(name);

class Parser extends SetParser {
  private groupCount = 0;
  private depth = 0;
  private lookbehindGroups: number | null = null;
  private variableLookbehind = false;
  private readonly openGroups = new Set<number>();
  private readonly widths: (readonly [number, number] | null)[] = [null];
  private readonly conditionals: { group: number; position: number }[] = [];
  readonly names = new Map<string, number>();
  flags: number;

  constructor(pattern: string, flags: number, isBytes: boolean) {
    super(pattern, isBytes);
    this.flags = flags;
  }

  parse(): ParsedPattern {
    const root = this.alternatives(this.flags, 0);
    if (this.next !== null) throw this.error("unbalanced parenthesis", this.position);
    for (const { group, position } of this.conditionals) {
      if (group > this.groupCount) throw this.error(`invalid group reference ${group}`, position);
    }
    if (this.variableLookbehind) throw new PatternError("look-behind requires fixed-width pattern", null);
    return { root, flags: this.flags, groups: this.groupCount, groupNames: this.names };
  }

  private alternatives(flags: number, nesting: number): Node {
    if (++this.depth > maximumDepth) throw this.error("too many nested groups", this.position);
    const choices: Node[] = [];
    let current = flags;
    do {
      const { node, flags: after } = this.sequence(current, nesting, nesting === 0 && choices.length === 0);
      current = after;
      choices.push(node);
    } while (this.accept("|"));
    this.depth--;
    return choices.length === 1 ? choices[0] : { kind: "branch", choices };
  }

  private sequence(initial: number, nesting: number, first: boolean): { node: Node; flags: number } {
    let flags = initial;
    const items: Node[] = [];
    for (;;) {
      const token = this.next;
      if (token === null || token === "|" || token === ")") break;
      const start = this.position;
      this.advance();
      if (flags & flagBits.VERBOSE) {
        if (/^[ \t\n\r\f\v]$/.test(token)) continue;
        if (token === "#") {
          while (this.next !== null && this.next !== "\n") this.skipCommentToken();
          this.accept("\n");
          continue;
        }
      }
      if (token[0] === "\\") items.push(this.escape(token, start, flags));
      else if (token === "[") items.push(this.set(start, flags));
      else if (token === ".") items.push({ kind: "any", flags });
      else if (token === "^") items.push(assertion(flags & flagBits.MULTILINE ? "lineStart" : "start", flags));
      else if (token === "$") items.push(assertion(flags & flagBits.MULTILINE ? "lineEnd" : "endOrNewline", flags));
      else if (token === "*" || token === "+" || token === "?" || token === "{") {
        const bounds = this.bounds(token, start);
        if (bounds === null) items.push(this.literal("{", flags));
        else this.repeat(items, bounds, start);
      } else if (token === "(") {
        const result = this.group(start, flags, nesting, first && items.length === 0);
        if (typeof result === "number") flags = result;
        else if (result !== null) items.push(result);
      } else items.push(this.literal(token, flags));
    }
    return { node: items.length === 1 ? items[0] : { kind: "sequence", items }, flags };
  }

  private skipCommentToken(): void {
    // An escaped newline is two characters to the tokenizer, but ends the comment all the same.
    if (this.next === "\\\n") this.index--;
    this.advance();
  }

  private literal(token: string, flags: number): Node {
    return { kind: "literal", code: codeOf(token), flags };
  }

  /** The bounds that a quantifier token gives; null where `{` is only a brace. */
  private bounds(token: string, start: number): readonly [number, number] | null {
    if (token === "?") return [0, 1];
    if (token === "*") return [0, maximumRepeat];
    if (token === "+") return [1, maximumRepeat];
    const after = { index: this.index, position: this.position, next: this.next };
    if (this.next === "}") return null;
    const low = this.takeWhile(Number.POSITIVE_INFINITY, isDigit);
    const high = this.accept(",") ? this.takeWhile(Number.POSITIVE_INFINITY, isDigit) : low;
    if (!this.accept("}")) {
      this.index = after.index;
      this.position = after.position;
      this.next = after.next;
      return null;
    }
    const min = low === "" ? 0 : Number(low);
    const max = high === "" ? maximumRepeat : Number(high);
    if (min >= maximumRepeat || (high !== "" && max >= maximumRepeat)) {
      throw overflowError("the repetition number is too large");
    }
    if (max < min) throw this.error("min repeat greater than max repeat", start + 1);
    return [min, max];
  }

  private repeat(items: Node[], [min, max]: readonly [number, number], start: number): void {
    const body = items.pop();
    if (body === undefined || body.kind === "assertion") throw this.error("nothing to repeat", start);
    if (body.kind === "repeat") throw this.error("multiple repeat", start);
    let mode: RepeatMode = "greedy";
    if (this.accept("?")) mode = "lazy";
    else if (this.accept("+")) mode = "possessive";
    items.push({ kind: "repeat", body, min, max: max === maximumRepeat ? Infinity : max, mode });
  }

  private escape(token: string, start: number, flags: number): Node {
    const letter = token[1];
    const category = categories[letter];
    if (category !== undefined) return { kind: "set", items: [category], negated: false, flags };
    const places: Readonly<Record<string, Assertion>> = { A: "start", Z: "end", b: "boundary", B: "notBoundary" };
    if (Object.hasOwn(places, letter)) return assertion(places[letter], flags);
    const one = (code: number): Node => ({ kind: "literal", code, flags });
    if (Object.hasOwn(simpleEscapes, letter)) return one(simpleEscapes[letter]);
    const code = this.characterEscape(letter, start);
    if (code !== null) return one(code);
    if (letter === "0") return one(this.octal(letter + this.takeWhile(2, isOctal), start));
    if (isDigit(letter)) {
      let digits = letter;
      if (isDigit(this.next)) {
        digits += this.take() ?? "";
        if (isOctal(letter) && isOctal(digits[1]) && isOctal(this.next)) {
          return one(this.octal(digits + (this.take() ?? ""), start));
        }
      }
      const group = Number(digits);
      if (group > this.groupCount) throw this.error(`invalid group reference ${digits}`, start + 1);
      this.checkReference(group, start);
      return { kind: "backreference", group, flags };
    }
    if (isAsciiLetter(letter)) throw this.error(`bad escape ${token}`, start);
    return one(codeOf(token.slice(1)));
  }

  /** `start` is the reference's own place; what follows it is where CPython reports a look-behind's error. */
  private checkReference(group: number, start: number): void {
    if (this.openGroups.has(group)) throw this.error("cannot refer to an open group", start);
    this.checkLookbehind(group);
  }

  private checkLookbehind(group: number): void {
    if (this.lookbehindGroups === null) return;
    if (group > this.groupCount || this.openGroups.has(group)) {
      throw this.error("cannot refer to an open group", this.position);
    }
    if (group > this.lookbehindGroups) {
      throw this.error("cannot refer to group defined in the same lookbehind subpattern", this.position);
    }
  }

  /** After `(`: a node, new flags for the rest of the sequence (`(?i)`), or null for a comment. */
  private group(start: number, flags: number, nesting: number, atStart: boolean): Node | number | null {
    if (!this.accept("?")) return this.capturing(null, start, flags, nesting);
    const letterAt = this.position;
    const letter = this.take();
    if (letter === null) throw this.error("unexpected end of pattern", letterAt);
    if (letter === "P") return this.named(start, flags, nesting);
    if (letter === ":") return { kind: "group", group: 0, body: this.body(start, flags, nesting) };
    if (letter === "#") {
      for (;;) {
        if (this.next === null) throw this.error("missing ), unterminated comment", start);
        if (this.take() === ")") return null;
      }
    }
    if (letter === ">") return { kind: "atomic", body: this.body(start, flags, nesting) };
    if (letter === "=" || letter === "!") return this.look(false, letter === "!", start, flags, nesting);
    if (letter === "<") {
      const directionAt = this.position;
      const direction = this.take();
      if (direction === null) throw this.error("unexpected end of pattern", directionAt);
      if (direction !== "=" && direction !== "!") {
        throw this.error(`unknown extension ?<${direction}`, letterAt - 1);
      }
      return this.look(true, direction === "!", start, flags, nesting);
    }
    if (letter === "(") return this.conditional(start, flags, nesting);
    if (letter === "-" || Object.hasOwn(flagLetters, letter)) {
      return this.inlineFlags(letter, start, flags, nesting, atStart);
    }
    throw this.error(`unknown extension ?${letter}`, letterAt - 1);
  }

  private body(start: number, flags: number, nesting: number): Node {
    const node = this.alternatives(flags, nesting + 1);
    if (!this.accept(")")) throw this.error("missing ), unterminated subpattern", start);
    return node;
  }

  private capturing(name: string | null, start: number, flags: number, nesting: number): Node {
    const group = ++this.groupCount;
    if (group > maximumGroups) throw this.error("too many groups", start);
    if (name !== null) {
      const earlier = this.names.get(name);
      if (earlier !== undefined) {
        throw this.error(
          `redefinition of group name '${name}' as group ${group}; was group ${earlier}`,
          this.position - Array.from(name).length - 1,
        );
      }
      this.names.set(name, group);
    }
    this.widths.push(null);
    this.openGroups.add(group);
    const body = this.body(start, flags, nesting);
    this.openGroups.delete(group);
    this.widths[group] = widthOf(body, this.widths);
    return { kind: "group", group, body };
  }

  private named(start: number, flags: number, nesting: number): Node {
    if (this.accept("<")) {
      const at = this.position;
      const name = this.takeUntil(">", "group name");
      this.checkName(name, at);
      return this.capturing(name, start, flags, nesting);
    }
    if (this.accept("=")) {
      const at = this.position;
      const name = this.takeUntil(")", "group name");
      this.checkName(name, at);
      const group = this.names.get(name);
      if (group === undefined) throw this.error(`unknown group name '${name}'`, at);
      this.checkReference(group, at);
      return { kind: "backreference", group, flags };
    }
    const at = this.position;
    const letter = this.take();
    if (letter === null) throw this.error("unexpected end of pattern", at);
    throw this.error(`unknown extension ?P${letter}`, at - 2);
  }

  private checkName(name: string, at: number): void {
    if (!isIdentifier(name)) throw this.error(`bad character in group name '${name}'`, at);
  }

  private look(behind: boolean, negated: boolean, start: number, flags: number, nesting: number): Node {
    const outer = this.lookbehindGroups;
    if (behind && outer === null) this.lookbehindGroups = this.groupCount;
    const body = this.body(start, flags, nesting);
    this.lookbehindGroups = outer;
    if (behind) {
      const [low, high] = widthOf(body, this.widths);
      // CPython finds this when it compiles, after all that its parser refuses.
      if (low !== high) this.variableLookbehind = true;
    }
    return { kind: "look", body, behind, negated };
  }

  private conditional(start: number, flags: number, nesting: number): Node {
    const at = this.position;
    const name = this.takeUntil(")", "group name");
    let group: number;
    if (/^[0-9]+$/.test(name)) {
      group = Number(name);
      if (group === 0) throw this.error("bad group number", at);
      if (group >= maximumGroups) throw this.error(`invalid group reference ${BigInt(name)}`, at);
      this.conditionals.push({ group, position: at });
    } else {
      this.checkName(name, at);
      const named = this.names.get(name);
      if (named === undefined) throw this.error(`unknown group name '${name}'`, at);
      group = named;
    }
    this.checkLookbehind(group);
    const yes = this.sequence(flags, nesting + 1, false).node;
    let no: Node | null = null;
    if (this.accept("|")) {
      no = this.sequence(flags, nesting + 1, false).node;
      if (this.next === "|") throw this.error("conditional backref with more than two branches", this.position);
    }
    if (!this.accept(")")) throw this.error("missing ), unterminated subpattern", start);
    return { kind: "conditional", group, yes, no };
  }

  private inlineFlags(
    firstLetter: string,
    start: number,
    flags: number,
    nesting: number,
    atStart: boolean,
  ): Node | number {
    let on = 0;
    let off = 0;
    let letter: Token = firstLetter;
    if (letter !== "-") {
      for (;;) {
        const flag: number = flagLetters[letter];
        if (!this.isBytes && letter === "L") {
          throw this.error("bad inline flags: cannot use 'L' flag with a str pattern", this.position);
        }
        if (this.isBytes && letter === "u") {
          throw this.error("bad inline flags: cannot use 'u' flag with a bytes pattern", this.position);
        }
        on |= flag;
        if (flag & typeFlags && (on & typeFlags) !== flag) {
          throw this.error("bad inline flags: flags 'a', 'u' and 'L' are incompatible", this.position);
        }
        const at = this.position;
        letter = this.take();
        if (letter === null) throw this.error("missing -, : or )", at);
        if (letter === ")" || letter === "-" || letter === ":") break;
        if (!Object.hasOwn(flagLetters, letter)) {
          throw this.error(isAsciiLetter(letter) ? "unknown flag" : "missing -, : or )", at);
        }
      }
    }
    if (letter === ")") {
      if (!atStart) throw this.error("global flags not at the start of the expression", start);
      this.flags |= on;
      return flags | on;
    }
    if (on & globalOnly) throw this.error("bad inline flags: cannot turn on global flag", this.position - 1);
    if (letter === "-") {
      let at = this.position;
      letter = this.take();
      if (letter === null) throw this.error("missing flag", at);
      if (!Object.hasOwn(flagLetters, letter)) {
        throw this.error(isAsciiLetter(letter) ? "unknown flag" : "missing flag", at);
      }
      for (;;) {
        const flag: number = flagLetters[letter];
        if (flag & typeFlags) {
          throw this.error("bad inline flags: cannot turn off flags 'a', 'u' and 'L'", this.position);
        }
        off |= flag;
        at = this.position;
        letter = this.take();
        if (letter === null) throw this.error("missing :", at);
        if (letter === ":") break;
        if (!Object.hasOwn(flagLetters, letter)) {
          throw this.error(isAsciiLetter(letter) ? "unknown flag" : "missing :", at);
        }
      }
    }
    if (on & off) throw this.error("bad inline flags: flag turned on and off", this.position - 1);
    const base = on & typeFlags ? flags & ~typeFlags : flags;
    return { kind: "group", group: 0, body: this.body(start, (base | on) & ~off, nesting) };
  }
}

const assertion = (at: Assertion, flags: number): Node => ({ kind: "assertion", at, flags });

/** Throws {@link PatternError}. `flags` are the caller's, with UNICODE already set for a str pattern. */
export function parsePattern(pattern: string, flags: number, isBytes: boolean): ParsedPattern {
  return new Parser(pattern, flags, isBytes).parse();
}
