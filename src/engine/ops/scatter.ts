/** Writing values to positions given by index tensors. Each returns a fresh tensor, or `out` where that is given. */
import { indexError, runtimeError } from "../errors.ts";
import { copyOf } from "../tensor/copy.ts";
import { dtypes, isFloating } from "../tensor/dtype.ts";
import { castNumber, checkScalarFits, type Scalar } from "../tensor/scalar.ts";
import { formatShape, wrapDim } from "../tensor/shape.ts";
import { Tensor } from "../tensor/tensor.ts";
import { storagePositions } from "../tensor/walk.ts";
import { mul } from "./arithmetic.ts";
import { type Combination, combineInto, divideAt } from "./combine.ts";
import { assign, clone, toNumbers } from "./copy.ts";
import { fill, full } from "./creation.ts";
import { indexNumbers } from "./gather.ts";
import { broadcastTensors } from "./join.ts";
import type { Out } from "./options.ts";
import { checkNoInternalOverlap } from "./pointwise/out.ts";
import { expand, select, unsqueeze } from "./views.ts";

/** The tensor to write into: a row-major copy of the input, or `out` with the input's values. */
function targetOf(input: Tensor, out: Tensor | undefined): Tensor {
  if (out === undefined) return copyOf(input);
  if (out !== input) return assign(out, input);
  checkNoInternalOverlap(out);
  out.storage.version++;
  return out;
}

function checkScatterShapes(input: Tensor, dim: number, index: Tensor, source: Tensor | null): void {
  if (index.elementCount === 0) return;
  const rank = (tensor: Tensor): number => Math.max(tensor.shape.length, 1);
  if (rank(index) !== rank(input)) {
    throw runtimeError("Index tensor must have the same number of dimensions as self tensor");
  }
  if (source !== null && rank(index) !== rank(source)) {
    throw runtimeError("Index tensor must have the same number of dimensions as src tensor");
  }
  const bad = index.shape.some(
    (size, i) => (i !== dim && size > (input.shape[i] ?? 1)) || (source !== null && size > (source.shape[i] ?? 1)),
  );
  if (!bad) return;
  const start = `Expected index ${formatShape(index.shape)} to be no larger than self ${formatShape(input.shape)} apart from dimension ${dim}`;
  throw runtimeError(
    source === null ? start : `${start} and to be no larger size than src ${formatShape(source.shape)}`,
  );
}

/** The storage index of every written element, in row-major order of `index`. */
function positionsOf(target: Tensor, dim: number, index: Tensor, indices: Float64Array): Int32Array {
  const strides = target.strides.slice();
  const step = strides[dim] ?? 0;
  const size = target.shape[dim] ?? 1;
  if (strides.length > 0) strides[dim] = 0;
  const positions = storagePositions(target, index.shape, strides);
  for (let i = 0; i < positions.length; i++) {
    const at = indices[i];
    if (!(at >= 0 && at < size)) {
      throw runtimeError(`index ${at} is out of bounds for dimension ${dim} with size ${size}`);
    }
    positions[i] += at * step;
  }
  return positions;
}

function scatterWith(
  input: Tensor,
  dim: number,
  index: Tensor,
  source: Tensor | Scalar,
  combination: Combination,
  { out }: Out,
): { result: Tensor; positions: Int32Array } {
  const d = wrapDim(dim, input.shape.length);
  const indices = index.elementCount === 0 ? new Float64Array(0) : indexNumbers("scatter", index, "int32/int64");
  if (source instanceof Tensor && source.dtype !== input.dtype) {
    throw runtimeError("scatter(): Expected self.dtype to be equal to src.dtype");
  }
  checkScatterShapes(input, d, index, source instanceof Tensor ? source : null);
  const result = targetOf(input, out);
  const positions = positionsOf(result, d, index, indices);
  if (positions.length > 0) {
    const values = source instanceof Tensor ? source : expand(full([], source, input.dtype), index.shape);
    combineInto(result, positions, values, combination, index.shape, values.strides);
  }
  return { result, positions };
}

