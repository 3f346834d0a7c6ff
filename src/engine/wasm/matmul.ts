/** Batched products of float32 matrices in WebAssembly, of any strides. */
import { storageExtent } from "../tensor/strides.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { tracked, workHooks } from "../work.ts";
import { isInArena } from "./arena.ts";
import { mostCalls } from "./helper.ts";
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
/** Steps of the depth in a block of the kernel's. */
const depthBlock = 256;
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
 * value a column. False, and nothing done, where the plain version is to do it. `piece`: multiplications of a call, about.
 */
export function multiply(a: Tensor, b: Tensor, bias: Tensor | null, result: Tensor, piece = pieceWork): boolean {
  const [batch, rows, depth] = a.shape;
  const columns = b.shape[2];
  const instance = wasm();
  const out = result.storage.data;
  if (instance === null || !(out instanceof Float32Array) || depth === 0) return false;
  if (Math.min(rows, columns) < smallestSide) return false;
  if (rows * columns * depth < (instance.isRelaxed ? smallestWork.relaxed : smallestWork.plain)) return false;
  if (!canReach(a) || !canReach(b) || !canReach(result)) return false;
  if (bias !== null && !(bias.storage.data instanceof Float32Array && bias.strides[0] === 1)) return false;
  run(instance, { batch, rows, depth, columns }, a, b, bias, out, piece);
  return true;
}

interface Sizes {
  readonly batch: number;
  readonly rows: number;
  readonly depth: number;
  readonly columns: number;
}

/** How a product is cut into calls: at most so many rows, columns and steps of the depth each. */
interface Blocks {
  readonly rowStep: number;
  readonly columnStep: number;
  readonly depthStep: number;
  readonly count: number;
}

function run(
  instance: WasmInstance,
  sizes: Sizes,
  a: Tensor,
  b: Tensor,
  bias: Tensor | null,
  out: Float32Array,
  piece: number,
): void {
  const { batch, rows, depth, columns } = sizes;
  const call = operandsOf(instance);
  const left = matrices(call, a);
  const right = matrices(call, b);
  const to = call.output(out);
  const values = bias?.storage.data;
  const added =
    bias !== null && values instanceof Float32Array
      ? call.input(values.subarray(bias.offset, bias.offset + columns), columns)
      : 0;
  const { rowStep, columnStep, depthStep, count } = blocksOf(sizes, piece);
  const elements = (batch * rows * columns * depth) / workOfElement / count;
  /** Calls for `steps` of the depth from `first` on; each element's sum goes on where it was. */
  function* calls(first: number, steps: number): Generator<Parameters<Kernels["matmul"]>> {
    const isLast = first + steps === depth;
    for (let i = 0; i < batch; i++) {
      for (let row = 0; row < rows; row += rowStep) {
        for (let column = 0; column < columns; column += columnStep) {
          yield [
            Math.min(rowStep, rows - row),
            Math.min(columnStep, columns - column),
            steps,
            left.address + i * left.batchStep + row * left.rowStep + first * left.columnStep,
            left.rowStep,
            left.columnStep,
            right.address + i * right.batchStep + column * right.columnStep + first * right.rowStep,
            right.rowStep,
            right.columnStep,
            to + ((i * rows + row) * columns + column) * 4,
            columns * 4,
            added === 0 || !isLast ? 0 : added + column * 4,
            first > 0 ? 1 : 0,
          ];
        }
      }
    }
  }
  const runAll = (tell: (done: number) => void): void => {
    let done = 0;
    for (let first = 0; first < depth; first += depthStep) {
      for (const some of groupsOf(calls(first, Math.min(depthStep, depth - first)), mostCalls)) {
        if (done > 0) workHooks.checkInterrupt();
        runCalls(instance, "matmul", some, elements);
        done += some.length;
        if (count > 1) tell(done);
      }
    }
  };
  // One group tells of itself.
  if (count <= mostCalls && depthStep >= depth) runAll(() => {});
  else tracked("matmul", count, runAll);
  call.end();
}

/** The items in lists of at most `size`. */
function* groupsOf<T>(items: Iterable<T>, size: number): Generator<T[]> {
  let group: T[] = [];
  for (const item of items) {
    group.push(item);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

/**
 * How products are cut for the threads, and for the interrupt. Calls along the depth follow one another, so that each
 * element's sum runs over the whole depth in order all the same.
 */
function blocksOf({ batch, rows, depth, columns }: Sizes, piece: number): Blocks {
  const work = rows * columns * depth;
  const threads = threadsFor((batch * work) / workOfElement);
  const roundUp = (value: number, unit: number): number => Math.ceil(value / unit) * unit;
  // Short enough to hear an interrupt, and enough for each thread.
  const parts = Math.max(Math.ceil(work / piece), threads === 1 ? 1 : Math.ceil((threads * callsPerThread) / batch));
  const rowStep = Math.min(rows, Math.max(rowBlock, roundUp(Math.ceil(rows / parts), rowBlock)));
  const rowParts = Math.ceil(rows / rowStep);
  const wanted = Math.ceil(columns / Math.max(1, Math.floor(parts / rowParts)));
  const columnStep = Math.min(columns, Math.max(narrowest, roundUp(wanted, narrowest)));
  // The smallest block of a deep product may still be too much for one call.
  const isDeep = rowStep * columnStep * depth > 2 * piece;
  const depthStep = isDeep ? Math.min(depth, roundUp(Math.ceil(piece / (rowStep * columnStep)), depthBlock)) : depth;
  const blocks = batch * rowParts * Math.ceil(columns / columnStep);
  return { rowStep, columnStep, depthStep, count: blocks * Math.ceil(depth / depthStep) };
}
