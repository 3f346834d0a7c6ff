/** The module `math`. Functions of C's library give glibc's last bit; the rest is CPython's own arithmetic. */
import * as libm from "../../../engine/math/libm.ts";
import { functionOfOne, keywordFunction, positionalFunction } from "../../runtime/builtins/define.ts";
import { toReal } from "../../runtime/builtins/float.ts";
import { truncateDouble } from "../../runtime/builtins/int.ts";
import { OverflowError, raised, typeError, valueError, zeroDivisionError } from "../../runtime/errors.ts";
import { decompose } from "../../runtime/format/decimal.ts";
import { bitLength, type Integer, multiply, scaleByPowerOfTwo, shiftRight } from "../../runtime/numbers/integer.ts";
import { PyFloat } from "../../runtime/objects/float.ts";
import type { NativeFunction } from "../../runtime/objects/function.ts";
import type { PyModule } from "../../runtime/objects/module.ts";
import type { Machine, Value } from "../../runtime/objects/object.ts";
import { PyTuple } from "../../runtime/objects/sequence.ts";
import {
  binaryOperation,
  callSpecial,
  findSpecial,
  getIterator,
  index,
  integerOf,
  iterate,
  nextOf,
  toArray,
  typeName,
} from "../../runtime/protocols/index.ts";
import { nativeModule } from "../native-module.ts";
import type { ModuleDefinition } from "../registry.ts";
import * as gammas from "./gamma.ts";
import * as integers from "./integers.ts";
import { sumOfProducts } from "./sum-of-products.ts";
import { exactSum, splitDouble, vectorNorm } from "./sums.ts";

const float = (x: number): PyFloat => new PyFloat(x);
const domainError = () => valueError("math domain error");
const rangeError = () => raised(OverflowError, "math range error");

/** A function of one double, with CPython's errors: NaN from a number is a domain error, an infinity a range error. */
function unary(name: string, compute: (x: number) => number, canOverflow: boolean): NativeFunction {
  return functionOfOne(
    `${name}(x, /)`,
    (machine, value) => {
      const x = toReal(machine, value);
      const result = compute(x);
      if (Number.isNaN(result) && !Number.isNaN(x)) throw domainError();
      if (!Number.isFinite(result) && !Number.isNaN(result) && Number.isFinite(x)) {
        throw canOverflow ? rangeError() : domainError();
      }
      return float(result);
    },
    "math",
  );
}

const unaries: readonly [string, (x: number) => number, boolean?][] = [
  ["acos", libm.acos],
  ["acosh", libm.acosh],
  ["asin", libm.asin],
  ["asinh", libm.asinh],
  ["atan", libm.atan],
  ["atanh", libm.atanh],
  ["cbrt", libm.cbrt],
  ["cos", libm.cos],
  ["cosh", libm.cosh, true],
  ["erf", libm.erf],
  ["erfc", libm.erfc],
  ["exp", libm.exp, true],
  ["exp2", libm.exp2, true],
  ["expm1", libm.expm1, true],
  ["fabs", Math.abs],
  ["gamma", gammas.gamma, true],
  ["lgamma", gammas.lgamma, true],
  ["log1p", libm.log1p],
  ["sin", libm.sin],
  ["sinh", libm.sinh, true],
  ["sqrt", Math.sqrt],
  ["tan", libm.tan],
  ["tanh", libm.tanh],
];

/** A logarithm of any number, ints of any size included. */
function logarithm(machine: Machine, value: Value, log: (x: number) => number): number {
  const integer = integerOf(value);
  if (integer !== undefined) {
    if (integer <= 0) throw domainError();
    const double = Number(integer);
    if (Number.isFinite(double)) return log(double);
    // Past the doubles: log(n) = log(n / 2^k) + k log(2).
    const k = bitLength(integer) - 64;
    const fraction = Number(shiftRight(integer, k));
    return log(fraction * 2 ** -64) + log(2) * (k + 64);
  }
  const x = toReal(machine, value);
  if (x === 0 || x < 0) throw domainError();
  return log(x);
}

function rounded(
  machine: Machine,
  value: Value,
  method: "__floor__" | "__ceil__",
  round: (x: number) => number,
): Value {
  if (value instanceof PyFloat) return truncateDouble(round(value.value));
  const special = findSpecial(value, method);
  if (special !== undefined) return callSpecial(machine, special, value, []);
  return truncateDouble(round(toReal(machine, value)));
}

/** Two doubles to one; NaN from numbers is a domain error. */
function binary(name: string, compute: (x: number, y: number) => number, canOverflow = false): NativeFunction {
  return positionalFunction(
    `${name}(x, y, /)`,
    (machine, a, b) => {
      const x = toReal(machine, a);
      const y = toReal(machine, b);
      const result = compute(x, y);
      if (Number.isNaN(result) && !Number.isNaN(x) && !Number.isNaN(y)) throw domainError();
      if (canOverflow && !Number.isFinite(result) && Number.isFinite(x) && Number.isFinite(y)) throw rangeError();
      return float(result);
    },
    "math",
  );
}

