/** Reductions: dimensions folded to one value. `dims` left out or empty folds all; `keepdim` keeps them with size 1. */
import { indexError, runtimeError } from "../errors.ts";
import { roundBfloat16, roundFloat16 } from "../math/half.ts";
import { type DType, dtypes, type ElementArray, isFloating } from "../tensor/dtype.ts";
import type { Scalar } from "../tensor/scalar.ts";
import { wrapDim } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { div, notImplemented } from "./arithmetic.ts";
import { isnan, logicalNot } from "./comparison.ts";
import { to } from "./copy.ts";
import { cascadeSum } from "./reduce/cascade.ts";
import { foldDims } from "./reduce/fold.ts";
import {
  allFolder,
  anyFolder,
  maximumFolder,
  minimumFolder,
  nonzeroFolder,
  normFolder,
  productFolder,
  sumFolder,
} from "./reduce/folders.ts";
import { normFloat32, orderedProduct } from "./reduce/ordered.ts";
import { foldedDims, type ReduceOptions, reducedShape } from "./reduce/plan.ts";
import { maskedFill } from "./selection.ts";
import { abs } from "./unary.ts";
import { contiguous, reshape } from "./views.ts";

export type { ReduceOptions } from "./reduce/plan.ts";

export interface TypedReduceOptions extends ReduceOptions {
  /** The input is converted to this dtype first. */
  readonly dtype?: DType;
}

/** The sum. Integers and bool give int64 unless a dtype is given. */
export function sum(input: Tensor, { dims, keepdim = false, dtype }: TypedReduceOptions = {}): Tensor {
  const folded = foldedDims(input, dims);
  const target = dtype ?? (isFloating(input.dtype) ? input.dtype : "int64");
  if (!isFloating(target)) return foldDims(to(input, target), sumFolder, folded, keepdim, target);
  if (target === "float64" || target === "float32") return cascadeSum(to(input, target), folded, keepdim);
  const round = target === "float16" ? roundFloat16 : roundBfloat16;
  return to(cascadeSum(to(to(input, target), "float32"), folded, keepdim, round), target);
}

/** The sum with NaN as 0. */
export function nansum(input: Tensor, options: TypedReduceOptions = {}): Tensor {
  if (!isFloating(input.dtype)) return sum(input, options);
  foldedDims(input, options.dims);
  if (options.dtype !== undefined && !isFloating(options.dtype) && input.elementCount > 0)
    throw notImplemented("nansum_cpu", options.dtype);
  return sum(maskedFill(input, isnan(input), 0), options);
}

/** RuntimeError for integers unless a float dtype is given. */
function checkMeanType(name: string, input: Tensor, dtype: DType | undefined): void {
  if (!isFloating(dtype ?? input.dtype)) {
    const what = dtype === undefined ? "Input" : "Optional";
    throw runtimeError(
      `${name}(): could not infer output dtype. ${what} dtype must be either a floating point or complex dtype. Got: ${dtypes[dtype ?? input.dtype].scalarName}`,
    );
  }
}

/** The arithmetic mean; NaN over no elements. */
export function mean(input: Tensor, { dims, keepdim = false, dtype }: TypedReduceOptions = {}): Tensor {
  checkMeanType("mean", input, dtype);
  const target = dtype ?? input.dtype;
  const folded = foldedDims(input, dims);
  let count = 1;
  for (const dim of folded) count *= input.shape[dim];
  const half = target === "float16" || target === "bfloat16";
  const total = cascadeSum(to(to(input, target), half ? "float32" : target), folded, keepdim);
  divideBy(total.storage.data, count);
  return to(total, target);
}

/** Divides a fresh tensor's memory. */
function divideBy(data: ElementArray, count: number): void {
  if (data instanceof Float32Array) {
    const divisor = Math.fround(count);
    for (let i = 0; i < data.length; i++) data[i] /= divisor;
  } else if (data instanceof Float64Array) for (let i = 0; i < data.length; i++) data[i] /= count;
}

/** The mean of what is not NaN. */
export function nanmean(input: Tensor, options: TypedReduceOptions = {}): Tensor {
  if (!isFloating(input.dtype)) {
    throw runtimeError(
      `nanmean(): expected input to have floating point or complex dtype but got ${dtypes[input.dtype].scalarName}`,
    );
  }
  const count = sum(logicalNot(isnan(input)), { dims: options.dims, keepdim: options.keepdim });
  return div(nansum(input, options), count);
}

export interface ProdOptions {
  readonly dim?: number;
  readonly keepdim?: boolean;
  readonly dtype?: DType;
}

/** The product of all, or along one dimension. Integers and bool give int64 unless a dtype is given. */
export function prod(input: Tensor, { dim, keepdim = false, dtype }: ProdOptions = {}): Tensor {
  const folded = foldedDims(input, dim === undefined ? undefined : [dim]);
  const target = dtype ?? (isFloating(input.dtype) ? input.dtype : "int64");
  const values = to(input, target);
  if (isFloating(target)) return orderedProduct(values, folded, keepdim);
  return foldDims(values, productFolder, folded, keepdim, target);
}

