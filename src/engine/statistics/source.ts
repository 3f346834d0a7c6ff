import { loaders } from "../tensor/elements.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** A sequence of numbers that can be read in pieces: a tensor's elements in row-major order, or plain numbers. */
export interface NumberSource {
  readonly length: number;
  /** Copies elements `start` to `start + into.length` as float64. */
  read(start: number, into: Float64Array): void;
  /** The elements themselves, where they are float32 and lie one after the other. */
  readonly floats?: Float32Array;
  /** The same for float64. */
  readonly doubles?: Float64Array;
}

/** Elements read in one go: small enough to stay in the first-level cache as float64. */
export const CHUNK = 2048;

export function sourceOf(values: ArrayLike<number>): NumberSource {
  return {
    length: values.length,
    read(start, into) {
      for (let i = 0; i < into.length; i++) into[i] = values[start + i];
    },
    ...(values instanceof Float64Array && { doubles: values }),
  };
}

/** A tensor's elements in row-major order, whatever its strides. int64 beyond 2^53 is rounded. */
export function tensorSource(tensor: Tensor): NumberSource {
  const { shape, strides, offset, storage } = tensor;
  const length = tensor.elementCount;
  const { data, dtype } = storage;
  const load = loaders[dtype];
  const inner = contiguousTail(shape, strides);
  if (inner.dimensions === shape.length) {
    return {
      length,
      read: (start, into) => {
        load(data, offset + start, 1, into, 0, into.length);
      },
      ...(data instanceof Float32Array && { floats: data.subarray(offset, offset + length) }),
      ...(data instanceof Float64Array && { doubles: data.subarray(offset, offset + length) }),
    };
  }
  const outer = shape.length - inner.dimensions;
  /** Storage position of the run that holds row-major element `run * inner.length`. */
  const runStart = (run: number): number => {
    let position = offset;
    for (let d = outer - 1; d >= 0; d--) {
      position += (run % shape[d]) * strides[d];
      run = Math.floor(run / shape[d]);
    }
    return position;
  };
  return {
    length,
    read(start, into) {
      for (let done = 0; done < into.length; ) {
        const run = Math.floor((start + done) / inner.length);
        const within = (start + done) % inner.length;
        const take = Math.min(inner.length - within, into.length - done);
        load(data, runStart(run) + within, 1, into, done, take);
        done += take;
      }
    },
  };
}

/** How many of the last dimensions lie one after the other in memory, and how many elements they hold. */
function contiguousTail(shape: readonly number[], strides: readonly number[]): { dimensions: number; length: number } {
  let length = 1;
  let dimensions = 0;
  for (let d = shape.length - 1; d >= 0; d--) {
    if (shape[d] !== 1 && strides[d] !== length) break;
    length *= shape[d];
    dimensions++;
  }
  return { dimensions, length };
}

/** The part of a source from `start`, `length` elements long. */
export function slice(source: NumberSource, start: number, length: number): NumberSource {
  return {
    length,
    read: (from, into) => source.read(start + from, into),
    ...(source.floats !== undefined && { floats: source.floats.subarray(start, start + length) }),
    ...(source.doubles !== undefined && { doubles: source.doubles.subarray(start, start + length) }),
  };
}

/** Calls `visit` with consecutive pieces of at most {@link CHUNK} elements; `piece` is reused between calls. */
export function forEachChunk(
  source: NumberSource,
  visit: (piece: Float64Array, start: number) => void,
  checkInterrupt?: () => void,
): void {
  const buffer = new Float64Array(Math.min(CHUNK, source.length));
  for (let start = 0, chunks = 0; start < source.length; start += CHUNK, chunks++) {
    const size = Math.min(CHUNK, source.length - start);
    const piece = size === buffer.length ? buffer : buffer.subarray(0, size);
    source.read(start, piece);
    visit(piece, start);
    if ((chunks & 63) === 63) checkInterrupt?.();
  }
}

/** The elements where they lie, float32 or float64; a copy in float64 where they do not lie one after the other. */
export const arrayOf = (source: NumberSource): Float32Array | Float64Array =>
  source.floats ?? source.doubles ?? readAll(source);

/** Every element as float64. */
export function readAll(source: NumberSource): Float64Array {
  const values = new Float64Array(source.length);
  source.read(0, values);
  return values;
}
