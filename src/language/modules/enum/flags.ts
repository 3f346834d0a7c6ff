/** Flags: members that combine bit by bit. */
import { typeError, valueError } from "../../runtime/errors.ts";
import { bitAnd, bitLength, bitOr, bitXor, type Integer, integerText, invert } from "../../runtime/numbers/integer.ts";
import { NativeFunction } from "../../runtime/objects/function.ts";
import { PyInstance } from "../../runtime/objects/instance.ts";
import { ArrayIterator } from "../../runtime/objects/iterator.ts";
import type { Machine, PyType, Value } from "../../runtime/objects/object.ts";
import { NotImplemented } from "../../runtime/objects/singletons.ts";
import { integerOf, typeName } from "../../runtime/protocols/index.ts";
import { dataTypeOf, type EnumData, enumDataOf, memberValue } from "./members.ts";

/** The members of one bit that a value has, in the class's order. */
function bitsOf(data: EnumData, value: Integer): PyInstance[] {
  return data.members.filter((member) => {
    const bit = integerOf(memberValue(member)) ?? 0;
    return bitAnd(bit, value) === bit;
  });
}

const binaryText = (value: Integer, width: number): string => `0b0 ${value.toString(2).padStart(width, "0")}`;

/** The member for a value: a named one, or a combination made now. */
export function flagOf(machine: Machine, type: PyType, data: EnumData, given: Integer): PyInstance {
  // A negative value counts from all bits down.
  const value = given < 0 ? bitAnd(data.mask, given) : given;
  const known = data.byValue.get(machine, value);
  if (known instanceof PyInstance) return known;
  const isInt = dataTypeOf(type) !== null;
  const unknown = bitAnd(value, invert(data.mask));
  if (unknown !== 0 && !isInt) {
    const width = Math.max(bitLength(value), bitLength(data.mask));
    throw valueError(
      `<flag '${type.name}'> invalid value ${integerText(value)}\n    given ${binaryText(value, width)}\n  allowed ${binaryText(data.mask, width)}`,
    );
  }
  const member = new PyInstance(type);
  if (isInt) member.payload = value;
  const names = bitsOf(data, value).map((bit) => String(bit.attributes.get("_name_")));
  if (unknown !== 0) names.push(integerText(unknown));
  member.attributes.set("_value_", value);
  member.attributes.set("_name_", names.length === 0 ? null : names.join("|"));
  member.attributes.set("__objclass__", type);
  data.byValue.set(machine, value, member);
  return member;
}

function dataOf(member: Value): { member: PyInstance; data: EnumData; value: Integer } | undefined {
  if (!(member instanceof PyInstance)) return undefined;
  const data = enumDataOf(member.type);
  const value = integerOf(memberValue(member));
  return data === undefined || value === undefined ? undefined : { member, data, value };
}

/** The other operand's bits: a member of the same class, or an int for an IntFlag. */
function operand(self: PyInstance, other: Value): Integer | undefined {
  if (other instanceof PyInstance && other.type === self.type) return integerOf(memberValue(other));
  return dataTypeOf(self.type) === null ? undefined : integerOf(other);
}

export function installFlag(flagType: PyType): void {
  const method = (name: string, code: NativeFunction["code"]): void => {
    flagType.attributes.set(name, new NativeFunction(name, code));
  };
  const combine = (name: string, operation: (a: Integer, b: Integer) => Integer): void => {
    const code: NativeFunction["code"] = (machine, [self, other]) => {
      const own = dataOf(self);
      const bits = own === undefined ? undefined : operand(own.member, other);
      if (own === undefined || bits === undefined) return NotImplemented;
      return flagOf(machine, own.member.type, own.data, operation(own.value, bits));
    };
    method(`__${name}__`, code);
    method(`__r${name}__`, code);
  };
  combine("or", bitOr);
  combine("and", bitAnd);
  combine("xor", bitXor);
  method("__invert__", (machine, [self]) => {
    const own = dataOf(self);
    if (own === undefined) throw typeError(`bad operand type for unary ~: '${typeName(self)}'`);
    return flagOf(machine, own.member.type, own.data, bitAnd(own.data.mask, invert(own.value)));
  });
  method("__contains__", (_machine, [self, other]) => {
    const own = dataOf(self);
    if (own === undefined || !(other instanceof PyInstance && other.type === own.member.type)) {
      throw typeError(`unsupported operand type(s) for 'in': '${typeName(other)}' and '${typeName(self)}'`);
    }
    const bits = integerOf(memberValue(other)) ?? 0;
    return bitAnd(bits, own.value) === bits;
  });
  method("__bool__", (_machine, [self]) => (dataOf(self)?.value ?? 0) !== 0);
  method("__iter__", (_machine, [self]) => {
    const own = dataOf(self);
    return new ArrayIterator(own === undefined ? [] : bitsOf(own.data, own.value));
  });
  method("__len__", (_machine, [self]) => {
    const own = dataOf(self);
    return own === undefined ? 0 : bitsOf(own.data, own.value).length;
  });
}
