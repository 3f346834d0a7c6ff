/**
 * A backtracking matcher whose stack is data: no pattern can exhaust the JavaScript stack, and `interrupted` is called
 * regularly, so that a catastrophic pattern can be stopped.
 */

import { foldCase, isWord } from "./characters.ts";
import { Op, type Program } from "./compiler.ts";

export interface MatchOptions {
  /** The subject as code points. */
  readonly subject: Uint16Array | Uint32Array;
  readonly start: number;
  /** Where the subject counts as ended (`endpos`). */
  readonly end: number;
  readonly mode: "match" | "search" | "fullmatch";
  /** A match at `start` must not be empty (after an empty match there). */
  readonly mustAdvance: boolean;
  readonly interrupted: () => void;
  /** Called where the backtracking stack grows out of bounds; must throw. */
  readonly outOfMemory: () => never;
}

/** What can be gone back to; three numbers a record on the stack: kind, a, b. */
const Choice = 0; // continue at instruction a from position b
const Undo = 1; // put b back into slot a
const GreedyRun = 2; // instruction after the run, position to try; the lowest position is in a record below it
const LazyRun = 3; // run instruction a, position b, the count so far is in a record below it
const Extra = 4; // operands of the record above it

const stepsBetweenChecks = 1 << 14;
const maximumStack = 3 << 23;

/** Where each group matched: slot 2g is its start, 2g+1 its end, -1 where it did not take part; the last slot is lastindex. */
export type Slots = Int32Array;

