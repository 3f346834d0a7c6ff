/** Softmax, its logarithm, and log-sum-exp: shifted by the maximum, with the float32 steps of PyTorch's CPU kernels. */
import { expFloat32 } from "../math/exp-float32.ts";
import { expFloat64 } from "../math/exp-float64.ts";
import * as libm from "../math/libm.ts";
import { type DType, isFloating } from "../tensor/dtype.ts";
import { allocateUnset } from "../tensor/make.ts";
import { floatResult } from "../tensor/promotion.ts";
import { castNumber } from "../tensor/scalar.ts";
import { countOf, wrapDim } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import * as fast from "../wasm/softmax.ts";
import { pieceEnd } from "../work.ts";
import { add, notImplemented, sub } from "./arithmetic.ts";
import { eq } from "./comparison.ts";
import { to } from "./copy.ts";
import { foldedDims, reducedShape } from "./reduce/plan.ts";
import { amax, sum } from "./reductions.ts";
import { mapRows } from "./rows.ts";
import { maskedFill } from "./selection.ts";
import { abs, exp, log, neg } from "./unary.ts";
import { view } from "./views.ts";

const { fround } = Math;

/** Elements in a vector of the processors that PyTorch's softmax is compiled for. */
const lanes32 = 16;
const lanes64 = 8;

function largest(row: Float64Array): number {
  let max = -Infinity;
  for (let i = 0; i < row.length; ) {
    for (const end = pieceEnd(i, row.length); i < end; i++) {
      if (row[i] > max) max = row[i];
      else if (Number.isNaN(row[i])) return NaN;
    }
  }
  return max;
}

/** Turns a row into exp(x - max); the exponential is that of vector or of scalar code. */
function exponentials64(row: Float64Array, max: number, vector: boolean): void {
  const exp = vector ? expFloat64 : libm.exp;
  for (let i = 0; i < row.length; ) {
    for (const end = pieceEnd(i, row.length); i < end; i++) row[i] = exp(row[i] - max);
  }
}

/** The same in float32; the exponential is that of vector or of scalar code. */
function exponentials32(row: Float64Array, max: number, vector: boolean): void {
  for (let i = 0; i < row.length; ) {
    const end = pieceEnd(i, row.length);
    if (vector) for (; i < end; i++) row[i] = expFloat32(fround(row[i] - max));
    else for (; i < end; i++) row[i] = fround(Math.exp(fround(row[i] - max)));
  }
}

type Round = (value: number) => number;
const asIs: Round = (value) => value;

function sumInOrder(row: Float64Array, round: Round): number {
  let total = 0;
  for (let i = 0; i < row.length; ) {
    for (const end = pieceEnd(i, row.length); i < end; i++) total = round(total + row[i]);
  }
  return total;
}

const partial = new Float64Array(lanes32);

/** The sum by vectors: lane by lane, then halves onto halves. A row shorter than a vector is summed in order. */
function sumByLanes(row: Float64Array, lanes: number, round: Round): number {
  if (row.length < lanes) return sumInOrder(row, round);
  partial.set(row.subarray(0, lanes));
  for (let i = lanes; i < row.length; ) {
    for (const end = pieceEnd(i, row.length); i < end; i++) partial[i % lanes] = round(partial[i % lanes] + row[i]);
  }
  for (let half = lanes / 2; half >= 1; half /= 2) {
    for (let lane = 0; lane < half; lane++) partial[lane] = round(partial[lane] + partial[lane + half]);
  }
  return partial[0];
}

interface Prepared {
  readonly source: Tensor;
  readonly dim: number;
  /** Whether it is the last dimension, for which PyTorch has kernels of its own. */
  readonly last: boolean;
  /** Elements between neighbours of a row in a row-major tensor. */
  readonly inner: number;
}

function prepare(name: string, input: Tensor, dim: number, dtype: DType | undefined): Prepared {
  const d = wrapDim(dim, input.shape.length);
  const source = dtype === undefined ? input : to(input, dtype);
  const inner = countOf(input.shape.slice(d + 1));
  const last = d === Math.max(input.shape.length - 1, 0);
  if (!isFloating(source.dtype) && source.elementCount > 0) {
    throw notImplemented(last ? `${name}_lastdim_kernel_impl` : "softmax_kernel_impl", source.dtype);
  }
  return { source, dim: d, last, inner };
}

