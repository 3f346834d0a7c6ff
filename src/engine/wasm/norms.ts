/** The norms' row kernels in WebAssembly. Each returns false where it leaves the work to the plain version. */
import type { LayerNormBackwardArguments, LayerNormForwardArguments } from "../norm/kernels.ts";
import { wasm } from "./module.ts";
import { forRowRanges, longestStagedRow, operandsOf } from "./rows.ts";

/**
 * Rows as long as this are always the kernel's, so that a token alone gives the bits that it gives among others: a row's
 * result does not depend on its neighbours in either version.
 */
const longRow = 256;
/** Shorter rows are computed to PyTorch's last bit by the plain version, which is fast enough up to this many elements. */
const smallestWork = 32768;
/** Rows shorter than this always are. */
const shortestRow = 64;

const isWorth = (rows: number, features: number): boolean =>
  rows > 0 &&
  features <= longestStagedRow &&
  (features >= longRow || (features >= shortestRow && rows * features >= smallestWork));

export function layerNormForward(a: LayerNormForwardArguments): boolean {
  const { x, y, mean, rstd, rows, features } = a;
  if (a.half || !isWorth(rows, features)) return false;
  if (y instanceof Float64Array) return forwardDouble(a, y);
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
  if (mean instanceof Float64Array) return backwardDouble(a);
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

function addTo(total: Float64Array | null, part: Float32Array | Float64Array): void {
  if (total !== null) for (let i = 0; i < part.length; i++) total[i] += part[i];
}

/** Vectors of two doubles have no rest in rows of even length. */
const isWhole = (features: number): boolean => features % 2 === 0;

function forwardDouble(a: LayerNormForwardArguments, y: Float64Array): boolean {
  const { x, mean, rstd, rows, features } = a;
  const instance = wasm();
  if (instance === null || !isWhole(features) || !(x instanceof Float64Array)) return false;
  if (!(mean instanceof Float64Array && rstd instanceof Float64Array)) return false;
  return forRowRanges(rows, features, [x, y], (first, last) => {
    const call = operandsOf(instance);
    const [from, to] = [first * features, last * features];
    const gamma = call.inputDoubles(a.gamma, features, 1);
    const beta = call.inputDoubles(a.beta, features, 0);
    instance.kernels.layerNormForwardDouble(
      call.inputDoubles(x.subarray(from, to), to - from),
      call.outputDoubles(y.subarray(from, to)),
      call.outputDoubles(mean.subarray(first, last)),
      call.outputDoubles(rstd.subarray(first, last)),
      gamma,
      beta,
      last - first,
      features,
      a.eps,
    );
    call.end();
  });
}

function backwardDouble(a: LayerNormBackwardArguments): boolean {
  const { x, dy, dx, mean, rstd, rows, features, dgamma, dbeta } = a;
  const instance = wasm();
  if (instance === null || !isWhole(features) || !(dx === null || dx instanceof Float64Array)) return false;
  const sums = { gamma: new Float64Array(features), beta: new Float64Array(features) };
  return forRowRanges(rows, features, [x, dy, dx], (first, last) => {
    const call = operandsOf(instance);
    const [from, to] = [first * features, last * features];
    instance.kernels.layerNormBackwardDouble(
      call.inputDoubles(x.subarray(from, to), to - from),
      call.inputDoubles(dy.subarray(from, to), to - from),
      call.inputDoubles(mean.subarray(first, last), last - first),
      call.inputDoubles(rstd.subarray(first, last), last - first),
      call.inputDoubles(a.gamma, features, 1),
      dx === null ? 0 : call.outputDoubles(dx.subarray(from, to)),
      call.doubleSums(sums.gamma, features),
      call.doubleSums(sums.beta, features),
      last - first,
      features,
    );
    call.end();
    addTo(dgamma, sums.gamma);
    addTo(dbeta, sums.beta);
  });
}
