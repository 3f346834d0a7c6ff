/** Operations that are compositions of others, here as in PyTorch, so that their gradients follow. */

import { indexError, runtimeError } from "../../../../engine/errors.ts";
import * as engine from "../../../../engine/index.ts";
import { toNumbers } from "../../../../engine/ops/copy.ts";
import { checkMatrix } from "../../../../engine/ops/matrices.ts";
import { dropoutMask } from "../../../../engine/random/index.ts";
import { type DType, dtypes } from "../../../../engine/tensor/dtype.ts";
import { makeParts } from "../../../../engine/tensor/parts.ts";
import { newPlaces } from "../../../../engine/tensor/places.ts";
import type { Scalar } from "../../../../engine/tensor/scalar.ts";
import { wrapDim } from "../../../../engine/tensor/shape.ts";
import { Storage } from "../../../../engine/tensor/storage.ts";
import { Tensor } from "../../../../engine/tensor/tensor.ts";
import { worked } from "../../../../engine/work.ts";
import { checkElements } from "../../../runtime/limits.ts";
import type { Target } from "./definition.ts";

export type Reduction = "none" | "mean" | "sum";

const reduced = (losses: Tensor, reduction: Reduction): Tensor =>
  reduction === "none" ? losses : reduction === "mean" ? engine.mean(losses) : engine.sum(losses);

/** The result under the name that PyTorch's history shows for the whole composition. */
export function named(result: Tensor, name: string): Tensor {
  const node = result.gradient?.edge?.node;
  if (node) node.name = name;
  return result;
}

/** A number that was given as such or as a tensor without dimensions. */
export function numberOf(operand: Tensor | Scalar): Scalar {
  if (!(operand instanceof Tensor)) return operand;
  if (operand.shape.length > 0) {
    throw runtimeError(
      `index_fill_ only supports a 0-dimensional value tensor, but got tensor with ${operand.shape.length} dimension(s).`,
    );
  }
  return engine.item(operand);
}

/** A tensor with at least so many dimensions: a vector becomes a row, a matrix gets a third dimension at the end. */
export function atLeast(tensor: Tensor, rank: 1 | 2 | 3): Tensor {
  const own = tensor.shape.length;
  if (own >= rank) return tensor;
  if (own === 0) return engine.reshape(tensor, new Array<number>(rank).fill(1));
  if (rank === 2) return engine.unsqueeze(tensor, 0);
  return own === 1 ? engine.unsqueeze(engine.unsqueeze(tensor, 0), -1) : engine.unsqueeze(tensor, -1);
}

const requireSome = (name: string, tensors: readonly Tensor[]): void => {
  if (tensors.length === 0) throw runtimeError(`${name} expects a non-empty TensorList`);
};

export function hstack(tensors: readonly Tensor[]): Tensor {
  requireSome("hstack", tensors);
  const wide = tensors.map((tensor) => atLeast(tensor, 1));
  return engine.cat(wide, wide[0].shape.length === 1 ? 0 : 1);
}

export function vstack(tensors: readonly Tensor[]): Tensor {
  requireSome("vstack", tensors);
  return engine.cat(
    tensors.map((tensor) => atLeast(tensor, 2)),
    0,
  );
}

export function dstack(tensors: readonly Tensor[]): Tensor {
  requireSome("dstack", tensors);
  return engine.cat(
    tensors.map((tensor) => atLeast(tensor, 3)),
    2,
  );
}

export function columnStack(tensors: readonly Tensor[]): Tensor {
  requireSome("column_stack", tensors);
  return hstack(
    tensors.map((tensor) => (tensor.shape.length <= 1 ? engine.reshape(tensor, [tensor.elementCount, 1]) : tensor)),
  );
}

/** Matrices along a diagonal. RuntimeError for more than two dimensions. */
export function blockDiag(tensors: readonly Tensor[]): Tensor {
  const blocks = tensors.map((tensor, i) => {
    if (tensor.shape.length > 2) {
      throw runtimeError(
        `torch.block_diag: Input tensors must have 2 or fewer dimensions. Input ${i} has ${tensor.shape.length} dimensions`,
      );
    }
    return atLeast(tensor, 2);
  });
  const columns = blocks.reduce((sum, block) => sum + block.shape[1], 0);
  let before = 0;
  const rows = blocks.map((block) => {
    const after = columns - before - block.shape[1];
    const row = engine.pad(block, [before, after]);
    before += block.shape[1];
    return row;
  });
  return engine.cat(rows, 0);
}

