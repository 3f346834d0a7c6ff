/**
 * Arithmetic of two operands. Gradients are summed over broadcast dimensions by the engine. A formula is made outside the
 * function that records it, so that it holds no tensors but those that are saved.
 */
import { runtimeError } from "../../errors.ts";
import type { AlphaOptions, DivOptions, RoundingMode } from "../../ops/arithmetic.ts";
import * as ops from "../../ops/index.ts";
import type { Out } from "../../ops/options.ts";
import type { Scalar } from "../../tensor/scalar.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import type { Formula } from "../node.ts";
import { record } from "../record.ts";
import { zerosLike } from "./copy.ts";
import { differentiable, noOptions, type Operand, unary } from "./define.ts";
import { where } from "./selection.ts";
import { log, sgn } from "./unary.ts";

const scaled = (gradient: Tensor, factor: Scalar): Tensor => (Number(factor) === 1 ? gradient : mul(gradient, factor));

/** The operand where the other's gradient needs it; a number counts as kept but needs no memory. */
const keptFor = (operand: Operand, other: Operand): Tensor | null =>
  operand instanceof Tensor && records(other) ? operand : null;

const addFormula =
  (alpha: Scalar): Formula =>
  (gradient, _saved, node) => [gradient, node.needs(1) ? scaled(gradient, alpha) : null];

/** a + alpha * b. */
export function add(a: Operand, b: Operand, options: AlphaOptions = noOptions): Tensor {
  if (options.out === undefined && !records(a, b)) return ops.add(a, b, options);
  const { alpha = 1n } = options;
  const recorded = (): Tensor => record("AddBackward0", [a, b], ops.add(a, b, { alpha }), [], addFormula(alpha));
  return differentiable("add", [a, b], options, () => ops.add(a, b, options), recorded);
}

const subFormula =
  (alpha: Scalar): Formula =>
  (gradient, _saved, node) => [gradient, node.needs(1) ? neg(scaled(gradient, alpha)) : null];

/** a - alpha * b. */
export function sub(a: Operand, b: Operand, options: AlphaOptions = noOptions): Tensor {
  if (options.out === undefined && !records(a, b)) return ops.sub(a, b, options);
  const { alpha = 1n } = options;
  const recorded = (): Tensor => record("SubBackward0", [a, b], ops.sub(a, b, { alpha }), [], subFormula(alpha));
  return differentiable("sub", [a, b], options, () => ops.sub(a, b, options), recorded);
}

const rsubFormula =
  (alpha: Scalar): Formula =>
  (gradient, _saved, node) => [node.needs(0) ? neg(scaled(gradient, alpha)) : null, gradient];

/** b - alpha * a. */
export function rsub(a: Operand, b: Operand, options: AlphaOptions = noOptions): Tensor {
  if (options.out === undefined && !records(a, b)) return ops.rsub(a, b, options);
  const { alpha = 1n } = options;
  const name = b instanceof Tensor ? "RsubBackward0" : "RsubBackward1";
  const recorded = (): Tensor => record(name, [a, b], ops.rsub(a, b, { alpha }), [], rsubFormula(alpha));
  return differentiable("rsub", [a, b], options, () => ops.rsub(a, b, options), recorded);
}

const mulFormula: Formula = (gradient, [b, a], node) => [
  node.needs(0) ? mul(gradient, b) : null,
  node.needs(1) ? mul(gradient, a) : null,
];
const mulByNumber =
  (factor: Scalar): Formula =>
  (gradient, _saved, node) => [
    node.needs(0) ? mul(gradient, factor) : null,
    node.needs(1) ? mul(gradient, factor) : null,
  ];

function recordMul(a: Operand, b: Operand): Tensor {
  const result = ops.mul(a, b);
  const number = a instanceof Tensor ? (b instanceof Tensor ? null : b) : a;
  const formula = number === null ? mulFormula : mulByNumber(number);
  return record("MulBackward0", [a, b], result, [keptFor(b, a), keptFor(a, b)], formula);
}

export function mul(a: Operand, b: Operand, options: Out = noOptions): Tensor {
  if (options.out === undefined && !records(a, b)) return ops.mul(a, b, options);
  return differentiable(
    "mul",
    [a, b],
    options,
    () => ops.mul(a, b, options),
    () => recordMul(a, b),
  );
}

const divFormula: Formula = (gradient, [b, a], node) => [
  node.needs(0) ? div(gradient, b) : null,
  node.needs(1) ? mul(neg(gradient), div(div(a, b), b)) : null,
];
const divByNumber =
  (divisor: Scalar): Formula =>
  (gradient) => [div(gradient, divisor), null];
const numberDividedBy =
  (dividend: Scalar): Formula =>
  (gradient, [b]) => [null, mul(neg(gradient), div(div(dividend, b), b))];

function recordDiv(a: Operand, b: Operand): Tensor {
  const result = ops.div(a, b);
  if (!(b instanceof Tensor)) return record("DivBackward0", [a, b], result, [null], divByNumber(b));
  const formula = a instanceof Tensor ? divFormula : numberDividedBy(a);
  return record("DivBackward0", [a, b], result, [b, keptFor(a, b)], formula);
}

const nothingFlows: Formula = (gradient) => [zerosLike(gradient), zerosLike(gradient)];

function recordRoundedDiv(a: Operand, b: Operand, roundingMode: RoundingMode): Tensor {
  return record("DivBackward2", [a, b], ops.div(a, b, { roundingMode }), [], nothingFlows);
}

