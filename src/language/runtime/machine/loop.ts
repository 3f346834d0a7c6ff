/**
 * The stack machine's loop. Calls between Python functions stay in it: only native code that calls back enters it anew.
 * What is common is written out here; all else is in functions beside it, so that V8 can optimize the whole switch.
 */

import { extendSet } from "../builtins/set.ts";
import type { CallShape, Code } from "../code.ts";
import { Exit, Frame } from "../frame.ts";
import { checkElements } from "../limits.ts";
import type { VirtualMachine } from "../machine.ts";
import * as integers from "../numbers/integer.ts";
import { Cell } from "../objects/cell.ts";
import { PyDict } from "../objects/dict.ts";
import type { PyException } from "../objects/exception.ts";
import { PyFloat } from "../objects/float.ts";
import { NativeFunction, PyFunction } from "../objects/function.ts";
import { PyGenerator } from "../objects/generator.ts";
import { PyInstance } from "../objects/instance.ts";
import { ListIterator, RangeIterator } from "../objects/iterator.ts";
import { fill } from "../objects/namespace.ts";
import { type PyObject, PyType, type Value } from "../objects/object.ts";
import { PyList, PySlice, PyTuple } from "../objects/sequence.ts";
import { PySet } from "../objects/set.ts";
import { dictType, listType, tupleType } from "../objects/types.ts";
import { Op } from "../opcode.ts";
import { deleteAttribute, setAttribute } from "../protocols/attributes.ts";
import { compare } from "../protocols/comparison.ts";
import { contains, deleteItem, getItem, setItem } from "../protocols/items.ts";
import { getIterator, nextOf } from "../protocols/iteration.ts";
import { type BinaryOperator, binaryOperation, inplaceOperation, unaryOperation } from "../protocols/operations.ts";
import { truth } from "../protocols/truth.ts";
import { joined } from "../text/joined.ts";
import { cacheStore, loadAttribute, loadMethod } from "./attribute-cache.ts";
import { callUnpacked, constructed, keywordMap, plainInit, prepareCall, simpleFrame } from "./calls.ts";
import { buildClass } from "./classes.ts";
import { closeGenerator, sendTo } from "./delegation.ts";
import { displayValue } from "./display.ts";
import { exceptionToRaise, matchesException, toException } from "./exceptions.ts";
import { formatValue } from "./format-value.ts";
import { enterGenerator, leaveGenerator, suspendGenerator } from "./generators.ts";
import { importFrom, importStatement } from "./imports.ts";
import { makeFunction } from "./make-function.ts";
import * as names from "./names.ts";
import { dictMerge, dictUpdate, extendList, unpackSequence, unpackStarred } from "./unpacking.ts";
import { unwind } from "./unwinding.ts";
import { assertionError, enterContext, exitContext, exitContextWithError } from "./with.ts";

const maxSafe = Number.MAX_SAFE_INTEGER;

/**
 * Runs a frame to its end, or a generator's to its next `yield`. Undefined where a generator ended. With an error, the
 * frame starts by having that raised where it stands.
 */
