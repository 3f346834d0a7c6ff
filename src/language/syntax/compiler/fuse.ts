/**
 * Common groups of instructions become one: the first word of a group is written over by an instruction that does the
 * whole group's work, and the words after it stay, for jumps, spans and the arguments that it reads from them.
 *
 * An arithmetic group takes its operands from registers and writes its result to one: local variables, constants (which
 * lie behind the locals in a frame's slots) and the places of the stack, whose depth is known here.
 */
import { Op } from "../../runtime/opcode.ts";

export interface StackCode {
  readonly words: Int32Array;
  /** Values on the stack before each instruction. */
  readonly depths: readonly number[];
  /** Positions that jumps and handlers go to: no group goes over one. */
  readonly targets: ReadonlySet<number>;
  readonly localCount: number;
}

export interface FusedCode {
  readonly words: Int32Array;
  /** Indices of the constants that lie behind the locals in a frame's slots. */
  readonly registerConstants: readonly number[];
}

/** Registers are numbered in one byte. */
const registerLimit = 256;

const arithmetic: ReadonlyMap<Op, Op> = new Map([
  [Op.Add, Op.AddRegisters],
  [Op.Subtract, Op.SubtractRegisters],
  [Op.Multiply, Op.MultiplyRegisters],
  [Op.TrueDivide, Op.TrueDivideRegisters],
  [Op.FloorDivide, Op.FloorDivideRegisters],
  [Op.Modulo, Op.ModuloRegisters],
  [Op.GetItem, Op.GetItemRegisters],
]);

const comparisons: ReadonlyMap<Op, Op> = new Map([
  [Op.Less, Op.JumpUnlessLess],
  [Op.LessEqual, Op.JumpUnlessLessEqual],
  [Op.Equal, Op.JumpUnlessEqual],
  [Op.NotEqual, Op.JumpUnlessNotEqual],
  [Op.Greater, Op.JumpUnlessGreater],
  [Op.GreaterEqual, Op.JumpUnlessGreaterEqual],
]);

const opOf = (word: number): Op => word & 0xff;
const argumentOf = (word: number): number => word >>> 8;
const isLoad = (op: Op): boolean => op === Op.LoadLocal || op === Op.LoadConstant;

class Fuser {
  private readonly words: Int32Array;
  private readonly constants: number[] = [];

  constructor(private readonly code: StackCode) {
    this.words = code.words.slice();
  }

  fuse(): FusedCode {
    // The stack's registers come after the constants, so these are counted first.
    this.collectConstants();
    const { length } = this.words;
    for (let at = 0; at < length; ) at += Math.max(1, this.fuseAt(at));
    for (let at = 0; at < length; at++) this.fuseJumpBack(at);
    return { words: this.words, registerConstants: this.constants };
  }

  /** Whether a group of `length` words at `at` can be one: nothing jumps into it. */
  private isGroup(at: number, length: number): boolean {
    if (at + length > this.words.length) return false;
    for (let i = at + 1; i < at + length; i++) if (this.code.targets.has(i)) return false;
    return true;
  }

  private opAt(at: number): Op {
    return at < this.code.words.length ? opOf(this.code.words[at]) : Op.Nop;
  }

  /** How many loads come before the operation of the group at `at`: its other operands are on the stack. */
  private loadsBeforeOperation(at: number, operations: ReadonlyMap<Op, Op>): number {
    for (let loads = 0; loads <= 2; loads++) {
      if (operations.has(this.opAt(at + loads))) return this.isGroup(at, loads + 1) ? loads : -1;
      if (!isLoad(this.opAt(at + loads))) return -1;
    }
    return -1;
  }

  private collectConstants(): void {
    const known = new Set<number>();
    const room = registerLimit - this.code.localCount - 32;
    for (let at = 0; at < this.words.length; at++) {
      const loads = Math.max(this.loadsBeforeOperation(at, arithmetic), this.loadsBeforeOperation(at, comparisons));
      for (let i = at; i < at + loads; i++) {
        const word = this.code.words[i];
        if (opOf(word) === Op.LoadConstant && known.size < room) known.add(argumentOf(word));
      }
    }
    this.constants.push(...known);
  }

