/** Softmax along the last dimension in WebAssembly. Each function returns false where it leaves the work to the plain version. */
import { isContiguous } from "../tensor/strides.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { type WasmInstance, wasm } from "./module.ts";
import { areInArena, forRowRanges, longestRow, operandsOf, type RowRange, rowRanges } from "./rows.ts";
import { runCalls } from "./threads.ts";

/** Shorter rows do not fill the sixteen lanes of a sum. */
const shortestRow = 16;
const smallestWork = 4096;

/** The elements of a row-major float32 tensor. */
function floatsOf(tensor: Tensor): Float32Array | null {
  const { data } = tensor.storage;
  if (!(data instanceof Float32Array) || !isContiguous(tensor)) return null;
  return data.subarray(tensor.offset, tensor.offset + tensor.elementCount);
}

const isWorth = (elements: number, length: number): boolean =>
  length >= shortestRow && length <= longestRow && elements >= smallestWork;

/** Rows of float32 that a kernel reads (`inputs`) and writes (`output`), in the arena or brought there in pieces. */
interface RowWork {
  readonly instance: WasmInstance;
  readonly length: number;
  readonly inputs: readonly Float32Array[];
  readonly output: Float32Array;
}

/** Runs a kernel that takes the addresses of the inputs and of the output, the count of rows and their length. */
function runRows(kernel: "softmaxForward" | "softmaxBackward" | "logSoftmaxBackward", work: RowWork): boolean {
  const { instance, length, inputs, output } = work;
  const rows = output.length / length;
  const run = (first: number, last: number, ranges: readonly RowRange[]): void => {
    const call = operandsOf(instance);
    const [from, to] = [first * length, last * length];
    const sources = inputs.map((input) => call.input(input.subarray(from, to), to - from));
    const target = call.output(output.subarray(from, to));
    const elements = (to - from) / ranges.length;
    const step = 4 * length;
    if (kernel === "softmaxForward") {
      const [x] = sources;
      runCalls(
        instance,
        kernel,
        ranges.map(([a, b]) => [x + a * step, target + a * step, b - a, length]),
        elements,
      );
    } else {
      const [g, y] = sources;
      const calls = ranges.map(([a, b]) => [g + a * step, y + a * step, target + a * step, b - a, length] as const);
      runCalls(instance, kernel, calls, elements);
    }
    call.end();
  };
  if (areInArena([...inputs, output])) {
    run(0, rows, rowRanges(rows, length));
    return true;
  }
  return forRowRanges(rows, length, [...inputs, output], (first, last) => run(first, last, [[0, last - first]]));
}

export function softmaxRows(input: Tensor, result: Tensor, length: number): boolean {
  const [x, y] = [floatsOf(input), floatsOf(result)];
  const instance = wasm();
  if (x === null || y === null || instance === null || !isWorth(x.length, length)) return false;
  return runRows("softmaxForward", { instance, length, inputs: [x], output: y });
}

/** `logarithmOf` gives the logarithm of a row's sum as the dtype keeps it. */
export function logSoftmaxRows(
  input: Tensor,
  result: Tensor,
  length: number,
  logarithmOf: (sum: number) => number,
): boolean {
  const [x, y] = [floatsOf(input), floatsOf(result)];
  const instance = wasm();
  if (x === null || y === null || instance === null || !isWorth(x.length, length)) return false;
  return forRowRanges(x.length / length, length, [x, y], (first, last) => {
    const [from, to, rows] = [first * length, last * length, last - first];
    const source = x.subarray(from, to);
    const maxima = new Float32Array(rows);
    const sums = new Float32Array(rows);
    let call = operandsOf(instance);
    const ranges = rowRanges(rows, length);
    const step = 4 * length;
    const elements = (to - from) / ranges.length;
    const [most, sum, address] = [call.output(maxima), call.output(sums), call.input(source, to - from)];
    const summed = ranges.map(([a, b]) => [address + a * step, most + a * 4, sum + a * 4, b - a, length] as const);
    runCalls(instance, "exponentialSums", summed, elements);
    call.end();
    const logarithms = sums.map(logarithmOf);
    call = operandsOf(instance);
    const [x0, y0] = [call.input(source, to - from), call.output(y.subarray(from, to))];
    const [firsts, seconds] = [call.input(maxima, rows), call.input(logarithms, rows)];
    runCalls(
      instance,
      "subtractTwo",
      ranges.map(([a, b]) => [x0 + a * step, y0 + a * step, firsts + a * 4, seconds + a * 4, b - a, length]),
      elements,
    );
    call.end();
  });
}

/** dx from the gradient and the result of a softmax, or of a log-softmax. */
export function softmaxGradient(
  gradient: Tensor,
  result: Tensor,
  target: Tensor,
  length: number,
  isLog: boolean,
): boolean {
  const [g, y, dx] = [floatsOf(gradient), floatsOf(result), floatsOf(target)];
  const instance = wasm();
  if (g === null || y === null || dx === null || instance === null || !isWorth(g.length, length)) return false;
  const kernel = isLog ? "logSoftmaxBackward" : "softmaxBackward";
  return runRows(kernel, { instance, length, inputs: [g, y], output: dx });
}
