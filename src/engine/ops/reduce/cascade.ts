/**
 * Sums in the order of PyTorch's vectorized CPU kernel (aten/src/ATen/native/cpu/SumKernel.cpp, AVX2): four levels of
 * partial sums over interleaved columns. float32 sums then have PyTorch's last bit, and the error grows with log n.
 */
import { allocate, viewOf } from "../../tensor/make.ts";
import { isContiguous } from "../../tensor/strides.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import * as fast from "../../wasm/sums.ts";
import { worked } from "../../work.ts";
import { reducedShape } from "./plan.ts";

type FloatArray = Float32Array | Float64Array;

/** Rows of vectors that are summed side by side. */
const interleave = 4;
const levels = 4;

const ceilLog2 = (x: number): number => (x <= 2 ? 1 : 32 - Math.clz32(x - 1));

/**
 * Sums data[start + row * rowStep + offsets[column]] over rows, for every column, into sums[0 .. columns).
 * `scratch` has room for the four levels.
 */
function sumColumns(
  data: FloatArray,
  start: number,
  rowStep: number,
  offsets: Int32Array,
  rows: number,
  scratch: FloatArray,
): void {
  const columns = offsets.length;
  scratch.fill(0, 0, levels * columns);
  worked(2 * levels * columns);
  const power = Math.max(4, Math.floor(ceilLog2(rows) / levels));
  const step = 2 ** power;
  let row = 0;
  let at = start;
  while (row + step <= rows) {
    for (let j = 0; j < step; j++, at += rowStep) {
      for (let c = 0; c < columns; c++) scratch[c] += data[at + offsets[c]];
    }
    row += step;
    worked(step * columns);
    for (let level = 1; level < levels; level++) {
      const above = level * columns;
      for (let c = 0; c < columns; c++) {
        scratch[above + c] += scratch[above - columns + c];
        scratch[above - columns + c] = 0;
      }
      if (Math.floor(row / step ** level) % step !== 0) break;
    }
  }
  for (; row < rows; row++, at += rowStep) {
    for (let c = 0; c < columns; c++) scratch[c] += data[at + offsets[c]];
  }
  for (let level = 1; level < levels; level++) {
    for (let c = 0; c < columns; c++) scratch[c] += scratch[level * columns + c];
  }
}

const offsetCache = new Map<string, Int32Array>();

/** Where the columns of a group of vectors lie: `lanes` neighbours `laneStep` apart, four times `groupStep` apart. */
function columnOffsets(lanes: number, laneStep: number, groupStep: number): Int32Array {
  const key = `${lanes} ${laneStep} ${groupStep}`;
  const known = offsetCache.get(key);
  if (known !== undefined) return known;
  const offsets = new Int32Array(lanes * interleave);
  for (let k = 0; k < interleave; k++) {
    for (let lane = 0; lane < lanes; lane++) offsets[k * lanes + lane] = k * groupStep + lane * laneStep;
  }
  if (offsetCache.size < 64) offsetCache.set(key, offsets);
  return offsets;
}

/** Sums `size` vectors of `lanes` elements, `step` apart, into scratch[0 .. lanes). */
function sumVectors(
  data: FloatArray,
  start: number,
  step: number,
  size: number,
  lanes: number,
  laneStep: number,
  scratch: FloatArray,
): void {
  const rows = Math.floor(size / interleave);
  sumColumns(data, start, step * interleave, columnOffsets(lanes, laneStep, step), rows, scratch);
  for (let i = rows * interleave; i < size; i++) {
    for (let lane = 0; lane < lanes; lane++) scratch[lane] += data[start + i * step + lane * laneStep];
  }
  for (let k = 1; k < interleave; k++) {
    for (let lane = 0; lane < lanes; lane++) scratch[lane] += scratch[k * lanes + lane];
  }
}

/** Rows of elements below this have no full step of the cascade: four plain sums side by side. */
const shortRow = 16 * interleave;

