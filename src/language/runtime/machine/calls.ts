/** What happens between a call instruction and the first instruction of the callee. */
import { RecursionError, raised, typeError } from "../errors.ts";
import { Exit, Frame } from "../frame.ts";
import type { VirtualMachine } from "../machine.ts";
import { Cell } from "../objects/cell.ts";
import { StaticMethod } from "../objects/descriptor.ts";
import { PyDict } from "../objects/dict.ts";
import { BoundMethod, NativeFunction, PyFunction } from "../objects/function.ts";
import { PyGenerator } from "../objects/generator.ts";
import { type Keywords, PyObject, PyType, type Value } from "../objects/object.ts";
import { PyTuple } from "../objects/sequence.ts";
import { objectType, tupleType, typeType } from "../objects/types.ts";
import { bindTo, findAttribute } from "../protocols/attributes.ts";
import { hasSequence, toList } from "../protocols/iteration.ts";
import { textOf } from "../protocols/text.ts";
import { typeName, typeOf } from "../protocols/types.ts";
import { bindFrame } from "./binding.ts";
import { dictMerge } from "./unpacking.ts";

export function recursionError() {
  return raised(RecursionError, "maximum recursion depth exceeded");
}

/** The frame of a call whose arguments are exactly the function's positional parameters. */
export function simpleFrame(
  machine: VirtualMachine,
  callee: PyFunction,
  stack: readonly (Value | undefined)[],
  start: number,
  count: number,
  back: Frame,
): Frame {
  if (machine.depth >= machine.recursionLimit) throw recursionError();
  // Recursion can go on for ever without a loop.
  if (machine.interrupt[0] !== 0) machine.checkInterrupt();
  const frame = emptyFrame(machine, callee);
  const { slots } = frame;
  for (let i = 0; i < count; i++) slots[i] = stack[start + i];
  if (callee.code.ownCells > 0) fillParameterCells(frame);
  machine.depth++;
  frame.exit = Exit.Push;
  frame.back = back;
  frame.handled = machine.handled;
  return frame;
}

/** A function's frame before its arguments are there. */
export function emptyFrame(machine: VirtualMachine, callee: PyFunction): Frame {
  const { code, globals } = callee;
  if (code.globalOwner !== globals) code.link(globals, machine.builtins);
  const cells = code.ownCells === 0 ? (callee.closure as Cell[]) : newCells(code.ownCells, callee.closure);
  return new Frame(code, code.emptySlots.slice(), cells, globals, code.globalCells, code.builtinCells, callee);
}

function newCells(own: number, closure: readonly Cell[]): Cell[] {
  const cells: Cell[] = [];
  for (let i = 0; i < own; i++) cells.push(new Cell(undefined));
  for (const cell of closure) cells.push(cell);
  return cells;
}

/** Parameters that inner functions use move into their cells. */
export function fillParameterCells(frame: Frame): void {
  const { cellParameters } = frame.code;
  for (let i = 0; i < cellParameters.length; i++) {
    if (cellParameters[i] >= 0) frame.cells[i].value = frame.slots[cellParameters[i]];
  }
}

/**
 * Calls anything: a frame to enter where Python code runs, the result where native code has run already. A frame for a
 * class's `__init__` has its exit set to Construct.
 */
export function prepareCall(machine: VirtualMachine, callee: Value, args: Value[], keywords: Keywords): Frame | Value {
  // Callables that stand for one another without end, as a class whose `__call__` is its own instance.
  for (let links = 0; ; links++) {
    if (links > machine.recursionLimit) throw recursionError();
    if (callee instanceof PyFunction) {
      const frame = bindFrame(machine, callee, args, keywords);
      return callee.code.kind === "generator" ? generatorOf(machine, callee, frame) : frame;
    }
    if (callee instanceof NativeFunction) return callee.code(machine, args, keywords);
    if (callee instanceof BoundMethod) {
      args.unshift(callee.self);
      callee = callee.callee;
    } else if (callee instanceof PyType) {
      const custom = callee.metaclass?.lookup("__call__");
      if (custom === undefined || custom === typeType.attributes.get("__call__")) {
        return prepareInstance(machine, callee, args, keywords);
      }
      args.unshift(callee);
      callee = custom;
    } else if (callee instanceof StaticMethod) callee = callee.callee;
    else {
      const method = callee instanceof PyObject ? callee.type.lookup("__call__") : undefined;
      if (method === undefined || method === null) throw typeError(`'${typeName(callee)}' object is not callable`);
      if (method instanceof PyFunction || (method instanceof NativeFunction && method.binds)) {
        args.unshift(callee);
        callee = method;
      } else callee = bindTo(machine, method, callee, typeOf(callee));
    }
  }
}

function generatorOf(machine: VirtualMachine, callee: PyFunction, frame: Frame): PyGenerator {
  const generator = new PyGenerator(frame, callee.name, callee.qualname);
  frame.generator = generator;
  machine.freshGenerator = generator;
  return generator;
}

