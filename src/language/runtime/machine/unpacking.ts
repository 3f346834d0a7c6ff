import { typeError, valueError } from "../errors.ts";
import { checkElements } from "../limits.ts";
import type { VirtualMachine } from "../machine.ts";
import { PyDict } from "../objects/dict.ts";
import type { Machine, PyObject, Value } from "../objects/object.ts";
import { PyList, PyTuple } from "../objects/sequence.ts";
import { dictType, listType, tupleType } from "../objects/types.ts";
import { findAttribute } from "../protocols/attributes.ts";
import { callMethod } from "../protocols/calls.ts";
import { getItem } from "../protocols/items.ts";
import { askLength, getIterator, hasSequence, iterate, nextOf, steps } from "../protocols/iteration.ts";
import { findSpecial } from "../protocols/special.ts";
import { typeName, typeOf } from "../protocols/types.ts";
import { calleeLabel } from "./calls.ts";

type Stack = (Value | undefined)[];

/** `a, b = value`: pushes the items so that the first is on top; returns the new stack top. */
export function unpackSequence(machine: Machine, stack: Stack, top: number, count: number): number {
  const value = stack[top - 1] as Value;
  let sp = top - 1;
  const items = exactItems(value);
  if (items !== null) {
    if (items.length > count) throw valueError(`too many values to unpack (expected ${count})`);
    if (items.length < count) throw notEnough(count, items.length, "");
    for (let i = count - 1; i >= 0; i--) stack[sp++] = items[i];
    return sp;
  }
  const iterator = unpackingIterator(machine, value);
  const taken = take(machine, iterator, count, "");
  if (nextOf(machine, iterator) !== undefined) throw valueError(`too many values to unpack (expected ${count})`);
  for (let i = count - 1; i >= 0; i--) stack[sp++] = taken[i];
  return sp;
}

/** `a, *b, c = value`. */
export function unpackStarred(machine: Machine, stack: Stack, top: number, before: number, after: number): number {
  const value = stack[top - 1] as Value;
  let sp = top - 1;
  const iterator = unpackingIterator(machine, value);
  const first = take(machine, iterator, before, "at least ", before + after);
  const rest: Value[] = [];
  for (let item = nextOf(machine, iterator); item !== undefined; item = nextOf(machine, iterator)) {
    rest.push(item);
    if ((rest.length & 0xfff) === 0) checkLength(machine, rest);
  }
  if (rest.length < after) throw notEnough(before + after, before + rest.length, "at least ");
  const last = rest.splice(rest.length - after);
  for (let i = after - 1; i >= 0; i--) stack[sp++] = last[i];
  stack[sp++] = new PyList(rest);
  for (let i = before - 1; i >= 0; i--) stack[sp++] = first[i];
  return sp;
}

function checkLength(machine: Machine, items: readonly Value[]): void {
  machine.checkInterrupt();
  checkElements(items.length);
}

function exactItems(value: Value): readonly Value[] | null {
  if (value instanceof PyTuple && value.type === tupleType) return value.items;
  return value instanceof PyList && value.type === listType ? value.items : null;
}

function unpackingIterator(machine: Machine, value: Value): PyObject {
  const type = typeOf(value);
  if (type.lookup("__iter__") === undefined && !hasSequence(type) && typeof value !== "string") {
    throw typeError(`cannot unpack non-iterable ${type.nativeName ?? type.name} object`);
  }
  return getIterator(machine, value);
}

function take(machine: Machine, iterator: PyObject, count: number, least: string, wanted = count): Value[] {
  const items: Value[] = [];
  while (items.length < count) {
    const item = nextOf(machine, iterator);
    if (item === undefined) throw notEnough(wanted, items.length, least);
    items.push(item);
  }
  return items;
}

function notEnough(wanted: number, got: number, least: string) {
  return valueError(`not enough values to unpack (expected ${least}${wanted}, got ${got})`);
}

/** `[*iterable]` */
export function extendList(machine: Machine, list: PyList, value: Value): void {
  const items = exactItems(value);
  if (items !== null) {
    for (const item of items) list.items.push(item);
    return;
  }
  const type = typeOf(value);
  if (typeof value !== "string" && type.lookup("__iter__") === undefined && !hasSequence(type)) {
    throw typeError(`Value after * must be an iterable, not ${type.nativeName ?? type.name}`);
  }
  const iterator = getIterator(machine, value);
  askLength(machine, value);
  for (const item of steps(machine, iterator)) {
    list.items.push(item);
    if ((list.items.length & 0xfff) === 0) checkLength(machine, list.items);
  }
}

/** `{**mapping}` */
export function dictUpdate(machine: Machine, dict: PyDict, mapping: Value): void {
  const refuse = (): string => `'${typeName(mapping)}' object is not a mapping`;
  visitMapping(machine, mapping, refuse, (key, value) => dict.set(machine, key, value()));
}

/** `f(**mapping)`: a key that is already there is an error. */
export function dictMerge(machine: VirtualMachine, dict: PyDict, mapping: Value, callee: Value): void {
  const refuse = (): string =>
    `${calleeLabel(machine, callee)} argument after ** must be a mapping, not ${typeName(mapping)}`;
  visitMapping(machine, mapping, refuse, (key, value) => {
    if (dict.has(machine, key)) {
      if (typeof key !== "string") throw typeError("keywords must be strings");
      throw typeError(`${calleeLabel(machine, callee)} got multiple values for keyword argument '${key}'`);
    }
    dict.set(machine, key, value());
  });
}

function visitMapping(
  machine: Machine,
  mapping: Value,
  refuse: () => string,
  visit: (key: Value, value: () => Value) => void,
): void {
  // A class that iterates its own way is asked for its keys and items.
  if (mapping instanceof PyDict && findSpecial(mapping, "__iter__") === dictType.attributes.get("__iter__")) {
    for (const [key, value] of mapping.entries()) visit(key, () => value);
    return;
  }
  if (findAttribute(machine, mapping, "keys") === undefined) throw typeError(refuse());
  let visited = 0;
  for (const key of iterate(machine, callMethod(machine, mapping, "keys"))) {
    visit(key, () => getItem(machine, mapping, key));
    if ((++visited & 0xfff) === 0) machine.checkInterrupt();
  }
}
