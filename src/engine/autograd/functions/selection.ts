/** Choosing between values. */
import * as ops from "../../ops/index.ts";
import type { Out } from "../../ops/options.ts";
import type { ClampOptions, NanToNumOptions, ValueOptions } from "../../ops/selection.ts";
import type { Scalar } from "../../tensor/scalar.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import type { Formula } from "../node.ts";
import { record } from "../record.ts";
import { div, mul, neg, rsub, sub } from "./arithmetic.ts";
import { differentiable, noOptions, type Operand } from "./define.ts";
import { sum } from "./reductions.ts";

const whereFormula: Formula = (gradient, [condition], node) => [
  null,
  node.needs(1) ? where(condition, gradient, 0) : null,
  node.needs(2) ? where(condition, 0, gradient) : null,
];

/** a where the condition holds, else b. */
export function where(condition: Tensor, a: Operand, b: Operand, options: Out = noOptions): Tensor {
  const recorded = (): Tensor =>
    record("WhereBackward0", [null, a, b], ops.where(condition, a, b), [condition], whereFormula);
  return differentiable("where", [condition, a, b], options, () => ops.where(condition, a, b, options), recorded);
}

/** Whether a value passes a bound, ties included; everything passes a bound that is not there. */
function within(x: Tensor, min: Operand | undefined, max: Operand | undefined): Tensor {
  if (min === undefined) return ops.le(x, max ?? Infinity);
  if (max === undefined) return ops.ge(x, min);
  return ops.logicalAnd(ops.ge(x, min), ops.le(x, max));
}

const clampByNumbers =
  (min: Scalar | undefined, max: Scalar | undefined): Formula =>
  (gradient, [x]) => [where(within(x, min, max), gradient, 0)];

const clampFormula =
  (hasMin: boolean, hasMax: boolean): Formula =>
  (gradient, [x, low, high], node) => {
    const min = hasMin ? low : undefined;
    const max = hasMax ? high : undefined;
    const belowMin = min === undefined ? null : ops.lt(x, min);
    const aboveMax = max === undefined ? null : ops.gt(x, max);
    const forMin = (): Tensor | null => {
      if (min === undefined || belowMin === null) return null;
      return where(max === undefined ? belowMin : ops.logicalAnd(ops.lt(min, max), belowMin), gradient, 0);
    };
    const forMax = (): Tensor | null => {
      if (max === undefined || aboveMax === null) return null;
      return where(min === undefined ? aboveMax : ops.logicalOr(aboveMax, ops.lt(max, min)), gradient, 0);
    };
    return [where(within(x, min, max), gradient, 0), node.needs(1) ? forMin() : null, node.needs(2) ? forMax() : null];
  };

function recordClamp(input: Tensor, min: Operand | undefined, max: Operand | undefined, name: string): Tensor {
  const result = ops.clamp(input, { min, max });
  if (min instanceof Tensor || max instanceof Tensor) {
    const bound = (value: Operand | undefined): Tensor | null =>
      value === undefined || value instanceof Tensor ? (value ?? null) : ops.scalarTensor(value, input.dtype);
    const saved = [input, bound(min), bound(max)];
    return record(name, [input, min, max], result, saved, clampFormula(min !== undefined, max !== undefined));
  }
  return record("ClampBackward1", [input], result, [input], clampByNumbers(min, max));
}

/** Values moved to the nearer bound. The gradient passes at the bounds. */
export function clamp(input: Tensor, options: ClampOptions): Tensor {
  const { min, max } = options;
  if (options.out === undefined && !records(input, min, max)) return ops.clamp(input, options);
  const recorded = (): Tensor => recordClamp(input, min, max, "ClampBackward0");
  return differentiable("clamp", [input, min, max], options, () => ops.clamp(input, options), recorded);
}

export function clampMin(input: Tensor, min: Operand, options: Out = noOptions): Tensor {
  if (options.out === undefined && !records(input, min)) return ops.clampMin(input, min, options);
  const recorded = (): Tensor =>
    min instanceof Tensor
      ? recordClamp(input, min, undefined, "ClampMinBackward1")
      : record("ClampMinBackward0", [input], ops.clampMin(input, min), [input], clampByNumbers(min, undefined));
  return differentiable("clamp_min", [input, min], options, () => ops.clampMin(input, min, options), recorded);
}

