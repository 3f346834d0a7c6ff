/** Turns the body of an enum class into members. */
import { typeError, valueError } from "../../runtime/errors.ts";
import { add, bitLength, type Integer, shiftLeft } from "../../runtime/numbers/integer.ts";
import { ClassMethod, StaticMethod } from "../../runtime/objects/descriptor.ts";
import { PyDict } from "../../runtime/objects/dict.ts";
import { NativeFunction, PyFunction } from "../../runtime/objects/function.ts";
import { PyInstance } from "../../runtime/objects/instance.ts";
import { type Machine, PyObject, PyType, type Value } from "../../runtime/objects/object.ts";
import { PyList, PyTuple } from "../../runtime/objects/sequence.ts";
import { floatType, intType, objectType, strType } from "../../runtime/objects/types.ts";
import { equals, findSpecial, integerOf, lessThan, textOf, typeName } from "../../runtime/protocols/index.ts";
import { AutoValue } from "./auto.ts";

/** What is known of one enum class. */
export interface EnumData {
  /** By name, aliases included. */
  readonly byName: Map<string, PyInstance>;
  /** Members in order, without aliases; for flags only those of one bit. */
  readonly members: PyInstance[];
  /** Every named value, and the combinations of flags that were asked for. */
  readonly byValue: PyDict;
  readonly isFlag: boolean;
  /** All bits that members have. */
  mask: Integer;
}

const classes = new WeakMap<PyType, EnumData>();

export const enumDataOf = (type: PyType): EnumData | undefined => classes.get(type);

const isDunder = (name: string): boolean => /^__.+__$/.test(name);
const isSunder = (name: string): boolean => /^_[^_].*[^_]_$|^_[^_]_$/.test(name);

const isDescriptor = (value: Value): boolean =>
  value instanceof PyFunction ||
  value instanceof NativeFunction ||
  value instanceof StaticMethod ||
  value instanceof ClassMethod ||
  (value instanceof PyObject &&
    !(value instanceof PyType) &&
    ["__get__", "__set__", "__delete__"].some((name) => findSpecial(value, name) !== undefined));

export class NonMember extends PyObject {
  constructor(
    readonly type: PyType,
    readonly value: Value,
  ) {
    super();
  }
}

/** Whether a name of the class body is a member. */
function isMember(type: PyType, name: string, value: Value): boolean {
  if (isDunder(name) || isSunder(name) || name.startsWith(`_${type.name}__`)) return false;
  return !isDescriptor(value) && !(value instanceof NonMember && value.type.name === "nonmember");
}

function ignored(namespace: ReadonlyMap<string, Value>): Set<string> {
  const value = namespace.get("_ignore_");
  const text = textOf(value ?? null);
  if (text !== undefined) return new Set(text.replaceAll(",", " ").split(/\s+/));
  const items = value instanceof PyList || value instanceof PyTuple ? value.items : [];
  return new Set(items.map((item) => textOf(item) ?? ""));
}

/** The data type that members also are (`class Color(str, Enum)`); null where there is none. */
export function dataTypeOf(type: PyType): PyType | null {
  return type.mro.find((base) => base === intType || base === strType || base === floatType) ?? null;
}

/** `auto()`'s value: from the class's own rule, or the next int (the next bit of a flag, the lower-case name of a StrEnum). */
function nextValue(machine: Machine, type: PyType, name: string, values: readonly Value[], isFlag: boolean): Value {
  const rule = type.lookup("_generate_next_value_");
  if (rule !== undefined) {
    const callee = rule instanceof StaticMethod || rule instanceof ClassMethod ? rule.callee : rule;
    return machine.call(callee, [name, 1, values.length, new PyList([...values])]);
  }
  if (dataTypeOf(type) === strType && type.mro.some((base) => base.name === "StrEnum")) return name.toLowerCase();
  if (values.length === 0) return 1;
  if (isFlag) {
    let highest: Integer = 0;
    for (const value of values) {
      const integer = integerOf(value);
      if (integer === undefined) throw typeError(`invalid flag value ${typeName(value)}`);
      if (integer > highest) highest = integer;
    }
    return highest === 0 ? 1 : shiftLeft(1, bitLength(highest));
  }
  let largest = values[0];
  for (const value of values) if (lessThan(machine, largest, value)) largest = value;
  const integer = integerOf(largest);
  if (integer === undefined) throw typeError("unable to increment value of an enum: use explicit values");
  return add(integer, 1);
}

const argumentsOf = (value: Value): Value[] =>
  value instanceof PyTuple && value.type.name === "tuple" ? [...value.items] : [value];