function power(x: number, y: number): number {
  if (x === 0 && y < 0 && Number.isFinite(y)) return Number.NaN;
  return libm.pow(x, y);
}

/** IEEE 754's remainder: from the nearest multiple, ties to the even one. */
function remainder(x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  if (!Number.isFinite(x) || y === 0) return Number.NaN;
  if (!Number.isFinite(y)) return x;
  const size = Math.abs(x);
  const divisor = Math.abs(y);
  const m = size % divisor;
  const c = divisor - m;
  let r: number;
  if (m < c) r = m;
  else if (m > c) r = -c;
  else r = m - 2 * ((0.5 * (size - m)) % divisor);
  return (x < 0 || Object.is(x, -0) ? -1 : 1) * r;
}

const view = new DataView(new ArrayBuffer(8));

/** The double `steps` places from x towards y. */
function nextAfter(x: number, y: number, steps: bigint): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  if (x === y) return y;
  const key = (value: number): bigint => {
    view.setFloat64(0, value);
    const bits = view.getBigInt64(0);
    return bits >= 0n ? bits : -(bits & 0x7fffffffffffffffn);
  };
  const from = key(x);
  const to = key(y);
  const distance = to > from ? to - from : from - to;
  if (steps >= distance) return y;
  const at = to > from ? from + steps : from - steps;
  view.setBigInt64(0, at < 0n ? -at : at);
  const magnitude = view.getFloat64(0);
  // Stepping down onto zero keeps the sign that was left.
  return at < 0n || (at === 0n && x < 0) ? -magnitude : magnitude;
}

function unitInLastPlace(x: number): number {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? x : Infinity;
  const size = Math.abs(x);
  const next = nextAfter(size, Infinity, 1n);
  return Number.isFinite(next) ? next - size : size - nextAfter(size, -Infinity, 1n);
}

function scaleByPower(x: number, exponent: Integer): number {
  if (x === 0 || !Number.isFinite(x)) return x;
  const { mantissa, exponent: own } = decompose(x);
  // Far enough in either direction that nothing changes beyond.
  const shift = exponent > 5000 ? 5000 : exponent < -5000 ? -5000 : Number(exponent);
  const magnitude = scaleByPowerOfTwo(mantissa, own + shift);
  if (!Number.isFinite(magnitude)) throw rangeError();
  return x < 0 ? -magnitude : magnitude;
}

function product(machine: Machine, values: Value, start: Value): Value {
  let result = start;
  let steps = 0;
  for (const value of iterate(machine, values)) {
    if (result instanceof PyFloat && value instanceof PyFloat) result = new PyFloat(result.value * value.value);
    else if (typeof result === "number" && typeof value === "number") result = multiply(result, value);
    else result = binaryOperation(machine, "*", result, value);
    if ((++steps & 0xfff) === 0) machine.checkInterrupt();
  }
  return result;
}

function isClose(a: number, b: number, relative: number, absolute: number): boolean {
  if (relative < 0 || absolute < 0) throw valueError("tolerances must be non-negative");
  if (a === b) return true;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false;
  const difference = Math.abs(b - a);
  return difference <= Math.abs(relative * b) || difference <= Math.abs(relative * a) || difference <= absolute;
}

function* reals(machine: Machine, values: Value): Iterable<number> {
  const iterator = getIterator(machine, values);
  let steps = 0;
  for (let value = nextOf(machine, iterator); value !== undefined; value = nextOf(machine, iterator)) {
    yield toReal(machine, value);
    if ((++steps & 0xfff) === 0) machine.checkInterrupt();
  }
}

const predicate = (name: string, test: (x: number) => boolean): NativeFunction =>
  functionOfOne(`${name}(x, /)`, (machine, value) => test(toReal(machine, value)), "math");

const fold = (
  name: string,
  combine: (machine: Machine, a: Integer, b: Integer) => Integer,
  empty: Integer,
): NativeFunction =>
  positionalFunction(
    `${name}(*integers)`,
    (machine, ...values) => {
      const numbers = values.map((value) => index(machine, value));
      if (numbers.length === 0) return empty;
      return numbers.slice(1).reduce((a, b) => combine(machine, a, b), combine(machine, numbers[0], numbers[0]));
    },
    "math",
  );