  /** The register of operand `index` (0 or 1) of a group whose operation is at `operation`; -1 where it has none. */
  private operandRegister(operation: number, loads: number, index: number): number {
    const { depths, words } = this.code;
    const load = operation - 2 + index;
    if (index < 2 - loads) return this.stackRegister(depths[operation] - 2 + index);
    const argument = argumentOf(words[load]);
    if (opOf(words[load]) === Op.LoadLocal) return argument < registerLimit ? argument : -1;
    const place = this.constants.indexOf(argument);
    return place < 0 ? -1 : this.code.localCount + place;
  }

  private stackRegister(depth: number): number {
    const register = this.code.localCount + this.constants.length + depth;
    return depth >= 0 && register < registerLimit ? register : -1;
  }

  /** Fuses a group that starts here and gives its length; 0 where there is none. */
  private fuseAt(at: number): number {
    return (
      this.fuseComparison(at) ||
      this.fuseMultiplyAdd(at) ||
      this.fuseGetItemTwice(at) ||
      this.fuseArithmetic(at) ||
      this.fuseSetItem(at) ||
      this.fuseLoop(at) ||
      this.fuseLoad(at)
    );
  }

  private fuseComparison(at: number): number {
    const loads = this.loadsBeforeOperation(at, comparisons);
    if (loads < 0) return 0;
    const operation = at + loads;
    const jump = this.opAt(operation + 1);
    if ((jump !== Op.PopJumpIfFalse && jump !== Op.PopJumpIfTrue) || !this.isGroup(at, loads + 2)) return 0;
    const a = this.operandRegister(operation, loads, 0);
    const b = this.operandRegister(operation, loads, 1);
    const op = comparisons.get(this.opAt(operation));
    if (op === undefined || a < 0 || b < 0) return 0;
    const shape = loads | (jump === Op.PopJumpIfTrue ? 4 : 0);
    this.words[at] = op | (a << 8) | (b << 16) | (shape << 24);
    return loads + 2;
  }

  private fuseArithmetic(at: number): number {
    const { depths, words } = this.code;
    const loads = this.loadsBeforeOperation(at, arithmetic);
    if (loads < 0) return 0;
    const operation = at + loads;
    const stores = this.opAt(operation + 1) === Op.StoreLocal && this.isGroup(at, loads + 2);
    const length = loads + 1 + (stores ? 1 : 0);
    // The second word of the group tells the rest.
    if (length < 2) return 0;
    const a = this.operandRegister(operation, loads, 0);
    const b = this.operandRegister(operation, loads, 1);
    const result = stores ? argumentOf(words[operation + 1]) : this.stackRegister(depths[operation] - 2);
    const top = this.stackRegister(depths[operation] - (stores ? 2 : 1));
    const op = arithmetic.get(this.opAt(operation));
    if (op === undefined || a < 0 || b < 0 || result < 0 || result >= registerLimit || top < 0) return 0;
    this.words[at] = op | (a << 8) | (b << 16) | (result << 24);
    const inplace = argumentOf(words[operation]);
    this.words[at + 1] = top | (loads << 8) | ((length - 1) << 12) | (inplace << 16);
    return length;
  }

  /** `c + a * b` and `c += a * b`, c on the stack. */
  private fuseMultiplyAdd(at: number): number {
    const { depths, words } = this.code;
    const loads = this.loadsBeforeOperation(at, arithmetic);
    const operation = at + loads;
    if (loads < 0 || this.opAt(operation) !== Op.Multiply || this.opAt(operation + 1) !== Op.Add) return 0;
    const stores = this.opAt(operation + 2) === Op.StoreLocal && this.isGroup(at, loads + 3);
    const length = loads + 2 + (stores ? 1 : 0);
    if (!this.isGroup(at, length)) return 0;
    const a = this.operandRegister(operation, loads, 0);
    const b = this.operandRegister(operation, loads, 1);
    const c = this.stackRegister(depths[operation] - 3);
    const result = stores ? argumentOf(words[operation + 2]) : c;
    if (a < 0 || b < 0 || c < 0 || c + 1 >= registerLimit || result >= registerLimit) return 0;
    const inplace = argumentOf(words[operation + 1]);
    this.words[at] = Op.MultiplyAddRegisters | (a << 8) | (b << 16) | (result << 24);
    this.words[at + 1] = (stores ? c : c + 1) | (loads << 8) | ((length - 1) << 12) | (inplace << 16) | (c << 24);
    return length;
  }