/** The sum of a short row of single elements, rounded to float32 at each step where `single`. */
function sumShortRow(data: FloatArray, start: number, step: number, size: number, single: boolean): number {
  const round = single ? Math.fround : keep;
  const even = size - (size % interleave);
  let [a, b, c, d] = [0, 0, 0, 0];
  let at = start;
  for (let i = 0; i < even; i += interleave, at += interleave * step) {
    a = round(a + data[at]);
    b = round(b + data[at + step]);
    c = round(c + data[at + 2 * step]);
    d = round(d + data[at + 3 * step]);
  }
  for (let i = even; i < size; i++, at += step) a = round(a + data[at]);
  return even === 0 ? a : round(round(round(a + b) + c) + d);
}

const keep = (value: number): number => value;

interface Dimension {
  readonly size: number;
  readonly step: number;
  readonly outStep: number;
}

/** A plane of two dimensions, the first of them folded, added to the output. */
interface Plane {
  readonly data: FloatArray;
  readonly lanes: number;
  readonly scratch: FloatArray;
  readonly folded: Dimension;
  readonly across: Dimension;
  readonly out: FloatArray;
  /** Adds to an output: the half types round each partial sum, and what they store. */
  readonly store: (index: number, value: number) => void;
  /** Whether storing is plain addition. */
  readonly isPlain: boolean;
}

/** A plane costs so much, however small it is. */
const planeWork = 64;

function sumPlane(plane: Plane, start: number, outStart: number): void {
  const { data, lanes, scratch, folded, across, store, out, isPlain } = plane;
  // Results that follow one another, as the fast versions write them.
  worked(planeWork);
  const isRow = isPlain && (across.outStep === 1 || across.size === 1);
  if (folded.step === 1 && folded.size >= lanes) {
    if (isRow && fast.sumRows(data, start, across.step, across.size, folded.size, out, outStart)) return;
    const vectors = Math.floor(folded.size / lanes);
    for (let j = 0; j < across.size; j++) {
      const row = start + j * across.step;
      sumVectors(data, row, lanes, vectors, lanes, 1, scratch);
      const tail = scratch.subarray(lanes, lanes + 1);
      tail[0] = 0;
      for (let k = vectors * lanes; k < folded.size; k++) tail[0] += data[row + k];
      for (let lane = 0; lane < lanes; lane++) tail[0] += scratch[lane];
      store(outStart + j * across.outStep, tail[0]);
    }
    return;
  }
  let j = 0;
  const contiguous = across.step === 1 && across.size >= lanes;
  if (contiguous || folded.step >= across.step) {
    // Neighbouring results are summed side by side, four vectors (or four elements) of them at a time.
    const group = interleave * (contiguous ? lanes : 1);
    const offsets = Int32Array.from({ length: group }, (_, c) => c * across.step);
    const groups = across.size - (across.size % fast.columnGroup);
    if (contiguous && isRow && fast.sumColumns(data, start, folded.step, folded.size, groups, out, outStart))
      j = groups;
    for (; j + group <= across.size; j += group) {
      sumColumns(data, start + j * across.step, folded.step, offsets, folded.size, scratch);
      for (let c = 0; c < group; c++) store(outStart + (j + c) * across.outStep, scratch[c]);
    }
    for (; contiguous && j + lanes <= across.size; j += lanes) {
      sumVectors(data, start + j, folded.step, folded.size, lanes, 1, scratch);
      for (let c = 0; c < lanes; c++) store(outStart + (j + c) * across.outStep, scratch[c]);
    }
  }
  const single = data instanceof Float32Array;
  for (; j < across.size; j++) {
    worked(folded.size);
    const row = start + j * across.step;
    if (folded.size < shortRow) {
      store(outStart + j * across.outStep, sumShortRow(data, row, folded.step, folded.size, single));
      continue;
    }
    sumVectors(data, row, folded.step, folded.size, 1, 0, scratch);
    store(outStart + j * across.outStep, scratch[0]);
  }
}

