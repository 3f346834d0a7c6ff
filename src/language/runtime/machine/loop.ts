/**
 * The stack machine's loop. Calls between Python functions stay in it: only native code that calls back enters it anew.
 * What is common is written out here; all else is in functions beside it, so that V8 can optimize the whole switch.
 */
import { Exit, type Frame } from "../frame.ts";
import type { VirtualMachine } from "../machine.ts";
import * as integers from "../numbers/integer.ts";
import { PyDict } from "../objects/dict.ts";
import type { PyException } from "../objects/exception.ts";
import { PyFloat } from "../objects/float.ts";
import { PyFunction } from "../objects/function.ts";
import { PyGenerator } from "../objects/generator.ts";
import { PyInstance } from "../objects/instance.ts";
import { ListIterator, RangeIterator } from "../objects/iterator.ts";
import { type PyObject, PyType, type Value } from "../objects/object.ts";
import { Raised } from "../objects/raised.ts";
import { PyList, PyTuple } from "../objects/sequence.ts";
import { dictType, listType, tupleType } from "../objects/types.ts";
import { Op } from "../opcode.ts";
import { setAttribute } from "../protocols/attributes.ts";
import { compare } from "../protocols/comparison.ts";
import { getItem, setItem } from "../protocols/items.ts";
import { nextOf } from "../protocols/iteration.ts";
import { truth } from "../protocols/truth.ts";
import { cacheStore, loadAttribute, loadMethod } from "./attribute-cache.ts";
import { callFromStack, callWithKeywords, constructed, simpleFrame } from "./calls.ts";
import { closeGenerator, closeOwned, sendTo } from "./delegation.ts";
import { findHandler, setContext, toException } from "./exceptions.ts";
import { enterGenerator, leaveGenerator, suspendGenerator, wrapStopIteration } from "./generators.ts";
import { binary, otherInstruction } from "./instructions.ts";
import * as names from "./names.ts";
import { warmUp, warmUpTurns } from "./warm-up.ts";

const maxSafe = Number.MAX_SAFE_INTEGER;

/**
 * Runs a frame to its end, or a generator's to its next `yield`. Undefined where a generator ended. With an error, the
 * frame starts by having that raised where it stands.
 */
export function run(machine: VirtualMachine, entry: Frame, error: PyException | null = null): Value | undefined {
  const outer = machine.frame;
  entry.back = outer;
  let frame: Frame | null = entry;
  if (error !== null) frame = handle(machine, error, entry, outer);
  for (;;) {
    try {
      while (frame !== null) frame = runFrame(machine, frame);
      machine.frame = outer;
      return machine.returned;
    } catch (thrown) {
      // What throws is in the running frame: a callee's frame starts to run only after it is made.
      frame = handle(machine, toException(thrown), machine.frame ?? entry, outer);
    }
  }
}

/** The frame that goes on after an exception, at its handler; throws where no frame of this run has one. */
function handle(machine: VirtualMachine, raised: PyException, running: Frame, outer: Frame | null): Frame {
  let exception = raised;
  let frame = running;
  if (exception.traceback.length === 0 && exception.context === null) setContext(exception, machine.handled);
  for (;;) {
    const at = frame.pc - 1;
    // A re-raise adds no line to the traceback of the frame where it happens.
    if (!machine.reraising) exception.traceback.push(frame.code.tracebackEntry(at));
    machine.reraising = false;
    const row = findHandler(frame.code, at);
    if (row >= 0) {
      const { handlers, localNames } = frame.code;
      const level = localNames.length + handlers[row + 3];
      closeOwned(machine, frame, level);
      frame.slots.fill(undefined, level + 1);
      frame.slots[level] = exception;
      frame.sp = level + 1;
      frame.pc = handlers[row + 2];
      return frame;
    }
    closeOwned(machine, frame, frame.code.localNames.length);
    machine.depth--;
    machine.handled = frame.handled;
    if (frame.generator !== null) exception = wrapStopIteration(frame, exception);
    if (frame.exit === Exit.Native || frame.back === null) {
      machine.frame = outer;
      throw new Raised(exception);
    }
    frame = frame.back;
  }
}