/** A member object, by the class's own `__new__` where it has one. */
function makeMember(machine: Machine, type: PyType, value: Value): PyInstance {
  const make = type.lookup("__new__");
  const callee = make instanceof StaticMethod ? make.callee : make;
  const args = argumentsOf(value);
  let member: Value;
  if (callee instanceof PyFunction) member = machine.call(callee, [type, ...args]);
  else if (dataTypeOf(type) !== null && type.construct !== null) member = type.construct(machine, type, args, null);
  else member = new PyInstance(type);
  if (!(member instanceof PyInstance)) throw typeError(`__new__ of enum '${type.name}' must return an instance`);
  if (!member.attributes.has("_value_")) {
    member.attributes.set(
      "_value_",
      member.payload !== undefined && dataTypeOf(type) !== null ? member.payload : value,
    );
  }
  return member;
}

function initialize(machine: Machine, type: PyType, member: PyInstance, value: Value): void {
  const init = type.lookup("__init__");
  if (init === undefined || init === objectType.attributes.get("__init__")) return;
  machine.call(init, [member, ...argumentsOf(value)]);
}

export const memberValue = (member: PyInstance): Value => member.attributes.get("_value_") ?? null;

/** The member that already has a value, if any. */
export function findByValue(machine: Machine, data: EnumData, value: Value): PyInstance | undefined {
  for (const member of data.byName.values()) if (equals(machine, memberValue(member), value)) return member;
  return undefined;
}

function isSingleBit(value: Value): boolean {
  const integer = integerOf(value);
  return integer !== undefined && integer > 0 && bitLength(integer) - 1 === trailingZeros(integer);
}

function trailingZeros(value: Integer): number {
  const text = value.toString(2);
  return text.length - 1 - text.lastIndexOf("1");
}

/** Makes the members of a new enum class out of what its body defined. */
export function defineMembers(
  machine: Machine,
  type: PyType,
  namespace: ReadonlyMap<string, Value>,
  isFlag: boolean,
): void {
  const data: EnumData = { byName: new Map(), members: [], byValue: new PyDict(), isFlag, mask: 0 };
  classes.set(type, data);
  const skipped = ignored(namespace);
  const values: Value[] = [];
  for (const [name, raw] of namespace) {
    if (skipped.has(name)) {
      type.attributes.delete(name);
      continue;
    }
    if (raw instanceof NonMember && raw.type.name === "nonmember") type.attributes.set(name, raw.value);
    if (!isMember(type, name, raw)) continue;
    refuseExtension(type);
    addMember(machine, type, data, name, raw instanceof NonMember ? raw.value : raw, values);
  }
  PyType.epoch++;
}

/** An enum that has members has no subclasses. */
export function refuseExtension(type: PyType): void {
  for (const base of type.bases) {
    const inherited = classes.get(base);
    if (inherited !== undefined && inherited.byName.size > 0) {
      throw typeError(`<enum '${type.name}'> cannot extend <enum '${base.name}'>`);
    }
  }
}

export function addMember(
  machine: Machine,
  type: PyType,
  data: EnumData,
  name: string,
  raw: Value,
  values: Value[],
): void {
  if (name === "mro") throw valueError("invalid enum member name(s) 'mro'");
  let value = raw;
  if (raw instanceof AutoValue) {
    raw.value ??= raw.compute !== null ? raw.compute(machine) : nextValue(machine, type, name, values, data.isFlag);
    value = raw.value;
  } else if (raw instanceof PyTuple && raw.items.some((item) => item instanceof AutoValue)) {
    value = new PyTuple(
      raw.items.map((item) => {
        if (!(item instanceof AutoValue)) return item;
        item.value ??= nextValue(machine, type, name, values, data.isFlag);
        return item.value;
      }),
    );
  }
  const member = makeMember(machine, type, value);
  const canonical = memberValue(member);
  values.push(canonical);
  const earlier = findByValue(machine, data, canonical);
  const held = earlier ?? member;
  data.byName.set(name, held);
  type.attributes.set(name, held);
  if (earlier !== undefined) return;
  member.attributes.set("_name_", name);
  member.attributes.set("__objclass__", type);
  member.attributes.set("_sort_order_", data.byName.size - 1);
  initialize(machine, type, member, value);
  const integer = integerOf(memberValue(member));
  if (data.isFlag && integer !== undefined) {
    if (isSingleBit(integer)) {
      data.members.push(member);
      data.mask = add(data.mask, integer);
    }
  } else data.members.push(member);
  if (isHashable(memberValue(member))) {
    data.byValue.set(machine, memberValue(member), member);
  }
}

/** Tuples may hold what cannot be hashed; those members are found by comparison. */
function isHashable(value: Value): boolean {
  if (!(value instanceof PyObject)) return true;
  if (value instanceof PyTuple) return value.items.every(isHashable);
  return value.type.lookup("__hash__") !== null;
}