export function clampMax(input: Tensor, max: Operand, options: Out = noOptions): Tensor {
  if (options.out === undefined && !records(input, max)) return ops.clampMax(input, max, options);
  const recorded = (): Tensor =>
    max instanceof Tensor
      ? recordClamp(input, undefined, max, "ClampMaxBackward1")
      : record("ClampMaxBackward0", [input], ops.clampMax(input, max), [input], clampByNumbers(undefined, max));
  return differentiable("clamp_max", [input, max], options, () => ops.clampMax(input, max, options), recorded);
}

const maskedFillFormula: Formula = (gradient, [mask], node) => [
  node.needs(0) ? maskedFill(gradient, mask, 0) : null,
  null,
  node.needs(2) ? sum(where(mask, gradient, 0)) : null,
];

/** The value where the mask holds. The value may be a 0-d tensor. */
export function maskedFill(input: Tensor, mask: Tensor, value: Operand, options: Out = noOptions): Tensor {
  if (options.out === undefined && !records(input, value)) return ops.maskedFill(input, mask, value, options);
  const name = value instanceof Tensor ? "MaskedFillBackward1" : "MaskedFillBackward0";
  const recorded = (): Tensor =>
    record(name, [input, null, value], ops.maskedFill(input, mask, value), [mask], maskedFillFormula);
  const raw = (): Tensor => ops.maskedFill(input, mask, value, options);
  return differentiable("masked_fill", [input, value], options, raw, recorded);
}

const nanToNumFormula: Formula = (gradient, [x]) => [mul(gradient, ops.isfinite(x))];

export function nanToNum(input: Tensor, options: NanToNumOptions = noOptions): Tensor {
  const { out, ...values } = options;
  const recorded = (): Tensor =>
    record("NanToNumBackward0", [input], ops.nanToNum(input, values), [input], nanToNumFormula);
  return differentiable("nan_to_num", [input], { out }, () => ops.nanToNum(input, options), recorded);
}

const lerpByNumber =
  (weight: Scalar): Formula =>
  (gradient, _saved, node) => [
    node.needs(0) ? mul(gradient, 1 - Number(weight)) : null,
    node.needs(1) ? mul(gradient, weight) : null,
  ];
const lerpFormula: Formula = (gradient, [start, end, weight], node) => [
  node.needs(0) ? mul(gradient, rsub(weight, 1n)) : null,
  node.needs(1) ? mul(gradient, weight) : null,
  node.needs(2) ? mul(gradient, sub(end, start)) : null,
];

/** start + weight * (end - start). */
export function lerp(start: Tensor, end: Tensor, weight: Operand, options: Out = noOptions): Tensor {
  const recorded = (): Tensor => {
    const result = ops.lerp(start, end, weight);
    return weight instanceof Tensor
      ? record("LerpBackward1", [start, end, weight], result, [start, end, weight], lerpFormula)
      : record("LerpBackward0", [start, end], result, [], lerpByNumber(weight));
  };
  return differentiable("lerp", [start, end, weight], options, () => ops.lerp(start, end, weight, options), recorded);
}

const addcmulFormula =
  (value: Scalar): Formula =>
  (gradient, [a, b], node) => [
    gradient,
    node.needs(1) ? mul(gradient, mul(b, value)) : null,
    node.needs(2) ? mul(gradient, mul(a, value)) : null,
  ];

/** input + value * a * b. */
export function addcmul(input: Tensor, a: Tensor, b: Tensor, options: ValueOptions = noOptions): Tensor {
  const { value = 1n } = options;
  const recorded = (): Tensor =>
    record("AddcmulBackward0", [input, a, b], ops.addcmul(input, a, b, { value }), [a, b], addcmulFormula(value));
  const raw = (): Tensor => ops.addcmul(input, a, b, options);
  return differentiable("addcmul", [input, a, b], options, raw, recorded);
}

const addcdivFormula =
  (value: Scalar): Formula =>
  (gradient, [a, b], node) => [
    gradient,
    node.needs(1) ? mul(gradient, div(value, b)) : null,
    node.needs(2) ? mul(neg(gradient), div(mul(a, value), mul(b, b))) : null,
  ];

/** input + value * a / b. */
export function addcdiv(input: Tensor, a: Tensor, b: Tensor, options: ValueOptions = noOptions): Tensor {
  const { value = 1n } = options;
  const recorded = (): Tensor =>
    record("AddcdivBackward0", [input, a, b], ops.addcdiv(input, a, b, { value }), [a, b], addcdivFormula(value));
  const raw = (): Tensor => ops.addcdiv(input, a, b, options);
  return differentiable("addcdiv", [input, a, b], options, raw, recorded);
}