function numberOfCombinations(n: number, r: number): number {
  if (r > n) return r === 0 ? 1 : 0;
  let count = 1;
  for (let i = 1; i <= Math.min(r, n - r) && count < Number.MAX_SAFE_INTEGER; i++) {
    count = Math.round((count * (n - i + 1)) / i);
  }
  return count;
}

/** All r-element combinations of a vector's elements, in order. */
export function combinations(input: Tensor, r: number, withReplacement: boolean): Tensor {
  if (input.shape.length !== 1) {
    throw runtimeError(`Expect a 1D vector, but got shape [${input.shape.join(", ")}]`);
  }
  if (r < 0) throw runtimeError(`Expect a non-negative number, but got ${r}`);
  if (r === 0) return engine.zeros([0], input.dtype);
  const [n] = input.shape;
  const step = withReplacement ? 0 : 1;
  const rows = numberOfCombinations(withReplacement ? n + r - 1 : n, r);
  // All are as many as could never be kept, or few enough to be counted exactly.
  const places = newPlaces(rows * r);
  const chosen = Array.from({ length: rows === 0 ? 0 : r }, (_, i) => i * step);
  for (let row = 0; row < rows; row++) {
    places.set(chosen, row * r);
    worked(r);
    let last = r - 1;
    while (last >= 0 && chosen[last] === n - 1 - step * (r - 1 - last)) last--;
    if (last < 0) break;
    chosen[last]++;
    for (let i = last + 1; i < r; i++) chosen[i] = chosen[i - 1] + step;
  }
  const index = engine.fromNumbers(places, [places.length], "int64");
  return named(engine.reshape(engine.indexSelect(input, 0, index), [rows, r]), "StackBackward0");
}

/** The integral by the trapezoid rule, with PyTorch's order of sums: even steps of `dx`, or the places `x`. */
export function trapezoid(y: Tensor, x: Tensor | null, dx: number, dim: number): Tensor {
  const rank = y.shape.length;
  const d = wrapDim(dim, rank);
  const size = y.shape[d];
  if (size === 0)
    return engine.zeros(
      y.shape.filter((_, i) => i !== d),
      y.dtype,
    );
  if (y.dtype === "bool") throw runtimeError("trapezoid: received a bool input for `y`, but bool is not supported");
  if (x === null) {
    const ends = engine.add(engine.select(y, d, 0), engine.select(y, d, -1));
    return named(engine.mul(engine.sub(engine.sum(y, { dims: [d] }), engine.mul(ends, 0.5)), dx), "MulBackward1");
  }
  if (x.dtype === "bool")
    throw runtimeError("trapezoid: received a bool input for `x` or `y`, but bool is not supported");
  if (x.shape.length === 1 && x.shape[0] !== size) {
    throw runtimeError("trapezoid: There must be one `x` value for each sample point");
  }
  const spread =
    x.shape.length === 1 && rank > 1
      ? engine.reshape(
          x,
          y.shape.map((_, i) => (i === d ? size : 1)),
        )
      : x;
  const along = x.shape.length === 1 && rank > 1 ? d : d - rank + x.shape.length;
  const steps = engine.diff(spread, { dim: along });
  const pairs = engine.add(engine.slice(y, d, 0, size - 1, 1), engine.slice(y, d, 1, size, 1));
  return named(engine.div(engine.sum(engine.mul(pairs, steps), { dims: [d] }), 2), "DivBackward1");
}

/** The powers 0 to n - 1 of a vector's elements as columns, the highest first unless `increasing`. */
export function vander(input: Tensor, n: number, increasing: boolean): Tensor {
  if (input.shape.length !== 1) throw runtimeError("x must be a one-dimensional tensor.");
  if (n < 0) throw runtimeError("N must be non-negative.");
  const size = input.shape[0];
  const wide = engine.isFloating(input.dtype) ? input : engine.to(input, "int64");
  if (n === 0) return engine.zeros([size, 0], wide.dtype);
  const ones = engine.ones([size, 1], wide.dtype);
  const column = engine.unsqueeze(wide, 1);
  const result = n === 1 ? ones : engine.cat([ones, engine.cumprod(engine.expand(column, [size, n - 1]), 1)], 1);
  return increasing ? result : engine.flip(result, [1]);
}

/** Cross product over a dimension of size 3 (the first such one where none is named). */
export function cross(a: Tensor, b: Tensor, dim?: number): Tensor {
  const place = dim ?? a.shape.indexOf(3);
  if (place === -1 && dim === undefined && a.shape.length === b.shape.length) {
    throw runtimeError("no dimension of size 3 in input");
  }
  return engine.linalgCross(a, b, place);
}