const none: Dimension = { size: 1, step: 0, outStep: 0 };

/** The common case, a row-major tensor whose last dimensions are folded: rows one after the other. Null for others. */
function rowDims(input: Tensor, folded: readonly number[]): Dimension[] | null {
  const { shape } = input;
  const first = shape.length - folded.length;
  if (folded.some((dim) => dim < first) || !isContiguous(input)) return null;
  let size = 1;
  for (let i = first; i < shape.length; i++) size *= shape[i];
  const rows = input.elementCount / size;
  if (size === 1) return null;
  return [
    { size, step: 1, outStep: 0 },
    { size: rows, step: size, outStep: 1 },
  ];
}

/** The dimensions as the kernel meets them: folded first, closest in memory first, merged where they step evenly. */
function iterationDims(input: Tensor, keptStrides: readonly number[], foldedDims: readonly number[]): Dimension[] {
  const dims = input.shape
    .map(
      (size, i): Dimension => ({ size, step: input.strides[i], outStep: foldedDims.includes(i) ? 0 : keptStrides[i] }),
    )
    .filter((dim) => dim.size !== 1);
  const merged: Dimension[] = [];
  const folded = dims.filter((dim) => dim.outStep === 0).sort((a, b) => a.step - b.step);
  const kept = dims.filter((dim) => dim.outStep !== 0).sort((a, b) => a.outStep - b.outStep);
  for (const dim of [...folded, ...kept]) {
    const last = merged[merged.length - 1];
    if (last !== undefined && last.step * last.size === dim.step && last.outStep * last.size === dim.outStep) {
      merged[merged.length - 1] = { ...last, size: last.size * dim.size };
    } else merged.push(dim);
  }
  return merged;
}

/**
 * The sum over dimensions of a float32 or float64 tensor, in its own dtype. `round` is applied to every partial sum
 * and to what the kernel stores.
 */
export function cascadeSum(
  input: Tensor,
  folded: readonly number[],
  keepdim: boolean,
  round: ((value: number) => number) | null = null,
): Tensor {
  const { shape, storage } = input;
  const kept = allocate(reducedShape(shape, folded, true), input.dtype);
  const { data } = storage;
  const out = kept.storage.data;
  if (input.elementCount > 0 && isFloatArray(data) && isFloatArray(out)) {
    const [first = none, second = none, ...rest] = rowDims(input, folded) ?? iterationDims(input, kept.strides, folded);
    // Where nothing is folded the first dimension is a kept one: a plane of single elements.
    const [foldedDim, across] = first.outStep === 0 ? [first, second] : [none, first];
    const outer = first.outStep === 0 ? rest : [second, ...rest];
    const lanes = 32 / data.BYTES_PER_ELEMENT;
    const scratch =
      input.dtype === "float64"
        ? new Float64Array(levels * interleave * lanes)
        : new Float32Array(levels * interleave * lanes);
    const store =
      round === null
        ? (index: number, value: number): void => {
            out[index] += value;
          }
        : (index: number, value: number): void => {
            out[index] = round(out[index] + round(value));
          };
    const plane: Plane = { data, lanes, scratch, folded: foldedDim, across, store, out, isPlain: round === null };
    const visit = (dim: number, start: number, outStart: number): void => {
      if (dim < 0) {
        sumPlane(plane, start, outStart);
        return;
      }
      const { size, step, outStep } = outer[dim];
      for (let i = 0; i < size; i++) visit(dim - 1, start + i * step, outStart + i * outStep);
    };
    visit(outer.length - 1, input.offset, 0);
  }
  if (keepdim) return kept;
  const bare = reducedShape(shape, folded, false);
  return viewOf(
    kept,
    bare,
    kept.strides.filter((_, i) => !folded.includes(i)),
  );
}

const isFloatArray = (data: unknown): data is FloatArray =>
  data instanceof Float32Array || data instanceof Float64Array;
