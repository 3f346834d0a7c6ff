/** A step of Adam (Kingma and Ba 2015, arXiv:1412.6980) in one pass over its arrays. */
import { sameShape } from "../tensor/shape.ts";
import { isContiguous } from "../tensor/strides.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { pieceEnd } from "../work.ts";

export interface AdamScalars {
  /** Weight of the new gradient in the mean, 1 - beta1. */
  readonly meanWeight: number;
  /** Of the old squares, beta2. */
  readonly squareDecay: number;
  /** Of the new square, 1 - beta2. */
  readonly squareWeight: number;
  /** sqrt(1 - beta2^t), by which the root of the squares is divided. */
  readonly rootCorrection: number;
  readonly eps: number;
  /** What the quotient is multiplied by: -lr / (1 - beta1^t). */
  readonly scale: number;
}

const { fround, sqrt } = Math;

/** Float32 arrays that have nothing to do with one another, as parameters and their states are. */
function plainValues(tensors: readonly Tensor[]): Float32Array[] | null {
  const [first] = tensors;
  const values: Float32Array[] = [];
  for (const tensor of tensors) {
    const { dtype, shape, storage, offset, elementCount } = tensor;
    if (dtype !== "float32" || !sameShape(shape, first.shape) || !isContiguous(tensor) || storage.inference)
      return null;
    if (!(storage.data instanceof Float32Array) || tensors.some((t) => t !== tensor && t.storage === storage))
      return null;
    values.push(storage.data.subarray(offset, offset + elementCount));
  }
  return values;
}

/**
 * mean += (1 - beta1) (gradient - mean); square = beta2 square + (1 - beta2) gradient^2;
 * param -= lr / (1 - beta1^t) * mean / (sqrt(square) / sqrt(1 - beta2^t) + eps): changes param, mean and square in place, with
 * the roundings of lerp_, mul_, addcmul_, sqrt, div, add_ and addcdiv_ one after the other (torch.optim.Adam without foreach).
 * False, and nothing done, where the tensors are not float32 arrays of one shape: then those operations are to be used.
 */
export function adamStep(param: Tensor, gradient: Tensor, mean: Tensor, square: Tensor, scalars: AdamScalars): boolean {
  const values = plainValues([param, gradient, mean, square]);
  const rounded = [
    scalars.meanWeight,
    scalars.squareDecay,
    scalars.squareWeight,
    scalars.rootCorrection,
    scalars.eps,
    scalars.scale,
  ];
  if (values === null || !rounded.every((value) => Number.isFinite(fround(value)))) return false;
  const [weight, decay, squareWeight, root, eps, scale] = rounded.map(fround);
  // lerp starts from the nearer end.
  if (Math.abs(weight) >= 0.5) return false;
  const [p, g, m, s] = values;
  mean.storage.version++;
  // mul_ and addcmul_ each raise it.
  square.storage.version += 2;
  param.storage.version++;
  for (let i = 0; i < p.length; ) {
    for (const end = pieceEnd(i, p.length); i < end; i++) {
      const slope = g[i];
      const average = fround(m[i] + weight * fround(slope - m[i]));
      const squares = fround(fround(s[i] * decay) + fround(slope * squareWeight) * slope);
      const denominator = fround(fround(fround(sqrt(squares)) / root) + eps);
      m[i] = average;
      s[i] = squares;
      p[i] += fround(fround(average * scale) / denominator);
    }
  }
  return true;
}
