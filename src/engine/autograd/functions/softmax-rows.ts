/**
 * The gradients of softmax and log-softmax, one pass over each row, in PyTorch's order of roundings: along the last
 * dimension sums of rounded products (by the lanes of a vector, where a row fills one), along others a chain of fused
 * multiply-adds.
 */
import { expFloat32 } from "../../math/exp-float32.ts";
import { expFloat64 } from "../../math/exp-float64.ts";
import { fma } from "../../math/fma.ts";
import { dimLast, rowsOf } from "../../ops/rows.ts";
import { allocateUnset } from "../../tensor/make.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Reader, Writer } from "../../tensor/walk.ts";
import { softmaxGradient } from "../../wasm/softmax.ts";
import { pieceEnd } from "../../work.ts";

const { fround } = Math;
/** The roundings of a precision. */
interface Arithmetic {
  /** Elements in a vector of the processors that PyTorch's softmax is compiled for. */
  readonly lanes: number;
  round(value: number): number;
  fma(a: number, b: number, c: number): number;
  exp(value: number): number;
}
/** A product of two float32 is exact in a double. Half types are computed in float32 too. */
const single: Arithmetic = { lanes: 16, round: fround, fma: (a, b, c) => fround(a * b + c), exp: expFloat32 };
const double: Arithmetic = { lanes: 8, round: (value) => value, fma, exp: expFloat64 };

type RowGradient = (gradient: Float64Array, result: Float64Array, arithmetic: Arithmetic, isLast: boolean) => void;

/** Applies a row function to both tensors' rows; it leaves its result in the gradient's row. */
function overRows(gradient: Tensor, result: Tensor, dim: number, isLog: boolean, apply: RowGradient): Tensor {
  const target = allocateUnset(gradient.shape, gradient.dtype);
  const { count, length } = rowsOf(gradient, dim);
  const isInner = dim === gradient.shape.length - 1;
  if (isInner && softmaxGradient(gradient, result, target, length, isLog)) return target;
  const gradients = new Reader(dimLast(gradient, dim));
  const results = new Reader(dimLast(result, dim));
  const writer = new Writer(dimLast(target, dim));
  const gradientRow = new Float64Array(length);
  const resultRow = new Float64Array(length);
  const arithmetic = gradient.dtype === "float64" ? double : single;
  const isLast = dim === Math.max(gradient.shape.length - 1, 0);
  for (let i = 0; i < count; i++) {
    gradients.read(gradientRow, length);
    results.read(resultRow, length);
    apply(gradientRow, resultRow, arithmetic, isLast);
    writer.write(gradientRow, length);
  }
  return target;
}

const laneSums = new Float64Array(16);

/** The sum of a row's values, or of their products with factors, along the last dimension. */
function sumLast(values: Float64Array, factors: Float64Array | null, { round, lanes }: Arithmetic): number {
  const n = values.length;
  const term = (i: number): number => (factors === null ? values[i] : round(values[i] * factors[i]));
  if (n < lanes) {
    let sum = n === 0 ? 0 : term(0);
    for (let i = 1; i < n; i++) sum = round(sum + term(i));
    return sum;
  }
  for (let i = 0; i < lanes; i++) laneSums[i] = term(i);
  for (let i = lanes; i < n; ) {
    for (const end = pieceEnd(i, n); i < end; i++) laneSums[i % lanes] = round(laneSums[i % lanes] + term(i));
  }
  for (let width = lanes / 2; width >= 1; width /= 2) {
    for (let i = 0; i < width; i++) laneSums[i] = round(laneSums[i] + laneSums[i + width]);
  }
  return laneSums[0];
}

/** y (g - sum(g y)). */
export const softmaxGradientRows = (gradient: Tensor, y: Tensor, dim: number): Tensor =>
  overRows(gradient, y, dim, false, (g, p, arithmetic, isLast) => {
    const { round } = arithmetic;
    let total = 0;
    if (isLast) total = sumLast(g, p, arithmetic);
    else {
      for (let i = 0; i < g.length; ) {
        for (const end = pieceEnd(i, g.length); i < end; i++) total = arithmetic.fma(g[i], p[i], total);
      }
    }
    for (let i = 0; i < g.length; ) {
      for (const end = pieceEnd(i, g.length); i < end; i++) g[i] = p[i] * round(g[i] - total);
    }
  });

/** g - exp(y) sum(g). */
export const logSoftmaxGradientRows = (gradient: Tensor, y: Tensor, dim: number): Tensor =>
  overRows(gradient, y, dim, true, (g, logarithms, arithmetic, isLast) => {
    const { round, exp } = arithmetic;
    let total = 0;
    if (isLast) total = sumLast(g, null, arithmetic);
    else {
      for (let i = 0; i < g.length; ) for (const end = pieceEnd(i, g.length); i < end; i++) total = round(total + g[i]);
    }
    for (let i = 0; i < g.length; ) {
      for (const end = pieceEnd(i, g.length); i < end; i++) g[i] = arithmetic.fma(-exp(logarithms[i]), total, g[i]);
    }
  });
