/** The norms' row kernels in WebAssembly. Each returns false where it leaves the work to the plain version. */
import type { LayerNormBackwardArguments, LayerNormForwardArguments } from "../norm/kernels.ts";
import type { FloatArray } from "../norm/values.ts";
import { isInArena } from "./arena.ts";
import { type WasmInstance, wasm } from "./module.ts";
import { PartedSums } from "./parted-sums.ts";
import {
  areInArena,
  fitsScratch,
  fixedRanges,
  forRowRanges,
  longestStagedRow,
  mostPartials,
  operandsOf,
  type RowRange,
  reachOf,
  rowRanges,
} from "./rows.ts";
import { runCalls } from "./threads.ts";

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
  if (isInArena(x) && isInArena(y) && fitsScratch(8 * (rows + features))) {
    forwardFloats(instance, a, x, y, rowRanges(rows, features));
    return true;
  }
  return forRowRanges(rows, features, [x, y], (first, last) => {
    const part = { ...a, mean: mean.subarray(first, last), rstd: rstd.subarray(first, last) };
    const [from, to] = [first * features, last * features];
    forwardFloats(instance, part, x.subarray(from, to), y.subarray(from, to), [[0, last - first]]);
  });
}

function forwardFloats(
  instance: WasmInstance,
  { gamma, beta, mean, rstd, features, eps }: LayerNormForwardArguments,
  x: Float32Array,
  y: Float32Array,
  ranges: readonly RowRange[],
): void {
  const call = operandsOf(instance);
  const from = call.input(x, x.length);
  const to = call.output(y);
  const [means, rstds] = [call.output(mean), call.output(rstd)];
  const scale = call.input(gamma, features, 1);
  const shift = call.input(beta, features, 0);
  const reach = reachOf(x.length);
  if (ranges.length === 1) {
    // Called by its name, which V8 compiles into the call; through the list a small norm takes a twentieth longer.
    const [first, last] = ranges[0];
    instance.kernels.layerNormForward(from, to, means, rstds, scale, shift, first, last, features, eps, reach);
    call.end();
    return;
  }
  runCalls(
    instance,
    "layerNormForward",
    ranges.map(([first, last]) => [from, to, means, rstds, scale, shift, first, last, features, eps, reach]),
    x.length / ranges.length,
  );
  call.end();
}

/** What normalizes the sum of two arrays; `x` is where that sum goes. */
export interface AddLayerNormArguments extends LayerNormForwardArguments {
  readonly first: FloatArray;
  readonly second: FloatArray;
}

/** x = first + second and its layer norm in one pass, where all arrays lie in the arena. */
export function addLayerNormForward(a: AddLayerNormArguments): boolean {
  const { first, second, x, y, gamma, beta, mean, rstd, rows, features, eps } = a;
  const arrays = [first, second, x, y];
  if (!isWorth(rows, features) || !arrays.every((array) => array instanceof Float32Array)) return false;
  const instance = wasm();
  if (instance === null || !areInArena(arrays) || !fitsScratch(8 * (rows + features))) return false;
  const call = operandsOf(instance);
  const [one, other] = [call.input(first, first.length), call.input(second, second.length)];
  const [sum, to] = [call.output(x), call.output(y)];
  const [means, rstds] = [call.output(mean), call.output(rstd)];
  const [scale, shift] = [call.input(gamma, features, 1), call.input(beta, features, 0)];
  const ranges = rowRanges(rows, features);
  const reach = reachOf(x.length);
  runCalls(
    instance,
    "addLayerNormForward",
    ranges.map(([from, end]) => [one, other, sum, to, means, rstds, scale, shift, from, end, features, eps, reach]),
    x.length / ranges.length,
  );
  call.end();
  return true;
}

/** Whether the backward kernel can add `residual` to dx. */
export const canAddResidual = ({ x, dy, dx, mean, rows, features }: LayerNormBackwardArguments, residual: FloatArray) =>
  isWorth(rows, features) &&
  [x, dy, dx, mean, residual].every((array) => array instanceof Float32Array) &&
  wasm() !== null &&
  areInArena([x, dy, dx, residual]) &&
  fitsScratch(8 * rows + 24 * features);

