/** Functions of matrices: covariance and correlation, norms of slices, the determinant. */
import { runtimeError } from "../../../../../engine/errors.ts";
import * as engine from "../../../../../engine/index.ts";
import { checkMatrix } from "../../../../../engine/ops/matrices.ts";
import type { Tensor } from "../../../../../engine/tensor/tensor.ts";
import { atLeast } from "./joining.ts";
import { named, scalarName } from "./names.ts";

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
