/** RMS norm's row kernels in WebAssembly. Each returns false where it leaves the work to the composition. */
import { wasm } from "./module.ts";
import type { FloatArray } from "./operands.ts";
import { forRowRanges, longestStagedRow, operandsOf } from "./rows.ts";

export interface RmsNormForwardArguments {
  readonly x: FloatArray;
  readonly rows: number;
  readonly features: number;
  readonly gamma: FloatArray | null;
  readonly eps: number;
  readonly y: FloatArray;
  readonly rstd: FloatArray;
}

export interface RmsNormBackwardArguments {
  readonly x: FloatArray;
  readonly dy: FloatArray;
  readonly rows: number;
  readonly features: number;
  readonly gamma: FloatArray | null;
  readonly rstd: FloatArray;
  readonly dx: FloatArray;
  readonly dgamma: FloatArray | null;
}

/** As for layer norm: long rows are always the kernel's, whatever their number. */
const longRow = 256;

export const isWorth = (features: number): boolean => features >= longRow && features <= longestStagedRow;

export function rmsNormForward({ x, rows, features, gamma, eps, y, rstd }: RmsNormForwardArguments): boolean {
  const instance = wasm();
  if (instance === null || !isWorth(features)) return false;
  return forRowRanges(rows, features, [x, y], (first, last) => {
    const call = operandsOf(instance);
    const [from, to] = [first * features, last * features];
    const weights = call.input(gamma, features, 1);
    instance.kernels.rmsNormForward(
      call.input(x.subarray(from, to), to - from),
      call.output(y.subarray(from, to)),
      call.output(rstd.subarray(first, last)),
      weights,
      last - first,
      features,
      eps,
    );
    call.end();
  });
}

export function rmsNormBackward(a: RmsNormBackwardArguments): boolean {
  const { x, dy, rows, features, gamma, rstd, dx, dgamma } = a;
  const instance = wasm();
  if (instance === null || !isWorth(features) || !(dy instanceof Float32Array)) return false;
  const part = new Float32Array(features);
  return forRowRanges(rows, features, [x, dy, dx], (first, last) => {
    const call = operandsOf(instance);
    const [from, to] = [first * features, last * features];
    const sums = call.sums(part, features);
    const scratch = call.room(4 * features);
    instance.kernels.rmsNormBackward(
      call.input(x.subarray(from, to), to - from),
      call.input(dy.subarray(from, to), to - from),
      call.input(rstd.subarray(first, last), last - first),
      call.input(gamma, features, 1),
      call.output(dx.subarray(from, to)),
      sums,
      scratch,
      last - first,
      features,
    );
    call.end();
    if (dgamma !== null) for (let i = 0; i < features; i++) dgamma[i] += part[i];
  });
}