export function layerNormBackward(a: LayerNormBackwardArguments): boolean {
  const { x, dy, dx, mean, rstd, rows, features } = a;
  if (!isWorth(rows, features)) return false;
  if (mean instanceof Float64Array) return backwardDouble(a);
  if (!(x instanceof Float32Array && dy instanceof Float32Array && mean instanceof Float32Array)) return false;
  const instance = wasm();
  if (instance === null) return false;
  if (areInArena([x, dy, dx]) && fitsScratch(8 * rows + 24 * features)) {
    backwardFloats(instance, a, fixedRanges(rows, features, mostPartials(8 * features)));
    return true;
  }
  const [gammaSums, betaSums] = [new PartedSums(a.dgamma), new PartedSums(a.dbeta)];
  const done = forRowRanges(rows, features, [x, dy, dx], (first, last) => {
    const [from, to] = [first * features, last * features];
    const part = {
      ...a,
      x: x.subarray(from, to),
      dy: dy.subarray(from, to),
      dx: dx === null ? null : dx.subarray(from, to),
      mean: mean.subarray(first, last),
      rstd: rstd.subarray(first, last),
      dgamma: gammaSums.part,
      dbeta: betaSums.part,
    };
    backwardFloats(instance, part, [[0, last - first]]);
    gammaSums.add();
    betaSums.add();
  });
  gammaSums.deliver();
  betaSums.deliver();
  return done;
}

function backwardFloats(
  instance: WasmInstance,
  { x, dy, dx, mean, rstd, gamma, features, dgamma, dbeta, residual }: LayerNormBackwardArguments,
  ranges: readonly RowRange[],
): void {
  const call = operandsOf(instance);
  const [values, gradients] = [call.input(x, x.length), call.input(dy, dy.length)];
  const [means, rstds] = [call.input(mean, mean.length), call.input(rstd, rstd.length)];
  const scale = call.input(gamma, features, 1);
  const to = dx === null ? 0 : call.output(dx);
  const beside = residual == null ? 0 : call.input(residual, residual.length);
  // Each range has its own sums, which are added in the ranges' order.
  const bytes = 4 * features;
  const partials = call.room(2 * bytes * ranges.length);
  const reach = reachOf(x.length);
  runCalls(
    instance,
    "layerNormBackward",
    ranges.map(([first, last], i) => {
      const part = partials + 2 * bytes * i;
      return [values, gradients, means, rstds, scale, to, part, part + bytes, first, last, features, reach, beside];
    }),
    x.length / ranges.length,
  );
  if (dgamma !== null) call.sumParts(dgamma, partials, ranges.length, 2 * bytes);
  if (dbeta !== null) call.sumParts(dbeta, partials + bytes, ranges.length, 2 * bytes);
  call.end();
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
  const isSummed = dgamma !== null || dbeta !== null;
  const [gammaSums, betaSums] = [new PartedSums(dgamma), new PartedSums(dbeta)];
  const done = forRowRanges(rows, features, [x, dy, dx], (first, last) => {
    const call = operandsOf(instance);
    const [from, to] = [first * features, last * features];
    instance.kernels.layerNormBackwardDouble(
      call.inputDoubles(x.subarray(from, to), to - from),
      call.inputDoubles(dy.subarray(from, to), to - from),
      call.inputDoubles(mean.subarray(first, last), last - first),
      call.inputDoubles(rstd.subarray(first, last), last - first),
      call.inputDoubles(a.gamma, features, 1),
      dx === null ? 0 : call.outputDoubles(dx.subarray(from, to)),
      isSummed ? call.doubleSums(gammaSums.part, features) : 0,
      isSummed ? call.doubleSums(betaSums.part, features) : 0,
      last - first,
      features,
    );
    call.end();
    gammaSums.add();
    betaSums.add();
  });
  gammaSums.deliver();
  betaSums.deliver();
  return done;
}
