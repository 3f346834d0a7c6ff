/** The norms' row kernels in WebAssembly. Each returns false where it leaves the work to the plain version. */
import type { LayerNormBackwardArguments, LayerNormForwardArguments } from "../norm/kernels.ts";
import { wasm } from "./module.ts";
import { forRowRanges, longestStagedRow, operandsOf } from "./rows.ts";

/**
 * Below this many elements the plain version is fast enough, and has PyTorch's last bits: a token alone and among few others
 * gives the same, to the bit.
 */
const smallestWork = 32768;
/** Shorter rows are computed to PyTorch's last bit by the plain version. */
const shortestRow = 64;

const isWorth = (rows: number, features: number): boolean =>
  features >= shortestRow && rows * features >= smallestWork && features <= longestStagedRow;

export function layerNormForward(a: LayerNormForwardArguments): boolean {
  const { x, y, mean, rstd, rows, features } = a;
  if (a.half || !isWorth(rows, features)) return false;
  if (!(x instanceof Float32Array) || !(y instanceof Float32Array)) return false;
  const instance = wasm();
  if (instance === null) return false;
  return forRowRanges(rows, features, [x, y], (first, last) => {
    const call = operandsOf(instance);
    const [from, to] = [first * features, last * features];
    const gamma = call.input(a.gamma, features, 1);
    const beta = call.input(a.beta, features, 0);
    instance.kernels.layerNormForward(
      call.input(x.subarray(from, to), to - from),
      call.output(y.subarray(from, to)),
      call.output(mean.subarray(first, last)),
      call.output(rstd.subarray(first, last)),
      gamma,
      beta,
      0,
      last - first,
      features,
      a.eps,
    );
    call.end();
  });
}

export function layerNormBackward(a: LayerNormBackwardArguments): boolean {
  const { x, dy, dx, mean, rstd, rows, features, dgamma, dbeta } = a;
  if (!isWorth(rows, features)) return false;
  if (!(x instanceof Float32Array && dy instanceof Float32Array && mean instanceof Float32Array)) return false;
  const instance = wasm();
  if (instance === null) return false;
  const sums = { gamma: new Float32Array(features), beta: new Float32Array(features) };
  const done = forRowRanges(rows, features, [x, dy, dx], (first, last) => {
    const call = operandsOf(instance);
    const [from, to] = [first * features, last * features];
    const [partGamma, partBeta] = [sums.gamma, sums.beta].map((part) => call.sums(part, features));
    const scratch = call.room(8 * features);
    instance.kernels.layerNormBackward(
      call.input(x.subarray(from, to), to - from),
      call.input(dy.subarray(from, to), to - from),
      call.input(mean.subarray(first, last), last - first),
      call.input(rstd.subarray(first, last), last - first),
      call.input(a.gamma, features, 1),
      dx === null ? 0 : call.output(dx.subarray(from, to)),
      partGamma,
      partBeta,
      scratch,
      0,
      last - first,
      features,
    );
    call.end();
    addTo(dgamma, sums.gamma);
    addTo(dbeta, sums.beta);
  });
  return done;
}

function addTo(total: Float64Array | null, part: Float32Array): void {
  if (total !== null) for (let i = 0; i < part.length; i++) total[i] += part[i];
}
