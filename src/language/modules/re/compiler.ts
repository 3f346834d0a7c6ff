/** Compiles a parsed pattern to the matcher's instructions. */
import { CharacterSet, foldCase } from "./characters.ts";
import { type Assertion, flagBits, type Node, type ParsedPattern, PatternError, widthOf } from "./nodes.ts";

/** Instructions are numbers in one array: an operation and its operands. */
export const Op = {
  /** code */
  Literal: 0,
  /** folded code */
  FoldedLiteral: 1,
  Any: 2,
  AnyButNewline: 3,
  /** set index */
  Set: 4,
  /** first target, second target: tries the first, then the second */
  Split: 5,
  /** target */
  Jump: 6,
  /** slot */
  Save: 7,
  /** assertion number, 1 for ASCII */
  Assert: 8,
  /** group, 1 to ignore case, flags */
  Backreference: 9,
  /** min, max, 1 for greedy (0 lazy, 2 possessive), then one single-character instruction */
  Run: 10,
  /** slot of the loop's count (the next slot holds its last position) */
  LoopStart: 11,
  /** slot, min, max, 1 for greedy, body target; falls through to what follows the loop */
  Loop: 12,
  /** height slot (the next slot holds the position): begins a look-around or an atomic group */
  Mark: 13,
  /** height slot: drops the choices made since Mark; then the position stays (atomic) */
  Commit: 14,
  /** height slot: drops the choices since Mark and returns to its position (lookahead, lookbehind) */
  CommitBack: 15,
  /** height slot: drops the choices since Mark, undoes everything, and fails (negative look-around) */
  CommitFail: 16,
  /** width: moves back, or fails */
  Back: 17,
  /** group, target where it did not take part */
  IfGroup: 18,
  Match: 19,
  Fail: 20,
} as const;

export const assertionNumbers: Readonly<Record<Assertion, number>> = {
  start: 0,
  lineStart: 1,
  end: 2,
  lineEnd: 3,
  endOrNewline: 4,
  boundary: 5,
  notBoundary: 6,
};

export const noMaximum = 2 ** 40;

export interface Program {
  readonly code: readonly number[];
  readonly sets: readonly CharacterSet[];
  readonly slotCount: number;
  readonly groups: number;
  readonly groupNames: ReadonlyMap<string, number>;
  readonly flags: number;
  /** What a match must begin with, where the pattern says so: lets a search skip ahead. */
  readonly firstCode: number | null;
}

const maximumProgram = 2_000_000;

class Compiler {
  readonly code: number[] = [];
  readonly sets: CharacterSet[] = [];
  /** Slots 0 and 1 are the whole match, two a group follow, then lastindex, then registers. */
  slots: number;
  private readonly widths: (readonly [number, number] | null)[] = [];

  constructor(readonly groups: number) {
    this.slots = 2 * (groups + 1) + 1;
  }

  private emit(...values: number[]): number {
    if (this.code.length > maximumProgram) throw new PatternError("regular expression is too large", null);
    return this.code.push(...values);
  }

  private register(): number {
    this.slots += 2;
    return this.slots - 2;
  }

  private single(node: Node): boolean {
    switch (node.kind) {
      case "literal": {
        const fold = (node.flags & flagBits.IGNORECASE) !== 0;
        this.emit(fold ? Op.FoldedLiteral : Op.Literal, fold ? foldCase(node.code, node.flags) : node.code);
        if (fold) this.emit(node.flags);
        return true;
      }
      case "any":
        this.emit(node.flags & flagBits.DOTALL ? Op.Any : Op.AnyButNewline);
        return true;
      case "set":
        this.sets.push(new CharacterSet(node.items, node.negated, node.flags));
        this.emit(Op.Set, this.sets.length - 1);
        return true;
      default:
        return false;
    }
  }

