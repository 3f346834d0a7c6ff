/** Operations that choose between tensors, limit them, or blend them. */
import { runtimeError } from "../errors.ts";
import { dtypes, isFloating } from "../tensor/dtype.ts";
import { writeScalar } from "../tensor/elements.ts";
import { finfo } from "../tensor/limits.ts";
import { allocate } from "../tensor/make.ts";
import { cppTypeNames } from "../tensor/names.ts";
import { canCast, resultType } from "../tensor/promotion.ts";
import { castNumber, checkScalarFits, type Scalar } from "../tensor/scalar.ts";
import { broadcastTwo, formatShape, sameShape } from "../tensor/shape.ts";
import { Tensor } from "../tensor/tensor.ts";
import { storagePositions } from "../tensor/walk.ts";
import { mul, notImplemented } from "./arithmetic.ts";
import { copyTo, item, toNumbers } from "./copy.ts";
import * as arithmetic from "./kernels/arithmetic.ts";
import { closeKernel } from "./kernels/comparisons.ts";
import * as selection from "./kernels/selection.ts";
import type { Out } from "./options.ts";
import { hasInternalOverlap } from "./pointwise/out.ts";
import { type Operand, pointwise } from "./pointwise/pointwise.ts";
import { expand } from "./views.ts";

/** Elements of a where the condition holds, of b elsewhere. RuntimeError unless the condition is bool (or uint8). */
export function where(condition: Tensor, a: Operand, b: Operand, { out }: Out = {}): Tensor {
  if (condition.dtype !== "bool" && condition.dtype !== "uint8") {
    throw runtimeError(
      `where expected condition to be a boolean tensor, but got a tensor with dtype ${dtypes[condition.dtype].scalarName}`,
    );
  }
  return pointwise(selection.where, [condition, a, b], { compute: resultType(a, b), hasCondition: true }, out);
}

export interface ClampOptions extends Out {
  readonly min?: Operand;
  readonly max?: Operand;
}

/** The input limited to [min, max], numbers or tensors, either left out. NaN stays; max wins where the limits cross. */
export function clamp(input: Tensor, { min, max, out }: ClampOptions): Tensor {
  if (min === undefined && max === undefined) {
    throw runtimeError("torch.clamp: At least one of 'min' or 'max' must not be None");
  }
  const operands = [input, min, max].filter((operand) => operand !== undefined);
  const compute = resultType(...operands);
  const byNumbers = !(min instanceof Tensor || max instanceof Tensor);
  if (out !== undefined && byNumbers && !canCast(compute, out.dtype)) {
    throw runtimeError(
      `result type ${dtypes[compute].scalarName} can't be cast to the desired output type ${cppTypeNames[out.dtype]}`,
    );
  }
  if (compute === "bool") throw notImplemented(min instanceof Tensor ? "clamp_cpu" : "clamp_scalar_cpu", compute);
  if (min === undefined) return pointwise(arithmetic.minimum, operands, { compute }, out);
  if (max === undefined) return pointwise(arithmetic.maximum, operands, { compute }, out);
  return pointwise(selection.clamp, operands, { compute }, out);
}

export const clampMin = (input: Tensor, min: Operand, options: Out = {}): Tensor => clamp(input, { ...options, min });
export const clampMax = (input: Tensor, max: Operand, options: Out = {}): Tensor => clamp(input, { ...options, max });

/**
 * `value` where the mask holds. The mask broadcasts, and without `out` the input does too.
 * RuntimeErrors: a mask that is not bool, a value tensor with dimensions, a value that does not fit the dtype.
 */
export function maskedFill(input: Tensor, mask: Tensor, value: Operand, { out }: Out = {}): Tensor {
  if (mask.dtype !== "bool") {
    throw runtimeError(`masked_fill_ only supports boolean masks, but got mask with dtype ${cppTypeNames[mask.dtype]}`);
  }
  if (value instanceof Tensor && value.shape.length > 0) {
    throw runtimeError(
      `masked_fill_ only supports a 0-dimensional value tensor, but got tensor with ${value.shape.length} dimension(s).`,
    );
  }
  const filled = value instanceof Tensor ? item(value) : value;
  checkScalarFits(filled, input.dtype);
  if (out !== undefined) expand(mask, out.shape);
  if (out !== undefined && hasInternalOverlap(out)) return fillShared(out, mask, filled);
  const whole = expand(input, broadcastTwo(input.shape, mask.shape));
  // Not in the input's order of memory: PyTorch fills a row-major copy.
  const target = out ?? allocate(whole.shape, input.dtype);
  return pointwise(selection.where, [mask, filled, whole], { compute: input.dtype, hasCondition: true }, target);
}

/** Fills where elements share memory, as PyTorch does with a warning: what any of them asks for is written. */
function fillShared(target: Tensor, mask: Tensor, value: Scalar): Tensor {
  target.storage.version++;
  const wanted = toNumbers(expand(mask, target.shape));
  for (const [i, position] of storagePositions(target).entries()) {
    if (wanted[i] !== 0) writeScalar(target.storage, position, value);
  }
  return target;
}

