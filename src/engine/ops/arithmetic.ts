/** Arithmetic of two operands, tensors or numbers, with PyTorch's type promotion and broadcasting. */
import { notImplementedError, runtimeError } from "../errors.ts";
import { copyOf } from "../tensor/copy.ts";
import { type DType, dtypes, isFloating, isHalf } from "../tensor/dtype.ts";
import { floatResult, isIntegral, resultType } from "../tensor/promotion.ts";
import { castNumber, type Scalar } from "../tensor/scalar.ts";
import { broadcastTwo } from "../tensor/shape.ts";
import { isContiguous } from "../tensor/strides.ts";
import { Tensor } from "../tensor/tensor.ts";
import { to } from "./copy.ts";
import * as arithmetic from "./kernels/arithmetic.ts";
import * as integers from "./kernels/integers.ts";
import type { Kernel } from "./kernels/kernel.ts";
import type { Out } from "./options.ts";
import { checkOut } from "./pointwise/out.ts";
import { type Operand, pointwise } from "./pointwise/pointwise.ts";
import { anyZero } from "./zero.ts";

export interface AlphaOptions extends Out {
  /** Multiplies the second operand. */
  readonly alpha?: Scalar;
}

function checkAlpha(alpha: Scalar, dtype: DType): void {
  if (typeof alpha === "boolean" && dtype !== "bool") {
    throw runtimeError("Boolean alpha only supported for Boolean results.");
  }
  if (typeof alpha === "number" && !isFloating(dtype)) {
    throw runtimeError("For integral input tensors, argument alpha must not be a floating point number.");
  }
}

/** alpha * b of a half type, which PyTorch rounds before it adds. */
function scaledHalf(b: Operand, alpha: Scalar, compute: DType): Operand {
  if (b instanceof Tensor) return pointwise(arithmetic.mul, [b, alpha], { compute });
  return castNumber(castNumber(Number(b), compute) * castNumber(Number(alpha), compute), compute);
}

/** a + alpha * b. */
export function add(a: Operand, b: Operand, { alpha = 1n, out }: AlphaOptions = {}): Tensor {
  const compute = resultType(a, b);
  if (a instanceof Tensor && b instanceof Tensor) broadcastTwo(a.shape, b.shape);
  checkAlpha(alpha, compute);
  if (Number(alpha) === 1) return pointwise(arithmetic.add, [a, b], { compute }, out);
  if (isHalf(compute)) return pointwise(arithmetic.add, [a, scaledHalf(b, alpha, compute)], { compute }, out);
  const kernel = compute === "float64" ? arithmetic.addScaledFloat64 : arithmetic.addScaled;
  return pointwise(kernel, [a, b, alpha], { compute }, out);
}

/** a - alpha * b. RuntimeError for bool. */
export function sub(a: Operand, b: Operand, { alpha = 1n, out }: AlphaOptions = {}): Tensor {
  const isBool = (operand: Operand): boolean =>
    operand instanceof Tensor ? operand.dtype === "bool" : typeof operand === "boolean";
  if (isBool(a) && isBool(b)) {
    throw runtimeError(
      "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` operator instead.",
    );
  }
  if (isBool(a) || isBool(b)) {
    throw runtimeError(
      "Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` operator instead.",
    );
  }
  const compute = resultType(a, b);
  if (a instanceof Tensor && b instanceof Tensor) broadcastTwo(a.shape, b.shape);
  checkAlpha(alpha, compute);
  if (Number(alpha) === 1) return pointwise(arithmetic.sub, [a, b], { compute }, out);
  if (isHalf(compute)) return pointwise(arithmetic.sub, [a, scaledHalf(b, alpha, compute)], { compute }, out);
  const kernel = compute === "float64" ? arithmetic.subScaledFloat64 : arithmetic.subScaled;
  return pointwise(kernel, [a, b, alpha], { compute }, out);
}

/** b - alpha * a. */
export const rsub = (a: Operand, b: Operand, options: AlphaOptions = {}): Tensor => sub(b, a, options);

export function mul(a: Operand, b: Operand, { out }: Out = {}): Tensor {
  const compute = resultType(a, b);
  const kernel = compute === "int32" ? arithmetic.mulInt32 : arithmetic.mul;
  return pointwise(kernel, [a, b], { compute, preciseScalar: true }, out);
}

export type RoundingMode = "trunc" | "floor";

export interface DivOptions extends Out {
  /** Rounds the quotient and keeps integers integers; left out, the quotient is a float. */
  readonly roundingMode?: RoundingMode;
}

