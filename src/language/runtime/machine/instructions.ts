/**
 * The instructions that the loop hands on: what is not in the innermost loops of programs, or costs far more than the step
 * to here. Kept out of the loop so that V8 compiles that fast.
 */
import type { Code } from "../code.ts";
import type { Frame } from "../frame.ts";
import type { VirtualMachine } from "../machine.ts";
import { Cell } from "../objects/cell.ts";
import { PyDict } from "../objects/dict.ts";
import type { PyException } from "../objects/exception.ts";
import { PyFloat } from "../objects/float.ts";
import type { PyFunction } from "../objects/function.ts";
import { PyGenerator } from "../objects/generator.ts";
import type { Value } from "../objects/object.ts";
import { Raised } from "../objects/raised.ts";
import { PyList, PySlice, PyTuple } from "../objects/sequence.ts";
import { PySet } from "../objects/set.ts";
import { dictType } from "../objects/types.ts";
import { Op } from "../opcode.ts";
import { deleteAttribute } from "../protocols/attributes.ts";
import { contains, deleteItem } from "../protocols/items.ts";
import { getIterator } from "../protocols/iteration.ts";
import { type BinaryOperator, binaryOperation, inplaceOperation, unaryOperation } from "../protocols/operations.ts";
import { buildClass } from "./classes.ts";
import { displayValue } from "./display.ts";
import { matchesException, raiseException } from "./exceptions.ts";
import { formatValue } from "./format-value.ts";
import { importFrom, importStatement } from "./imports.ts";
import { makeFunction } from "./make-function.ts";
import * as names from "./names.ts";
import { dictMerge, dictUpdate, extendList, unpackSequence, unpackStarred } from "./unpacking.ts";
import { assertionError, enterContext, exitContext, exitContextWithError } from "./with.ts";

