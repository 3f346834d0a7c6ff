/**
 * Runs a kernel over operands of any dtype, stride and broadcast: the counterpart of PyTorch's TensorIterator.
 * float32 memory goes through the kernel's direct loop where it has one; all else is read as blocks of doubles.
 */

import { copyElements } from "../../tensor/copy.ts";
import { type DType, isFloating } from "../../tensor/dtype.ts";
import { loaders, readNumber, readScalar, storers } from "../../tensor/elements.ts";
import { allocate, allocateUnset, viewOf } from "../../tensor/make.ts";
import { castNumber, type Scalar, toInt64 } from "../../tensor/scalar.ts";
import { broadcastTwo, countOf, type Shape, sameShape } from "../../tensor/shape.ts";
import { Storage } from "../../tensor/storage.ts";
import { broadcastStrides, coalesceTogether, isContiguous, isDense } from "../../tensor/strides.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { blockSize, IndexWalk, Reader, Writer } from "../../tensor/walk.ts";
import * as fast from "../../wasm/pointwise.ts";
import { trackedElements, worked, workHooks } from "../../work.ts";
import type { Kernel } from "../kernels/kernel.ts";
import { denseStrides, memoryOrder, permuted, stridesInOrder } from "./layout.ts";
import { checkOut } from "./out.ts";
import { roundBlock, roundsOnCast } from "./rounding.ts";

export type Operand = Tensor | Scalar;

/** Beyond this a double no longer tells neighbouring integers apart. */
const exactLimit = 2 ** 53;

export interface PointwiseTypes {
  /** The dtype that operands are converted to and the kernel computes in. */
  readonly compute: DType;
  /** The dtype of the result; `compute` where left out. */
  readonly result?: DType;
  /** A number or one-element operand keeps float32 precision where half types compute (PyTorch's opmath scalars). */
  readonly preciseScalar?: boolean;
  /** A number keeps the precision of a double whatever the kernel computes in. */
  readonly exactScalar?: boolean;
  /** The first operand is a condition: it is read as bool, never converted. */
  readonly hasCondition?: boolean;
}

/** An operand as the driver reads it: one value for all elements, or a tensor with strides of the common shape. */
type Source = { readonly tensor: Tensor; readonly strides: readonly number[]; readonly rounds: boolean } | Constant;

interface Constant {
  readonly tensor: null;
  readonly value: number;
  readonly exact: Scalar;
}

const blocks = [0, 1, 2, 3].map(() => new Float64Array(blockSize));

function commonShape(operands: readonly Operand[]): Shape {
  let shape: Shape | null = null;
  for (const operand of operands) {
    if (!(operand instanceof Tensor)) continue;
    shape = shape === null ? operand.shape : broadcastTwo(shape, operand.shape);
  }
  return shape ?? [];
}

function constant(value: number, exact: Scalar, types: PointwiseTypes): Constant {
  const { compute, preciseScalar, exactScalar } = types;
  if (exactScalar) return { tensor: null, value, exact };
  const half = compute === "float16" || compute === "bfloat16";
  return { tensor: null, value: castNumber(value, half && preciseScalar ? "float32" : compute), exact };
}

function sourceOf(operand: Operand, shape: Shape, types: PointwiseTypes): Source {
  if (!(operand instanceof Tensor)) return constant(Number(operand), operand, types);
  if (operand.elementCount === 1) {
    const { storage, offset } = operand;
    return constant(readNumber(storage, offset), readScalar(storage, offset), types);
  }
  return {
    tensor: operand,
    strides: broadcastStrides(operand, shape),
    rounds: roundsOnCast(operand.dtype, types.compute),
  };
}

/** The strides that decide on a result's layout: an operand that must be converted first is copied, without gaps. */
function layoutStrides(input: Tensor, shape: Shape, compute: DType): readonly number[] {
  if (input.dtype === compute || input.shape.length === 0 || isDense(input)) return broadcastStrides(input, shape);
  return broadcastStrides(viewOf(input, input.shape, denseStrides(input)), shape);
}

