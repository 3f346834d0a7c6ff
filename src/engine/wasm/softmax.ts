/** Softmax along the last dimension in WebAssembly. Each function returns false where it leaves the work to the plain version. */
import { isContiguous } from "../tensor/strides.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { wasm } from "./module.ts";
import { forRowRanges, operandsOf } from "./rows.ts";

/** Shorter rows do not fill the sixteen lanes of a sum. */
const shortestRow = 16;
const smallestWork = 4096;

/** The elements of a row-major float32 tensor. */
function floatsOf(tensor: Tensor): Float32Array | null {
  const { data } = tensor.storage;
  if (!(data instanceof Float32Array) || !isContiguous(tensor)) return null;
  return data.subarray(tensor.offset, tensor.offset + tensor.elementCount);
}

const isWorth = (elements: number, length: number): boolean => length >= shortestRow && elements >= smallestWork;

export function softmaxRows(input: Tensor, result: Tensor, length: number): boolean {
  const [x, y] = [floatsOf(input), floatsOf(result)];
  const instance = wasm();
  if (x === null || y === null || instance === null || !isWorth(x.length, length)) return false;
  return forRowRanges(x.length / length, length, [x, y], (first, last) => {
    const [from, to] = [first * length, last * length];
    const call = operandsOf(instance);
    const source = call.input(x.subarray(from, to), to - from);
    instance.kernels.softmaxForward(source, call.output(y.subarray(from, to)), last - first, length);
    call.end();
  });
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
    const address = call.input(source, to - from);
    instance.kernels.exponentialSums(address, call.output(maxima), call.output(sums), rows, length);
    call.end();
    const logarithms = sums.map(logarithmOf);
    call = operandsOf(instance);
    instance.kernels.subtractTwo(
      call.input(source, to - from),
      call.output(y.subarray(from, to)),
      call.input(maxima, rows),
      call.input(logarithms, rows),
      rows,
      length,
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
  const kernel = isLog ? instance.kernels.logSoftmaxBackward : instance.kernels.softmaxBackward;
  return forRowRanges(g.length / length, length, [g, y, dx], (first, last) => {
    const [from, to] = [first * length, last * length];
    const call = operandsOf(instance);
    const incoming = call.input(g.subarray(from, to), to - from);
    const kept = call.input(y.subarray(from, to), to - from);
    kernel(incoming, kept, call.output(dx.subarray(from, to)), last - first, length);
    call.end();
  });
}