/**
 * Runs one frame until another has to run, which it returns: a callee, or the frame below. Null at the end of the whole
 * run, with the value in `machine.returned`. One plain loop without try or outer loops: V8 compiles it while it runs
 * ("on-stack replacement"), and copies all that is around a loop once for each level of nesting.
 */
function runFrame(machine: VirtualMachine, frame: Frame): Frame | null {
  machine.frame = frame;
  const { code, slots } = frame;
  const words = code.instructions;
  let { pc, sp } = frame;
  let turns = 0;
  for (;;) {
    const word = words[pc++];
    const argument = word >>> 8;
    frame.pc = pc;
    switch (word & 0xff) {
      case Op.Pop: {
        const dropped = slots[--sp];
        slots[sp] = undefined;
        if (argument === 1 && dropped instanceof PyGenerator && dropped.owned) {
          closeGenerator(machine, dropped);
        }
        break;
      }
      case Op.Copy:
        slots[sp] = slots[sp - argument];
        sp++;
        break;
      case Op.Swap: {
        const top = slots[sp - 1];
        slots[sp - 1] = slots[sp - argument];
        slots[sp - argument] = top;
        break;
      }
      case Op.LoadConstant:
        // LoadConstant is compiled for values only.
        slots[sp++] = code.constants[argument] as Value;
        break;
      case Op.LoadLocal: {
        const value = slots[argument];
        if (value === undefined) throw names.unboundLocal(code, argument);
        slots[sp++] = value;
        break;
      }
      case Op.StoreLocal:
        slots[argument] = slots[--sp];
        break;
      case Op.LoadGlobal: {
        let value = frame.globalCells[argument].value;
        if (value === undefined) {
          value = frame.builtinCells[argument].value;
          if (value === undefined) value = names.fallbackGlobal(frame, argument);
        }
        slots[sp++] = value;
        break;
      }
      case Op.StoreGlobal:
        frame.globalCells[argument].value = slots[--sp];
        break;
      case Op.LoadCell: {
        const value = frame.cells[argument].value;
        if (value === undefined) throw names.unboundCell(code, argument);
        slots[sp++] = value;
        break;
      }
      case Op.StoreCell:
        frame.cells[argument].value = slots[--sp];
        break;
      case Op.LoadLocalLocal: {
        const a = slots[argument];
        const b = slots[words[pc] >>> 8];
        if (a === undefined) throw names.unboundLocal(code, argument);
        slots[sp++] = a;
        if (b !== undefined) {
          slots[sp++] = b;
          pc++;
        }
        break;
      }
      case Op.LoadLocalConstant: {
        const value = slots[argument];
        if (value === undefined) throw names.unboundLocal(code, argument);
        slots[sp] = value;
        // As for LoadConstant.
        slots[sp + 1] = code.constants[words[pc] >>> 8] as Value;
        sp += 2;
        pc++;
        break;
      }
      case Op.LoadLocalItem: {
        const container = slots[argument];
        const key = slots[words[pc] >>> 8];
        if (container === undefined) throw names.unboundLocal(code, argument);
        if (typeof key === "number" && key >= 0 && container instanceof PyList && container.type === listType) {
          const { items } = container;
          if (key < items.length) {
            slots[sp++] = items[key];
            pc += 2;
            break;
          }
        }
        slots[sp++] = container;
        break;
      }
      case Op.LoadLocalGetItem: {
        const key = slots[argument];
        if (key === undefined) throw names.unboundLocal(code, argument);
        const container = slots[sp - 1];
        if (typeof key === "number" && key >= 0 && container instanceof PyList && container.type === listType) {
          const { items } = container;
          if (key < items.length) {
            slots[sp - 1] = items[key];
            pc++;
            break;
          }
        }
        slots[sp++] = key;
        break;
      }
      case Op.LoadLocalAttribute: {
        const object = slots[argument];
        if (object === undefined) throw names.unboundLocal(code, argument);
        if (object instanceof PyInstance) {
          const cache = code.attributeCaches[pc];
          if (cache !== undefined && cache.type === object.type && cache.epoch === PyType.epoch) {
            const own = object.attributes.get(code.names[words[pc] >>> 8]);
            if (own !== undefined) {
              slots[sp++] = own;
              pc++;
              break;
            }
          }
        }
        slots[sp++] = object;
        break;
      }
      case Op.LoadConstantOperate: {
        const b = code.constants[argument];
        const a = slots[sp - 1];
        if (typeof a === "number" && typeof b === "number") {
          const result = smallOperation(words[pc] & 0xff, a, b);
          if (result <= maxSafe && result >= -maxSafe) {
            slots[sp - 1] = result;
            pc++;
            break;
          }
        }
        // As for LoadConstant.
        slots[sp++] = b as Value;
        break;
      }
      case Op.LessJump:
      case Op.GreaterJump: {
        const b = slots[--sp] as Value;
        const a = slots[sp - 1] as Value;
        const less = (word & 0xff) === Op.LessJump;
        let holds: boolean;
        if (typeof a === "number" && typeof b === "number") holds = less ? a < b : a > b;
        else if (a instanceof PyFloat && b instanceof PyFloat) holds = less ? a.value < b.value : a.value > b.value;
        else {
          slots[sp - 1] = compare(machine, less ? "<" : ">", a, b);
          break;
        }
        sp--;
        if (holds) pc++;
        else pc = words[pc] >>> 8;
        break;
      }
      case Op.EqualJump: {
        const b = slots[--sp] as Value;
        const a = slots[sp - 1] as Value;
        if ((typeof a === "number" && typeof b === "number") || (typeof a === "string" && typeof b === "string")) {
          sp--;
          if (a === b) pc++;
          else pc = words[pc] >>> 8;
        } else slots[sp - 1] = compare(machine, "==", a, b);
        break;
      }
      case Op.AddStoreLocal: {
        const b = slots[--sp] as Value;
        const a = slots[sp - 1] as Value;
        if (typeof a === "number" && typeof b === "number") {
          const sum = a + b;
          if (sum <= maxSafe && sum >= -maxSafe) {
            sp--;
            slots[words[pc++] >>> 8] = sum;
          } else slots[sp - 1] = integers.add(a, b);
        } else if (a instanceof PyFloat && b instanceof PyFloat) {
          sp--;
          slots[words[pc++] >>> 8] = new PyFloat(a.value + b.value);
        } else if (typeof a === "string" && typeof b === "string") {
          sp--;
          slots[words[pc++] >>> 8] = a + b;
        } else {
          slots[sp - 1] = binary(machine, "+", a, b, argument);
        }
        break;
      }

      case Op.LoadAttribute: {
        const object = slots[sp - 1] as Value;
        if (object instanceof PyInstance) {
          const cache = code.attributeCaches[pc - 1];
          if (cache !== undefined && cache.type === object.type && cache.epoch === PyType.epoch) {
            const own = object.attributes.get(code.names[argument]);
            if (own !== undefined) {
              slots[sp - 1] = own;
              break;
            }
          }
        }
        slots[sp - 1] = loadAttribute(machine, code, pc - 1, object, code.names[argument]);
        break;
      }
      case Op.LoadMethod: {
        const object = slots[sp - 1] as Value;
        const method = loadMethod(code, pc - 1, object, code.names[argument]);
        if (method !== undefined) {
          slots[sp - 1] = method;
          slots[sp++] = object;
        } else {
          slots[sp - 1] = loadAttribute(machine, code, pc - 1, object, code.names[argument]);
          slots[sp++] = undefined;
        }
        break;
      }
      case Op.StoreAttribute: {
        const object = slots[sp - 1] as Value;
        const value = slots[sp - 2] as Value;
        sp -= 2;
        if (object instanceof PyInstance) {
          const cache = code.attributeCaches[pc - 1];
          if (cache !== undefined && cache.type === object.type && cache.epoch === PyType.epoch) {
            object.attributes.set(code.names[argument], value);
            break;
          }
          cacheStore(code, pc - 1, object, code.names[argument]);
        }
        setAttribute(machine, object, code.names[argument], value);
        break;
      }
      case Op.Add: {
        const b = slots[--sp] as Value;
        const a = slots[sp - 1] as Value;
        if (typeof a === "number" && typeof b === "number") {
          const sum = a + b;
          slots[sp - 1] = sum <= maxSafe && sum >= -maxSafe ? sum : integers.add(a, b);
        } else if (a instanceof PyFloat && b instanceof PyFloat) slots[sp - 1] = new PyFloat(a.value + b.value);
        else if (typeof a === "string" && typeof b === "string") slots[sp - 1] = a + b;
        else {
          slots[sp - 1] = binary(machine, "+", a, b, argument);
        }
        break;
      }
      case Op.Subtract: {
        const b = slots[--sp] as Value;
        const a = slots[sp - 1] as Value;
        if (typeof a === "number" && typeof b === "number") {
          const difference = a - b;
          slots[sp - 1] = difference <= maxSafe && difference >= -maxSafe ? difference : integers.subtract(a, b);
        } else if (a instanceof PyFloat && b instanceof PyFloat) slots[sp - 1] = new PyFloat(a.value - b.value);
        else {
          slots[sp - 1] = binary(machine, "-", a, b, argument);
        }
        break;
      }
      case Op.Multiply: {
        const b = slots[--sp] as Value;
        const a = slots[sp - 1] as Value;
        if (typeof a === "number" && typeof b === "number") {
          const product = a * b;
          // Adding zero turns -0 into 0.
          slots[sp - 1] = product <= maxSafe && product >= -maxSafe ? product + 0 : integers.multiply(a, b);
        } else if (a instanceof PyFloat && b instanceof PyFloat) slots[sp - 1] = new PyFloat(a.value * b.value);
        else {
          slots[sp - 1] = binary(machine, "*", a, b, argument);
        }
        break;
      }
      case Op.TrueDivide: {
        const b = slots[--sp] as Value;
        const a = slots[sp - 1] as Value;
        if (a instanceof PyFloat && b instanceof PyFloat && b.value !== 0) {
          slots[sp - 1] = new PyFloat(a.value / b.value);
        } else if (typeof a === "number" && typeof b === "number" && b !== 0) {
          // Both are exact doubles, so that the quotient is rounded once.
          slots[sp - 1] = new PyFloat(a / b);
        } else {
          slots[sp - 1] = binary(machine, "/", a, b, argument);
        }
        break;
      }
      case Op.FloorDivide:
      case Op.Modulo: {
        const b = slots[--sp] as Value;
        const a = slots[sp - 1] as Value;
        const modulo = (word & 0xff) === Op.Modulo;
        if (typeof a === "number" && typeof b === "number" && a >= 0 && b > 0) {
          const remainder = a % b;
          slots[sp - 1] = modulo ? remainder : (a - remainder) / b;
        } else {
          slots[sp - 1] = binary(machine, modulo ? "%" : "//", a, b, argument);
        }
        break;
      }
      case Op.Not: {
        const a = slots[sp - 1] as Value;
        slots[sp - 1] = typeof a === "boolean" ? !a : !truth(machine, a);
        break;
      }

      case Op.Less: {
        const b = slots[--sp] as Value;
        const a = slots[sp - 1] as Value;
        if (typeof a === "number" && typeof b === "number") slots[sp - 1] = a < b;
        else if (a instanceof PyFloat && b instanceof PyFloat) slots[sp - 1] = a.value < b.value;
        else slots[sp - 1] = compare(machine, "<", a, b);
        break;
      }
      case Op.LessEqual: {
        const b = slots[--sp] as Value;
        const a = slots[sp - 1] as Value;
        if (typeof a === "number" && typeof b === "number") slots[sp - 1] = a <= b;
        else slots[sp - 1] = compare(machine, "<=", a, b);
        break;
      }
      case Op.Equal: {
        const b = slots[--sp] as Value;
        const a = slots[sp - 1] as Value;
        if (typeof a === "number" && typeof b === "number") slots[sp - 1] = a === b;
        else if (typeof a === "string" && typeof b === "string") slots[sp - 1] = a === b;
        else slots[sp - 1] = compare(machine, "==", a, b);
        break;
      }
      case Op.NotEqual: {
        const b = slots[--sp] as Value;
        const a = slots[sp - 1] as Value;
        if (typeof a === "number" && typeof b === "number") slots[sp - 1] = a !== b;
        else slots[sp - 1] = compare(machine, "!=", a, b);
        break;
      }
      case Op.Greater: {
        const b = slots[--sp] as Value;
        const a = slots[sp - 1] as Value;
        if (typeof a === "number" && typeof b === "number") slots[sp - 1] = a > b;
        else if (a instanceof PyFloat && b instanceof PyFloat) slots[sp - 1] = a.value > b.value;
        else slots[sp - 1] = compare(machine, ">", a, b);
        break;
      }
      case Op.GreaterEqual: {
        const b = slots[--sp] as Value;
        const a = slots[sp - 1] as Value;
        if (typeof a === "number" && typeof b === "number") slots[sp - 1] = a >= b;
        else slots[sp - 1] = compare(machine, ">=", a, b);
        break;
      }
      case Op.Is: {
        const b = slots[--sp];
        slots[sp - 1] = (slots[sp - 1] === b) === (argument === 0);
        break;
      }
      case Op.GetItem: {
        const key = slots[--sp] as Value;
        const container = slots[sp - 1] as Value;
        if (typeof key === "number") {
          if (container instanceof PyList && container.type === listType) {
            const { items } = container;
            const at = key < 0 ? key + items.length : key;
            if (at >= 0 && at < items.length) {
              slots[sp - 1] = items[at];
              break;
            }
          } else if (container instanceof PyTuple && container.type === tupleType) {
            const { items } = container;
            const at = key < 0 ? key + items.length : key;
            if (at >= 0 && at < items.length) {
              slots[sp - 1] = items[at];
              break;
            }
          }
        }
        if (container instanceof PyDict && container.type === dictType) {
          const value = container.get(machine, key);
          if (value !== undefined) {
            slots[sp - 1] = value;
            break;
          }
        }
        slots[sp - 1] = getItem(machine, container, key);
        break;
      }
      case Op.SetItem: {
        const key = slots[sp - 1] as Value;
        const container = slots[sp - 2] as Value;
        const value = slots[sp - 3] as Value;
        sp -= 3;
        if (container instanceof PyList && container.type === listType && typeof key === "number") {
          const { items } = container;
          const at = key < 0 ? key + items.length : key;
          if (at >= 0 && at < items.length) {
            items[at] = value;
            break;
          }
        } else if (container instanceof PyDict && container.type === dictType) {
          container.set(machine, key, value);
          break;
        }
        setItem(machine, container, key, value);
        break;
      }
      case Op.ListAppend:
        sp--;
        (slots[sp - argument] as PyList).items.push(slots[sp] as Value);
        break;
      case Op.Jump:
        pc = argument;
        break;
      case Op.JumpBack:
        if (machine.interrupt[0] !== 0) machine.checkInterrupt();
        turns = (turns + 1) & 0xffff;
        if (turns === warmUpTurns) warmUp(machine);
        pc = argument;
        break;
      case Op.PopJumpIfFalse: {
        const value = slots[--sp] as Value;
        if (value === false || (value !== true && !truth(machine, value))) pc = argument;
        break;
      }
      case Op.PopJumpIfTrue: {
        const value = slots[--sp] as Value;
        if (value === true || (value !== false && truth(machine, value))) pc = argument;
        break;
      }
      case Op.JumpIfFalseOrPop:
        if (truth(machine, slots[sp - 1] as Value)) sp--;
        else pc = argument;
        break;
      case Op.JumpIfTrueOrPop:
        if (truth(machine, slots[sp - 1] as Value)) pc = argument;
        else sp--;
        break;
      case Op.JumpBackFor: {
        if (machine.interrupt[0] !== 0) machine.checkInterrupt();
        turns = (turns + 1) & 0xffff;
        if (turns === warmUpTurns) warmUp(machine);
        const iterator = slots[sp - 1];
        if (iterator instanceof RangeIterator && iterator.remaining > 0) {
          iterator.remaining--;
          const value = iterator.current;
          iterator.current = value + iterator.step;
          slots[words[argument + 1] >>> 8] = value;
          pc = argument + 2;
        } else pc = argument;
        break;
      }
      case Op.ForIterStoreLocal:
      case Op.ForIter: {
        const iterator = slots[sp - 1] as PyObject;
        if (iterator instanceof RangeIterator) {
          if (iterator.remaining > 0) {
            iterator.remaining--;
            const value = iterator.current;
            iterator.current = value + iterator.step;
            slots[sp++] = value;
          } else {
            slots[--sp] = undefined;
            pc = argument;
          }
          break;
        }
        let value: Value | undefined;
        if (iterator instanceof ListIterator) value = iterator.next();
        else if (iterator instanceof PyGenerator && iterator.state !== "finished") {
          frame.sp = sp;
          return enterGenerator(machine, iterator, null, frame, Exit.Loop, argument);
        } else {
          value = nextOf(machine, iterator);
        }
        if (value === undefined) {
          slots[--sp] = undefined;
          pc = argument;
        } else slots[sp++] = value;
        break;
      }

      case Op.Call: {
        const base = sp - argument;
        const callee = slots[base - 1] as Value;
        frame.sp = base - 1;
        if (callee instanceof PyFunction && callee.code.simpleCount === argument) {
          return simpleFrame(machine, callee, slots, base, argument, frame);
        }
        const entered = callFromStack(machine, frame, callee, base, sp);
        if (entered !== null) return entered;
        sp = base;
        break;
      }
      case Op.CallMethod: {
        const base = sp - argument;
        const callee = slots[base - 2] as Value;
        const start = slots[base - 1] === undefined ? base : base - 1;
        frame.sp = base - 2;
        if (callee instanceof PyFunction && callee.code.simpleCount === sp - start) {
          return simpleFrame(machine, callee, slots, start, sp - start, frame);
        }
        const entered = callFromStack(machine, frame, callee, start, sp);
        if (entered !== null) return entered;
        sp = base - 1;
        break;
      }
      case Op.CallKeywords:
      case Op.CallUnpacked: {
        const entered = callWithKeywords(machine, frame, word, sp);
        if (entered !== null) return entered;
        sp = frame.sp;
        break;
      }
      case Op.Return: {
        const value = slots[sp - 1] as Value;
        machine.depth--;
        machine.handled = frame.handled;
        machine.freshGenerator = null;
        const { back } = frame;
        if (frame.exit === Exit.Push && back !== null) {
          back.slots[back.sp++] = value;
          return back;
        }
        return leave(machine, frame, value);
      }
      case Op.Yield: {
        const value = slots[--sp] as Value;
        frame.sp = sp;
        machine.depth--;
        suspendGenerator(machine, frame);
        const { back } = frame;
        if (frame.exit === Exit.Native || back === null) {
          machine.returned = value;
          return null;
        }
        back.slots[back.sp++] = value;
        return back;
      }
      case Op.Send: {
        const sent = slots[--sp] as Value;
        const iterator = slots[sp - 1] as PyObject;
        if (iterator instanceof PyGenerator && iterator.state !== "finished") {
          frame.sp = sp;
          return enterGenerator(machine, iterator, sent, frame, Exit.Delegate, argument);
        }
        const step = sendTo(machine, iterator, sent);
        if (step.done) {
          slots[sp - 1] = step.value;
          pc = argument;
        } else slots[sp++] = step.value;
        break;
      }

      default:
        sp = otherInstruction(machine, frame, word, sp);
    }
  }
}