/**
 * Applies a kernel. Operands broadcast; the result is `out` (checked as PyTorch does, its version raised) or a fresh
 * tensor laid out as the operands are.
 */
export function pointwise(kernel: Kernel, operands: readonly Operand[], types: PointwiseTypes, out?: Tensor): Tensor {
  const quick = pointwiseSmall(kernel, operands, types, out);
  if (quick !== null) return quick;
  const shape = commonShape(operands);
  const result = types.result ?? types.compute;
  const inputs = operands.filter((operand) => operand instanceof Tensor);
  if (out !== undefined) {
    checkOut(out, shape, result, inputs);
    out.storage.version++;
  }
  const sources = operands.map((operand) => sourceOf(operand, shape, types));
  const order = memoryOrder(
    shape,
    inputs.map((input, i) =>
      types.hasCondition === true && i === 0
        ? broadcastStrides(input, shape)
        : layoutStrides(input, shape, types.compute),
    ),
  );
  const int64 = types.compute === "int64" && kernel.int64 !== null;
  const fresh = out === undefined || int64 ? allocateInOrder(shape, order, result) : null;
  const target = fresh ?? out;
  if (target === undefined || target === null) throw new Error("unreachable: a target is given or allocated");
  if (countOf(shape) > 0) run(kernel, sources, target, order, types, result);
  if (out === undefined || target === out) return target;
  copyElements(out, target);
  return out;
}

/**
 * The same for tensors of at most one block that are row-major and of one shape (or numbers), also in place: without the
 * machinery that large and strided tensors need, which would take longer than the work. Null where the operands are not so
 * simple.
 */
function pointwiseSmall(
  kernel: Kernel,
  operands: readonly Operand[],
  types: PointwiseTypes,
  out: Tensor | undefined,
): Tensor | null {
  const { compute, result = compute } = types;
  if (compute === "int64" && kernel.int64 !== null) return null;
  let shape: Shape | null = null;
  for (const operand of operands) {
    if (!(operand instanceof Tensor)) continue;
    if (roundsOnCast(operand.dtype, compute) || !isContiguous(operand)) return null;
    if (shape === null) shape = operand.shape;
    else if (!sameShape(shape, operand.shape)) return null;
  }
  if (shape === null) return null;
  const count = countOf(shape);
  if (count > blockSize || count < 2) return null;
  if (out !== undefined && !isSimpleTarget(out, operands, shape, result)) return null;
  for (let i = 0; i < operands.length; i++) {
    const operand = operands[i];
    if (operand instanceof Tensor) {
      loaders[operand.dtype](operand.storage.data, operand.offset, 1, blocks[i + 1], 0, count);
    } else {
      const source = constant(Number(operand), operand, types);
      blocks[i + 1].fill(source.value, 0, count);
    }
  }
  kernel.loop(count, blocks[0], blocks[1], blocks[2], blocks[3]);
  const made = out ?? allocate(shape, result);
  if (out !== undefined) out.storage.version++;
  storers[result](made.storage.data, made.offset, 1, blocks[0], 0, count);
  return made;
}

/** Whether a tensor passes all that checkOut asks, and is as simple as the operands: it is one of them, or apart from them. */
function isSimpleTarget(out: Tensor, operands: readonly Operand[], shape: Shape, result: DType): boolean {
  if (out.dtype !== result || !isContiguous(out) || !sameShape(out.shape, shape)) return false;
  for (const operand of operands) {
    if (operand instanceof Tensor && operand !== out && operand.storage === out.storage) return false;
  }
  return true;
}

function allocateInOrder(shape: Shape, order: readonly number[] | null, dtype: DType): Tensor {
  if (order === null) return allocateUnset(shape, dtype);
  return new Tensor(Storage.allocate(dtype, countOf(shape), false), shape, stridesInOrder(shape, order), 0);
}

