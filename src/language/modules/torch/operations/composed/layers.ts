/** What layers of networks compute: bilinear maps, norms of embeddings, and dropout of channels and of SELU. */
import { runtimeError } from "../../../../../engine/errors.ts";
import * as engine from "../../../../../engine/index.ts";
import { dropoutMask } from "../../../../../engine/random/index.ts";
import type { Tensor } from "../../../../../engine/tensor/tensor.ts";

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
