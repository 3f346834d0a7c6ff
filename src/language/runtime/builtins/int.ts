/** `int` and `bool`. */

import { OverflowError, overflowError, raised, typeError, valueError } from "../errors.ts";
import { divideHalfEven } from "../format/decimal.ts";
import { formatInteger } from "../format/number.ts";
import { bytesRepr } from "../format/text.ts";
import { checkText } from "../limits.ts";
import { fromBigEndian, toBigEndian } from "../numbers/bytes.ts";
import {
  absolute,
  add,
  bitAnd,
  bitLength,
  bitOr,
  bitXor,
  divideWithRemainder,
  floorDivide,
  fromDouble,
  type Integer,
  integerText,
  invert,
  modulo,
  multiply,
  negate,
  normalize,
  power,
  powerModulo,
  shiftLeft,
  shiftRight,
  subtract,
  trueDivide,
} from "../numbers/integer.ts";
import { parseInteger } from "../numbers/parse.ts";
import { PyBytes } from "../objects/bytes.ts";
import { PyFloat } from "../objects/float.ts";
import type { Machine, Value } from "../objects/object.ts";
import { PyTuple } from "../objects/sequence.ts";
import { parseSignature } from "../objects/signature.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { boolType, intType } from "../objects/types.ts";
import { hash, index, integerOf, str, textOf, truth, trySpecial, typeName, typeOf } from "../protocols/index.ts";
import { findSpecial } from "../protocols/special.ts";
import { repr } from "../protocols/text.ts";
import { bytesFrom } from "./bytes.ts";
import { toBinaryText } from "./bytes-text.ts";
import { bindNative, keywordFunction, Methods } from "./define.ts";
import { divisionByZero, floatPower } from "./float-arithmetic.ts";
import { checkBytes, integerToDouble, receiveBytes, toArgumentSize, wrap } from "./receive.ts";

/** The integral part of a double, with CPython's errors for those that have none. */
export function truncateDouble(x: number): Integer {
  if (Number.isNaN(x)) throw valueError("cannot convert float NaN to integer");
  if (!Number.isFinite(x)) throw overflowError("cannot convert float infinity to integer");
  return fromDouble(Math.trunc(x));
}

function fromObject(machine: Machine, value: Value): Integer {
  const direct = integerOf(value);
  const type = typeOf(value);
  for (const name of ["__int__", "__index__", "__trunc__"]) {
    if (direct !== undefined && type.lookup(name) === intType.lookup(name)) return direct;
    const result = trySpecial(machine, value, name);
    if (result === undefined) continue;
    const integer = integerOf(result);
    if (integer !== undefined) return integer;
    if (name === "__trunc__") return index(machine, result);
    throw typeError(`${name} returned non-int (type ${typeName(result)})`);
  }
  const text = textOf(value);
  if (text !== undefined) return parseInteger(text, 10, () => repr(machine, value));
  const bytes = receiveBytes(value);
  if (bytes !== undefined) return parseInteger(toBinaryText(bytes), 10, () => bytesRepr(bytes));
  throw typeError(`int() argument must be a string, a bytes-like object or a real number, not '${typeName(value)}'`);
}

const constructorSignature = parseSignature("int(x, /, base)");

function construct(machine: Machine, args: readonly Value[], keywords: ReadonlyMap<string, Value> | null): Integer {
  if (args.length === 0 && keywords === null) return 0;
  if (args.length === 1 && keywords === null) return fromObject(machine, args[0]);
  if (args.length + (keywords?.size ?? 0) > 2) {
    throw typeError(`int() takes at most 2 arguments (${args.length + (keywords?.size ?? 0)} given)`);
  }
  if (args.length === 0) {
    if (keywords?.has("base")) throw typeError("int() missing string argument");
    const name = keywords?.keys().next().value ?? "";
    throw typeError(`'${name}' is an invalid keyword argument for int()`);
  }
  const bound = bindNative(constructorSignature, args, keywords);
  // Both parameters are plain values.
  const [value, baseValue] = bound as Value[];
  const base = index(machine, baseValue);
  if (base !== 0 && (base < 2 || base > 36)) throw valueError("int() base must be >= 2 and <= 36, or 0");
  const text = textOf(value);
  if (text !== undefined) return parseInteger(text, Number(base), () => repr(machine, value));
  const bytes = receiveBytes(value);
  if (bytes !== undefined) return parseInteger(toBinaryText(bytes), Number(base), () => bytesRepr(bytes));
  throw typeError("int() can't convert non-string with explicit base");
}