/** `type(*args)`: `__new__`, then `__init__` where `__new__` gave an instance of the type. */
export function prepareInstance(
  machine: VirtualMachine,
  type: PyType,
  args: Value[],
  keywords: Keywords,
): Frame | Value {
  if (type === typeType && args.length === 1 && keywords === null) return typeOf(args[0]);
  const init = type.lookup("__init__");
  const make = type.lookup("__new__");
  const runsInit = init !== undefined && init !== machine.objectInit;
  let instance: Value;
  if (make !== undefined && make !== machine.objectNew && !(make instanceof NativeFunction)) {
    const bound = make instanceof StaticMethod ? make.callee : bindTo(machine, make, undefined, type);
    instance = machine.call(bound, [type, ...args], keywords);
  } else {
    if (type.construct === null) throw typeError(`cannot create '${type.nativeName ?? type.qualname}' instances`);
    instance = type.construct(machine, type, runsInit ? args.slice() : args, keywords);
  }
  if (!runsInit || !typeOf(instance).isSubtypeOf(type)) return instance;
  const actual = typeOf(instance) === type ? init : typeOf(instance).lookup("__init__");
  if (actual instanceof PyFunction && actual.code.kind === "function") {
    args.unshift(instance);
    const frame = bindFrame(machine, actual, args, keywords);
    frame.exit = Exit.Construct;
    frame.instance = instance;
    return frame;
  }
  if (actual instanceof NativeFunction && actual.binds) {
    args.unshift(instance);
    actual.code(machine, args, keywords);
  } else if (actual !== undefined) {
    constructed(instance, machine.call(bindTo(machine, actual, instance, typeOf(instance)), args, keywords));
  }
  return instance;
}

/**
 * The function that a call of a class only needs to run on a fresh instance; null where there is more to it (its own
 * `__new__`, a metaclass, abstract methods, a builtin base) or no such function.
 */
export function plainInit(machine: VirtualMachine, type: PyType): PyFunction | null {
  if (type.plainEpoch !== PyType.epoch) {
    type.plainInit = findPlainInit(machine, type);
    type.plainEpoch = PyType.epoch;
  }
  return type.plainInit;
}

function findPlainInit(machine: VirtualMachine, type: PyType): PyFunction | null {
  if (!type.heap || type.metaclass !== null || type.construct !== objectType.construct) return null;
  const make = type.lookup("__new__");
  if (make !== machine.objectNew || type.lookup("__abstractmethods__") !== undefined) return null;
  const init = type.lookup("__init__");
  return init instanceof PyFunction && init.code.kind === "function" ? init : null;
}

/** The instance, once its `__init__` has returned None. */
export function constructed(instance: Value, returned: Value): Value {
  if (returned !== null) throw typeError(`__init__() should return None, not '${typeName(returned)}'`);
  return instance;
}

export function keywordMap(
  names: readonly string[],
  stack: readonly (Value | undefined)[],
  start: number,
): Map<string, Value> {
  const keywords = new Map<string, Value>();
  // The compiler pushed a value for each name.
  for (let i = 0; i < names.length; i++) keywords.set(names[i], stack[start + i] as Value);
  return keywords;
}

/** `callee(*positional, **keywords)`. */
export function callUnpacked(
  machine: VirtualMachine,
  callee: Value,
  positional: Value,
  keywords: Value | undefined,
): Frame | Value {
  if (keywords === undefined)
    return prepareCall(machine, callee, positionalArguments(machine, callee, positional), null);
  let dict: PyDict;
  if (keywords instanceof PyDict) dict = keywords;
  else {
    dict = new PyDict();
    dictMerge(machine, dict, keywords, callee);
  }
  // CPython has merged the keywords by the time it looks at what follows the star.
  const args = positionalArguments(machine, callee, positional);
  const named = new Map<string, Value>();
  for (const [key, value] of dict.entries()) {
    const name = textOf(key);
    if (name === undefined) throw typeError("keywords must be strings");
    named.set(name, value);
  }
  return prepareCall(machine, callee, args, named.size === 0 ? null : named);
}

function positionalArguments(machine: VirtualMachine, callee: Value, positional: Value): Value[] {
  if (positional instanceof PyTuple && positional.type === tupleType) return [...positional.items];
  const type = typeOf(positional);
  if (type.lookup("__iter__") === undefined && !hasSequence(type)) {
    throw typeError(
      `${calleeLabel(machine, callee)} argument after * must be an iterable, not ${type.nativeName ?? type.name}`,
    );
  }
  return toList(machine, positional);
}

/** How errors name what is called: `__main__.f()`, `len()`, `Net object`. */
export function calleeLabel(machine: VirtualMachine, callee: Value): string {
  const qualname = findAttribute(machine, callee, "__qualname__");
  if (typeof qualname !== "string") return `${typeName(callee)} object`;
  const module = findAttribute(machine, callee, "__module__");
  return typeof module === "string" && module !== "builtins" ? `${module}.${qualname}()` : `${qualname}()`;
}
