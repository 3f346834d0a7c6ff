import type { GradientMetadata } from "../autograd/metadata.ts";
import type { DType } from "./dtype.ts";
import type { Storage } from "./storage.ts";

/**
 * A strided view of a storage. `strides` and `offset` count elements. A tensor with no dimensions has shape [] and
 * one element. Everything that acts on tensors is a function of ops/, norm/ or autograd/, so that a tensor is only data.
 */
export class Tensor {
  /** What autograd knows of this tensor; null until it is asked for a gradient or comes out of a recorded operation. */
  gradient: GradientMetadata | null = null;
  /** The object under which a user knows this tensor, kept by whoever shows tensors to users, so that it stays one. */
  handle: object | null = null;

  constructor(
    /** Changes only where a tensor is given other memory as a whole (`out=` of another size, `x.data = y`). */
    public storage: Storage,
    public shape: readonly number[],
    public strides: readonly number[],
    public offset: number,
  ) {}

  get dtype(): DType {
    return this.storage.dtype;
  }

  get elementCount(): number {
    let count = 1;
    for (const size of this.shape) count *= size;
    return count;
  }
}
