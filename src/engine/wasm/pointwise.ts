/** Operations on float32 elements in WebAssembly, with operands that are rows of their own or repeat along one. */
import { coalesceTogether } from "../tensor/strides.ts";
import { isInArena } from "./arena.ts";
import type { Kernels } from "./instance.ts";
import { type WasmInstance, wasm } from "./module.ts";
import type { Operands } from "./operands.ts";
import { operandsOf } from "./rows.ts";
import { runCalls, threadsFor } from "./threads.ts";

/** Kernels by their name in the plain tables (ops/kernels), in the order of kernels/pointwise.ts. */
const operations = [
  ...["add", "sub", "mul", "div", "addScaled", "subScaled", "maximum", "minimum"],
  ...["reluBackward", "sigmoidBackward", "tanhBackward", "geluBackward", "geluTanhBackward", "siluBackward"],
  ...["neg", "abs", "relu", "square", "sqrt", "reciprocal", "rsqrtFloat32"],
  ...["exp", "sigmoidFloat32", "tanh", "erf", "geluFloat32", "geluTanhFloat32", "siluFloat32"],
];
const numberOf = new Map(operations.map((name, number) => [name, number]));

/** Below this many elements a call costs more than it saves. */
const smallestWork = 4096;
/** Elements of an operand on the JavaScript heap that are copied in, of all operands together. */
const stagedLimit = 2 ** 20;
/** Shorter runs of elements leave the vectors empty. */
const shortestRow = 8;
/** Elements of a call at most: between two, an interrupt is heard. */
const pieceElements = 2 ** 22;
/** Elements of a call that several threads share the work of. */
const smallestCall = 2 ** 16;
const callsPerThread = 4;
const gatheredCalls = 256;

/** float32 memory of an operand with a step for each dimension (0 where it repeats), or one value. */
export interface FloatOperand {
  readonly data: Float32Array;
  readonly start: number;
  readonly steps: readonly number[];
}

interface Placed {
  /** Address of the operand's first element. */
  readonly address: number;
  readonly steps: readonly number[];
}

/** The elements that an operand spans. */
function extent({ start, steps }: FloatOperand, shape: readonly number[]): [number, number] {
  let last = start;
  for (let i = 0; i < shape.length; i++) last += (shape[i] - 1) * steps[i];
  return [start, last + 1];
}

/**
 * out = f(a, b, scale) over `shape`. False, and nothing done, where the plain version is to do it. Steps are not negative.
 */
export function pointwise(
  name: string,
  shape: readonly number[],
  out: FloatOperand,
  a: FloatOperand,
  b: FloatOperand,
  scale: number,
): boolean {
  const operation = numberOf.get(name);
  if (operation === undefined) return false;
  let count = 1;
  for (const size of shape) count *= size;
  if (count < smallestWork) return false;
  const layout = coalesceTogether(shape, [out.steps, a.steps, b.steps]);
  const rank = layout.shape.length;
  const length = layout.shape[rank - 1];
  const [outSteps, aSteps, bSteps] = layout.strides;
  const isRow = (step: number): boolean => step === 1 || step === 0;
  if (length < shortestRow || outSteps[rank - 1] !== 1 || !isRow(aSteps[rank - 1]) || !isRow(bSteps[rank - 1])) {
    return false;
  }
  const instance = wasm();
  if (instance === null) return false;
  let staged = 0;
  for (const operand of [out, a, b]) {
    if (isInArena(operand.data)) continue;
    const [start, end] = extent(operand, shape);
    staged += end - start;
    // What is written is copied back whole, so nothing may lie between.
    if (operand === out && end - start !== count) return false;
  }
  if (staged > stagedLimit) return false;
  const call = operandsOf(instance);
  const place = (operand: FloatOperand, steps: readonly number[]): Placed => {
    if (isInArena(operand.data)) return { address: operand.data.byteOffset + operand.start * 4, steps };
    const [start, end] = extent(operand, shape);
    return { address: call.input(operand.data.subarray(start, end), end - start), steps };
  };
  const right = place(b, bSteps);
  const left = a === b ? right : place(a, aSteps);
  const target = isInArena(out.data)
    ? { address: out.data.byteOffset + out.start * 4, steps: outSteps }
    : { address: call.output(out.data.subarray(out.start, out.start + count)), steps: outSteps };
  run(instance, call, operation, layout.shape, target, left, right, scale);
  return true;
}

function run(
  instance: WasmInstance,
  call: Operands,
  operation: number,
  shape: readonly number[],
  out: Placed,
  a: Placed,
  b: Placed,
  scale: number,
): void {
  const rank = shape.length;
  const length = shape[rank - 1];
  const repeats = (operand: Placed): number => (length > 1 && operand.steps[rank - 1] === 0 ? 1 : 0);
  const [aRepeats, bRepeats] = [repeats(a), repeats(b)];
  const rowStep = (operand: Placed): number => (rank >= 2 ? operand.steps[rank - 2] * 4 : 0);
  const [outRow, aRow, bRow] = [rowStep(out), rowStep(a), rowStep(b)];
  const rows = rank >= 2 ? shape[rank - 2] : 1;
  const counters = new Array<number>(Math.max(rank - 2, 0)).fill(0);
  const at = [out.address, a.address, b.address];
  const piece = pieceFor(shape);
  const rowPiece = Math.max(1, Math.floor(piece / length));
  const calls = new CallList(instance, Math.min(piece, rows * length));
  for (;;) {
    for (let row = 0; row < rows; row += rowPiece) {
      const n = Math.min(rowPiece, rows - row);
      const [o, p, q] = [at[0] + row * outRow, at[1] + row * aRow, at[2] + row * bRow];
      // A single long row is cut too.
      for (let done = 0; done < length; done += piece) {
        const m = Math.min(piece, length - done);
        const left = p + (aRepeats === 1 ? 0 : done * 4);
        const right = q + (bRepeats === 1 ? 0 : done * 4);
        calls.add(operation, n, m, o + done * 4, outRow, left, aRow, aRepeats, right, bRow, bRepeats, scale);
      }
    }
    let dim = rank - 3;
    for (; dim >= 0; dim--) {
      const wraps = ++counters[dim] === shape[dim];
      const move = (wraps ? 1 - shape[dim] : 1) * 4;
      at[0] += move * out.steps[dim];
      at[1] += move * a.steps[dim];
      at[2] += move * b.steps[dim];
      if (!wraps) break;
      counters[dim] = 0;
    }
    if (dim < 0) break;
  }
  calls.end();
  call.end();
}

/** Elements of a call: fewer where several threads share the work. */
function pieceFor(shape: readonly number[]): number {
  const elements = shape.reduce((product, size) => product * size, 1);
  const threads = threadsFor(elements);
  if (threads === 1) return pieceElements;
  return Math.min(pieceElements, Math.max(smallestCall, Math.ceil(elements / (threads * callsPerThread))));
}

type Call = Parameters<Kernels["pointwise"]>;

/** Calls of so many elements at most, gathered until there are enough to share. */
class CallList {
  private calls: Call[] = [];

  constructor(
    private readonly instance: WasmInstance,
    private readonly elements: number,
  ) {}

  add(...call: Call): void {
    this.calls.push(call);
    if (this.calls.length === gatheredCalls) this.end();
  }

  end(): void {
    if (this.calls.length > 0) runCalls(this.instance, "pointwise", this.calls, this.elements);
    this.calls = [];
  }
}