export interface CovarianceWeights {
  /** How often each observation was made: integers. */
  readonly frequencies?: Tensor | null;
  /** How much each observation counts. */
  readonly importance?: Tensor | null;
}

/** The weights' product, or null; RuntimeErrors in PyTorch's words. */
function covarianceWeights(count: number, { frequencies, importance }: CovarianceWeights): Tensor | null {
  for (const [name, weights] of [
    ["fweights", frequencies],
    ["aweights", importance],
  ] as const) {
    if (!weights) continue;
    if (weights.shape.length > 1) {
      throw runtimeError(
        `cov(): expected ${name} to have one or fewer dimensions but got ${name} with ${weights.shape.length} dimensions`,
      );
    }
    if (engine.isFloating(weights.dtype) !== (name === "aweights")) {
      const wanted = name === "aweights" ? "floating point" : "integral";
      throw runtimeError(
        `cov(): expected ${name} to have ${wanted} dtype but got ${name} with ${scalarName(weights.dtype)} dtype`,
      );
    }
    if (weights.elementCount !== count) {
      throw runtimeError(
        `cov(): expected ${name} to have the same numel as there are observations in the input but got ${weights.elementCount} != ${count}`,
      );
    }
    if (count > 0 && Number(engine.item(engine.min(engine.detach(weights)))) < 0) {
      throw runtimeError(`cov(): ${name} cannot be negative`);
    }
  }
  if (frequencies && importance) return engine.mul(frequencies, importance);
  return frequencies ?? importance ?? null;
}

/** Covariance of the rows' variables over the columns' observations. */
export function cov(input: Tensor, correction: number, given: CovarianceWeights = {}): Tensor {
  if (input.shape.length > 2) {
    throw runtimeError(
      `cov(): expected input to have two or fewer dimensions but got an input with ${input.shape.length} dimensions`,
    );
  }
  if (input.dtype === "bool") throw runtimeError("cov(): bool dtype is not supported for input");
  const rows = atLeast(input, 2);
  const n = rows.shape[1];
  const weights = covarianceWeights(n, given);
  if (weights !== null && n > 0) return weightedCov(rows, weights, correction, given);
  const centred = engine.sub(rows, engine.mean(rows, { dims: [1], keepdim: true }));
  const product = engine.matmul(centred, engine.transpose(centred, 0, 1));
  return engine.squeeze(engine.div(product, BigInt(Math.max(n - correction, 0))));
}

function weightedCov(rows: Tensor, weights: Tensor, correction: number, given: CovarianceWeights): Tensor {
  const total = engine.sum(weights);
  if (Number(engine.item(engine.detach(total))) === 0) {
    throw runtimeError("cov(): weights sum to zero, can't be normalized");
  }
  const means = engine.div(engine.sum(engine.mul(rows, weights), { dims: [1] }), total);
  const { frequencies, importance } = given;
  const lost =
    frequencies && importance ? engine.div(engine.sum(engine.mul(weights, importance)), total)
    : importance ? engine.div(engine.sum(engine.mul(weights, importance)), total)
    : 1n; // biome-ignore format: a table
  const norm = engine.sub(total, engine.mul(lost, BigInt(correction)));
  const centred = engine.sub(rows, engine.unsqueeze(means, 1));
  const product = engine.matmul(centred, engine.transpose(engine.mul(centred, weights), 0, 1));
  return engine.squeeze(engine.div(product, engine.clamp(norm, { min: 0n })));
}

export function corrcoef(input: Tensor): Tensor {
  const c = cov(input, 1);
  if (c.shape.length === 0) return engine.div(c, c);
  const deviations = engine.sqrt(engine.diagonal(c));
  const scaled = engine.div(engine.div(c, engine.unsqueeze(deviations, 1)), engine.unsqueeze(deviations, 0));
  return engine.clamp(scaled, { min: -1n, max: 1n });
}

/** Slices of a dimension scaled down to a largest p-norm. */
export function renorm(input: Tensor, p: number, dim: number, maxNorm: number): Tensor {
  if (p <= 0) throw runtimeError("renorm: non-positive-norm not supported");
  if (maxNorm < 0) throw runtimeError(`renorm: expected maxnorm to be >= 0 but got ${maxNorm}`);
  if (input.shape.length < 2) {
    throw runtimeError(`renorm: input needs at least 2 dimensions, got ${input.shape.length} dimensions`);
  }
  const d = dim < 0 ? dim + input.shape.length : dim;
  const dims = input.shape.map((_, i) => i).filter((i) => i !== d);
  const norms = engine.vectorNorm(input, p, { dims, keepdim: true });
  const factors = engine.where(engine.gt(norms, maxNorm), engine.div(maxNorm, engine.add(norms, 1e-7)), 1);
  return named(engine.contiguous(engine.mul(input, factors)), "RenormBackward0");
}