/** Does one instruction; `frame.pc` is past it. Returns the new stack top. */
export function otherInstruction(machine: VirtualMachine, frame: Frame, word: number, top: number): number {
  const { code, slots, cells } = frame;
  const argument = word >>> 8;
  let sp = top;
  switch (word & 0xff) {
    case Op.Nop:
      break;
    case Op.DeleteLocal:
      if (slots[argument] === undefined) throw names.unboundLocal(code, argument);
      slots[argument] = undefined;
      break;
    case Op.DeleteGlobal:
      names.deleteGlobal(frame, argument);
      break;
    case Op.LoadName:
      slots[sp++] = names.loadName(frame, argument);
      break;
    case Op.StoreName:
      names.storeName(frame, argument, slots[--sp] as Value);
      break;
    case Op.DeleteName:
      names.deleteName(frame, argument);
      break;
    case Op.DeleteCell:
      if (cells[argument].value === undefined) throw names.unboundCell(code, argument);
      cells[argument].value = undefined;
      break;
    case Op.LoadClassCell:
      slots[sp++] = names.loadClassCell(frame, argument);
      break;
    case Op.PushCell:
      slots[sp++] = cells[argument];
      break;
    case Op.MakeCell:
      cells[argument] = new Cell(undefined);
      break;

    case Op.DeleteAttribute:
      deleteAttribute(machine, slots[--sp] as Value, code.names[argument]);
      break;

    case Op.Power:
    case Op.MatrixMultiply:
    case Op.LeftShift:
    case Op.RightShift:
    case Op.BitAnd:
    case Op.BitOr:
    case Op.BitXor: {
      const b = slots[--sp] as Value;
      slots[sp - 1] = binary(machine, lessCommon[(word & 0xff) - Op.Power], slots[sp - 1] as Value, b, argument);
      break;
    }
    case Op.Negative: {
      const a = slots[sp - 1] as Value;
      if (a instanceof PyFloat) slots[sp - 1] = new PyFloat(-a.value);
      else {
        slots[sp - 1] = unaryOperation(machine, "-", a);
      }
      break;
    }
    case Op.BuildTuple:
      sp -= argument;
      slots[sp] = new PyTuple(slots.slice(sp, sp + argument) as Value[]);
      sp++;
      break;
    case Op.GetIterator: {
      const iterable = slots[sp - 1] as Value;
      if (iterable instanceof PyGenerator) iterable.owned = iterable === machine.freshGenerator;
      else {
        slots[sp - 1] = getIterator(machine, iterable);
      }
      break;
    }
    case Op.Positive:
      slots[sp - 1] = unaryOperation(machine, "+", slots[sp - 1] as Value);
      break;
    case Op.Invert:
      slots[sp - 1] = unaryOperation(machine, "~", slots[sp - 1] as Value);
      break;
    case Op.Contains: {
      const container = slots[--sp] as Value;
      const item = slots[sp - 1] as Value;
      const found =
        container instanceof PyDict && container.type === dictType
          ? container.has(machine, item)
          : contains(machine, container, item);
      slots[sp - 1] = found === (argument === 0);
      break;
    }

    case Op.DeleteItem: {
      sp -= 2;
      deleteItem(machine, slots[sp] as Value, slots[sp + 1] as Value);
      break;
    }
    case Op.BuildSlice: {
      sp -= argument;
      const step = argument === 3 ? (slots[sp + 2] as Value) : null;
      slots[sp] = new PySlice(slots[sp] as Value, slots[sp + 1] as Value, step);
      sp++;
      break;
    }
    case Op.BuildList:
      sp -= argument;
      slots[sp] = new PyList(slots.slice(sp, sp + argument) as Value[]);
      sp++;
      break;
    case Op.BuildSet: {
      sp -= argument;
      slots[sp] = PySet.from(machine, slots.slice(sp, sp + argument) as Value[]);
      sp++;
      break;
    }
    case Op.BuildDict: {
      sp -= 2 * argument;
      const dict = new PyDict();
      for (let i = 0; i < argument; i++) {
        dict.set(machine, slots[sp + 2 * i] as Value, slots[sp + 2 * i + 1] as Value);
      }
      slots[sp++] = dict;
      break;
    }
    case Op.BuildString:
      sp -= argument;
      slots[sp] = slots.slice(sp, sp + argument).join("");
      sp++;
      break;
    case Op.SetAdd:
      sp--;
      (slots[sp - argument] as PySet).add(machine, slots[sp] as Value);
      break;
    case Op.DictAdd:
      sp -= 2;
      (slots[sp - argument] as PyDict).set(machine, slots[sp] as Value, slots[sp + 1] as Value);
      break;
    case Op.ListExtend:
      sp--;
      extendList(machine, slots[sp - 1] as PyList, slots[sp] as Value);
      break;
    case Op.SetUpdate: {
      sp--;
      const set = slots[sp - 1] as PySet;
      const added = slots[sp];
      if (added instanceof PySet) {
        set.merge(machine, added);
        break;
      }
      const list = new PyList([]);
      extendList(machine, list, slots[sp] as Value);
      for (const item of list.items) set.add(machine, item);
      break;
    }
    case Op.DictUpdate:
      sp--;
      dictUpdate(machine, slots[sp - 1] as PyDict, slots[sp] as Value);
      break;
    case Op.DictMerge:
      sp--;
      dictMerge(machine, slots[sp - 1] as PyDict, slots[sp] as Value, slots[sp - 3] as Value);
      break;
    case Op.ListToTuple:
      slots[sp - 1] = new PyTuple((slots[sp - 1] as PyList).items);
      break;
    case Op.UnpackSequence:
      sp = unpackSequence(machine, slots, sp, argument);
      break;
    case Op.UnpackStarred:
      sp = unpackStarred(machine, slots, sp, argument & 0xfff, argument >> 12);
      break;
    case Op.FormatValue: {
      const spec = (argument & 4) !== 0 ? (slots[--sp] as string) : "";
      slots[sp - 1] = formatValue(machine, slots[sp - 1] as Value, argument & 3, spec);
      break;
    }

    case Op.MakeFunction:
      sp = makeFunction(frame, sp, code.constants[argument >> 4] as Code, argument & 15);
      break;
    case Op.BuildClass:
      sp -= 3;
      slots[sp - 1] = buildClass(
        machine,
        slots[sp - 1] as PyFunction,
        slots[sp] as string,
        slots[sp + 1] as Value,
        slots[sp + 2] as Value,
      );
      break;

    case Op.GetYieldFrom: {
      const value = slots[sp - 1] as Value;
      if (!(value instanceof PyGenerator)) slots[sp - 1] = getIterator(machine, value);
      break;
    }
    case Op.Raise:
      machine.reraising = argument === 0;
      sp -= argument;
      throw raiseException(machine, argument, slots[sp] as Value, slots[sp + 1] as Value);
    case Op.Reraise: {
      const exception = slots[sp - 1] as PyException;
      const previous = slots[sp - 2];
      // PushHandled keeps exceptions, None and, in generators, undefined.
      machine.handled = previous === undefined ? frame.handled : (previous as PyException | null);
      machine.reraising = true;
      throw new Raised(exception);
    }
    case Op.PushHandled: {
      const exception = slots[sp - 1] as PyException;
      const inherited = frame.generator !== null && machine.handled === frame.handled;
      slots[sp - 1] = inherited ? undefined : machine.handled;
      slots[sp++] = exception;
      machine.handled = exception;
      break;
    }
    case Op.PopHandled: {
      const previous = slots[--sp];
      // As for Reraise.
      machine.handled = previous === undefined ? frame.handled : (previous as PyException | null);
      break;
    }
    case Op.MatchException:
      slots[sp - 1] = matchesException(slots[sp - 2] as PyException, slots[sp - 1] as Value);
      break;
    case Op.BeforeWith:
      sp = enterContext(machine, slots, sp);
      break;
    case Op.WithExit:
      exitContext(machine, slots[--sp] as Value);
      break;
    case Op.WithExceptExit:
      slots[sp] = exitContextWithError(machine, slots[sp - 3] as Value, slots[sp - 1] as PyException);
      sp++;
      break;
    case Op.RaiseAssertion:
      throw assertionError(argument === 1 ? (slots[--sp] as Value) : undefined);

    case Op.Import:
      slots[sp++] = importStatement(machine, frame, code.constants[argument] as readonly string[]);
      break;
    case Op.ImportFrom:
      slots[sp] = importFrom(machine, slots[sp - 1] as Value, code.names[argument]);
      sp++;
      break;
    case Op.Display:
      displayValue(machine, slots[--sp] as Value, frame.globals);
      break;
    case Op.SetupAnnotations:
      names.setupAnnotations(frame);
      break;
    default:
      throw new Error(`no such instruction: ${word & 0xff}`);
  }
  return sp;
}

const lessCommon: readonly BinaryOperator[] = ["**", "@", "<<", ">>", "&", "|", "^"];

/** `a OP b`; in place where the instruction says so. */
export function binary(machine: VirtualMachine, op: BinaryOperator, a: Value, b: Value, inplace: number): Value {
  return inplace === 0 ? binaryOperation(machine, op, a, b) : inplaceOperation(machine, op, a, b);
}