/** Whether PyTorch computes a row beside others in a vector; it does the rest one by one. */
const inVector = (index: number, inner: number, lanes: number): boolean => index % inner < inner - (inner % lanes);

/** exp(x) over its sum along a dimension. RuntimeError for integers unless a float dtype is given. */
export function softmax(input: Tensor, dim: number, { dtype }: { readonly dtype?: DType } = {}): Tensor {
  const { source, dim: d, last, inner } = prepare("softmax", input, dim, dtype);
  const result = allocateUnset(source.shape, source.dtype);
  if (last && fast.softmaxRows(source, result, source.shape[d] ?? 1)) return result;
  const wide = source.dtype === "float64";
  const [lanes, round] = wide ? [lanes64, asIs] : [lanes32, fround];
  mapRows(source, result, d, (row, index) => {
    const max = largest(row);
    const vector = last || inVector(index, inner, lanes);
    if (wide) exponentials64(row, max, vector);
    else exponentials32(row, max, vector);
    if (!last) return divide(row, sumInOrder(row, round));
    const inverse = round(1 / sumByLanes(row, lanes, round));
    for (let i = 0; i < row.length; ) for (const end = pieceEnd(i, row.length); i < end; i++) row[i] *= inverse;
  });
  return result;
}

function divide(row: Float64Array, total: number): void {
  for (let i = 0; i < row.length; ) for (const end = pieceEnd(i, row.length); i < end; i++) row[i] /= total;
}

/** x minus the logarithm of the sum of exponentials along a dimension. */
export function logSoftmax(input: Tensor, dim: number, { dtype }: { readonly dtype?: DType } = {}): Tensor {
  const { source, dim: d, last, inner } = prepare("log_softmax", input, dim, dtype);
  const result = allocateUnset(source.shape, source.dtype);
  const wide = source.dtype === "float64";
  // Along the last dimension PyTorch keeps the sum and its logarithm in the tensor's own dtype.
  const keep = (value: number): number => (last ? castNumber(value, source.dtype) : value);
  const logarithmOf = (sum: number): number => keep(fround(Math.log(keep(sum))));
  if (last && fast.logSoftmaxRows(source, result, source.shape[d] ?? 1, logarithmOf)) return result;
  let values = new Float64Array(0);
  mapRows(source, result, d, (row, index) => {
    if (values.length !== row.length) values = new Float64Array(row.length);
    for (let i = 0; i < row.length; ) {
      const end = pieceEnd(i, row.length);
      values.set(row.subarray(i, end), i);
      i = end;
    }
    const max = largest(row);
    if (wide) {
      exponentials64(values, max, last || inVector(index, inner, lanes64));
      const total = libm.log(last ? sumByLanes(values, lanes64, asIs) : sumInOrder(values, asIs));
      for (let i = 0; i < row.length; ) {
        for (const end = pieceEnd(i, row.length); i < end; i++) row[i] = row[i] - max - total;
      }
      return;
    }
    exponentials32(values, max, last || inVector(index, inner, lanes32));
    const total = last ? sumByLanes(values, lanes32, fround) : sumInOrder(values, fround);
    const logarithm = logarithmOf(total);
    for (let i = 0; i < row.length; ) {
      for (const end = pieceEnd(i, row.length); i < end; i++) row[i] = fround(row[i] - max) - logarithm;
    }
  });
  return result;
}

export function softmin(input: Tensor, dim: number, options: { readonly dtype?: DType } = {}): Tensor {
  return softmax(neg(input), dim, options);
}

/** log(sum(exp(x))) over dimensions. */
export function logsumexp(input: Tensor, dims: readonly number[], keepdim = false): Tensor {
  const source = to(input, floatResult(input.dtype));
  const folded = foldedDims(source, dims);
  if (source.elementCount === 0) return log(sum(exp(source), { dims, keepdim }));
  const peaks = amax(source, { dims, keepdim: true });
  const shifts = maskedFill(peaks, eq(abs(peaks), Infinity), 0);
  const total = sum(exp(sub(source, shifts)), { dims, keepdim });
  return add(log(total), view(shifts, reducedShape(source.shape, folded, keepdim)));
}