export function logdet(input: Tensor): Tensor {
  checkMatrix("logdet", input, true);
  const { sign, logabsdet } = engine.slogdet(input);
  return engine.where(engine.eq(sign, -1n), Number.NaN, logabsdet);
}

/** `fill_diagonal_`: the main diagonal of a matrix, or of a tensor with equal sizes, set to one value. */
export function fillDiagonal_(input: Tensor, value: Scalar, wrap: boolean): Tensor {
  const rank = input.shape.length;
  if (rank < 2) throw runtimeError("dimensions must larger than 1");
  if (rank > 2 && input.shape.some((size) => size !== input.shape[0])) {
    throw runtimeError("all dimensions of input must be of equal length");
  }
  const step = input.strides.reduce((sum, stride) => sum + stride, 0);
  const [rows, columns] = input.shape;
  const count = Math.min(...input.shape);
  engine.fillInPlace(engine.asStrided(input, [count], [step], input.offset), value);
  if (wrap && rank === 2 && rows > columns + 1) {
    for (let start = columns + 1; start < rows; start += columns + 1) {
      const length = Math.min(rows - start, columns);
      const offset = input.offset + start * input.strides[0];
      engine.fillInPlace(engine.asStrided(input, [length], [step], offset), value);
    }
  }
  return input;
}

/** A tensor of indices, or of how many parts there are. */
function splitPlaces(where: Tensor): number | readonly number[] {
  if (where.dtype !== "int64") {
    throw runtimeError(
      `tensor_split expected tensor_indices_or_sections to have dtype of long, but got ${dtypes[where.dtype].scalarName}`,
    );
  }
  const rank = where.shape.length;
  if (rank > 1) {
    throw runtimeError(
      `tensor_split expected tensor_indices_or_sections to be a zero-dimensional or one-dimensional tensor, but got a tensor with ${rank} dims`,
    );
  }
  const numbers = Array.from(toNumbers(where));
  return rank === 0 ? numbers[0] : numbers;
}

/** Pieces cut at indices, or so many that are as equal as possible. */
export function tensorSplit(input: Tensor, where: number | readonly number[] | Tensor, dim: number): Tensor[] {
  const rank = input.shape.length;
  if (rank === 0)
    throw runtimeError("tensor_split expected at least a 1-dimensional tensor, but got a tensor with 0 dims");
  const places = typeof where === "object" && "dtype" in where ? splitPlaces(where) : where;
  if (dim < -rank || dim >= rank) {
    throw indexError(`Dimension out of range (expected to be in range of [${-rank}, ${rank - 1}], but got ${dim})`);
  }
  const d = dim < 0 ? dim + rank : dim;
  const size = input.shape[d];
  const cuts: number[] = [];
  if (typeof places === "number") {
    if (places <= 0) throw runtimeError(`number of sections must be larger than 0, got ${places}`);
    const [least, extra] = [Math.floor(size / places), size % places];
    checkElements(places);
    for (let i = 1; i < places; i++) cuts.push(i * least + Math.min(i, extra));
  } else for (const place of places) cuts.push(place);
  cuts.push(size);
  let start = 0;
  return makeParts(cuts.length, (i) => {
    const cut = cuts[i];
    const end = Math.min(cut < 0 ? Math.max(cut + size, 0) : cut, size);
    const piece = engine.slice(input, d, start, Math.max(start, end), 1);
    start = end;
    return piece;
  });
}

