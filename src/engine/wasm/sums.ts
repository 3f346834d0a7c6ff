/** Sums in PyTorch's order in WebAssembly. Each function returns false where it leaves the work to the plain version. */
import { isInArena } from "./arena.ts";
import { type WasmInstance, wasm } from "./module.ts";
import { operandsOf, type RowRange, rowRanges } from "./rows.ts";
import { runCalls } from "./threads.ts";

type FloatArray = Float32Array | Float64Array;

const smallestWork = 4096;
/** Elements of an array on the JavaScript heap that are copied in. */
const stagedLimit = 2 ** 20;
/** Columns that the kernel sums side by side. */
export const columnGroup = 32;

/** A step over [start, start + (rows - 1) * step + width), and what its sums are added to. */
interface Sums {
  readonly data: FloatArray;
  readonly start: number;
  readonly rows: number;
  readonly step: number;
  readonly width: number;
  readonly out: FloatArray;
  readonly outStart: number;
  readonly count: number;
}

/** `count` results, each of `length` elements, in ranges of whole groups for the threads. */
function rangesFor(count: number, group: number, length: number): RowRange[] {
  return rowRanges(count / group, length * group).map(([a, b]) => [a * group, b * group]);
}

function run(sums: Sums, kernel: (instance: WasmInstance, x: number, out: number) => void): boolean {
  const { data, start, rows, step, width, out, outStart, count } = sums;
  if (!(data instanceof Float32Array && out instanceof Float32Array) || rows * width < smallestWork) return false;
  const extent = (rows - 1) * step + width;
  if (count > stagedLimit || (!isInArena(data) && extent > stagedLimit)) return false;
  const instance = wasm();
  if (instance === null) return false;
  const call = operandsOf(instance);
  const x = call.input(data.subarray(start, start + extent), extent);
  const target = out.subarray(outStart, outStart + count);
  // What is added to is read too: an array on the heap is copied in before it is copied back.
  kernel(instance, x, isInArena(target) ? target.byteOffset : call.updated(target));
  call.end();
  return true;
}

/** out[outStart + c] += the sum of data[start + r * step + c] over rows, for `columns` columns, a multiple of the group. */
export function sumColumns(
  data: FloatArray,
  start: number,
  step: number,
  rows: number,
  columns: number,
  out: FloatArray,
  outStart: number,
): boolean {
  return run({ data, start, rows, step, width: columns, out, outStart, count: columns }, (instance, x, target) => {
    const ranges = rangesFor(columns, columnGroup, rows);
    const calls = ranges.map(([a, b]) => [x + a * 4, rows, b - a, step * 4, target + a * 4] as const);
    runCalls(instance, "sumColumns", calls, (rows * columns) / ranges.length);
  });
}

/** out[outStart + r] += the sum of data[start + r * step ..] over `length` elements. */
export function sumRows(
  data: FloatArray,
  start: number,
  step: number,
  rows: number,
  length: number,
  out: FloatArray,
  outStart: number,
): boolean {
  if (data instanceof Float64Array) return sumRowsDouble(data, start, step, rows, length, out, outStart);
  return run({ data, start, rows, step, width: length, out, outStart, count: rows }, (instance, x, target) => {
    const ranges = rangesFor(rows, 1, length);
    const calls = ranges.map(([a, b]) => [x + a * step * 4, b - a, length, step * 4, target + a * 4] as const);
    runCalls(instance, "sumRows", calls, (rows * length) / ranges.length);
  });
}

function sumRowsDouble(
  data: Float64Array,
  start: number,
  step: number,
  rows: number,
  length: number,
  out: FloatArray,
  outStart: number,
): boolean {
  const extent = (rows - 1) * step + length;
  const instance = wasm();
  if (instance === null || !(out instanceof Float64Array) || rows * length < smallestWork) return false;
  if (rows > stagedLimit / 2 || (!isInArena(data) && extent > stagedLimit / 2)) return false;
  const call = operandsOf(instance);
  const x = call.inputDoubles(data.subarray(start, start + extent), extent);
  const target = out.subarray(outStart, outStart + rows);
  const to = isInArena(target) ? target.byteOffset : call.updatedDoubles(target);
  const ranges = rangesFor(rows, 1, length);
  const calls = ranges.map(([a, b]) => [x + a * step * 8, b - a, length, step * 8, to + a * 8] as const);
  runCalls(instance, "sumRowsDouble", calls, (rows * length) / ranges.length);
  call.end();
  return true;
}

/**
 * The sums of all values, of which those from `at` on are replaced by each of `count` segments: `width` elements every
 * `step` elements, from `start` on. All arrays lie in the arena; what is replaced is not put back.
 */
export function sumsOfReplaced(
  values: Float64Array,
  at: number,
  segments: { readonly values: Float64Array; readonly start: number; readonly step: number },
  width: number,
  count: number,
): Float64Array | null {
  const instance = wasm();
  if (instance === null || values.length < 4 || !isInArena(values) || !isInArena(segments.values)) return null;
  const sums = new Float64Array(count);
  const call = operandsOf(instance);
  const out = call.outputDoubles(sums);
  const [x, from] = [values.byteOffset, segments.values.byteOffset + segments.start * 8];
  instance.kernels.sumsOfReplaced(x, values.length, x + at * 8, from, width, segments.step * 8, count, out);
  call.end();
  return sums;
}
