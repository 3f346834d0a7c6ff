/**
 * Reading and writing a strided tensor as a stream of doubles in row-major order. Operations work on blocks of such
 * streams, which stay in cache, so one loop an operation serves every dtype, stride and broadcast.
 */

import { worked } from "../work.ts";
import type { ElementArray } from "./dtype.ts";
import { type Load, loaders, type Store, storers } from "./elements.ts";
import type { Shape } from "./shape.ts";
import { coalesce } from "./strides.ts";
import type { Tensor } from "./tensor.ts";

/** Elements in a block: three blocks of doubles fit in a first-level cache. */
export const blockSize = 1024;

/** A position that moves through a strided layout in row-major order. */
class Walk {
  protected readonly data: ElementArray;
  protected readonly innerStep: number;
  private readonly innerCount: number;
  private readonly sizes: readonly number[];
  private readonly steps: readonly number[];
  private readonly counters: number[];
  /** Start of the current innermost run, and how much of it is used. */
  private runStart: number;
  private used = 0;

  constructor(tensor: Tensor, shape: Shape, strides: Shape) {
    const layout = coalesce(shape, strides);
    const last = layout.shape.length - 1;
    this.data = tensor.storage.data;
    this.innerCount = last >= 0 ? layout.shape[last] : 1;
    this.innerStep = last >= 0 ? layout.strides[last] : 1;
    this.sizes = layout.shape;
    this.steps = layout.strides;
    this.counters = last > 0 ? new Array<number>(last).fill(0) : [];
    this.runStart = tensor.offset;
  }

  /** Where the next element lies. */
  protected get position(): number {
    return this.runStart + this.used * this.innerStep;
  }

  /** How many of the next elements lie evenly spaced, at most `wanted`. */
  protected available(wanted: number): number {
    return Math.min(this.innerCount - this.used, wanted);
  }

  protected advance(count: number): void {
    this.used += count;
    if (this.used < this.innerCount) return;
    this.used = 0;
    for (let dim = this.counters.length - 1; dim >= 0; dim--) {
      this.runStart += this.steps[dim];
      if (++this.counters[dim] < this.sizes[dim]) return;
      this.runStart -= this.steps[dim] * this.sizes[dim];
      this.counters[dim] = 0;
    }
  }
}

/** Elements between two looks at the interrupt, however many are asked for at once. */
const longestPiece = 2 ** 20;

export class Reader extends Walk {
  private readonly load: Load;

  constructor(tensor: Tensor, shape: Shape = tensor.shape, strides: Shape = tensor.strides) {
    super(tensor, shape, strides);
    this.load = loaders[tensor.dtype];
  }

  /** Reads the next elements; false where an int64 among them has no exact double. */
  read(into: Float64Array, count: number): boolean {
    let exact = true;
    for (let done = 0; done < count; ) {
      const n = this.available(Math.min(count - done, longestPiece));
      worked(n);
      if (!this.load(this.data, this.position, this.innerStep, into, done, n)) exact = false;
      this.advance(n);
      done += n;
    }
    return exact;
  }
}

export class Writer extends Walk {
  private readonly store: Store;

  constructor(tensor: Tensor, shape: Shape = tensor.shape, strides: Shape = tensor.strides) {
    super(tensor, shape, strides);
    this.store = storers[tensor.dtype];
  }

  write(from: Float64Array, count: number): void {
    for (let done = 0; done < count; ) {
      const n = this.available(Math.min(count - done, longestPiece));
      worked(n);
      this.store(this.data, this.position, this.innerStep, from, done, n);
      this.advance(n);
      done += n;
    }
  }
}

/** The storage index of every element, in row-major order. */
export function storagePositions(
  tensor: Tensor,
  shape: Shape = tensor.shape,
  strides: Shape = tensor.strides,
): Int32Array {
  let count = 1;
  for (const size of shape) count *= size;
  const positions = new Int32Array(count);
  if (count > 0) new PositionWalk(tensor, shape, strides).fill(positions);
  return positions;
}

class PositionWalk extends Walk {
  fill(positions: Int32Array): void {
    const { innerStep } = this;
    for (let done = 0; done < positions.length; ) {
      const n = this.available(Math.min(positions.length - done, longestPiece));
      worked(n);
      for (let i = 0, at = this.position; i < n; i++, at += innerStep) positions[done + i] = at;
      this.advance(n);
      done += n;
    }
  }
}

/** Positions between two counts of work: those who ask for one at a time do more than read it. */
const countedPositions = 2 ** 14;

/** Storage indices in row-major order, one at a time. */
export class IndexWalk extends Walk {
  private taken = 0;

  constructor(tensor: Tensor, shape: Shape = tensor.shape, strides: Shape = tensor.strides) {
    super(tensor, shape, strides);
  }

  next(): number {
    const index = this.position;
    this.advance(1);
    if (++this.taken % countedPositions === 0) worked(8 * countedPositions);
    return index;
  }
}