/** The same bytes as another dtype; the last dimension's size changes with the dtype's. */
export function viewAsDType(input: Tensor, dtype: DType): Tensor {
  const { bytes, makeArray } = dtypes[dtype];
  const own = dtypes[input.dtype].bytes;
  if (dtype === input.dtype) return engine.alias(input);
  const rank = input.shape.length;
  if (own !== bytes && rank === 0) {
    throw runtimeError(
      `self.dim() cannot be 0 to view ${scalarName(input.dtype)} as ${scalarName(dtype)} (different element sizes)`,
    );
  }
  const contiguous = engine.contiguous(engine.detach(input));
  const { data } = contiguous.storage;
  const last = input.shape[rank - 1] ?? 1;
  if ((last * own) % bytes !== 0) {
    throw runtimeError(
      `self.size(-1) must be divisible by ${bytes / own} to view ${scalarName(input.dtype)} as ${scalarName(dtype)} (different element sizes), but got ${last}`,
    );
  }
  const count = (contiguous.elementCount * own) / bytes;
  const storage = new Storage(dtype, makeArray(data.buffer, data.byteOffset + contiguous.offset * own, count));
  const shape = rank === 0 ? [] : [...input.shape.slice(0, -1), (last * own) / bytes];
  return engine.reshape(new Tensor(storage, [count], [1], 0), shape);
}
const scalarName = (dtype: DType): string => dtypes[dtype].scalarName;

/** `scatter(..., reduce="add" | "multiply")`. */
export function scatterWithReduce(
  input: Tensor,
  dim: number,
  index: Tensor,
  source: Tensor | Scalar,
  reduce: string,
  target: Target,
): Tensor {
  const how = reduce === "add" ? "sum" : reduce === "multiply" ? "prod" : null;
  if (how === null) throw runtimeError("reduce argument must be either add or multiply.");
  const values = source instanceof Tensor ? source : engine.full(index.shape, source, input.dtype);
  return engine.scatterReduce(input, dim, index, values, how, { includeSelf: true, ...target });
}

function checkBilinear(a: Tensor, b: Tensor, weight: Tensor, bias: Tensor | null): void {
  if (a.shape.length !== b.shape.length) {
    throw runtimeError(`bilinear(): input dimensions do not match: got ${a.shape.length} and ${b.shape.length}`);
  }
  for (let i = 0; i < a.shape.length - 1; i++) {
    if (a.shape[i] !== b.shape[i]) {
      throw runtimeError(
        `bilinear(): input batch dimensions do not match at dim ${i}: got ${a.shape[i]} and ${b.shape[i]}`,
      );
    }
  }
  for (const [place, input, dim] of [
    [1, a, 1],
    [2, b, 2],
  ] as const) {
    const size = input.shape[input.shape.length - 1];
    if (size !== weight.shape[dim]) {
      throw runtimeError(
        `bilinear(): input${place} size does not match weight size: got ${size} but expected ${weight.shape[dim]}`,
      );
    }
  }
  if (bias !== null && bias.shape[0] !== weight.shape[0]) {
    throw runtimeError(
      `bilinear(): bias size does not match weight size: got ${bias.shape[0]} but expected ${weight.shape[0]}`,
    );
  }
}

/** Zeros of the product's shape that keep the inputs in the history. */
function emptyBilinear(a: Tensor, b: Tensor, weight: Tensor, batch: readonly number[]): Tensor {
  const nothing = engine.add(engine.add(engine.sum(a), engine.sum(b)), engine.mul(engine.sum(weight), 0n));
  return engine.expand(nothing, [...batch, weight.shape[0]]);
}

/** x1^T A x2 + b for every output feature. */
export function bilinear(a: Tensor, b: Tensor, weight: Tensor, bias: Tensor | null): Tensor {
  checkBilinear(a, b, weight, bias);
  const batch = a.shape.slice(0, -1);
  const product =
    a.elementCount === 0 || b.elementCount === 0
      ? emptyBilinear(a, b, weight, batch)
      : engine.einsum("...i,oij,...j->...o", [a, weight, b]);
  return bias === null ? product : engine.add(product, bias);
}

/** Rows of an embedding that are used, scaled down to a largest norm, in place. */
export function embeddingRenorm_(weight: Tensor, indices: Tensor, maxNorm: number, normType: number): Tensor {
  const rows = [...new Set(engine.toNumbers(indices))].sort((a, b) => a - b);
  engine.noGrad(() => {
    for (const row of rows) {
      const view = engine.select(engine.detach(weight), 0, row);
      const norm = Number(engine.item(engine.vectorNorm(view, normType)));
      if (norm > maxNorm) engine.mul(view, maxNorm / (norm + 1e-7), { out: view });
    }
  });
  return weight;
}

/** The shape of a mask that keeps or drops whole channels. */
const channelShape = (input: Tensor): number[] => input.shape.map((size, i) => (i < 2 ? size : 1));

function masked(input: Tensor, mask: Tensor, p: number, train: boolean): Tensor | null {
  return !train || p === 0 || input.elementCount === 0 ? null : engine.mul(input, mask);
}