  node(node: Node): void {
    switch (node.kind) {
      case "literal":
      case "any":
      case "set":
        this.single(node);
        return;
      case "assertion":
        this.emit(Op.Assert, assertionNumbers[node.at], node.flags & flagBits.ASCII ? 1 : 0);
        return;
      case "sequence":
        for (const item of node.items) this.node(item);
        return;
      case "branch":
        this.branch(node.choices);
        return;
      case "group":
        if (node.group === 0) this.node(node.body);
        else {
          this.emit(Op.Save, 2 * node.group);
          this.node(node.body);
          this.emit(Op.Save, 2 * node.group + 1);
          this.widths[node.group] = widthOf(node.body, this.widths);
        }
        return;
      case "atomic":
        this.atomic(() => this.node(node.body));
        return;
      case "repeat":
        this.repeat(node);
        return;
      case "look":
        this.look(node);
        return;
      case "backreference": {
        const fold = node.flags & flagBits.IGNORECASE ? 1 : 0;
        this.emit(Op.Backreference, node.group, fold, node.flags);
        return;
      }
      case "conditional": {
        this.emit(Op.IfGroup, node.group, 0);
        const elseTarget = this.code.length - 1;
        this.node(node.yes);
        if (node.no === null) {
          this.code[elseTarget] = this.code.length;
          return;
        }
        this.emit(Op.Jump, 0);
        const endTarget = this.code.length - 1;
        this.code[elseTarget] = this.code.length;
        this.node(node.no);
        this.code[endTarget] = this.code.length;
        return;
      }
    }
  }

  private branch(choices: readonly Node[]): void {
    const ends: number[] = [];
    choices.forEach((choice, i) => {
      if (i === choices.length - 1) {
        this.node(choice);
        return;
      }
      this.emit(Op.Split, this.code.length + 3, 0);
      const other = this.code.length - 1;
      this.node(choice);
      this.emit(Op.Jump, 0);
      ends.push(this.code.length - 1);
      this.code[other] = this.code.length;
    });
    for (const end of ends) this.code[end] = this.code.length;
  }

  private atomic(body: () => void): void {
    const register = this.register();
    this.emit(Op.Mark, register);
    body();
    this.emit(Op.Commit, register);
  }

  private repeat(node: Extract<Node, { kind: "repeat" }>): void {
    const max = node.max === Infinity ? noMaximum : node.max;
    const { body } = node;
    if (body.kind === "literal" || body.kind === "any" || body.kind === "set") {
      this.emit(Op.Run, node.min, max, node.mode === "greedy" ? 1 : node.mode === "lazy" ? 0 : 2);
      this.single(body);
      return;
    }
    if (node.mode === "possessive") {
      this.atomic(() => this.repeat({ ...node, mode: "greedy" }));
      return;
    }
    const register = this.register();
    this.emit(Op.LoopStart, register);
    this.emit(Op.Jump, 0);
    const entry = this.code.length - 1;
    const start = this.code.length;
    this.node(body);
    this.code[entry] = this.code.length;
    this.emit(Op.Loop, register, node.min, max, node.mode === "greedy" ? 1 : 0, start);
  }

  private look(node: Extract<Node, { kind: "look" }>): void {
    const register = this.register();
    this.emit(Op.Mark, register);
    let other = -1;
    if (node.negated) {
      this.emit(Op.Split, this.code.length + 3, 0);
      other = this.code.length - 1;
    }
    if (node.behind) {
      const width = widthOf(node.body, this.widths)[0];
      this.emit(Op.Back, width);
    }
    this.node(node.body);
    this.emit(node.negated ? Op.CommitFail : Op.CommitBack, register);
    if (other >= 0) this.code[other] = this.code.length;
  }
}

/** The literal that every match begins with, where one is plain to see. */
function firstLiteral(node: Node): number | null {
  if (node.kind === "literal") return node.flags & flagBits.IGNORECASE ? null : node.code;
  if (node.kind === "sequence") return node.items.length > 0 ? firstLiteral(node.items[0]) : null;
  if (node.kind === "group" || node.kind === "atomic") return firstLiteral(node.body);
  if (node.kind === "repeat") return node.min > 0 ? firstLiteral(node.body) : null;
  return null;
}

export function compilePattern(parsed: ParsedPattern): Program {
  const compiler = new Compiler(parsed.groups);
  compiler.node(parsed.root);
  compiler.code.push(Op.Match);
  return {
    code: compiler.code,
    sets: compiler.sets,
    slotCount: compiler.slots,
    groups: parsed.groups,
    groupNames: parsed.groupNames,
    flags: parsed.flags,
    firstCode: firstLiteral(parsed.root),
  };
}