export interface NanToNumOptions extends Out {
  readonly nan?: number;
  /** The largest number of the dtype where left out. */
  readonly posinf?: number;
  readonly neginf?: number;
}

export function nanToNum(input: Tensor, { nan = 0, posinf, neginf, out }: NanToNumOptions = {}): Tensor {
  const { dtype } = input;
  if (!isFloating(dtype)) return out === input ? input : copyTo(input, out);
  const limits = finfo(dtype);
  const finite = pointwise(selection.replaceInfinite, [input, posinf ?? limits.max, neginf ?? limits.min], {
    compute: dtype,
  });
  return pointwise(selection.replaceNan, [finite, nan], { compute: dtype }, out ?? finite);
}

function checkSameDType(start: Tensor, other: Tensor, name: string): void {
  if (start.dtype !== other.dtype) {
    throw runtimeError(
      `expected dtype ${cppTypeNames[start.dtype]} for \`${name}\` but got dtype ${cppTypeNames[other.dtype]}`,
    );
  }
}

/** start + weight * (end - start). RuntimeError where the dtypes differ or are not floats. */
export function lerp(start: Tensor, end: Tensor, weight: Operand, { out }: Out = {}): Tensor {
  checkSameDType(start, end, "end");
  if (weight instanceof Tensor) checkSameDType(start, weight, "weight");
  if (!isFloating(start.dtype)) throw notImplemented("lerp_kernel_scalar", start.dtype);
  const kernel = start.dtype === "float64" ? selection.lerp : selection.lerpFloat32;
  return pointwise(kernel, [start, end, weight], { compute: start.dtype, preciseScalar: true }, out);
}

export interface ValueOptions extends Out {
  readonly value?: Scalar;
}

/** input + value * a * b. */
export function addcmul(input: Tensor, a: Tensor, b: Tensor, { value = 1n, out }: ValueOptions = {}): Tensor {
  const compute = resultType(input, a, b);
  checkScalarFits(value, compute);
  // A fraction beside integers is cut.
  const whole = typeof value === "number" && !isFloating(compute) ? BigInt(Math.trunc(value)) : value;
  const scaled = Number(whole) === 1 ? a : mul(a, whole);
  const kernel = compute === "float64" ? selection.multiplyAddFloat64 : selection.multiplyAdd;
  return pointwise(kernel, [input, scaled, b], { compute }, out);
}

/** input + value * a / b. RuntimeError for integers. */
export function addcdiv(input: Tensor, a: Tensor, b: Tensor, { value = 1n, out }: ValueOptions = {}): Tensor {
  if (!isFloating(a.dtype) && !isFloating(b.dtype)) {
    throw runtimeError(
      "Integer division with addcdiv is no longer supported, and in a future  release addcdiv will perform a true division of tensor1 and tensor2. The historic addcdiv behavior can be implemented as (input + value * torch.trunc(tensor1 / tensor2)).to(input.dtype) for integer inputs and as (input + value * tensor1 / tensor2) for float inputs. The future addcdiv behavior is just the latter implementation: (input + value * tensor1 / tensor2), for all dtypes.",
    );
  }
  const compute = resultType(input, a, b);
  const scaled = Number(value) === 1 ? a : mul(a, value);
  const kernel = compute === "float64" ? selection.divideAdd : selection.divideAddFloat32;
  return pointwise(kernel, [input, scaled, b], { compute }, out);
}

export interface CloseOptions {
  readonly rtol?: number;
  readonly atol?: number;
  readonly equalNan?: boolean;
}

/** |a - b| <= atol + rtol |b|, element by element; equal infinities are close. RuntimeError where dtypes differ. */
export function isclose(
  a: Tensor,
  b: Tensor,
  { rtol = 1e-5, atol = 1e-8, equalNan = false }: CloseOptions = {},
): Tensor {
  if (a.dtype !== b.dtype) {
    throw runtimeError(`${dtypes[a.dtype].scalarName} did not match ${dtypes[b.dtype].scalarName}`);
  }
  if (rtol < 0) throw runtimeError(`rtol must be greater than or equal to zero, but got ${rtol}`);
  if (atol < 0) throw runtimeError(`atol must be greater than or equal to zero, but got ${atol}`);
  // PyTorch marks pairs of NaN in the first operand's shape.
  const shape = broadcastTwo(a.shape, b.shape);
  if (equalNan && isFloating(a.dtype) && !sameShape(shape, a.shape)) {
    throw runtimeError(
      `output with shape ${formatShape(a.shape)} doesn't match the broadcast shape ${formatShape(shape)}`,
    );
  }
  // Half types compute with numbers in float32.
  const wide = a.dtype === "float64" ? (value: number): number => value : Math.fround;
  const kernel = isFloating(a.dtype)
    ? closeKernel(wide(rtol), wide(atol), equalNan, (value) => castNumber(value, a.dtype))
    : closeKernel(wide(rtol), wide(atol), equalNan, Math.fround);
  return pointwise(kernel, [a, b], { compute: a.dtype, result: "bool" });
}