/** Writes source (or one number) at the positions; of several for one place the last stays. */
export const scatter = (
  input: Tensor,
  dim: number,
  index: Tensor,
  source: Tensor | Scalar,
  options: Out = {},
): Tensor => scatterWith(input, dim, index, source, "assign", options).result;

export const scatterAdd = (input: Tensor, dim: number, index: Tensor, source: Tensor, options: Out = {}): Tensor =>
  scatterWith(input, dim, index, source, "add", options).result;

export interface ScatterReduceOptions extends Out {
  /** Whether the input's own values take part. */
  readonly includeSelf?: boolean;
}

const reductions: ReadonlyMap<string, Combination> = new Map([
  ["sum", "add"],
  ["add", "add"],
  ["mean", "add"],
  ["prod", "multiply"],
  ["multiply", "multiply"],
  ["amax", "amax"],
  ["amin", "amin"],
]);

const starts: Readonly<Record<Combination, number>> = {
  assign: 0,
  add: 0,
  multiply: 1,
  amax: -Infinity,
  amin: Infinity,
};

/** Folds source into the positions: "sum", "prod", "mean", "amax" or "amin". */
export function scatterReduce(
  input: Tensor,
  dim: number,
  index: Tensor,
  source: Tensor | Scalar,
  reduce: string,
  { includeSelf = true, out }: ScatterReduceOptions = {},
): Tensor {
  const combination = reductions.get(reduce);
  if (combination === undefined) {
    throw runtimeError(`reduce argument must be either sum, prod, mean, amax or amin, got ${reduce}`);
  }
  let start = input;
  if (!includeSelf) {
    const { dtype } = input;
    const neutral = dtypes[dtype].kind === "float" ? starts[combination] : castNumber(starts[combination], dtype);
    const limit = combination === "amax" || combination === "amin" ? extremeOf(input, combination) : undefined;
    start = scatter(input, dim, index, limit ?? neutral);
  }
  const { result, positions } = scatterWith(start, dim, index, source, combination, out === undefined ? {} : { out });
  if (reduce === "mean") divideAt(result, positions, includeSelf ? 1 : 0);
  return result;
}

/** The value that any other replaces: infinities for floats, the range's end for integers. */
function extremeOf(input: Tensor, combination: "amax" | "amin"): Scalar {
  const { kind, bytes } = dtypes[input.dtype];
  if (kind === "float") return combination === "amax" ? -Infinity : Infinity;
  if (input.dtype === "uint8" || input.dtype === "bool")
    return combination === "amax" ? 0n : BigInt(kind === "bool" ? 1 : 255);
  const half = 2n ** BigInt(bytes * 8 - 1);
  return combination === "amax" ? -half : half - 1n;
}

export interface IndexAddOptions extends Out {
  /** Multiplies the source. */
  readonly alpha?: Scalar;
}