export function run(machine: VirtualMachine, entry: Frame, error: PyException | null = null): Value | undefined {
  const outer = machine.frame;
  entry.back = outer;
  let frame: Frame = error === null ? entry : unwind(machine, entry, entry.pc - 1, error, false, outer);
  let pc = frame.pc;
  let sp = frame.sp;
  for (;;) {
    let raising: PyException;
    let silent = false;
    try {
      enter: for (;;) {
        machine.frame = frame;
        const code: Code = frame.code;
        const words = code.instructions;
        const slots = frame.slots;
        const { cells, globalCells, builtinCells } = frame;
        pc = frame.pc;
        sp = frame.sp;
        for (;;) {
          const word = words[pc++];
          const argument = word >>> 8;
          switch (word & 0xff) {
            case Op.Nop:
              break;
            case Op.Pop: {
              const dropped = slots[--sp];
              slots[sp] = undefined;
              if (argument === 1 && dropped instanceof PyGenerator && dropped.owned) {
                frame.pc = pc;
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
            case Op.DeleteLocal:
              if (slots[argument] === undefined) throw names.unboundLocal(code, argument);
              slots[argument] = undefined;
              break;
            case Op.LoadGlobal: {
              let value = globalCells[argument].value;
              if (value === undefined) {
                value = builtinCells[argument].value;
                if (value === undefined) value = names.fallbackGlobal(frame, argument);
              }
              slots[sp++] = value;
              break;
            }
            case Op.StoreGlobal:
              fill(globalCells[argument], slots[--sp] as Value);
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
            case Op.LoadCell: {
              const value = cells[argument].value;
              if (value === undefined) throw names.unboundCell(code, argument);
              slots[sp++] = value;
              break;
            }
            case Op.StoreCell:
              cells[argument].value = slots[--sp];
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
              frame.pc = pc;
              slots[sp - 1] = loadAttribute(machine, code, pc - 1, object, code.names[argument]);
              break;
            }
            case Op.LoadMethod: {
              const object = slots[sp - 1] as Value;
              frame.pc = pc;
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
              frame.pc = pc;
              setAttribute(machine, object, code.names[argument], value);
              break;
            }
            case Op.DeleteAttribute:
              deleteAttribute(machine, slots[--sp] as Value, code.names[argument]);
              break;

            case Op.Add: {
              const b = slots[--sp] as Value;
              const a = slots[sp - 1] as Value;
              if (typeof a === "number" && typeof b === "number") {
                const sum = a + b;
                slots[sp - 1] = sum <= maxSafe && sum >= -maxSafe ? sum : integers.add(a, b);
              } else if (a instanceof PyFloat && b instanceof PyFloat) slots[sp - 1] = new PyFloat(a.value + b.value);
              else if (typeof a === "string" && typeof b === "string") slots[sp - 1] = joined(a, b);
              else {
                frame.pc = pc;
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
                frame.pc = pc;
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
                frame.pc = pc;
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
                frame.pc = pc;
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
                frame.pc = pc;
                slots[sp - 1] = binary(machine, modulo ? "%" : "//", a, b, argument);
              }
              break;
            }
            case Op.Power:
            case Op.MatrixMultiply:
            case Op.LeftShift:
            case Op.RightShift:
            case Op.BitAnd:
            case Op.BitOr:
            case Op.BitXor: {
              const b = slots[--sp] as Value;
              frame.pc = pc;
              slots[sp - 1] = binary(
                machine,
                lessCommon[(word & 0xff) - Op.Power],
                slots[sp - 1] as Value,
                b,
                argument,
              );
              break;
            }
            case Op.Negative: {
              const a = slots[sp - 1] as Value;
              if (a instanceof PyFloat) slots[sp - 1] = new PyFloat(-a.value);
              else {
                frame.pc = pc;
                slots[sp - 1] = unaryOperation(machine, "-", a);
              }
              break;
            }
            case Op.Positive:
              slots[sp - 1] = unaryOperation(machine, "+", slots[sp - 1] as Value);
              break;
            case Op.Invert:
              slots[sp - 1] = unaryOperation(machine, "~", slots[sp - 1] as Value);
              break;
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
              frame.pc = pc;
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
              frame.pc = pc;
              setItem(machine, container, key, value);
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
            case Op.BuildTuple:
              sp -= argument;
              slots[sp] = new PyTuple(slots.slice(sp, sp + argument) as Value[]);
              sp++;
              break;
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
            case Op.BuildString: {
              sp -= argument;
              // The compiler pushed the text of each part.
              let text = slots[sp] as string;
              for (let i = 1; i < argument; i++) text += slots[sp + i] as string;
              slots[sp++] = text;
              break;
            }
            case Op.ListAppend:
              sp--;
              checkElements((slots[sp - argument] as PyList).items.push(slots[sp] as Value));
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
              const added = slots[sp] as Value;
              // CPython's compiler makes its constant frozensets twice, the second from the first.
              const values = argument === 1 ? PySet.from(machine, added as PySet) : added;
              extendSet(machine, slots[sp - 1] as PySet, values);
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
              frame.pc = pc;
              slots[sp - 1] = formatValue(machine, slots[sp - 1] as Value, argument & 3, spec);
              break;
            }

            case Op.Jump:
              pc = argument;
              break;
            case Op.JumpBack:
              if (machine.interrupt[0] !== 0) machine.pause(slots, sp);
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
            case Op.GetIterator: {
              const iterable = slots[sp - 1] as Value;
              if (iterable instanceof PyGenerator) iterable.owned = iterable === machine.freshGenerator;
              else {
                frame.pc = pc;
                slots[sp - 1] = getIterator(machine, iterable);
              }
              break;
            }
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
                frame.pc = pc;
                frame.sp = sp;
                frame = enterGenerator(machine, iterator, null, frame, Exit.Loop, argument);
                continue enter;
              } else {
                frame.pc = pc;
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
              frame.pc = pc;
              frame.sp = base - 1;
              if (callee instanceof PyFunction && callee.code.simpleCount === argument) {
                frame = simpleFrame(machine, callee, slots, base, argument, frame);
                continue enter;
              }
              let result: Value | Frame;
              if (callee instanceof NativeFunction) {
                if (machine.interrupt[0] !== 0) machine.pause(slots, sp);
                if (argument === 1 && callee.one !== null) result = callee.one(machine, slots[base] as Value);
                else if (argument === 2 && callee.two !== null) {
                  result = callee.two(machine, slots[base] as Value, slots[base + 1] as Value);
                } else result = callee.code(machine, slots.slice(base, sp) as Value[], null);
              } else if (argument === 1 && callee instanceof PyType && callee.convert !== null) {
                result = callee.convert(machine, slots[base] as Value);
              } else {
                if (callee instanceof PyType) {
                  const init = plainInit(machine, callee);
                  if (init !== null && init.code.simpleCount === argument + 1) {
                    const instance = new PyInstance(callee);
                    slots[base - 1] = instance;
                    frame = simpleFrame(machine, init, slots, base - 1, argument + 1, frame);
                    frame.exit = Exit.Construct;
                    frame.instance = instance;
                    continue enter;
                  }
                }
                result = prepareCall(machine, callee, slots.slice(base, sp) as Value[], null);
                if (result instanceof Frame) {
                  frame = machine.enter(result, frame);
                  continue enter;
                }
              }
              sp = base - 1;
              slots[sp++] = result;
              break;
            }
            case Op.CallMethod: {
              const base = sp - argument;
              const callee = slots[base - 2] as Value;
              const bound = slots[base - 1] !== undefined;
              frame.pc = pc;
              frame.sp = base - 2;
              if (bound && callee instanceof PyFunction && callee.code.simpleCount === argument + 1) {
                frame = simpleFrame(machine, callee, slots, base - 1, argument + 1, frame);
                continue enter;
              }
              let result: Value | Frame;
              if (callee instanceof NativeFunction) {
                if (machine.interrupt[0] !== 0) machine.pause(slots, sp);
                const self = slots[base - 1];
                if (self === undefined) result = callee.code(machine, slots.slice(base, sp) as Value[], null);
                else if (argument === 0 && callee.one !== null) result = callee.one(machine, self);
                else if (argument === 1 && callee.two !== null) {
                  result = callee.two(machine, self, slots[base] as Value);
                } else result = callee.code(machine, slots.slice(base - 1, sp) as Value[], null);
              } else {
                result = prepareCall(machine, callee, slots.slice(bound ? base - 1 : base, sp) as Value[], null);
                if (result instanceof Frame) {
                  frame = machine.enter(result, frame);
                  continue enter;
                }
              }
              sp = base - 2;
              slots[sp++] = result;
              break;
            }
            case Op.CallKeywords: {
              const shape = code.constants[argument] as CallShape;
              const firstKeyword = sp - shape.names.length;
              const base = firstKeyword - shape.positional;
              const keywords = keywordMap(shape.names, slots, firstKeyword);
              const args = slots.slice(base, firstKeyword) as Value[];
              frame.pc = pc;
              frame.sp = base - 1;
              const result = prepareCall(machine, slots[base - 1] as Value, args, keywords);
              if (result instanceof Frame) {
                frame = machine.enter(result, frame);
                continue enter;
              }
              sp = base - 1;
              slots[sp++] = result;
              break;
            }
            case Op.CallUnpacked: {
              frame.pc = pc;
              frame.sp = sp - 3;
              const result = callUnpacked(
                machine,
                slots[sp - 3] as Value,
                slots[sp - 2] as Value,
                argument === 1 ? (slots[sp - 1] as Value) : undefined,
              );
              if (result instanceof Frame) {
                frame = machine.enter(result, frame);
                continue enter;
              }
              sp -= 3;
              slots[sp++] = result;
              break;
            }
            case Op.MakeFunction:
              sp = makeFunction(frame, sp, code.constants[argument >> 4] as Code, argument & 15);
              break;
            case Op.BuildClass:
              sp -= 3;
              frame.pc = pc;
              slots[sp - 1] = buildClass(
                machine,
                slots[sp - 1] as PyFunction,
                slots[sp] as string,
                slots[sp + 1] as Value,
                slots[sp + 2] as Value,
              );
              break;

            case Op.ReturnLocal:
            case Op.Return: {
              let value = slots[sp - 1] as Value;
              if ((word & 0xff) === Op.ReturnLocal) {
                const local = slots[argument];
                if (local === undefined) throw names.unboundLocal(code, argument);
                value = local;
              }
              const left = frame;
              machine.depth--;
              machine.handled = left.handled;
              machine.freshGenerator = null;
              if (left.exit === Exit.Push && left.back !== null) {
                frame = left.back;
                frame.slots[frame.sp++] = value;
                continue enter;
              }
              if (left.generator !== null) leaveGenerator(left, value);
              if (left.exit === Exit.Native || left.back === null) {
                machine.frame = outer;
                return left.generator === null ? value : undefined;
              }
              frame = left.back;
              if (left.exit === Exit.Construct) {
                // The frame below made the call: the error is its own.
                pc = frame.pc;
                frame.slots[frame.sp++] = constructed(left.instance, value);
              } else {
                // A generator's end: Loop drops the iterator, Delegate replaces it by what the generator returned.
                frame.pc = left.target;
                if (left.exit === Exit.Delegate) frame.slots[frame.sp - 1] = value;
                else frame.slots[--frame.sp] = undefined;
              }
              continue enter;
            }
            case Op.Yield: {
              const value = slots[--sp] as Value;
              frame.pc = pc;
              frame.sp = sp;
              const left = frame;
              machine.depth--;
              suspendGenerator(machine, left);
              if (left.exit === Exit.Native || left.back === null) {
                machine.frame = outer;
                return value;
              }
              frame = left.back;
              frame.slots[frame.sp++] = value;
              continue enter;
            }
            case Op.GetYieldFrom: {
              const value = slots[sp - 1] as Value;
              if (!(value instanceof PyGenerator)) slots[sp - 1] = getIterator(machine, value);
              break;
            }
            case Op.Send: {
              const sent = slots[--sp] as Value;
              const iterator = slots[sp - 1] as PyObject;
              if (iterator instanceof PyGenerator && iterator.state !== "finished") {
                frame.pc = pc;
                frame.sp = sp;
                frame = enterGenerator(machine, iterator, sent, frame, Exit.Delegate, argument);
                continue enter;
              }
              frame.pc = pc;
              const step = sendTo(machine, iterator, sent);
              if (step.done) {
                slots[sp - 1] = step.value;
                pc = argument;
              } else slots[sp++] = step.value;
              break;
            }

            case Op.Raise:
              // Not thrown: V8 takes a microsecond for that.
              frame.pc = pc;
              sp -= argument;
              raising = exceptionToRaise(machine, argument, slots[sp] as Value, slots[sp + 1] as Value);
              silent = argument === 0;
              break enter;
            case Op.Reraise: {
              const exception = slots[sp - 1] as PyException;
              const previous = slots[sp - 2];
              // PushHandled keeps exceptions, None and, in generators, undefined.
              machine.handled = previous === undefined ? frame.handled : (previous as PyException | null);
              silent = true;
              raising = exception;
              break enter;
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
              frame.pc = pc;
              sp = enterContext(machine, slots, sp);
              break;
            case Op.WithExit:
              frame.pc = pc;
              exitContext(machine, slots[--sp] as Value);
              break;
            case Op.WithExceptExit:
              frame.pc = pc;
              slots[sp] = exitContextWithError(machine, slots[sp - 3] as Value, slots[sp - 1] as PyException);
              sp++;
              break;
            case Op.RaiseAssertion:
              throw assertionError(argument === 1 ? (slots[--sp] as Value) : undefined);

            case Op.Import:
              frame.pc = pc;
              slots[sp++] = importStatement(machine, frame, code.constants[argument] as readonly string[]);
              break;
            case Op.ImportFrom:
              frame.pc = pc;
              slots[sp] = importFrom(machine, slots[sp - 1] as Value, code.names[argument]);
              sp++;
              break;
            case Op.Display:
              frame.pc = pc;
              displayValue(machine, slots[--sp] as Value, frame.globals);
              break;
            case Op.SetupAnnotations:
              names.setupAnnotations(frame);
              break;
            case Op.AddRegisters: {
              const a = slots[(word >>> 8) & 0xff];
              const b = slots[(word >>> 16) & 0xff];
              const more = words[pc];
              if (typeof a === "number" && typeof b === "number") {
                const sum = a + b;
                slots[word >>> 24] = sum <= maxSafe && sum >= -maxSafe ? sum : integers.add(a, b);
              } else if (a instanceof PyFloat && b instanceof PyFloat)
                slots[word >>> 24] = new PyFloat(a.value + b.value);
              else if (typeof a === "string" && typeof b === "string") slots[word >>> 24] = joined(a, b);
              else {
                pc += (more >>> 8) & 15;
                if (a === undefined || b === undefined) {
                  pc -= a === undefined ? 2 : 1;
                  throw names.unboundLocal(code, (a === undefined ? word >>> 8 : word >>> 16) & 0xff);
                }
                frame.pc = pc;
                slots[word >>> 24] = binary(machine, "+", a, b, more >>> 16);
                pc -= (more >>> 8) & 15;
              }
              sp = more & 0xff;
              pc += (more >>> 12) & 15;
              break;
            }
            case Op.SubtractRegisters: {
              const a = slots[(word >>> 8) & 0xff];
              const b = slots[(word >>> 16) & 0xff];
              const more = words[pc];
              if (typeof a === "number" && typeof b === "number") {
                const difference = a - b;
                slots[word >>> 24] =
                  difference <= maxSafe && difference >= -maxSafe ? difference : integers.subtract(a, b);
              } else if (a instanceof PyFloat && b instanceof PyFloat)
                slots[word >>> 24] = new PyFloat(a.value - b.value);
              else {
                pc += (more >>> 8) & 15;
                if (a === undefined || b === undefined) {
                  pc -= a === undefined ? 2 : 1;
                  throw names.unboundLocal(code, (a === undefined ? word >>> 8 : word >>> 16) & 0xff);
                }
                frame.pc = pc;
                slots[word >>> 24] = binary(machine, "-", a, b, more >>> 16);
                pc -= (more >>> 8) & 15;
              }
              sp = more & 0xff;
              pc += (more >>> 12) & 15;
              break;
            }
            case Op.MultiplyRegisters: {
              const a = slots[(word >>> 8) & 0xff];
              const b = slots[(word >>> 16) & 0xff];
              const more = words[pc];
              if (typeof a === "number" && typeof b === "number") {
                const product = a * b;
                slots[word >>> 24] = product <= maxSafe && product >= -maxSafe ? product + 0 : integers.multiply(a, b);
              } else if (a instanceof PyFloat && b instanceof PyFloat)
                slots[word >>> 24] = new PyFloat(a.value * b.value);
              else {
                pc += (more >>> 8) & 15;
                if (a === undefined || b === undefined) {
                  pc -= a === undefined ? 2 : 1;
                  throw names.unboundLocal(code, (a === undefined ? word >>> 8 : word >>> 16) & 0xff);
                }
                frame.pc = pc;
                slots[word >>> 24] = binary(machine, "*", a, b, more >>> 16);
                pc -= (more >>> 8) & 15;
              }
              sp = more & 0xff;
              pc += (more >>> 12) & 15;
              break;
            }
            case Op.TrueDivideRegisters: {
              const a = slots[(word >>> 8) & 0xff];
              const b = slots[(word >>> 16) & 0xff];
              const more = words[pc];
              if (a instanceof PyFloat && b instanceof PyFloat && b.value !== 0) {
                slots[word >>> 24] = new PyFloat(a.value / b.value);
              } else if (typeof a === "number" && typeof b === "number" && b !== 0) {
                slots[word >>> 24] = new PyFloat(a / b);
              } else {
                pc += (more >>> 8) & 15;
                if (a === undefined || b === undefined) {
                  pc -= a === undefined ? 2 : 1;
                  throw names.unboundLocal(code, (a === undefined ? word >>> 8 : word >>> 16) & 0xff);
                }
                frame.pc = pc;
                slots[word >>> 24] = binary(machine, "/", a, b, more >>> 16);
                pc -= (more >>> 8) & 15;
              }
              sp = more & 0xff;
              pc += (more >>> 12) & 15;
              break;
            }
            case Op.FloorDivideRegisters: {
              const a = slots[(word >>> 8) & 0xff];
              const b = slots[(word >>> 16) & 0xff];
              const more = words[pc];
              if (typeof a === "number" && typeof b === "number" && a >= 0 && b > 0) {
                slots[word >>> 24] = (a - (a % b)) / b;
              } else {
                pc += (more >>> 8) & 15;
                if (a === undefined || b === undefined) {
                  pc -= a === undefined ? 2 : 1;
                  throw names.unboundLocal(code, (a === undefined ? word >>> 8 : word >>> 16) & 0xff);
                }
                frame.pc = pc;
                slots[word >>> 24] = binary(machine, "//", a, b, more >>> 16);
                pc -= (more >>> 8) & 15;
              }
              sp = more & 0xff;
              pc += (more >>> 12) & 15;
              break;
            }
            case Op.ModuloRegisters: {
              const a = slots[(word >>> 8) & 0xff];
              const b = slots[(word >>> 16) & 0xff];
              const more = words[pc];
              if (typeof a === "number" && typeof b === "number" && a >= 0 && b > 0) {
                slots[word >>> 24] = a % b;
              } else {
                pc += (more >>> 8) & 15;
                if (a === undefined || b === undefined) {
                  pc -= a === undefined ? 2 : 1;
                  throw names.unboundLocal(code, (a === undefined ? word >>> 8 : word >>> 16) & 0xff);
                }
                frame.pc = pc;
                slots[word >>> 24] = binary(machine, "%", a, b, more >>> 16);
                pc -= (more >>> 8) & 15;
              }
              sp = more & 0xff;
              pc += (more >>> 12) & 15;
              break;
            }
            case Op.GetItemRegisters: {
              const a = slots[(word >>> 8) & 0xff];
              const b = slots[(word >>> 16) & 0xff];
              const more = words[pc];
              let item: Value | undefined;
              if (typeof b === "number") {
                if (a instanceof PyList && a.type === listType) item = a.items[b < 0 ? b + a.items.length : b];
                else if (a instanceof PyTuple && a.type === tupleType) item = a.items[b < 0 ? b + a.items.length : b];
              }
              if (item === undefined && b !== undefined && a instanceof PyDict && a.type === dictType)
                item = a.get(machine, b);
              if (item !== undefined) slots[word >>> 24] = item;
              else {
                pc += (more >>> 8) & 15;
                if (a === undefined || b === undefined) {
                  pc -= a === undefined ? 2 : 1;
                  throw names.unboundLocal(code, (a === undefined ? word >>> 8 : word >>> 16) & 0xff);
                }
                frame.pc = pc;
                slots[word >>> 24] = getItem(machine, a, b);
                pc -= (more >>> 8) & 15;
              }
              sp = more & 0xff;
              pc += (more >>> 12) & 15;
              break;
            }
            case Op.MultiplyAddRegisters: {
              const a = slots[(word >>> 8) & 0xff];
              const b = slots[(word >>> 16) & 0xff];
              const more = words[pc];
              const c = slots[more >>> 24] as Value;
              if (a instanceof PyFloat && b instanceof PyFloat && c instanceof PyFloat) {
                slots[word >>> 24] = new PyFloat(c.value + a.value * b.value);
              } else {
                pc += (more >>> 8) & 15;
                if (a === undefined || b === undefined) {
                  pc -= a === undefined ? 2 : 1;
                  throw names.unboundLocal(code, (a === undefined ? word >>> 8 : word >>> 16) & 0xff);
                }
                frame.pc = pc;
                const product =
                  typeof a === "number" && typeof b === "number"
                    ? integers.multiply(a, b)
                    : binary(machine, "*", a, b, 0);
                frame.pc = ++pc;
                slots[word >>> 24] =
                  typeof product === "number" && typeof c === "number"
                    ? integers.add(c, product)
                    : binary(machine, "+", c, product, (more >>> 16) & 1);
                pc -= 1 + ((more >>> 8) & 15);
              }
              sp = more & 0xff;
              pc += (more >>> 12) & 15;
              break;
            }
            case Op.GetItemTwiceRegisters: {
              const a = slots[(word >>> 8) & 0xff];
              const b = slots[(word >>> 16) & 0xff];
              const c = slots[word >>> 24];
              const more = words[pc];
              let item: Value | undefined;
              if (a instanceof PyList && a.type === listType && typeof b === "number") {
                const row = a.items[b < 0 ? b + a.items.length : b];
                if (row instanceof PyList && row.type === listType && typeof c === "number") {
                  item = row.items[c < 0 ? c + row.items.length : c];
                }
              }
              if (item === undefined) {
                pc += (more >>> 8) & 15;
                if (a === undefined || b === undefined) {
                  pc -= a === undefined ? 2 : 1;
                  throw names.unboundLocal(code, (a === undefined ? word >>> 8 : word >>> 16) & 0xff);
                }
                frame.pc = pc;
                const row = getItem(machine, a, b);
                pc++;
                if (c === undefined) throw names.unboundLocal(code, word >>> 24);
                frame.pc = ++pc;
                item = getItem(machine, row, c);
                pc -= 2 + ((more >>> 8) & 15);
              }
              slots[more >>> 24] = item;
              sp = more & 0xff;
              pc += (more >>> 12) & 15;
              break;
            }
            case Op.SetItemRegisters: {
              const a = slots[(word >>> 8) & 0xff];
              const b = slots[(word >>> 16) & 0xff];
              const value = slots[word >>> 24] as Value;
              sp--;
              pc += 2;
              if (a instanceof PyList && a.type === listType && typeof b === "number") {
                const { items } = a;
                const at = b < 0 ? b + items.length : b;
                if (at >= 0 && at < items.length) {
                  items[at] = value;
                  break;
                }
              }
              if (a === undefined || b === undefined) {
                pc -= a === undefined ? 2 : 1;
                throw names.unboundLocal(code, (a === undefined ? word >>> 8 : word >>> 16) & 0xff);
              }
              frame.pc = pc;
              setItem(machine, a, b, value);
              break;
            }
            case Op.JumpUnlessLess: {
              const a = slots[(word >>> 8) & 0xff];
              const b = slots[(word >>> 16) & 0xff];
              const loads = (word >>> 24) & 3;
              let holds: boolean;
              sp -= 2 - loads;
              pc += loads;
              if (typeof a === "number" && typeof b === "number") holds = a < b;
              else if (a instanceof PyFloat && b instanceof PyFloat) holds = a.value < b.value;
              else {
                if (a === undefined || b === undefined) {
                  pc -= a === undefined ? 2 : 1;
                  throw names.unboundLocal(code, (a === undefined ? word >>> 8 : word >>> 16) & 0xff);
                }
                frame.pc = pc;
                const compared = compare(machine, "<", a, b);
                holds = compared === true || (compared !== false && truth(machine, compared));
              }
              if (holds === ((word & 0x4000000) !== 0)) pc = words[pc] >>> 8;
              else pc++;
              break;
            }
            case Op.JumpUnlessLessEqual: {
              const a = slots[(word >>> 8) & 0xff];
              const b = slots[(word >>> 16) & 0xff];
              const loads = (word >>> 24) & 3;
              let holds: boolean;
              sp -= 2 - loads;
              pc += loads;
              if (typeof a === "number" && typeof b === "number") holds = a <= b;
              else if (a instanceof PyFloat && b instanceof PyFloat) holds = a.value <= b.value;
              else {
                if (a === undefined || b === undefined) {
                  pc -= a === undefined ? 2 : 1;
                  throw names.unboundLocal(code, (a === undefined ? word >>> 8 : word >>> 16) & 0xff);
                }
                frame.pc = pc;
                const compared = compare(machine, "<=", a, b);
                holds = compared === true || (compared !== false && truth(machine, compared));
              }
              if (holds === ((word & 0x4000000) !== 0)) pc = words[pc] >>> 8;
              else pc++;
              break;
            }
            case Op.JumpUnlessEqual: {
              const a = slots[(word >>> 8) & 0xff];
              const b = slots[(word >>> 16) & 0xff];
              const loads = (word >>> 24) & 3;
              let holds: boolean;
              sp -= 2 - loads;
              pc += loads;
              if (typeof a === "number" && typeof b === "number") holds = a === b;
              else if (a instanceof PyFloat && b instanceof PyFloat) holds = a.value === b.value;
              else if (typeof a === "string" && typeof b === "string") holds = a === b;
              else {
                if (a === undefined || b === undefined) {
                  pc -= a === undefined ? 2 : 1;
                  throw names.unboundLocal(code, (a === undefined ? word >>> 8 : word >>> 16) & 0xff);
                }
                frame.pc = pc;
                const compared = compare(machine, "==", a, b);
                holds = compared === true || (compared !== false && truth(machine, compared));
              }
              if (holds === ((word & 0x4000000) !== 0)) pc = words[pc] >>> 8;
              else pc++;
              break;
            }
            case Op.JumpUnlessNotEqual: {
              const a = slots[(word >>> 8) & 0xff];
              const b = slots[(word >>> 16) & 0xff];
              const loads = (word >>> 24) & 3;
              let holds: boolean;
              sp -= 2 - loads;
              pc += loads;
              if (typeof a === "number" && typeof b === "number") holds = a !== b;
              else if (a instanceof PyFloat && b instanceof PyFloat) holds = a.value !== b.value;
              else if (typeof a === "string" && typeof b === "string") holds = a !== b;
              else {
                if (a === undefined || b === undefined) {
                  pc -= a === undefined ? 2 : 1;
                  throw names.unboundLocal(code, (a === undefined ? word >>> 8 : word >>> 16) & 0xff);
                }
                frame.pc = pc;
                const compared = compare(machine, "!=", a, b);
                holds = compared === true || (compared !== false && truth(machine, compared));
              }
              if (holds === ((word & 0x4000000) !== 0)) pc = words[pc] >>> 8;
              else pc++;
              break;
            }
            case Op.JumpUnlessGreater: {
              const a = slots[(word >>> 8) & 0xff];
              const b = slots[(word >>> 16) & 0xff];
              const loads = (word >>> 24) & 3;
              let holds: boolean;
              sp -= 2 - loads;
              pc += loads;
              if (typeof a === "number" && typeof b === "number") holds = a > b;
              else if (a instanceof PyFloat && b instanceof PyFloat) holds = a.value > b.value;
              else {
                if (a === undefined || b === undefined) {
                  pc -= a === undefined ? 2 : 1;
                  throw names.unboundLocal(code, (a === undefined ? word >>> 8 : word >>> 16) & 0xff);
                }
                frame.pc = pc;
                const compared = compare(machine, ">", a, b);
                holds = compared === true || (compared !== false && truth(machine, compared));
              }
              if (holds === ((word & 0x4000000) !== 0)) pc = words[pc] >>> 8;
              else pc++;
              break;
            }
            case Op.JumpUnlessGreaterEqual: {
              const a = slots[(word >>> 8) & 0xff];
              const b = slots[(word >>> 16) & 0xff];
              const loads = (word >>> 24) & 3;
              let holds: boolean;
              sp -= 2 - loads;
              pc += loads;
              if (typeof a === "number" && typeof b === "number") holds = a >= b;
              else if (a instanceof PyFloat && b instanceof PyFloat) holds = a.value >= b.value;
              else {
                if (a === undefined || b === undefined) {
                  pc -= a === undefined ? 2 : 1;
                  throw names.unboundLocal(code, (a === undefined ? word >>> 8 : word >>> 16) & 0xff);
                }
                frame.pc = pc;
                const compared = compare(machine, ">=", a, b);
                holds = compared === true || (compared !== false && truth(machine, compared));
              }
              if (holds === ((word & 0x4000000) !== 0)) pc = words[pc] >>> 8;
              else pc++;
              break;
            }
            case Op.ForIterLocal: {
              const iterator = slots[sp - 1] as PyObject;
              if (iterator instanceof RangeIterator) {
                if (iterator.remaining > 0) {
                  iterator.remaining--;
                  const value = iterator.current;
                  iterator.current = value + iterator.step;
                  slots[words[pc++] >>> 8] = value;
                } else {
                  slots[--sp] = undefined;
                  pc = argument;
                }
                break;
              }
              let value: Value | undefined;
              if (iterator instanceof ListIterator) value = iterator.next();
              else if (iterator instanceof PyGenerator && iterator.state !== "finished") {
                // What it yields is pushed, and the next word stores it.
                frame.pc = pc;
                frame.sp = sp;
                frame = enterGenerator(machine, iterator, null, frame, Exit.Loop, argument);
                continue enter;
              } else {
                frame.pc = pc;
                value = nextOf(machine, iterator);
              }
              if (value === undefined) {
                slots[--sp] = undefined;
                pc = argument;
              } else slots[words[pc++] >>> 8] = value;
              break;
            }
            case Op.ForIterGlobal: {
              const iterator = slots[sp - 1] as PyObject;
              if (iterator instanceof RangeIterator) {
                if (iterator.remaining > 0) {
                  iterator.remaining--;
                  const value = iterator.current;
                  iterator.current = value + iterator.step;
                  fill(globalCells[words[pc++] >>> 8], value);
                } else {
                  slots[--sp] = undefined;
                  pc = argument;
                }
                break;
              }
              let value: Value | undefined;
              if (iterator instanceof ListIterator) value = iterator.next();
              else if (iterator instanceof PyGenerator && iterator.state !== "finished") {
                // What it yields is pushed, and the next word stores it.
                frame.pc = pc;
                frame.sp = sp;
                frame = enterGenerator(machine, iterator, null, frame, Exit.Loop, argument);
                continue enter;
              } else {
                frame.pc = pc;
                value = nextOf(machine, iterator);
              }
              if (value === undefined) {
                slots[--sp] = undefined;
                pc = argument;
              } else fill(globalCells[words[pc++] >>> 8], value);
              break;
            }
            case Op.JumpBackForLocal: {
              if (machine.interrupt[0] !== 0) machine.pause(slots, sp);
              const iterator = slots[sp - 1] as PyObject;
              pc = argument;
              if (iterator instanceof RangeIterator && iterator.remaining > 0) {
                iterator.remaining--;
                const value = iterator.current;
                iterator.current = value + iterator.step;
                slots[words[argument + 1] >>> 8] = value;
                pc += 2;
              }
              break;
            }
            case Op.JumpBackForGlobal: {
              if (machine.interrupt[0] !== 0) machine.pause(slots, sp);
              const iterator = slots[sp - 1] as PyObject;
              pc = argument;
              if (iterator instanceof RangeIterator && iterator.remaining > 0) {
                iterator.remaining--;
                const value = iterator.current;
                iterator.current = value + iterator.step;
                fill(globalCells[words[argument + 1] >>> 8], value);
                pc += 2;
              }
              break;
            }
            case Op.LoadLocalAttribute: {
              const object = slots[argument];
              if (object === undefined) throw names.unboundLocal(code, argument);
              const name = code.names[words[pc++] >>> 8];
              if (object instanceof PyInstance) {
                const cache = code.attributeCaches[pc - 1];
                if (cache !== undefined && cache.type === object.type && cache.epoch === PyType.epoch) {
                  const own = object.attributes.get(name);
                  if (own !== undefined) {
                    slots[sp++] = own;
                    break;
                  }
                }
              }
              frame.pc = pc;
              slots[sp++] = loadAttribute(machine, code, pc - 1, object, name);
              break;
            }
            case Op.LoadLocalMethod: {
              const object = slots[argument];
              if (object === undefined) throw names.unboundLocal(code, argument);
              const name = code.names[words[pc++] >>> 8];
              frame.pc = pc;
              const method = loadMethod(code, pc - 1, object, name);
              if (method !== undefined) {
                slots[sp++] = method;
                slots[sp++] = object;
              } else {
                slots[sp++] = loadAttribute(machine, code, pc - 1, object, name);
                slots[sp++] = undefined;
              }
              break;
            }
            case Op.LoadLocalLocal: {
              const first = slots[argument];
              if (first === undefined) throw names.unboundLocal(code, argument);
              const second = words[pc++] >>> 8;
              const value = slots[second];
              if (value === undefined) throw names.unboundLocal(code, second);
              slots[sp] = first;
              slots[sp + 1] = value;
              sp += 2;
              break;
            }
            case Op.LoadLocalConstant: {
              const first = slots[argument];
              if (first === undefined) throw names.unboundLocal(code, argument);
              slots[sp] = first;
              slots[sp + 1] = code.constants[words[pc++] >>> 8] as Value;
              sp += 2;
              break;
            }
            default:
              throw new Error(`no such instruction: ${word & 0xff}`);
          }
        }
      }
    } catch (thrown) {
      raising = toException(thrown);
    }
    frame = unwind(machine, frame, pc - 1, raising, silent, outer);
  }
}

const lessCommon: readonly BinaryOperator[] = ["**", "@", "<<", ">>", "&", "|", "^"];

function binary(machine: VirtualMachine, op: BinaryOperator, a: Value, b: Value, inplace: number): Value {
  return inplace === 0 ? binaryOperation(machine, op, a, b) : inplaceOperation(machine, op, a, b);
}