export function runProgram(program: Program, options: MatchOptions): Slots | null {
  const { code, sets, groups } = program;
  const { subject, end, mode, interrupted } = options;
  const slots = new Int32Array(program.slotCount);
  const lastIndexSlot = 2 * (groups + 1);
  let steps = 0;
  let stack: number[] = [];

  const single = (at: number, position: number): boolean => {
    const unit = subject[position];
    switch (code[at]) {
      case Op.Literal:
        return unit === code[at + 1];
      case Op.FoldedLiteral:
        return foldCase(unit, code[at + 2]) === code[at + 1];
      case Op.Any:
        return true;
      case Op.AnyButNewline:
        return unit !== 10;
      default:
        return sets[code[at + 1]].has(unit);
    }
  };
  const singleLength = (at: number): number =>
    code[at] === Op.FoldedLiteral ? 3 : code[at] === Op.Literal || code[at] === Op.Set ? 2 : 1;
  const set = (slot: number, value: number): void => {
    stack.push(Undo, slot, slots[slot]);
    slots[slot] = value;
  };
  /** Drops choices down to a height, keeping what must be undone if an earlier choice is taken. */
  const commit = (height: number): void => {
    let kept = height;
    for (let i = height; i < stack.length; i += 3) {
      if (stack[i] !== Undo) continue;
      stack[kept] = Undo;
      stack[kept + 1] = stack[i + 1];
      stack[kept + 2] = stack[i + 2];
      kept += 3;
    }
    stack.length = kept;
  };
  const boundary = (position: number, ascii: boolean): boolean => {
    const before = position > 0 && isWord(subject[position - 1], ascii);
    const after = position < end && isWord(subject[position], ascii);
    return before !== after;
  };
  const holds = (assertion: number, position: number, ascii: boolean): boolean => {
    switch (assertion) {
      case 0:
        return position === 0;
      case 1:
        return position === 0 || subject[position - 1] === 10;
      case 2:
        return position === end;
      case 3:
        return position === end || subject[position] === 10;
      case 4:
        return position === end || (position === end - 1 && subject[position] === 10);
      case 5:
        return end > 0 && boundary(position, ascii);
      default:
        return end > 0 && !boundary(position, ascii);
    }
  };

  const attempt = (from: number): boolean => {
    slots.fill(-1);
    stack = [];
    let pc = 0;
    let position = from;
    for (;;) {
      if (++steps >= stepsBetweenChecks) {
        steps = 0;
        interrupted();
        if (stack.length > maximumStack) options.outOfMemory();
      }
      let failed = false;
      switch (code[pc]) {
        case Op.Literal:
        case Op.FoldedLiteral:
        case Op.Any:
        case Op.AnyButNewline:
        case Op.Set:
          if (position < end && single(pc, position)) {
            position++;
            pc += singleLength(pc);
          } else failed = true;
          break;
        case Op.Split:
          stack.push(Choice, code[pc + 2], position);
          pc = code[pc + 1];
          break;
        case Op.Jump:
          pc = code[pc + 1];
          break;
        case Op.Save: {
          const slot = code[pc + 1];
          set(slot, position);
          // A group's end: it is the last that closed.
          if (slot & 1) set(lastIndexSlot, slot >> 1);
          pc += 2;
          break;
        }
        case Op.Assert:
          if (holds(code[pc + 1], position, code[pc + 2] === 1)) pc += 3;
          else failed = true;
          break;
        case Op.Backreference: {
          const start = slots[2 * code[pc + 1]];
          const stop = slots[2 * code[pc + 1] + 1];
          const fold = code[pc + 2] === 1;
          const flags = code[pc + 3];
          const length = stop - start;
          if (start < 0 || stop < 0 || position + length > end) {
            failed = true;
            break;
          }
          for (let i = 0; i < length && !failed; i++) {
            const a = subject[start + i];
            const b = subject[position + i];
            failed = fold ? foldCase(a, flags) !== foldCase(b, flags) : a !== b;
          }
          steps += length;
          position += length;
          pc += 4;
          break;
        }
        case Op.Run: {
          const min = code[pc + 1];
          const max = code[pc + 2];
          const greed = code[pc + 3];
          const one = pc + 4;
          const after = one + singleLength(one);
          const limit = Math.min(end, position + (greed === 0 ? min : max));
          const from = position;
          while (position < limit && single(one, position)) position++;
          steps += position - from;
          if (position - from < min) {
            failed = true;
            break;
          }
          if (greed === 1 && position > from + min) {
            stack.push(Extra, from + min, 0, GreedyRun, after, position);
          } else if (greed === 0 && min < max) {
            stack.push(Extra, min, 0, LazyRun, pc, position);
          }
          pc = after;
          break;
        }
        case Op.LoopStart: {
          const register = code[pc + 1];
          set(register, 0);
          set(register + 1, -1);
          pc += 2;
          break;
        }
        case Op.Loop: {
          const register = code[pc + 1];
          const count = slots[register];
          // The count is of rounds that began: the first arrival here comes by LoopStart's jump.
          if (count < code[pc + 2]) {
            set(register, count + 1);
            pc = code[pc + 5];
          } else if (code[pc + 4] === 1) {
            // A round that matched nothing would repeat for ever.
            if (count < code[pc + 3] && slots[register + 1] !== position) {
              stack.push(Choice, pc + 6, position);
              set(register, count + 1);
              set(register + 1, position);
              pc = code[pc + 5];
            } else pc += 6;
          } else {
            if (count < code[pc + 3] && slots[register + 1] !== position) {
              stack.push(Extra, -1, 0, LazyRun, pc, position);
            }
            pc += 6;
          }
          break;
        }
        case Op.Mark:
          set(code[pc + 1], stack.length + 6);
          set(code[pc + 1] + 1, position);
          pc += 2;
          break;
        case Op.Commit:
          commit(slots[code[pc + 1]]);
          pc += 2;
          break;
        case Op.CommitBack:
          position = slots[code[pc + 1] + 1];
          commit(slots[code[pc + 1]]);
          pc += 2;
          break;
        case Op.CommitFail: {
          const height = slots[code[pc + 1]];
          while (stack.length > height) {
            if (stack[stack.length - 3] === Undo) slots[stack[stack.length - 2]] = stack[stack.length - 1];
            stack.length -= 3;
          }
          failed = true;
          break;
        }
        case Op.Back:
          position -= code[pc + 1];
          if (position < 0) failed = true;
          pc += 2;
          break;
        case Op.IfGroup:
          pc = slots[2 * code[pc + 1] + 1] >= 0 ? pc + 3 : code[pc + 2];
          break;
        case Op.Match:
          if ((mode === "fullmatch" && position !== end) || (options.mustAdvance && position === options.start)) {
            failed = true;
            break;
          }
          slots[0] = from;
          slots[1] = position;
          return true;
        default:
          failed = true;
      }
      if (!failed) continue;
      // Back to the last choice.
      for (;;) {
        const top = stack.length;
        if (top === 0) return false;
        const a = stack[top - 2];
        const b = stack[top - 1];
        const kind = stack[top - 3];
        stack.length = top - 3;
        if (kind === Undo) {
          slots[a] = b;
          continue;
        }
        if (kind === Choice) {
          pc = a;
          position = b;
          break;
        }
        const operand = stack[top - 5];
        if (kind === GreedyRun) {
          position = b - 1;
          pc = a;
          if (position > operand) stack.push(GreedyRun, a, position);
          else stack.length -= 3;
          break;
        }
        stack.length -= 3;
        if (operand < 0) {
          // A lazy loop: one more round.
          const register = code[a + 1];
          position = b;
          set(register, slots[register] + 1);
          set(register + 1, position);
          pc = code[a + 5];
          break;
        }
        // A lazy run: one more character.
        if (b < end && single(a + 4, b)) {
          position = b + 1;
          if (operand + 1 < code[a + 2]) stack.push(Extra, operand + 1, 0, LazyRun, a, position);
          pc = a + 4 + singleLength(a + 4);
          break;
        }
      }
    }
  };

  if (mode !== "search") return attempt(options.start) ? slots : null;
  for (let from = options.start; from <= end; from++) {
    if (program.firstCode !== null) {
      const found = subject.subarray(0, end).indexOf(program.firstCode, from);
      if (found < 0) return null;
      from = found;
    }
    if (attempt(from)) return slots;
  }
  return null;
}
