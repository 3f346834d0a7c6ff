/** `float`. */

import { OverflowError, overflowError, raised, typeError, valueError } from "../errors.ts";
import { decompose, divideHalfEven } from "../format/decimal.ts";
import { floatRepr } from "../format/float.ts";
import { formatFloat } from "../format/number.ts";
import { bytesRepr } from "../format/text.ts";
import { compareWithDouble, normalize, timesPowerOfTwo } from "../numbers/integer.ts";
import { parseFloatText } from "../numbers/parse.ts";
import { PyFloat } from "../objects/float.ts";
import type { Machine, Value } from "../objects/object.ts";
import { PyTuple } from "../objects/sequence.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { floatType } from "../objects/types.ts";
import { doubleOf, hash, index, integerOf, str, textOf } from "../protocols/index.ts";
import { findSpecial, trySpecial } from "../protocols/special.ts";
import { repr } from "../protocols/text.ts";
import { identity, typeName } from "../protocols/types.ts";
import { toBinaryText } from "./bytes-text.ts";
import { Methods } from "./define.ts";
import { floatDivide, floatDivmod, floatModulo, floatPower, roundToDigits } from "./float-arithmetic.ts";
import { truncateDouble } from "./int.ts";
import { integerToDouble, receiveBytes, receiveReal, toBound, wrap } from "./receive.ts";

/** `float(value)`. */
export function toFloat(machine: Machine, value: Value): number {
  if (value instanceof PyFloat) return value.value;
  if (typeof value === "number") return value;
  const text = textOf(value);
  const own = typeof value !== "string" && text !== undefined;
  if (own && (findSpecial(value, "__float__") !== undefined || findSpecial(value, "__index__") !== undefined)) {
    return toReal(machine, value);
  }
  if (text !== undefined) return parseFloatText(text, () => repr(machine, value));
  const bytes = receiveBytes(value);
  if (bytes !== undefined) return parseFloatText(toBinaryText(bytes), () => bytesRepr(bytes));
  return toReal(machine, value, () => `float() argument must be a string or a real number, not '${typeName(value)}'`);
}

/** A number as a double, by `__float__` or `__index__`: what `math` functions take. `refusal` is the TypeError's text. */
export function toReal(
  machine: Machine,
  value: Value,
  refusal: () => string = () => `must be real number, not ${typeName(value)}`,
): number {
  if (value instanceof PyFloat) return value.value;
  if (typeof value === "number") return value;
  const result = trySpecial(machine, value, "__float__");
  if (result !== undefined) {
    const float = doubleOf(result);
    if (float === undefined) {
      throw typeError(`${typeName(value)}.__float__ returned non-float (type ${typeName(result)})`);
    }
    return float;
  }
  const whole = trySpecial(machine, value, "__index__");
  if (whole === undefined) throw typeError(refusal());
  return integerToDouble(index(machine, whole));
}

function integerRatio(x: number): [bigint, bigint] {
  if (Number.isNaN(x)) throw valueError("cannot convert NaN to integer ratio");
  if (!Number.isFinite(x)) throw overflowError("cannot convert Infinity to integer ratio");
  let { mantissa, exponent } = decompose(x);
  if (mantissa === 0n) return [0n, 1n];
  while (exponent < 0 && (mantissa & 1n) === 0n) {
    mantissa >>= 1n;
    exponent++;
  }
  const numerator = exponent > 0 ? mantissa << BigInt(exponent) : mantissa;
  return [x < 0 ? -numerator : numerator, exponent < 0 ? 1n << BigInt(-exponent) : 1n];
}

export const asIntegerRatio = integerRatio;

function toHex(x: number): string {
  const sign = x < 0 || Object.is(x, -0) ? "-" : "";
  if (!Number.isFinite(x)) return floatRepr(x);
  if (x === 0) return `${sign}0x0.0p+0`;
  const { mantissa, exponent } = decompose(x);
  const normal = mantissa >> 52n === 1n;
  const power = exponent + 52;
  const digits = (mantissa & 0xfffffffffffffn).toString(16).padStart(13, "0");
  return `${sign}0x${normal ? 1 : 0}.${digits}p${power < 0 ? "-" : "+"}${Math.abs(power)}`;
}

function fromHex(text: string): number {
  const trimmed = text.trim();
  const special = /^([-+]?)(inf|infinity|nan)$/i.exec(trimmed);
  if (special !== null) return parseFloatText(trimmed);
  const match = /^([-+]?)(?:0x)?([0-9a-f]*)(?:\.([0-9a-f]*))?(?:p([-+]?\d+))?$/i.exec(trimmed);
  if (match === null || (match[2] === "" && (match[3] ?? "") === "")) {
    throw valueError("invalid hexadecimal floating-point string");
  }
  const fraction = match[3] ?? "";
  const mantissa = BigInt(`0x${match[2]}${fraction}`);
  const exponent = Number(match[4] ?? "0") - 4 * fraction.length;
  const magnitude = roundToDouble(mantissa, exponent);
  if (!Number.isFinite(magnitude)) throw raised(OverflowError, "hexadecimal value too large to represent as a float");
  return match[1] === "-" ? -magnitude : magnitude;
}

/** `mantissa * 2^exponent`, rounded once. */
function roundToDouble(mantissa: bigint, exponent: number): number {
  if (mantissa === 0n) return 0;
  const bits = mantissa.toString(2).length;
  const drop = Math.max(bits - 53, -1074 - exponent);
  if (drop <= 0) return timesPowerOfTwo(Number(mantissa), exponent);
  return timesPowerOfTwo(Number(divideHalfEven(mantissa, 1n << BigInt(drop))), exponent + drop);
}