/** The quotient; with a rounding mode nothing flows back. */
export function div(a: Operand, b: Operand, options: DivOptions = noOptions): Tensor {
  if (options.out === undefined && !records(a, b)) return ops.div(a, b, options);
  const { roundingMode } = options;
  const recorded = (): Tensor => (roundingMode === undefined ? recordDiv(a, b) : recordRoundedDiv(a, b, roundingMode));
  return differentiable("div", [a, b], options, () => ops.div(a, b, options), recorded);
}

export const trueDivide = (a: Operand, b: Operand, options: Out = noOptions): Tensor => div(a, b, options);

const notDifferentiable =
  (name: string): Formula =>
  () => {
    throw runtimeError(`derivative for aten::${name} is not implemented`);
  };

/** The quotient rounded down. PyTorch records it but has no derivative for it. */
export function floorDivide(a: Operand, b: Operand, options: Out = noOptions): Tensor {
  if (options.out === undefined && !records(a, b)) return ops.floorDivide(a, b, options);
  const recorded = (): Tensor =>
    record("NotImplemented", [a, b], ops.floorDivide(a, b), [], notDifferentiable("floor_divide"));
  return differentiable("floor_divide", [a, b], options, () => ops.floorDivide(a, b, options), recorded);
}

/** r = a - q b with a whole q: the gradient is 1 for a and -q for b. */
const restFormula =
  (roundingMode: RoundingMode, dividend: Scalar | null): Formula =>
  (gradient, [a, b], node) => [
    gradient,
    node.needs(1) ? mul(neg(gradient), ops.div(dividend ?? a, b, { roundingMode })) : null,
  ];

/** PyTorch numbers the overloads: 0 for a number as the divisor, 1 for a tensor. */
function recordRest(operation: string, a: Operand, b: Operand, result: Tensor, roundingMode: RoundingMode): Tensor {
  const keepsB = b instanceof Tensor && records(b) ? b : null;
  const formula = restFormula(roundingMode, a instanceof Tensor ? null : a);
  const name = `${operation}Backward${b instanceof Tensor ? 1 : 0}`;
  return record(name, [a, b], result, [keptFor(a, b), keepsB], formula);
}

/** The remainder with the divisor's sign. */
export function remainder(a: Operand, b: Operand, options: Out = noOptions): Tensor {
  if (options.out === undefined && !records(a, b)) return ops.remainder(a, b, options);
  const recorded = (): Tensor => recordRest("Remainder", a, b, ops.remainder(a, b), "floor");
  return differentiable("remainder", [a, b], options, () => ops.remainder(a, b, options), recorded);
}

/** The remainder with the dividend's sign. */
export function fmod(a: Operand, b: Operand, options: Out = noOptions): Tensor {
  if (options.out === undefined && !records(a, b)) return ops.fmod(a, b, options);
  const recorded = (): Tensor => recordRest("Fmod", a, b, ops.fmod(a, b), "trunc");
  return differentiable("fmod", [a, b], options, () => ops.fmod(a, b, options), recorded);
}

/** gradient * b * x^(b-1), 0 for b = 0. */
const powerOfNumber =
  (exponent: Scalar): Formula =>
  (gradient, [x]) => {
    if (Number(exponent) === 0) return [zerosLike(gradient)];
    const less = typeof exponent === "bigint" ? exponent - 1n : Number(exponent) - 1;
    return [mul(gradient, mul(pow(x, less), exponent))];
  };
const powerOfTensor: Formula = (gradient, [x, exponent, result], node) => [
  node.needs(0) ? where(ops.eq(exponent, 0), 0, mul(gradient, mul(exponent, pow(x, sub(exponent, 1n))))) : null,
  node.needs(1) ? exponentGradient(gradient, x, exponent, result) : null,
];
const powerOfBase =
  (base: Scalar): Formula =>
  (gradient, [exponent, result]) => {
    const slope = mul(result, Math.log(Number(base)));
    const flat = Number(base) === 0 ? where(ops.ge(exponent, 0), 0, slope) : slope;
    return [null, mul(gradient, flat)];
  };

/** gradient * x^b * log x, 0 where x is 0 and b is not negative. */
function exponentGradient(gradient: Tensor, base: Tensor, exponent: Tensor, result: Tensor): Tensor {
  const flat = ops.logicalAnd(ops.eq(base, 0), ops.ge(exponent, 0));
  return mul(gradient, where(flat, 0, mul(result, log(base))));
}

function recordPow(a: Operand, b: Operand): Tensor {
  const result = ops.pow(a, b);
  if (!(b instanceof Tensor)) {
    return record("PowBackward0", [a], result, [a instanceof Tensor ? a : null], powerOfNumber(b));
  }
  if (!(a instanceof Tensor)) return record("PowBackward2", [a, b], result, [b, result], powerOfBase(a));
  return record("PowBackward1", [a, b], result, [a, b, records(b) ? result : null], powerOfTensor);
}

export function pow(a: Operand, b: Operand, options: Out = noOptions): Tensor {
  if (options.out === undefined && !records(a, b)) return ops.pow(a, b, options);
  return differentiable(
    "pow",
    [a, b],
    options,
    () => ops.pow(a, b, options),
    () => recordPow(a, b),
  );
}

export const neg = unary("neg", "NegBackward0", ops.neg, "nothing", (gradient) => neg(gradient));
export const positive = (input: Tensor): Tensor => ops.positive(input);
export const abs = unary("abs", "AbsBackward0", ops.abs, "input", (gradient, x) => mul(gradient, sgn(x)));

/** x * x: a power to PyTorch, which shows in the history. */
export const square = (input: Tensor, options: Out = noOptions): Tensor =>
  differentiable(
    "square",
    [input],
    options,
    () => ops.square(input, options),
    () => pow(input, 2n),
  );
