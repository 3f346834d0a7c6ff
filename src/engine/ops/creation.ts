/** Tensors from nothing: constants, ranges, identity. Sizes are checked before memory is asked for. */
import { runtimeError, typeError, valueError } from "../errors.ts";
import { fma } from "../math/fma.ts";
import { type DType, dtypes, isFloating } from "../tensor/dtype.ts";
import { storers, writeScalar } from "../tensor/elements.ts";
import { allocate } from "../tensor/make.ts";
import { defaultDType } from "../tensor/promotion.ts";
import { castNumber, checkScalarFits, type Scalar } from "../tensor/scalar.ts";
import { checkSizes, type Shape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { blockSize, IndexWalk, Writer } from "../tensor/walk.ts";
import { notImplemented } from "./arithmetic.ts";

/** A tensor of zeros. RuntimeError for a negative size. */
export function zeros(shape: Shape, dtype: DType = defaultDType()): Tensor {
  checkSizes(shape);
  return allocate(shape, dtype);
}

/** PyTorch leaves this memory unset; here it is zero. */
export const empty = zeros;

export const ones = (shape: Shape, dtype: DType = defaultDType()): Tensor => full(shape, 1n, dtype);

/** The dtype that a number gives a tensor: float the default dtype, int int64, bool bool. */
export function inferredDType(value: Scalar): DType {
  if (typeof value === "number") return defaultDType();
  return typeof value === "bigint" ? "int64" : "bool";
}

/** A tensor of one value. RuntimeError where the value does not fit the dtype. */
export function full(shape: Shape, value: Scalar, dtype: DType = inferredDType(value)): Tensor {
  checkSizes(shape);
  checkScalarFits(value, dtype);
  const result = allocate(shape, dtype);
  if (result.elementCount > 0 && Number(value) !== 0) fillMemory(result, value);
  else if (Object.is(value, -0)) fillMemory(result, value);
  return result;
}

/** Sets every element of a row-major tensor that owns its storage. */
function fillMemory(target: Tensor, value: Scalar): void {
  const { storage } = target;
  writeScalar(storage, 0, value);
  const { data } = storage;
  // Each branch is the same call; the array's kind must be known for it.
  if (data instanceof BigInt64Array) data.fill(data[0]);
  else data.fill(data[0]);
}

/** A 0-d tensor. */
export const scalarTensor = (value: Scalar, dtype: DType = inferredDType(value)): Tensor => full([], value, dtype);

/** Writes one value everywhere, through strides (`fill_`), an expanded tensor's shared elements too; raises the version. */
export function fill(target: Tensor, value: Scalar): Tensor {
  checkScalarFits(value, target.dtype);
  target.storage.version++;
  const count = target.elementCount;
  if (target.dtype === "int64") {
    // BigInts, so that values beyond 2^53 stay exact.
    const exact = full([Math.min(count, 1)], value, "int64");
    return fillInt64(target, count > 0 ? readFirst(exact) : 0n);
  }
  const block = new Float64Array(Math.min(count, blockSize)).fill(castNumber(Number(value), target.dtype));
  const writer = new Writer(target);
  for (let left = count; left > 0; left -= blockSize) writer.write(block, Math.min(left, blockSize));
  return target;
}

/**
 * Evenly spaced values from `start` to below `end`. int64 where all three are integers, else the default dtype.
 * RuntimeErrors for a zero step, bounds against the step's sign, and non-finite bounds.
 */
export function arange(start: Scalar, end: Scalar, step: Scalar = 1n, dtype?: DType): Tensor {
  const allIntegers = [start, end, step].every((value) => typeof value !== "number");
  const target = dtype ?? (allIntegers ? "int64" : defaultDType());
  const [from, to, by] = [Number(start), Number(end), Number(step)];
  if (target === "bool") throw notImplemented("arange_cpu", "bool");
  const integral = !isFloating(target);
  if (by === 0 || (integral && Math.trunc(by) === 0)) throw runtimeError("step must be nonzero");
  if (!Number.isFinite(from) || !Number.isFinite(to)) {
    throw runtimeError(`unsupported range: ${formatBound(from)} -> ${formatBound(to)}`);
  }
  if (by > 0 ? to < from : to > from) {
    throw runtimeError("upper bound and lower bound inconsistent with step sign");
  }
  // Only int64 counts with the numbers cut to integers.
  const count =
    target === "int64" ? Math.ceil((Math.trunc(to) - Math.trunc(from)) / Math.trunc(by)) : Math.ceil((to - from) / by);
  const result = allocate([count], target);
  const writer = new Writer(result);
  const block = new Float64Array(Math.min(count, blockSize));
  const [first, stride] = integral ? [Math.trunc(from), Math.trunc(by)] : [from, by];
  // PyTorch's vector loop takes two vectors at a time, each counted from its own rounded first element.
  const lanes = isFloating(target) ? 32 / dtypes[target].bytes : 1;
  const vectorized = lanes === 1 ? 0 : count - (count % (2 * lanes));
  for (let done = 0; done < count; done += blockSize) {
    const n = Math.min(count - done, blockSize);
    for (let i = 0; i < n; i++) {
      const index = done + i;
      if (index < vectorized) {
        const lane = index % lanes;
        block[i] = fma(lane, stride, castNumber(fma(stride, index - lane, first), target));
      } else block[i] = fma(stride, index, first);
    }
    writer.write(block, n);
  }
  return result;
}

const formatBound = (value: number): string =>
  Number.isNaN(value) ? "nan" : value === Infinity ? "inf" : value === -Infinity ? "-inf" : `${value}`;

/** `steps` values from `start` to `end`, both included; symmetric about the middle as PyTorch computes them. */
export function linspace(start: Scalar, end: Scalar, steps: number, dtype: DType = defaultDType()): Tensor {
  if (steps < 0) throw runtimeError("number of steps must be non-negative");
  const result = allocate([steps], dtype);
  const [from, to] = [castNumber(Number(start), dtype), castNumber(Number(end), dtype)];
  if (steps === 1) return fill(result, isFloating(dtype) ? from : BigInt(from));
  const step = isFloating(dtype)
    ? castNumber(castNumber(to - from, dtype) / (steps - 1), dtype)
    : (to - from) / (steps - 1);
  const half = Math.floor(steps / 2);
  // Half types round their products too.
  const isHalf = dtype === "float16" || dtype === "bfloat16";
  const times = (count: number): number => (isHalf ? castNumber(step * castNumber(count, dtype), dtype) : step * count);
  return generate(result, (i) => truncated(i < half ? from + times(i) : to - times(steps - i - 1), dtype));
}

/** `base` to the powers of `linspace(start, end, steps)`. */
export function logspace(
  start: Scalar,
  end: Scalar,
  steps: number,
  base: Scalar = 10,
  dtype: DType = defaultDType(),
): Tensor {
  if (steps < 0) throw runtimeError("number of steps must be non-negative");
  const result = allocate([steps], dtype);
  const [from, to, root] = [Number(start), Number(end), Number(base)];
  const round = (value: number): number => (isFloating(dtype) ? castNumber(value, dtype) : value);
  if (steps === 1) return generate(result, () => truncated(root ** round(from), dtype));
  const step = round((to - from) / (steps - 1));
  const half = Math.floor(steps / 2);
  return generate(result, (i) =>
    truncated(root ** round(i < half ? from + step * i : to - step * (steps - i - 1)), dtype),
  );
}

const truncated = (value: number, dtype: DType): number => (isFloating(dtype) ? value : Math.trunc(value));

function generate(result: Tensor, value: (index: number) => number): Tensor {
  const count = result.elementCount;
  const block = new Float64Array(Math.min(count, blockSize));
  const writer = new Writer(result);
  for (let done = 0; done < count; done += blockSize) {
    const n = Math.min(count - done, blockSize);
    for (let i = 0; i < n; i++) block[i] = value(done + i);
    writer.write(block, n);
  }
  return result;
}

/** The identity matrix, or its first rows and columns. */
export function eye(rows: number, columns: number = rows, dtype: DType = defaultDType()): Tensor {
  if (rows < 0) throw runtimeError(`n must be greater or equal to 0, got ${rows}`);
  if (columns < 0) throw runtimeError(`m must be greater or equal to 0, got ${columns}`);
  const result = allocate([rows, columns], dtype);
  for (let i = 0; i < Math.min(rows, columns); i++) writeScalar(result.storage, i * (columns + 1), 1n);
  return result;
}

/** Numbers, tensors and nested sequences of them, as `torch.tensor` takes. */
export type NestedData = Scalar | readonly NestedData[];

function shapeOf(data: NestedData): number[] {
  const shape: number[] = [];
  for (let level: NestedData = data; Array.isArray(level); level = level[0]) {
    shape.push(level.length);
    if (level.length === 0) break;
  }
  return shape;
}

/**
 * A tensor of nested sequences (`torch.tensor`). The dtype is that of the widest kind among the values: bool, int64 or
 * the default dtype. ValueError where sequences of one level differ in length.
 */
export function tensor(data: NestedData, dtype?: DType): Tensor {
  const shape = shapeOf(data);
  const values: Scalar[] = [];
  let kind = 0;
  const visit = (level: NestedData, depth: number): void => {
    if (typeof level !== "object") {
      if (depth < shape.length) throw typeError("not a sequence");
      kind = Math.max(kind, typeof level === "boolean" ? 1 : typeof level === "bigint" ? 2 : 3);
      values.push(level);
      return;
    }
    if (depth === shape.length) throw typeError("'list' object cannot be interpreted as an integer");
    if (level.length !== shape[depth]) {
      throw valueError(`expected sequence of length ${shape[depth]} at dim ${depth} (got ${level.length})`);
    }
    for (const item of level) visit(item, depth + 1);
  };
  visit(data, 0);
  const inferred: DType = kind === 1 ? "bool" : kind === 2 ? "int64" : defaultDType();
  const result = allocate(shape, dtype ?? inferred);
  for (let i = 0; i < values.length; i++) writeChecked(result, i, values[i]);
  return result;
}

function writeChecked(result: Tensor, index: number, value: Scalar): void {
  if (result.dtype === "int64" && typeof value === "bigint" && BigInt.asIntN(64, value) !== value) {
    throw runtimeError("Overflow when unpacking long");
  }
  if (!isFloating(result.dtype)) checkScalarFits(value, result.dtype);
  writeScalar(result.storage, index, value);
}

/** A row-major tensor of plain numbers, rounded or truncated to the dtype. */
export function fromNumbers(values: ArrayLike<number>, shape: Shape, dtype: DType = defaultDType()): Tensor {
  const result = allocate(shape, dtype);
  const numbers = values instanceof Float64Array ? values : Float64Array.from(values);
  if (dtypes[dtype].kind === "int" && dtype !== "int64") return generate(result, (i) => castNumber(numbers[i], dtype));
  if (result.elementCount > 0) storers[dtype](result.storage.data, 0, 1, numbers, 0, result.elementCount);
  return result;
}

function readFirst(single: Tensor): bigint {
  const { data } = single.storage;
  return data instanceof BigInt64Array ? data[0] : 0n;
}

function fillInt64(target: Tensor, value: bigint): Tensor {
  const count = target.elementCount;
  const block = new Float64Array(Math.min(count, blockSize)).fill(Number(value));
  if (BigInt(Number(value)) === value) {
    const writer = new Writer(target);
    for (let left = count; left > 0; left -= blockSize) writer.write(block, Math.min(left, blockSize));
    return target;
  }
  const walk = new IndexWalk(target);
  for (let left = count; left > 0; left--) writeScalar(target.storage, walk.next(), value);
  return target;
}