/** `round(value, digits)` for digits < 0: to the nearest multiple of a power of ten, ties to even. */
function roundToTens(value: Integer, places: number): Integer {
  // Far more places than digits: everything rounds to zero.
  if (places > bitLength(value)) return 0;
  const unit = 10n ** BigInt(places);
  const magnitude = divideHalfEven(BigInt(absolute(value)), unit) * unit;
  return normalize(value < 0 ? -magnitude : magnitude);
}

type Operation = (machine: Machine, a: Integer, b: Integer) => Value;

function trueDivision(a: Integer, b: Integer): Value {
  if (b === 0) throw divisionByZero();
  const result = trueDivide(a, b);
  if (result === undefined) throw raised(OverflowError, "integer division result too large for a float");
  return new PyFloat(result);
}

export function integerPower(machine: Machine, a: Integer, b: Integer): Value {
  if (b >= 0) return power(machine, a, b);
  return new PyFloat(floatPower(integerToDouble(a), integerToDouble(b)));
}

function toBytes(machine: Machine, value: Integer, lengthValue: Value, order: Value, signed: Value): Value {
  const length = toArgumentSize(machine, lengthValue);
  if (length < 0) throw valueError("length argument must be non-negative");
  const little = byteOrder(order);
  if (!truth(machine, signed) && value < 0) throw overflowError("can't convert negative int to unsigned");
  checkBytes(machine, lengthValue);
  checkText(length);
  // Of a negative number, the bytes of its complement are those to be turned over.
  const magnitude = value < 0 ? -BigInt(value) - 1n : BigInt(value);
  const room = truth(machine, signed) ? 8 * length - 1 : 8 * length;
  if (magnitude !== 0n && bitLength(normalize(magnitude)) > room) throw overflowError("int too big to convert");
  const data = toBigEndian(magnitude, length);
  if (value < 0) for (let i = 0; i < length; i++) data[i] ^= 0xff;
  return new PyBytes(little ? data.reverse() : data);
}

function byteOrder(order: Value): boolean {
  const text = textOf(order);
  if (text !== "little" && text !== "big") throw valueError("byteorder must be either 'little' or 'big'");
  return text === "little";
}

function bytesOf(machine: Machine, source: Value): Uint8Array {
  if (textOf(source) !== undefined || findSpecial(source, "__iter__") === undefined) {
    throw typeError(`cannot convert '${typeName(source)}' object to bytes`);
  }
  return bytesFrom(machine, source);
}

function fromBytes(machine: Machine, source: Value, order: Value, signed: Value): Integer {
  const data = receiveBytes(source) ?? bytesOf(machine, source);
  const value = fromBigEndian(byteOrder(order) ? data.toReversed() : data);
  return normalize(truth(machine, signed) ? BigInt.asIntN(8 * data.length, value) : value);
}

function ratio(x: Integer): Value {
  return new PyTuple([x, 1]);
}

function installArithmetic(methods: Methods<Integer>): void {
  const binary = (name: string, operation: Operation): void => {
    methods.one(`__${name}__`, (machine, self, other) => {
      const right = integerOf(other);
      return right === undefined ? NotImplemented : operation(machine, self, right);
    });
    methods.one(`__r${name}__`, (machine, self, other) => {
      const left = integerOf(other);
      return left === undefined ? NotImplemented : operation(machine, left, self);
    });
  };
  binary("add", (_machine, a, b) => add(a, b));
  binary("sub", (_machine, a, b) => subtract(a, b));
  binary("mul", (_machine, a, b) => multiply(a, b));
  binary("truediv", (_machine, a, b) => trueDivision(a, b));
  binary("floordiv", (_machine, a, b) => floorDivide(a, b));
  binary("mod", (_machine, a, b) => modulo(a, b));
  binary("divmod", (_machine, a, b) => new PyTuple(divideWithRemainder(a, b)));
  binary("lshift", (_machine, a, b) => shiftLeft(a, b));
  binary("rshift", (_machine, a, b) => shiftRight(a, b));
  binary("and", (_machine, a, b) => bitAnd(a, b));
  binary("or", (_machine, a, b) => bitOr(a, b));
  binary("xor", (_machine, a, b) => bitXor(a, b));
  methods.positional("__pow__(self, value, mod=None, /)", (machine, self, value, mod = null) => {
    const exponent = integerOf(value);
    if (exponent === undefined) return NotImplemented;
    if (mod === null) return integerPower(machine, self, exponent);
    const modulus = integerOf(mod);
    return modulus === undefined ? NotImplemented : powerModulo(machine, self, exponent, modulus);
  });
  methods.positional("__rpow__(self, value, mod=None, /)", (machine, self, value) => {
    const base = integerOf(value);
    return base === undefined ? NotImplemented : integerPower(machine, base, self);
  });
  methods.none("__neg__", (_machine, self) => negate(self));
  methods.none("__pos__", (_machine, self) => self);
  methods.none("__abs__", (_machine, self) => absolute(self));
  methods.none("__invert__", (_machine, self) => invert(self));
}

