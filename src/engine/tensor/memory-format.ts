/** Channels-last memory: whether PyTorch takes a layout for it, and its strides (c10/core/MemoryFormat.h). */
import type { Shape } from "./shape.ts";
import type { Tensor } from "./tensor.ts";

/** Dimensions from fastest to slowest: channels, then the spatial ones from the last to the first, then the batch. */
const fastestFirst = (rank: number): number[] => [1, ...Array.from({ length: rank - 2 }, (_, i) => rank - 1 - i), 0];

/**
 * Whether a tensor [batch, channels, ...sizes] of two or three spatial dimensions lies in memory with its channels
 * closest together. Where sizes of one leave that open, it does not.
 */
export function suggestsChannelsLast({ shape, strides }: Tensor): boolean {
  const rank = shape.length;
  if (rank !== 4 && rank !== 5) return false;
  if (strides[1] === 0) return false;
  let least = 0;
  for (const dim of fastestFirst(rank)) {
    if (shape[dim] === 0 || strides[dim] < least) return false;
    if (dim === 0 && least === strides[1]) return false;
    least = shape[dim] > 1 ? strides[dim] * shape[dim] : strides[dim];
  }
  return true;
}

/** The strides of a gapless channels-last tensor. */
export function channelsLastStrides(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (const dim of fastestFirst(shape.length)) {
    strides[dim] = step;
    step *= Math.max(shape[dim], 1);
  }
  return strides;
}
