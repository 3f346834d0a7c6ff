/** Batched products of float32 matrices in WebAssembly, of any strides. */
import { storageExtent } from "../tensor/strides.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { isInArena } from "./arena.ts";
import type { Kernels } from "./instance.ts";
import { type WasmInstance, wasm } from "./module.ts";
import type { Operands } from "./operands.ts";
import { operandsOf } from "./rows.ts";
import { runCalls, threadsFor } from "./threads.ts";

/**
 * Multiplications from which the kernel pays. With fused multiply-adds it has the plain kernel's digits; without them it
 * rounds each product too, as the plain one does not, and small products keep PyTorch's digits.
 */
const smallestWork = { relaxed: 2 ** 12, plain: 2 ** 18 };
/** Fewer rows or columns than this would leave most of a tile empty. */
const smallestSide = 4;
/** Elements of an operand on the JavaScript heap that are copied in. */
const stagedLimit = 2 ** 19;
/** Multiplications between two looks at the interrupt. */
const pieceWork = 2 ** 29;
/** The kernel's blocks of A are this high. */
const rowBlock = 96;
/** Columns of a call at least: for fewer, packing A again costs too much. */
const narrowest = 128;
/** Multiplications that take as long as to read and write one element. */
const workOfElement = 16;
const callsPerThread = 2;

interface Matrices {
  readonly address: number;
  readonly batchStep: number;
  readonly rowStep: number;
  readonly columnStep: number;
}

function canReach(tensor: Tensor): boolean {
  const { data } = tensor.storage;
  if (!(data instanceof Float32Array)) return false;
  const [start, end] = storageExtent(tensor);
  return isInArena(data) || end - start <= stagedLimit;
}

/** A [batch, rows, columns] tensor as bytes. */
function matrices(call: Operands, tensor: Tensor): Matrices {
  const { data } = tensor.storage;
  if (!(data instanceof Float32Array)) throw new Error("canReach was asked before");
  const [batchStep, rowStep, columnStep] = tensor.strides.map((stride) => stride * 4);
  const steps = { batchStep, rowStep, columnStep };
  if (isInArena(data)) return { address: data.byteOffset + tensor.offset * 4, ...steps };
  const [start, end] = storageExtent(tensor);
  return { address: call.input(data.subarray(start, end), end - start), ...steps };
}

/**
 * result = a b + bias for [batch, rows, depth] and [batch, depth, columns]; the result is fresh and row-major, bias one
 * value a column. False, and nothing done, where the plain version is to do it.
 */
export function multiply(a: Tensor, b: Tensor, bias: Tensor | null, result: Tensor): boolean {
  const [batch, rows, depth] = a.shape;
  const columns = b.shape[2];
  const instance = wasm();
  const out = result.storage.data;
  if (instance === null || !(out instanceof Float32Array) || depth === 0) return false;
  if (Math.min(rows, columns) < smallestSide) return false;
  if (rows * columns * depth < (instance.isRelaxed ? smallestWork.relaxed : smallestWork.plain)) return false;
  if (!canReach(a) || !canReach(b) || !canReach(result)) return false;
  if (bias !== null && !(bias.storage.data instanceof Float32Array && bias.strides[0] === 1)) return false;
  run(instance, { batch, rows, depth, columns }, a, b, bias, out);
  return true;
}

interface Sizes {
  readonly batch: number;
  readonly rows: number;
  readonly depth: number;
  readonly columns: number;
}

function run(
  instance: WasmInstance,
  { batch, rows, depth, columns }: Sizes,
  a: Tensor,
  b: Tensor,
  bias: Tensor | null,
  out: Float32Array,
): void {
  const call = operandsOf(instance);
  const left = matrices(call, a);
  const right = matrices(call, b);
  const to = call.output(out);
  const values = bias?.storage.data;
  const added =
    bias !== null && values instanceof Float32Array
      ? call.input(values.subarray(bias.offset, bias.offset + columns), columns)
      : 0;
  const { rowStep, columnStep, count } = blocksOf({ batch, rows, depth, columns });
  const calls: Parameters<Kernels["matmul"]>[] = [];
  for (let i = 0; i < batch; i++) {
    for (let row = 0; row < rows; row += rowStep) {
      for (let column = 0; column < columns; column += columnStep) {
        calls.push([
          Math.min(rowStep, rows - row),
          Math.min(columnStep, columns - column),
          depth,
          left.address + i * left.batchStep + row * left.rowStep,
          left.rowStep,
          left.columnStep,
          right.address + i * right.batchStep + column * right.columnStep,
          right.rowStep,
          right.columnStep,
          to + ((i * rows + row) * columns + column) * 4,
          columns * 4,
          added === 0 ? 0 : added + column * 4,
        ]);
      }
    }
  }
  runCalls(instance, "matmul", calls, (batch * rows * columns * depth) / workOfElement / count);
  call.end();
}

/** How products are cut for the threads: each element's sum runs over the whole depth all the same. */
function blocksOf({ batch, rows, depth, columns }: Sizes): { rowStep: number; columnStep: number; count: number } {
  const work = rows * columns * depth;
  const threads = threadsFor((batch * work) / workOfElement);
  const roundUp = (value: number, unit: number): number => Math.ceil(value / unit) * unit;
  // Short enough to hear an interrupt, and enough for each thread.
  const parts = Math.max(
    Math.ceil(work / pieceWork),
    threads === 1 ? 1 : Math.ceil((threads * callsPerThread) / batch),
  );
  const rowStep = Math.min(rows, Math.max(rowBlock, roundUp(Math.ceil(rows / parts), rowBlock)));
  const rowParts = Math.ceil(rows / rowStep);
  const wanted = Math.ceil(columns / Math.max(1, Math.floor(parts / rowParts)));
  const columnStep = Math.min(columns, Math.max(narrowest, roundUp(wanted, narrowest)));
  return { rowStep, columnStep, count: batch * rowParts * Math.ceil(columns / columnStep) };
}