function installComparisons(methods: Methods<Integer>): void {
  const compare = (name: string, holds: (a: Integer, b: Integer) => boolean): void =>
    methods.one(name, (_machine, self, other) => {
      const right = integerOf(other);
      return right === undefined ? NotImplemented : holds(self, right);
    });
  compare("__eq__", (a, b) => a === b);
  compare("__ne__", (a, b) => a !== b);
  compare("__lt__", (a, b) => a < b);
  compare("__le__", (a, b) => a <= b);
  compare("__gt__", (a, b) => a > b);
  compare("__ge__", (a, b) => a >= b);
}

export function installInt(): void {
  intType.convert = fromObject;
  intType.construct = (machine, type, args, keywords) => wrap(type, intType, construct(machine, args, keywords));
  const methods = new Methods<Integer>(intType, integerOf);
  installArithmetic(methods);
  installComparisons(methods);
  for (const name of ["__int__", "__index__", "__trunc__", "__floor__", "__ceil__", "conjugate"]) {
    methods.none(name, (_machine, self) => self);
  }
  methods.none("__float__", (_machine, self) => new PyFloat(integerToDouble(self)));
  methods.none("__bool__", (_machine, self) => self !== 0);
  methods.none("__repr__", (_machine, self) => integerText(self));
  methods.none("__hash__", (machine, self) => hash(machine, self));
  methods.one("__format__", (machine, self, spec, receiver) => {
    const text = textOf(spec);
    if (text === undefined) throw typeError(`__format__() argument must be str, not ${typeName(spec)}`);
    return text === "" ? str(machine, receiver) : formatInteger(self, text, typeOf(receiver).name);
  });
  methods.positional("__round__(self, ndigits=None, /)", (machine, self, digits = null) => {
    if (digits === null) return self;
    const places = index(machine, digits);
    return places >= 0 ? self : roundToTens(self, Number(-places));
  });
  methods.none("bit_length", (_machine, self) => bitLength(self));
  methods.none("bit_count", (_machine, self) => absolute(self).toString(2).replaceAll("0", "").length);
  methods.none("as_integer_ratio", (_machine, self) => ratio(self));
  methods.none("is_integer", () => true);
  methods.keyword(
    "to_bytes(self, length=1, byteorder='big', *, signed=False)",
    (machine, self, length: Value, order: Value, signed: Value) => toBytes(machine, self, length, order, signed),
  );
  methods.staticMethod(
    keywordFunction(
      "from_bytes(bytes, byteorder='big', *, signed=False)",
      (machine, source: Value, order: Value, signed: Value) => fromBytes(machine, source, order, signed),
    ),
  );
  methods.property("real", (_machine, self) => self);
  methods.property("imag", () => 0);
  methods.property("numerator", (_machine, self) => self);
  methods.property("denominator", () => 1);
}

export function installBool(): void {
  boolType.subclassable = false;
  boolType.convert = truth;
  boolType.construct = (machine, _type, args, keywords) => {
    if (keywords !== null && keywords.size > 0) throw typeError("bool() takes no keyword arguments");
    if (args.length > 1) throw typeError(`bool expected at most 1 argument, got ${args.length}`);
    return args.length === 1 && truth(machine, args[0]);
  };
  const methods = new Methods<boolean>(boolType, (value) => (typeof value === "boolean" ? value : undefined));
  methods.none("__repr__", (_machine, self) => (self ? "True" : "False"));
  const logical = (
    name: string,
    operation: (a: boolean, b: boolean) => boolean,
    wide: (a: Integer, b: Integer) => Integer,
  ) => {
    methods.one(`__${name}__`, (_machine, self, other) => {
      if (typeof other === "boolean") return operation(self, other);
      const right = integerOf(other);
      return right === undefined ? NotImplemented : wide(self ? 1 : 0, right);
    });
    methods.one(`__r${name}__`, (_machine, self, other) => {
      if (typeof other === "boolean") return operation(other, self);
      const left = integerOf(other);
      return left === undefined ? NotImplemented : wide(left, self ? 1 : 0);
    });
  };
  logical("and", (a, b) => a && b, bitAnd);
  logical("or", (a, b) => a || b, bitOr);
  logical("xor", (a, b) => a !== b, bitXor);
}
