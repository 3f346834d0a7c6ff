/**
 * A number that is not a tensor: a JavaScript number is a Python float, a bigint a Python int, a boolean a Python bool.
 * The kind decides type promotion, so `2n` and `2` differ.
 */
import { runtimeError } from "../errors.ts";
import { roundBfloat16, roundFloat16 } from "../math/half.ts";
import { type DType, isFloating } from "./dtype.ts";

export type Scalar = number | bigint | boolean;

/** The C++ type names of PyTorch's overflow errors. */
export const cppNames: Readonly<Record<DType, string>> = {
  float64: "double",
  float32: "float",
  float16: "at::Half",
  bfloat16: "at::BFloat16",
  int64: "int64_t",
  int32: "int",
  int16: "int16_t",
  int8: "int8_t",
  uint8: "uint8_t",
  bool: "bool",
};

/** Smallest and largest values of the integer dtypes. */
export const integerRange: Readonly<Partial<Record<DType, readonly [bigint, bigint]>>> = {
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  int32: [-(2n ** 31n), 2n ** 31n - 1n],
  int16: [-(2n ** 15n), 2n ** 15n - 1n],
  int8: [-(2n ** 7n), 2n ** 7n - 1n],
  uint8: [0n, 255n],
};

const largestFinite: Readonly<Partial<Record<DType, number>>> = {
  float64: Number.MAX_VALUE,
  float32: 3.4028234663852886e38,
  float16: 65504,
  bfloat16: 3.3895313892515355e38,
};

/** Whether C++'s `Scalar::to<dtype>` would refuse the value: out of range, or not finite for an integer. */
function overflows(value: Scalar, dtype: DType): boolean {
  if (dtype === "bool" || typeof value === "boolean") return false;
  const range = integerRange[dtype];
  if (range !== undefined) {
    if (typeof value === "bigint") {
      // An unsigned type takes negative values that its width can hold (PyTorch allows -1 for uint8).
      return dtype === "uint8" ? value < -255n || value > 255n : value < range[0] || value > range[1];
    }
    if (!Number.isFinite(value)) return true;
    // A float is compared as it is: 127.5 is beyond an int8, and no negative one fits an unsigned type.
    return value < Number(range[0]) || value > Number(range[1]);
  }
  const number = Number(value);
  return Number.isFinite(number) && Math.abs(number) > (largestFinite[dtype] ?? Infinity);
}

/** Throws PyTorch's "value cannot be converted to type ... without overflow" where it would. */
export function checkScalarFits(value: Scalar, dtype: DType): void {
  if (overflows(value, dtype)) {
    throw runtimeError(`value cannot be converted to type ${cppNames[dtype]} without overflow`);
  }
}

/** The same for an element of a list, of which PyTorch names the dtype without C's suffix. */
export function checkElementFits(value: Scalar, dtype: DType): void {
  if (overflows(value, dtype)) throw runtimeError(`value cannot be converted to type ${dtype} without overflow`);
}

/** What x86 makes of a float that it converts to a 32-bit integer: the smallest one for all that does not fit. */
const truncateToInt32 = (value: number): number =>
  value > -2147483649 && value < 2147483648 ? value | 0 : -2147483648;

/** A scalar as the double that tensors of this dtype compute with: rounded, truncated or wrapped. int64 keeps a double. */
export function castNumber(value: number, dtype: DType): number {
  switch (dtype) {
    case "float64":
      return value;
    case "float32":
      return Math.fround(value);
    case "float16":
      return roundFloat16(value);
    case "bfloat16":
      return roundBfloat16(value);
    case "int64":
      return value >= -(2 ** 63) && value < 2 ** 63 ? Math.trunc(value) : -(2 ** 63);
    case "int32":
      return truncateToInt32(value);
    case "int16":
      return (truncateToInt32(value) << 16) >> 16;
    case "int8":
      return (truncateToInt32(value) << 24) >> 24;
    case "uint8":
      return truncateToInt32(value) & 255;
    case "bool":
      return value !== 0 ? 1 : 0;
  }
}

/** The value as the 64-bit integer that int64 arithmetic uses. */
export function toInt64(value: Scalar): bigint {
  if (typeof value === "bigint") return BigInt.asIntN(64, value);
  if (typeof value === "boolean") return value ? 1n : 0n;
  return BigInt(castNumber(value, "int64"));
}

/** A double as the Scalar that an element of this dtype reads as. */
export function asScalar(value: number, dtype: DType): Scalar {
  if (isFloating(dtype)) return value;
  return dtype === "bool" ? value !== 0 : BigInt(value);
}

export const isScalar = (value: unknown): value is Scalar =>
  typeof value === "number" || typeof value === "bigint" || typeof value === "boolean";

/** The dtype that a lone number stands for. */
export const scalarDType = (value: Scalar): DType =>
  typeof value === "number" ? "float64" : typeof value === "bigint" ? "int64" : "bool";