/** Adds slices of source to the slices at the indices. */
export function indexAdd(
  input: Tensor,
  dim: number,
  index: Tensor,
  source: Tensor,
  { alpha = 1n, out }: IndexAddOptions = {},
): Tensor {
  const d = wrapDim(dim, input.shape.length);
  const count = index.elementCount;
  if (index.shape.length > 1) throw indexError("index_add_(): Index is supposed to be a vector");
  if (index.dtype !== "int64" && index.dtype !== "int32") {
    throw runtimeError("index_add_(): Expected dtype int32/int64 for index");
  }
  if (input.dtype !== source.dtype) {
    throw runtimeError(
      `index_add_(): self (${dtypes[input.dtype].scalarName}) and source (${dtypes[source.dtype].scalarName}) must have the same scalar type`,
    );
  }
  const length = source.shape.length === 0 ? 1 : source.shape[d];
  if (count !== length) {
    throw runtimeError(
      `index_add_(): Number of indices (${count}) should be equal to source.size(dim): (${length}), for dim: ${d}`,
    );
  }
  const expected = input.shape.map((size, i) => (i === d ? length : size));
  if (source.shape.length !== input.shape.length || expected.some((size, i) => size !== source.shape[i])) {
    throw runtimeError(
      "source tensor shape must match self tensor shape, excluding the specified dimension. Got self.shape = " +
        `${formatShape(input.shape)} source.shape = ${formatShape(source.shape)}`,
    );
  }
  const size = input.shape[d] ?? 1;
  const indices = toNumbers(index);
  for (const at of indices) {
    if (at >= 0 && at < size) continue;
    // PyTorch scatters along the first and the last dimension, and says so.
    const isEdge = input.shape.length > 1 && (d === 0 || d === input.shape.length - 1);
    const scatters = isEdge && Number(alpha) === 1 && index.dtype === "int64";
    if (!scatters) throw indexError("index out of range in self");
    throw runtimeError(`index ${at} is out of bounds for dimension ${d} with size ${size}`);
  }
  const result = targetOf(input, out);
  checkScalarFits(alpha, input.dtype);
  const whole =
    input.dtype === "bool"
      ? Number(alpha) !== 0
      : typeof alpha === "number" && !isFloating(input.dtype)
        ? BigInt(Math.trunc(alpha))
        : alpha;
  const scaled = Number(whole) === 1 ? source : mul(source, whole);
  const wide = result.shape.length === 0 ? unsqueeze(result, 0) : result;
  const from = scaled.shape.length === 0 ? unsqueeze(scaled, 0) : scaled;
  indices.forEach((at, i) => {
    const target = select(wide, d, at);
    combineInto(result, storagePositions(target), select(from, d, i), "add");
  });
  return result;
}

/** One value in the slices at the indices. */
export function indexFill(input: Tensor, dim: number, index: Tensor, value: Scalar, { out }: Out = {}): Tensor {
  const d = wrapDim(dim, input.shape.length);
  if (index.dtype !== "int64" && index.dtype !== "int32") {
    throw indexError("index_fill_(): Expected dtype int64 for index.");
  }
  if (index.shape.length > 1) throw indexError("Index has to be a vector/scalar");
  checkScalarFits(value, input.dtype);
  const result = out === undefined ? clone(input) : out === input ? out : assign(out, input);
  if (out === input) out.storage.version++;
  const wide = result.shape.length === 0 ? unsqueeze(result, 0) : result;
  const size = wide.shape[d];
  for (const at of toNumbers(index)) {
    if (at < -size || at >= size) {
      throw indexError(`index ${at} is out of bounds for dimension ${d} with size ${size}`);
    }
    fill(select(wide, d, at), value);
  }
  return result;
}

/** The mask's places filled with source's elements in order. */
export function maskedScatter(input: Tensor, mask: Tensor, source: Tensor, { out }: Out = {}): Tensor {
  if (mask.dtype !== "bool") {
    throw runtimeError(
      `masked_scatter_ only supports boolean masks, but got mask with dtype ${dtypes[mask.dtype].scalarName}`,
    );
  }
  if (input.dtype !== source.dtype) {
    throw runtimeError(
      `masked_scatter: expected self and source to have same dtypes but got ${dtypes[input.dtype].scalarName} and ${dtypes[source.dtype].scalarName}`,
    );
  }
  const [wideInput, wide] = out === undefined ? broadcastTensors([input, mask]) : [input, expand(mask, input.shape)];
  const wideMask = toNumbers(wide);
  const result = targetOf(wideInput, out);
  const positions = storagePositions(result).filter((_, i) => wideMask[i] !== 0);
  if (positions.length > source.elementCount) {
    throw runtimeError("Number of elements of source < number of ones in mask");
  }
  combineInto(result, positions, source, "assign");
  return result;
}