function run(
  kernel: Kernel,
  given: readonly Source[],
  target: Tensor,
  order: readonly number[] | null,
  types: PointwiseTypes,
  result: DType,
): void {
  // Walk in memory order, so that transposed operands are as fast as straight ones.
  const shape = order === null ? target.shape : permuted(target.shape, order);
  const strides = order === null ? target.strides : permuted(target.strides, order);
  const sources =
    order === null
      ? given
      : given.map((s): Source => (s.tensor === null ? s : { ...s, strides: permuted(s.strides, order) }));
  if (types.compute === "float32" && target.dtype === "float32" && runFast(kernel, sources, target, shape, strides)) {
    return;
  }
  if (kernel.float32 !== null && target.dtype === "float32" && runFloat32(kernel, sources, target, shape, strides)) {
    return;
  }
  if (types.compute === "int64" && kernel.int64 !== null) {
    const exact = runBlocks(kernel, sources, target, shape, strides, types, result, true);
    if (!exact) runInt64(kernel.int64, sources, target, shape, strides);
  } else {
    trackedElements(kernel.name ?? "elements", countOf(shape), () =>
      runBlocks(kernel, sources, target, shape, strides, types, result, false),
    );
  }
}

/** An operand of the fast kernels; null where it is of another dtype. */
function floatOperand(source: Source, rank: number): fast.FloatOperand | null {
  if (source.tensor === null) {
    return { data: Float32Array.of(source.value), start: 0, steps: new Array<number>(rank).fill(0) };
  }
  const { data } = source.tensor.storage;
  return data instanceof Float32Array ? { data, start: source.tensor.offset, steps: source.strides } : null;
}

/** By WebAssembly, where it has the operation and the layout suits it. A third operand must be a number. */
function runFast(
  kernel: Kernel,
  sources: readonly Source[],
  target: Tensor,
  shape: Shape,
  strides: readonly number[],
): boolean {
  const out = target.storage.data;
  if (!(out instanceof Float32Array)) return false;
  const a = floatOperand(sources[0], shape.length);
  const b = sources.length > 1 ? floatOperand(sources[1], shape.length) : a;
  const scale = sources.length > 2 ? sources[2] : null;
  if (a === null || b === null || (scale !== null && scale.tensor !== null)) return false;
  const to = { data: out, start: target.offset, steps: strides };
  return fast.pointwise(kernel.name, shape, to, a, b, scale === null ? 0 : scale.value);
}

/** Elements between two looks at the interrupt, and blocks of those that take long. */
const longestLoop = 2 ** 20;
const checkedBlocks = 64;

/** float32 in, float32 out, without a detour through doubles. False where an operand is of another dtype. */
function runFloat32(
  kernel: Kernel,
  sources: readonly Source[],
  target: Tensor,
  shape: Shape,
  targetStrides: readonly number[],
): boolean {
  const loop = kernel.float32;
  const out = target.storage.data;
  if (loop === null || !(out instanceof Float32Array)) return false;
  const arrays: Float32Array[] = [];
  const starts: number[] = [];
  const steps: (readonly number[])[] = [targetStrides];
  for (const source of sources) {
    if (source.tensor === null) {
      arrays.push(Float32Array.of(source.value));
      starts.push(0);
      steps.push(new Array<number>(shape.length).fill(0));
    } else {
      const data = source.tensor.storage.data;
      if (!(data instanceof Float32Array)) return false;
      arrays.push(data);
      starts.push(source.tensor.offset);
      steps.push(source.strides);
    }
  }
  const layout = coalesceTogether(shape, steps);
  const last = layout.shape.length - 1;
  const inner = last >= 0 ? layout.shape[last] : 1;
  const step = layout.strides.map((s) => (last >= 0 ? s[last] : 1));
  if (step[0] !== 1 || (inner < 8 && last > 0)) return false;
  const b = arrays.length > 1 ? 1 : 0;
  const counters = new Array<number>(Math.max(last, 0)).fill(0);
  const at = [target.offset, starts[0], starts[b]];
  const dims = [layout.strides[0], layout.strides[1], layout.strides[1 + b]];
  for (;;) {
    for (let k = 0; k < inner; k += longestLoop) {
      const n = Math.min(longestLoop, inner - k);
      worked(n);
      loop(n, out, at[0] + k, arrays[0], at[1] + k * step[1], step[1], arrays[b], at[2] + k * step[1 + b], step[1 + b]);
    }
    let dim = last - 1;
    for (; dim >= 0; dim--) {
      const wraps = ++counters[dim] === layout.shape[dim];
      const move = wraps ? 1 - layout.shape[dim] : 1;
      for (let t = 0; t < 3; t++) at[t] += move * dims[t][dim];
      if (!wraps) break;
      counters[dim] = 0;
    }
    if (dim < 0) return true;
  }
}