/** RuntimeError or IndexError where a folded dimension without identity is empty. */
export function checkNotEmpty(name: string, input: Tensor, dims: readonly number[] | undefined): void {
  if (input.elementCount > 0) return;
  if (dims === undefined || dims.length === 0) {
    throw runtimeError(
      `${name}(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with the 'dim' argument.`,
    );
  }
  for (const dim of dims) {
    const d = wrapDim(dim, input.shape.length);
    if (input.shape.length > 0 && input.shape[d] === 0) {
      throw indexError(`${name}(): Expected reduction dim ${dim} to have non-zero size.`);
    }
  }
}

/** The largest values; NaN wins. */
export function amax(input: Tensor, { dims, keepdim = false }: ReduceOptions = {}): Tensor {
  const folded = foldedDims(input, dims);
  checkNotEmpty("amax", input, dims);
  return foldDims(input, maximumFolder, folded, keepdim, input.dtype);
}

/** The smallest values; NaN wins. */
export function amin(input: Tensor, { dims, keepdim = false }: ReduceOptions = {}): Tensor {
  const folded = foldedDims(input, dims);
  checkNotEmpty("amin", input, dims);
  return foldDims(input, minimumFolder, folded, keepdim, input.dtype);
}

export function aminmax(input: Tensor, { dim, keepdim = false }: ProdOptions = {}): { min: Tensor; max: Tensor } {
  const dims = dim === undefined ? undefined : [dim];
  if (dim === undefined && input.elementCount === 0) {
    throw runtimeError("aminmax(): cannot compute aminmax over an empty dimension as the operation has no identity.");
  }
  if (dim !== undefined && input.elementCount === 0 && input.shape[wrapDim(dim, input.shape.length)] === 0) {
    throw indexError(`aminmax: Expected reduction dim ${wrapDim(dim, input.shape.length)} to have non-zero size.`);
  }
  return { min: amin(input, { dims, keepdim }), max: amax(input, { dims, keepdim }) };
}

/** uint8 keeps its dtype for historical reasons; all else gives bool. */
const testType = (input: Tensor): DType => (input.dtype === "uint8" ? "uint8" : "bool");

export const any = (input: Tensor, { dims, keepdim = false }: ReduceOptions = {}): Tensor =>
  foldDims(input, anyFolder, foldedDims(input, dims), keepdim, testType(input));

export const all = (input: Tensor, { dims, keepdim = false }: ReduceOptions = {}): Tensor =>
  foldDims(input, allFolder, foldedDims(input, dims), keepdim, testType(input));

export const countNonzero = (input: Tensor, { dims }: ReduceOptions = {}): Tensor =>
  foldDims(input, nonzeroFolder, foldedDims(input, dims), false, "int64");

/** The vector norm of any order over dimensions (`linalg.vector_norm`): (sum |x|^p)^(1/p), inf, -inf, 0. */
export function vectorNorm(
  input: Tensor,
  order: Scalar = 2,
  { dims, keepdim = false, dtype }: TypedReduceOptions = {},
): Tensor {
  if (!isFloating(input.dtype)) {
    throw runtimeError(
      `linalg.vector_norm: Expected a floating point or complex tensor as input. Got ${dtypes[input.dtype].scalarName}`,
    );
  }
  if (dtype !== undefined && !isFloating(dtype)) {
    throw runtimeError(
      `linalg.vector_norm: dtype should be floating point or complex, but got ${dtypes[dtype].scalarName}`,
    );
  }
  const p = Number(order);
  const folded = foldedDims(input, dims);
  if (p < 0 || p === Infinity) checkNormNotEmpty(input, p, dims);
  const target = dtype ?? input.dtype;
  const values = to(input, target);
  if (p !== 0 && foldsOneElement(values, folded, dims))
    return abs(contiguous(reshape(values, reducedShape(values.shape, folded, keepdim))));
  if (target === "float32" && Number.isFinite(p)) return normFloat32(values, p, folded, keepdim);
  return foldDims(values, normFolder(p), folded, keepdim, target);
}

/** The norm of one element is its size, without powers and roots. A scalar's named dimension has no size to tell. */
function foldsOneElement(values: Tensor, folded: readonly number[], dims: readonly number[] | undefined): boolean {
  const isNamedOfScalar = values.shape.length === 0 && dims !== undefined && dims.length > 0;
  return !isNamedOfScalar && folded.every((dim) => values.shape[dim] === 1);
}

function checkNormNotEmpty(input: Tensor, order: number, dims: readonly number[] | undefined): void {
  if (input.elementCount > 0) return;
  const p = order === Infinity ? "inf" : order === -Infinity ? "-inf" : `${order}`;
  if (dims === undefined || dims.length === 0) {
    throw runtimeError(
      `linalg.vector_norm cannot compute the ${p} norm on an empty tensor because the operation does not have an identity`,
    );
  }
  for (const dim of dims) {
    if (input.shape[wrapDim(dim, input.shape.length)] === 0) {
      throw runtimeError(
        `linalg.vector_norm cannot compute the ${p} norm on the dimension ${dim}because this dimension is empty and the operation does not have an identity`,
      );
    }
  }
}