/** The quotient; integers give the default dtype unless a rounding mode is given. RuntimeError "ZeroDivisionError". */
export function div(a: Operand, b: Operand, { roundingMode, out }: DivOptions = {}): Tensor {
  if (roundingMode === "floor") return floorDivide(a, b, { out });
  const promoted = resultType(a, b);
  if (roundingMode === "trunc") {
    if (!isFloating(promoted))
      return integerDivision(integers.truncDivideIntegers, "div_trunc_cpu", a, b, promoted, out);
    // The quotient is rounded to the dtype before it is cut off.
    return pointwise(arithmetic.trunc, [div(a, b)], { compute: promoted }, out);
  }
  const compute = floatResult(promoted);
  return pointwise(arithmetic.div, [a, b], { compute, preciseScalar: true }, out);
}

export const trueDivide = (a: Operand, b: Operand, options: Out = {}): Tensor => div(a, b, options);

function integerDivision(kernel: Kernel, name: string, a: Operand, b: Operand, compute: DType, out?: Tensor): Tensor {
  const nothing = [a, b].some((operand) => operand instanceof Tensor && operand.elementCount === 0);
  if (a instanceof Tensor && b instanceof Tensor) {
    const shape = broadcastTwo(a.shape, b.shape);
    if (out !== undefined && compute !== "bool") checkOut(out, shape, compute, [a, b]);
  }
  if (compute === "bool") throw notImplemented(name, "bool");
  if (!nothing && anyZero(b)) throw runtimeError("ZeroDivisionError");
  return pointwise(kernel, [a, b], { compute }, out);
}

/** The quotient rounded down. */
export function floorDivide(a: Operand, b: Operand, { out }: Out = {}): Tensor {
  const compute = resultType(a, b);
  if (!isFloating(compute)) return integerDivision(integers.floorDivideIntegers, "div_floor_cpu", a, b, compute, out);
  const isRounded = (compute === "float16" || compute === "bfloat16") && b instanceof Tensor && b.shape.length > 0;
  const kernel = isRounded ? arithmetic.divFloorHalf[compute] : arithmetic.divFloor;
  return pointwise(kernel, [a, b], { compute }, out);
}

/** The remainder with the sign of the divisor (Python's %). */
export function remainder(a: Operand, b: Operand, { out }: Out = {}): Tensor {
  const compute = resultType(a, b);
  if (!isFloating(compute)) return integerDivision(integers.remainderIntegers, "remainder_cpu", a, b, compute, out);
  return pointwise(arithmetic.remainder, [a, b], { compute }, out);
}

/** The remainder with the sign of the dividend (C's fmod). */
export function fmod(a: Operand, b: Operand, { out }: Out = {}): Tensor {
  const compute = resultType(a, b);
  if (!isFloating(compute)) return integerDivision(integers.fmodIntegers, "fmod_cpu", a, b, compute, out);
  return pointwise(arithmetic.fmod, [a, b], { compute }, out);
}

/** NotImplementedError for a dtype that a kernel lacks. */
export const notImplemented = (kernel: string, dtype: DType): Error =>
  notImplementedError(`"${kernel}" not implemented for '${dtypes[dtype].scalarName}'`);

/** a to the power b. RuntimeError for integers to a negative integer number. */
export function pow(a: Operand, b: Operand, { out }: Out = {}): Tensor {
  // A number's powers are laid out row by row.
  if (!(a instanceof Tensor) && b instanceof Tensor && out === undefined && !isContiguous(b)) {
    return pow(a, copyOf(b));
  }
  const compute = resultType(a, b);
  if (compute === "bool" && a instanceof Tensor && b instanceof Tensor) {
    broadcastTwo(a.shape, b.shape);
    throw notImplementedError("\"pow\" not implemented for 'Bool'");
  }
  if (!(b instanceof Tensor)) {
    if (!isFloating(compute) && Number(b) < 0) {
      throw runtimeError("Integers to negative integer powers are not allowed.");
    }
    const special = isFloating(compute) ? powerKernels(Number(b), compute) : null;
    if (special !== null && a instanceof Tensor) return pointwise(special, [a], { compute }, out);
  }
  if (isFloating(compute)) {
    // Where no float32 vector is filled, PyTorch raises to the exponent in double precision.
    const exactScalar = compute === "float32" && !(b instanceof Tensor) && a instanceof Tensor && a.elementCount < 32;
    const kernel = compute === "float64" ? arithmetic.powFloat64 : arithmetic.pow;
    return pointwise(kernel, [a, b], { compute, exactScalar }, out);
  }
  return pointwise(compute === "int64" ? integers.powInt64 : integers.powNarrow, [a, b], { compute }, out);
}

/** a to the power b in float64, whatever the dtypes. */
export function floatPower(a: Operand, b: Operand): Tensor {
  const wide = (operand: Operand): Operand => (operand instanceof Tensor ? to(operand, "float64") : Number(operand));
  return pow(wide(a), wide(b));
}