/** The general path. With `checked`, stops and returns false at the first int64 that a double cannot hold. */
function runBlocks(
  kernel: Kernel,
  sources: readonly Source[],
  target: Tensor,
  shape: Shape,
  strides: readonly number[],
  types: PointwiseTypes,
  result: DType,
  checked: boolean,
): boolean {
  const count = countOf(shape);
  const readers: (Reader | null)[] = [];
  for (let i = 0; i < sources.length; i++) {
    const source = sources[i];
    if (source.tensor !== null) readers.push(new Reader(source.tensor, shape, source.strides));
    else {
      readers.push(null);
      if (checked && Math.abs(source.value) >= exactLimit) return false;
      blocks[i + 1].fill(source.value, 0, Math.min(count, blockSize));
    }
  }
  const writer = new Writer(target, shape, strides);
  const [out, a, b, c] = blocks;
  let looked = 0;
  for (let left = count; left > 0; left -= blockSize) {
    const n = Math.min(left, blockSize);
    for (let i = 0; i < readers.length; i++) {
      const exact = readers[i]?.read(blocks[i + 1], n) ?? true;
      if (checked && !exact) return false;
      const source = sources[i];
      if (source.tensor !== null && source.rounds) roundBlock(types.compute, blocks[i + 1], n);
    }
    // Some kernels take microseconds an element.
    if (++looked % checkedBlocks === 0) workHooks.checkInterrupt();
    kernel.loop(n, out, a, b, c);
    if (checked && result === "int64" && !allExact(out, n)) return false;
    if (target.dtype !== result && isFloating(result)) roundBlock(result, out, n);
    writer.write(out, n);
  }
  return true;
}

function allExact(block: Float64Array, n: number): boolean {
  for (let i = 0; i < n; i++) if (!(block[i] < exactLimit && block[i] > -exactLimit)) return false;
  return true;
}

/** int64 arithmetic on BigInts, wrapped to 64 bits by the store. */
function runInt64(
  element: NonNullable<Kernel["int64"]>,
  sources: readonly Source[],
  target: Tensor,
  shape: Shape,
  strides: readonly number[],
): void {
  const next = sources.map((source): (() => bigint) => {
    if (source.tensor === null) {
      const value = toInt64(source.exact);
      return () => value;
    }
    const { storage } = source.tensor;
    const walk = new IndexWalk(source.tensor, shape, source.strides);
    return () => toInt64(readScalar(storage, walk.next()));
  });
  const walk = new IndexWalk(target, shape, strides);
  const { data } = target.storage;
  const none = (): bigint => 0n;
  const [a, b = none, c = none] = next;
  for (let left = countOf(shape); left > 0; left--) {
    const value = element(a(), b(), c());
    const index = walk.next();
    if (data instanceof BigInt64Array) data[index] = BigInt(value);
    else data[index] = Number(value);
  }
}