/** The end of a frame whose value does not just go to the frame below. */
function leave(machine: VirtualMachine, frame: Frame, value: Value): Frame | null {
  const { back, exit, generator } = frame;
  if (generator !== null) leaveGenerator(frame, value);
  if (exit === Exit.Native || back === null) {
    machine.returned = generator === null ? value : undefined;
    return null;
  }
  if (exit === Exit.Construct) {
    // The frame below made the call: an error is its own.
    machine.frame = back;
    back.slots[back.sp++] = constructed(frame.instance, value);
    return back;
  }
  // A generator's end: Loop drops the iterator, Delegate replaces it by what the generator returned.
  back.pc = frame.target;
  if (exit === Exit.Delegate) back.slots[back.sp - 1] = value;
  else back.slots[--back.sp] = undefined;
  return back;
}

/** Arithmetic of two small ints; not a number where only the general way knows the answer. */
function smallOperation(op: Op, a: number, b: number): number {
  switch (op) {
    case Op.Add:
      return a + b;
    case Op.Subtract:
      return a - b;
    case Op.Multiply:
      // Adding zero turns -0 into 0.
      return a * b + 0;
    default: {
      if (a < 0 || b <= 0) return Number.NaN;
      const remainder = a % b;
      return op === Op.Modulo ? remainder : (a - remainder) / b;
    }
  }
}
