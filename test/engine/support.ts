/** What engine tests share: short ways to make tensors, read them, and expect PyTorch's errors. */
import assert from "node:assert/strict";
import { TorchError, type TorchErrorKind } from "../../src/engine/errors.ts";
import * as ops from "../../src/engine/ops/index.ts";
import { type DType, dtypes } from "../../src/engine/tensor/dtype.ts";
import { Storage } from "../../src/engine/tensor/storage.ts";
import { contiguousStrides } from "../../src/engine/tensor/strides.ts";
import { Tensor } from "../../src/engine/tensor/tensor.ts";

/** Nested arrays of plain numbers (bool as 0 and 1, integers without the n). */
export type Plain = number | Plain[];

const plain = (value: ops.NestedScalars): Plain => (Array.isArray(value) ? value.map(plain) : Number(value));

/** A tensor's values as nested numbers. */
export const values = (tensor: Tensor): Plain => plain(ops.toNested(tensor));

/** Nested numbers as a tensor. */
export function make(data: Plain, dtype: DType = "float32"): Tensor {
  const shape: number[] = [];
  for (let level: Plain = data; Array.isArray(level); level = level[0]) {
    shape.push(level.length);
    if (level.length === 0) break;
  }
  const flatten = (level: Plain): number[] => (Array.isArray(level) ? level.flatMap(flatten) : [level]);
  return ops.fromNumbers(flatten(data), shape, dtype);
}

/** 0, 1, 2, ... in a shape. */
export function range(shape: readonly number[], dtype: DType = "float32"): Tensor {
  const count = shape.reduce((product, size) => product * size, 1);
  return ops.fromNumbers(
    Array.from({ length: count }, (_, i) => i),
    shape,
    dtype,
  );
}

export function throwsTorch(action: () => unknown, kind: TorchErrorKind, message: string): void {
  assert.throws(action, (error) => {
    assert.ok(error instanceof TorchError, `${error}`);
    assert.equal(error.message, message);
    assert.equal(error.kind, kind);
    return true;
  });
}

/** A tensor as the oracle records it. */
export interface Recorded {
  readonly dtype: DType;
  readonly shape: number[];
  readonly data: string;
}

export const isRecorded = (value: unknown): value is Recorded =>
  typeof value === "object" && value !== null && "data" in value && "shape" in value;

export function fromRecorded({ dtype, shape, data }: Recorded): Tensor {
  const bytes = Uint8Array.from(Buffer.from(data, "base64"));
  const { bytes: width, makeArray } = dtypes[dtype];
  const storage = new Storage(dtype, makeArray(bytes.buffer, 0, bytes.length / width));
  return new Tensor(storage, shape, contiguousStrides(shape), 0);
}

const fractionBits: Partial<Record<DType, number>> = { float64: 52, float32: 23, float16: 10, bfloat16: 7 };
const smallestExponent: Partial<Record<DType, number>> = {
  float64: -1022,
  float32: -126,
  float16: -14,
  bfloat16: -126,
};

/** The largest distance of two tensors' elements in units of the last place; Infinity where they cannot be compared. */
export function ulpDistance(got: Tensor, wanted: Tensor): number {
  const bits = fractionBits[got.dtype];
  const [a, b] = [ops.toNumbers(got), ops.toNumbers(wanted)];
  let worst = 0;
  for (let i = 0; i < a.length; i++) {
    if (a[i] === b[i] || (Number.isNaN(a[i]) && Number.isNaN(b[i]))) continue;
    if (bits === undefined || !Number.isFinite(a[i]) || !Number.isFinite(b[i])) return Infinity;
    const exponent = Math.max(
      Math.floor(Math.log2(Math.max(Math.abs(a[i]), Math.abs(b[i])))),
      smallestExponent[got.dtype] ?? 0,
    );
    worst = Math.max(worst, Math.abs(a[i] - b[i]) / 2 ** (exponent - bits));
  }
  return worst;
}