export function featureDropout(input: Tensor, p: number, train: boolean): Tensor {
  if (!train || p === 0 || input.elementCount === 0) return input;
  if (p === 1) return engine.mul(input, engine.zeros([], input.dtype));
  checkChannels(input);
  const mask = dropoutMask(engine.zeros(channelShape(input), input.dtype), p);
  return masked(input, mask, p, train) ?? input;
}

function checkChannels(input: Tensor): void {
  if (input.shape.length < 2) throw runtimeError("Feature dropout requires at least 2 dimensions in the input");
}

/** Dropout whose dropped values keep mean and variance of SELU's activations. */
function alphaDrop(input: Tensor, noise: Tensor, p: number, train: boolean): Tensor {
  if (!train || p === 0 || input.elementCount === 0) return input;
  if (p === 1) return engine.mul(input, engine.zeros([], input.dtype));
  const alpha = 1.7580993408473766;
  const scaled = dropoutMask(noise, p);
  const kept = engine.to(engine.ne(scaled, 0n), input.dtype);
  const a = 1 / Math.sqrt((alpha * alpha * p + 1) * (1 - p));
  const b = engine.add(engine.mul(engine.sub(kept, 1n), alpha * a), alpha * a * p);
  return engine.add(engine.mul(input, engine.mul(kept, a)), b);
}
export const alphaDropout = (input: Tensor, p: number, train: boolean): Tensor =>
  alphaDrop(input, engine.emptyLike(input), p, train);
export function featureAlphaDropout(input: Tensor, p: number, train: boolean): Tensor {
  if (train && p !== 0 && p !== 1 && input.elementCount > 0) checkChannels(input);
  return alphaDrop(input, engine.zeros(channelShape(input), input.dtype), p, train);
}

/** log(1 + exp(-y x)). */
export const softMarginLoss = (input: Tensor, target: Tensor, reduction: Reduction): Tensor =>
  named(reduced(engine.log1p(engine.exp(engine.mul(engine.neg(target), input))), reduction), "SoftMarginLossBackward0");

export interface PoissonOptions {
  readonly logInput: boolean;
  readonly full: boolean;
  readonly eps: number;
  readonly reduction: Reduction;
}

export function poissonNllLoss(
  input: Tensor,
  target: Tensor,
  { logInput, full, eps, reduction }: PoissonOptions,
): Tensor {
  let losses = logInput
    ? engine.sub(engine.exp(input), engine.mul(target, input))
    : engine.sub(input, engine.mul(target, engine.log(engine.add(input, eps))));
  if (full) {
    const stirling = engine.add(
      engine.sub(engine.mul(target, engine.log(target)), target),
      engine.mul(engine.log(engine.mul(target, 2 * Math.PI)), 0.5),
    );
    losses = engine.add(losses, engine.maskedFill(stirling, engine.le(target, 1n), 0n));
  }
  return reduced(losses, reduction);
}

export function hingeEmbeddingLoss(input: Tensor, target: Tensor, margin: number, reduction: Reduction): Tensor {
  const far = engine.clampMin(engine.rsub(input, margin), 0n);
  const zeros = engine.zeros([], input.dtype);
  const losses = engine.add(
    engine.where(engine.ne(target, 1n), far, zeros),
    engine.where(engine.ne(target, -1n), input, zeros),
  );
  return reduced(losses, reduction);
}

export function marginRankingLoss(a: Tensor, b: Tensor, target: Tensor, margin: number, reduction: Reduction): Tensor {
  const losses = engine.clampMin(engine.add(engine.mul(engine.neg(target), engine.sub(a, b)), margin), 0n);
  return reduced(losses, reduction);
}

export function cosineEmbeddingLoss(
  a: Tensor,
  b: Tensor,
  target: Tensor,
  margin: number,
  reduction: Reduction,
): Tensor {
  const epsilon = 1e-12;
  const dims = [target.shape.length];
  const dot = engine.sum(engine.mul(a, b), { dims });
  const square = (x: Tensor): Tensor => engine.add(engine.sum(engine.mul(x, x), { dims }), epsilon);
  const cosine = engine.div(dot, engine.sqrt(engine.mul(square(a), square(b))));
  const zeros = engine.zeros([], cosine.dtype);
  const losses = engine.add(
    engine.where(engine.eq(target, 1n), engine.rsub(cosine, 1n), zeros),
    engine.where(engine.eq(target, -1n), engine.clampMin(engine.sub(cosine, margin), 0n), zeros),
  );
  return reduced(losses, reduction);
}