/** Exponents for which PyTorch multiplies or takes roots instead. */
function powerKernels(exponent: number, compute: DType): Kernel | null {
  switch (exponent) {
    case 2:
      return arithmetic.square;
    case 3:
      return compute === "float32" ? arithmetic.cubeFloat32 : arithmetic.cube;
    case 0.5:
      return arithmetic.sqrt;
    case -0.5:
      return compute === "float32" ? arithmetic.rsqrtFloat32 : arithmetic.rsqrt;
    case -1:
      return arithmetic.reciprocal;
    case -2:
      return compute === "float32" ? arithmetic.inverseSquareFloat32 : arithmetic.inverseSquare;
    default:
      return null;
  }
}

const binaryFloat =
  (kernel: Kernel) =>
  (a: Operand, b: Operand, { out }: Out = {}): Tensor =>
    pointwise(kernel, [a, b], { compute: floatResult(resultType(a, b)) }, out);

export const atan2 = binaryFloat(arithmetic.atan2);
export const xlogy = binaryFloat(arithmetic.xlogy);
export const copysign = binaryFloat(arithmetic.copysign);

/** For operations that only floats have. */
const binaryOnlyFloat =
  (kernel: Kernel, name: string, float32 = kernel) =>
  (a: Operand, b: Operand, { out }: Out = {}): Tensor => {
    const compute = resultType(a, b);
    if (!isFloating(compute)) throw notImplemented(name, compute);
    return pointwise(compute === "float64" ? kernel : float32, [a, b], { compute }, out);
  };

export const hypot = binaryOnlyFloat(arithmetic.hypot, "hypot_cpu");
export const logaddexp = binaryOnlyFloat(arithmetic.logaddexp, "logaddexp_cpu", arithmetic.logaddexpFloat32);
export const logaddexp2 = binaryOnlyFloat(arithmetic.logaddexp2, "logaddexp2_cpu");

/** The Hurwitz zeta function, the sum of 1 / (b + k)^a over k >= 0. */
export function zeta(a: Operand, b: Operand, { out }: Out = {}): Tensor {
  const compute = floatResult(resultType(a, b));
  if (compute === "float16" || compute === "bfloat16") throw notImplemented("zeta_cpu", compute);
  return pointwise(arithmetic.zeta, [a, b], { compute }, out);
}

/** The next number from a towards b, in the dtype's own steps. */
export function nextafter(a: Operand, b: Operand, { out }: Out = {}): Tensor {
  const compute = resultType(a, b);
  const kernel = arithmetic.nextafterKernels[compute];
  if (kernel === undefined) throw notImplemented("nextafter_cpu", compute);
  return pointwise(kernel, [a, b], { compute }, out);
}

/** 0 below zero, 1 above, `values` at zero. RuntimeError where the dtypes differ. */
export function heaviside(input: Tensor, values: Tensor, { out }: Out = {}): Tensor {
  if (input.dtype !== values.dtype) {
    throw runtimeError("heaviside is not yet implemented for tensors with different dtypes.");
  }
  return pointwise(arithmetic.heaviside, [input, values], { compute: input.dtype }, out);
}

const binarySame =
  (kernel: Kernel) =>
  (a: Operand, b: Operand, { out }: Out = {}): Tensor =>
    pointwise(kernel, [a, b], { compute: resultType(a, b) }, out);

/** The larger of two; NaN where either is NaN. */
export const maximum = binarySame(arithmetic.maximum);
/** The smaller of two; NaN where either is NaN. */
export const minimum = binarySame(arithmetic.minimum);
/** The larger of two; a NaN gives way to a number. */
export const fmax = binarySame(arithmetic.fmax);
export const fmin = binarySame(arithmetic.fmin);

const integersOnly =
  (kernel: Kernel, name: string, boolToo: boolean) =>
  (a: Operand, b: Operand, { out }: Out = {}): Tensor => {
    const compute = resultType(a, b);
    if (!isIntegral(compute) && !(boolToo && compute === "bool")) throw notImplemented(name, compute);
    return pointwise(kernel, [a, b], { compute }, out);
  };

export const bitwiseAnd = integersOnly(integers.bitwiseAnd, "bitwise_and_cpu", true);
export const bitwiseOr = integersOnly(integers.bitwiseOr, "bitwise_or_cpu", true);
export const bitwiseXor = integersOnly(integers.bitwiseXor, "bitwise_xor_cpu", true);
export const gcd = integersOnly(integers.gcd, "gcd_cpu", false);
export const lcm = integersOnly(integers.lcm, "lcm_cpu", false);
export const bitwiseLeftShift = integersOnly(integers.shiftLeft, "lshift_cpu", false);
export const bitwiseRightShift = integersOnly(integers.shiftRight, "rshift_cpu", false);

/** All bits inverted; a bool negated. */
export function bitwiseNot(input: Tensor, { out }: Out = {}): Tensor {
  const { dtype } = input;
  if (isFloating(dtype)) throw notImplemented("bitwise_not_cpu", dtype);
  return pointwise(dtype === "bool" ? integers.notBool : integers.bitwiseNot, [input], { compute: dtype }, out);
}