function installArithmetic(methods: Methods<number>): void {
  const binary = (name: string, operation: (a: number, b: number) => Value): void => {
    methods.one(`__${name}__`, (_machine, self, other) => {
      const right = receiveReal(other);
      return right === undefined ? NotImplemented : operation(self, right);
    });
    methods.one(`__r${name}__`, (_machine, self, other) => {
      const left = receiveReal(other);
      return left === undefined ? NotImplemented : operation(left, self);
    });
  };
  binary("add", (a, b) => new PyFloat(a + b));
  binary("sub", (a, b) => new PyFloat(a - b));
  binary("mul", (a, b) => new PyFloat(a * b));
  binary("truediv", (a, b) => new PyFloat(floatDivide(a, b)));
  binary("floordiv", (a, b) => new PyFloat(floatDivmod(a, b)[0]));
  binary("mod", (a, b) => new PyFloat(floatModulo(a, b)));
  binary("divmod", (a, b) => new PyTuple(floatDivmod(a, b, "float divmod()").map((x) => new PyFloat(x))));
  methods.positional("__pow__(self, value, mod=None, /)", (_machine, self, value, mod = null) => {
    if (mod !== null) throw typeError("pow() 3rd argument not allowed unless all arguments are integers");
    const right = receiveReal(value);
    return right === undefined ? NotImplemented : new PyFloat(floatPower(self, right));
  });
  methods.positional("__rpow__(self, value, mod=None, /)", (_machine, self, value) => {
    const left = receiveReal(value);
    return left === undefined ? NotImplemented : new PyFloat(floatPower(left, self));
  });
  methods.none("__neg__", (_machine, self) => new PyFloat(-self));
  methods.none("__pos__", (_machine, self) => new PyFloat(self));
  methods.none("__abs__", (_machine, self) => new PyFloat(Math.abs(self)));
}

function installComparisons(methods: Methods<number>): void {
  const compare = (name: string, holds: (order: number | undefined) => boolean): void =>
    methods.one(name, (_machine, self, other) => {
      const float = doubleOf(other);
      if (float !== undefined) {
        const ordered = self < float ? -1 : self > float ? 1 : self === float ? 0 : undefined;
        return holds(ordered);
      }
      const integer = integerOf(other);
      if (integer === undefined) return NotImplemented;
      const order = compareWithDouble(integer, self);
      return holds(order === undefined ? undefined : -order);
    });
  compare("__eq__", (order) => order === 0);
  compare("__ne__", (order) => order !== 0);
  compare("__lt__", (order) => order !== undefined && order < 0);
  compare("__le__", (order) => order !== undefined && order <= 0);
  compare("__gt__", (order) => order !== undefined && order > 0);
  compare("__ge__", (order) => order !== undefined && order >= 0);
}

export function installFloat(): void {
  floatType.convert = (machine, value) => new PyFloat(toFloat(machine, value));
  floatType.construct = (machine, type, args, keywords) => {
    if (keywords !== null && keywords.size > 0 && type === floatType) {
      throw typeError("float() takes no keyword arguments");
    }
    if (args.length > 1) throw typeError(`float expected at most 1 argument, got ${args.length}`);
    const value = args.length === 0 ? 0 : toFloat(machine, args[0]);
    return wrap(type, floatType, new PyFloat(value));
  };
  const methods = new Methods<number>(floatType, doubleOf);
  installArithmetic(methods);
  installComparisons(methods);
  methods.none("__float__", (_machine, self) => new PyFloat(self));
  methods.none("__int__", (_machine, self) => truncateDouble(self));
  methods.none("__trunc__", (_machine, self) => truncateDouble(self));
  methods.none("__floor__", (_machine, self) => truncateDouble(Math.floor(self)));
  methods.none("__ceil__", (_machine, self) => truncateDouble(Math.ceil(self)));
  methods.none("__bool__", (_machine, self) => self !== 0);
  methods.none("__repr__", (_machine, self) => floatRepr(self));
  methods.none("__hash__", (machine, self, receiver) =>
    receiver instanceof PyFloat
      ? hash(machine, receiver)
      : Number.isNaN(self)
        ? identity(receiver)
        : hash(machine, new PyFloat(self)),
  );
  methods.one("__format__", (machine, self, spec, receiver) => {
    const text = textOf(spec);
    if (text === undefined) throw typeError(`__format__() argument must be str, not ${typeName(spec)}`);
    return text === "" ? str(machine, receiver) : formatFloat(self, text, typeName(receiver));
  });
  methods.positional("__round__(self, ndigits=None, /)", (machine, self, digits = null) => {
    if (digits !== null) return new PyFloat(roundToDigits(self, toBound(machine, digits)));
    const nearest = Math.round(self);
    // Math.round takes ties upwards; Python takes them to the even neighbour.
    const tie = Math.abs(self) < 2 ** 52 && Math.abs(self - Math.trunc(self)) === 0.5;
    return truncateDouble(tie ? 2 * Math.round(self / 2) : nearest);
  });
  methods.none("is_integer", (_machine, self) => Number.isInteger(self));
  methods.none("as_integer_ratio", (_machine, self) => new PyTuple(integerRatio(self).map(normalize)));
  methods.none("conjugate", (_machine, self) => new PyFloat(self));
  methods.none("hex", (_machine, self) => toHex(self));
  methods.classMethod("fromhex(string, /)", (_machine, type, text) => {
    const source = textOf(text);
    if (source === undefined) throw typeError("bad argument type for built-in operation");
    return wrap(type, floatType, new PyFloat(fromHex(source)));
  });
  methods.property("real", (_machine, self) => new PyFloat(self));
  methods.property("imag", () => new PyFloat(0));
}