function functions(): NativeFunction[] {
  return [
    ...unaries.map(([name, compute, canOverflow]) => unary(name, compute, canOverflow ?? false)),
    predicate("isfinite", Number.isFinite),
    predicate("isinf", (x) => x === Infinity || x === -Infinity),
    predicate("isnan", Number.isNaN),
    // These two may well be infinite.
    functionOfOne("degrees(x, /)", (machine, value) => float(toReal(machine, value) * (180 / Math.PI)), "math"),
    functionOfOne("radians(x, /)", (machine, value) => float(toReal(machine, value) * (Math.PI / 180)), "math"),
    functionOfOne("ceil(x, /)", (machine, value) => rounded(machine, value, "__ceil__", Math.ceil), "math"),
    functionOfOne("floor(x, /)", (machine, value) => rounded(machine, value, "__floor__", Math.floor), "math"),
    functionOfOne(
      "trunc(x, /)",
      (machine, value) => {
        if (value instanceof PyFloat) return truncateDouble(value.value);
        const special = findSpecial(value, "__trunc__");
        if (special === undefined) throw typeError(`type ${typeName(value)} doesn't define __trunc__ method`);
        return callSpecial(machine, special, value, []);
      },
      "math",
    ),
    positionalFunction(
      "log(x, base=..., /)",
      (machine, value, base) => {
        const numerator = logarithm(machine, value, libm.log);
        if (base === undefined) return float(numerator);
        const denominator = logarithm(machine, base, libm.log);
        if (denominator === 0) throw zeroDivisionError("float division by zero");
        return float(numerator / denominator);
      },
      "math",
    ),
    functionOfOne("log2(x, /)", (machine, value) => float(logarithm(machine, value, libm.log2)), "math"),
    functionOfOne("log10(x, /)", (machine, value) => float(logarithm(machine, value, libm.log10)), "math"),
    binary("atan2", libm.atan2),
    binary("copysign", (x, y) => (y < 0 || Object.is(y, -0) ? -Math.abs(x) : Math.abs(x))),
    binary("fmod", (x, y) => x % y),
    binary("pow", power, true),
    binary("remainder", remainder),
    functionOfOne(
      "frexp(x, /)",
      (machine, value) => {
        const [fraction, exponent] = splitDouble(toReal(machine, value));
        return new PyTuple([float(fraction), exponent]);
      },
      "math",
    ),
    functionOfOne(
      "modf(x, /)",
      (machine, value) => {
        const x = toReal(machine, value);
        const whole = Number.isNaN(x) ? x : Math.trunc(x);
        const fraction = Number.isFinite(x) ? x - whole : Number.isNaN(x) ? x : 0;
        const signed = x < 0 || Object.is(x, -0) ? -Math.abs(fraction) : fraction;
        return new PyTuple([float(signed), float(whole)]);
      },
      "math",
    ),
    positionalFunction(
      "ldexp(x, i, /)",
      (machine, value, exponent) => {
        const x = toReal(machine, value);
        if (integerOf(exponent) === undefined) throw typeError("Expected an int as second argument to ldexp.");
        return float(scaleByPower(x, index(machine, exponent)));
      },
      "math",
    ),
    functionOfOne("ulp(x, /)", (machine, value) => float(unitInLastPlace(toReal(machine, value))), "math"),
    keywordFunction("nextafter(x, y, /, *, steps=None)", (machine, a: Value, b: Value, steps: Value) => {
      const count = steps === null ? 1 : index(machine, steps);
      if (count < 0) throw valueError("steps must be a non-negative integer");
      return float(nextAfter(toReal(machine, a), toReal(machine, b), BigInt(count)));
    }),
    keywordFunction(
      "isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)",
      (machine, a: Value, b: Value, relative: Value, absolute: Value) =>
        isClose(toReal(machine, a), toReal(machine, b), toReal(machine, relative), toReal(machine, absolute)),
    ),
    functionOfOne("fsum(seq, /)", (machine, values) => float(exactSum(reals(machine, values))), "math"),
    keywordFunction("prod(iterable, /, *, start=1)", (machine, values: Value, start: Value) =>
      product(machine, values, start),
    ),
    positionalFunction("sumprod(p, q, /)", sumOfProducts, "math"),
    positionalFunction(
      "dist(p, q, /)",
      (machine, p, q) => {
        const a = toArray(machine, p);
        const b = toArray(machine, q);
        if (a.length !== b.length) throw valueError("both points must have the same number of dimensions");
        return float(vectorNorm(a.map((x, i) => toReal(machine, x) - toReal(machine, b[i]))));
      },
      "math",
    ),
    positionalFunction(
      "hypot(*coordinates)",
      (machine, ...values) => float(vectorNorm(values.map((value) => toReal(machine, value)))),
      "math",
    ),
    fold("gcd", integers.gcd, 0),
    fold("lcm", integers.lcm, 1),
    functionOfOne("factorial(n, /)", (machine, value) => integers.factorial(machine, index(machine, value)), "math"),
    functionOfOne("isqrt(n, /)", (machine, value) => integers.isqrt(machine, index(machine, value)), "math"),
    positionalFunction(
      "comb(n, k, /)",
      (machine, n, k) => integers.comb(machine, index(machine, n), index(machine, k)),
      "math",
    ),
    positionalFunction(
      "perm(n, k=None, /)",
      (machine, n, k = null) =>
        k === null
          ? integers.factorial(machine, index(machine, n))
          : integers.perm(machine, index(machine, n), index(machine, k)),
      "math",
    ),
  ];
}

function create(): PyModule {
  return nativeModule("math", functions(), {
    pi: float(Math.PI),
    e: float(Math.E),
    tau: float(2 * Math.PI),
    inf: float(Infinity),
    nan: float(Number.NaN),
  });
}

export const mathModule: ModuleDefinition = { name: "math", create };