  /** `a[b][c]` */
  private fuseGetItemTwice(at: number): number {
    const { depths, words } = this.code;
    const loads = this.loadsBeforeOperation(at, arithmetic);
    const first = at + loads;
    if (loads < 1 || this.opAt(first) !== Op.GetItem || this.opAt(first + 2) !== Op.GetItem) return 0;
    if (!isLoad(this.opAt(first + 1)) || !this.isGroup(at, loads + 3)) return 0;
    const stores = this.opAt(first + 3) === Op.StoreLocal && this.isGroup(at, loads + 4);
    const length = loads + 3 + (stores ? 1 : 0);
    const a = this.operandRegister(first, loads, 0);
    const b = this.operandRegister(first, loads, 1);
    const c = this.operandRegister(first + 2, 1, 1);
    const place = this.stackRegister(depths[first] - 2);
    const result = stores ? argumentOf(words[first + 3]) : place;
    if (a < 0 || b < 0 || c < 0 || place < 0 || place + 1 >= registerLimit || result >= registerLimit) return 0;
    this.words[at] = Op.GetItemTwiceRegisters | (a << 8) | (b << 16) | (c << 24);
    this.words[at + 1] = (stores ? place : place + 1) | (loads << 8) | ((length - 1) << 12) | (result << 24);
    return length;
  }

  /** `container[key] = value`, the last two from registers. */
  private fuseSetItem(at: number): number {
    const { depths } = this.code;
    if (!isLoad(this.opAt(at)) || !isLoad(this.opAt(at + 1)) || this.opAt(at + 2) !== Op.SetItem) return 0;
    if (!this.isGroup(at, 3)) return 0;
    const container = this.operandRegister(at + 2, 2, 0);
    const key = this.operandRegister(at + 2, 2, 1);
    const value = this.stackRegister(depths[at] - 1);
    if (container < 0 || key < 0 || value < 0) return 0;
    this.words[at] = Op.SetItemRegisters | (container << 8) | (key << 16) | (value << 24);
    return 3;
  }

  private fuseLoop(at: number): number {
    if (this.opAt(at) !== Op.ForIter || !this.isGroup(at, 2)) return 0;
    const store = this.opAt(at + 1);
    if (store !== Op.StoreLocal && store !== Op.StoreGlobal) return 0;
    const op = store === Op.StoreLocal ? Op.ForIterLocal : Op.ForIterGlobal;
    this.words[at] = (this.words[at] & ~0xff) | op;
    return 2;
  }

  private fuseJumpBack(at: number): void {
    if (this.opAt(at) !== Op.JumpBack) return;
    const target = opOf(this.words[argumentOf(this.words[at])]);
    if (target !== Op.ForIterLocal && target !== Op.ForIterGlobal) return;
    const op = target === Op.ForIterLocal ? Op.JumpBackForLocal : Op.JumpBackForGlobal;
    this.words[at] = (this.words[at] & ~0xff) | op;
  }

  private fuseLoad(at: number): number {
    if (this.opAt(at) !== Op.LoadLocal || !this.isGroup(at, 2)) return 0;
    const fused: Partial<Record<Op, Op>> = {
      [Op.LoadAttribute]: Op.LoadLocalAttribute,
      [Op.LoadMethod]: Op.LoadLocalMethod,
      [Op.LoadConstant]: Op.LoadLocalConstant,
      [Op.Return]: Op.ReturnLocal,
    };
    // Two loads are one, unless the second starts a better group.
    const second = this.opAt(at + 1);
    let op = fused[second];
    if (second === Op.LoadLocal && this.peekLength(at + 1) <= 2) op = Op.LoadLocalLocal;
    if (second === Op.LoadConstant && this.peekLength(at + 1) > 1) return 0;
    if (op === undefined) return 0;
    this.words[at] = (this.words[at] & ~0xff) | op;
    return 2;
  }

  private peekLength(at: number): number {
    const loads = Math.max(this.loadsBeforeOperation(at, arithmetic), this.loadsBeforeOperation(at, comparisons));
    if (loads > 0) return 3;
    return this.opAt(at + 1) === Op.LoadAttribute || this.opAt(at + 1) === Op.LoadMethod ? 3 : 1;
  }
}

export function fuse(code: StackCode): FusedCode {
  return new Fuser(code).fuse();
}
