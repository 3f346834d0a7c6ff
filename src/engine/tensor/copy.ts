/** Copying elements between tensors of the same shape, converting the dtype. */

import { convertHalves } from "../wasm/halves.ts";
import * as fast from "../wasm/move.ts";
import { worked } from "../work.ts";
import { dtypes, isFloating } from "./dtype.ts";
import { readScalar } from "./elements.ts";
import { allocateUnset } from "./make.ts";
import { asWords, moverOf } from "./move.ts";
import { castNumber, toInt64 } from "./scalar.ts";
import { countOf, type Shape } from "./shape.ts";
import { coalesceTogether } from "./strides.ts";
import type { Tensor } from "./tensor.ts";
import { blockSize, IndexWalk, Reader, Writer } from "./walk.ts";

/** Elements a side of the square tiles in which transposed memory is copied, so that both sides stay in cache. */
const tile = 32;
/** Elements between two looks at the interrupt. */
const longestMove = 2 ** 22;

interface JointLayout {
  readonly shape: readonly number[];
  readonly strides: readonly (readonly number[])[];
}

/**
 * A copier of planes of the innermost dimension and one more, which is taken out of `outer`; null where the target's rows
 * are not contiguous or memory is not the arena's.
 */
function fastPlanes(
  target: Tensor,
  source: Tensor,
  { shape, strides: [toSteps, fromSteps] }: JointLayout,
  outer: number[],
  across: number,
): ((t: number, f: number) => void) | null {
  const inner = shape.length - 1;
  if (inner < 0 || toSteps[inner] !== 1) return null;
  const row = across >= 0 ? across : inner - 1;
  const copier = fast.planeCopier(target.storage.data, source.storage.data, {
    rows: row >= 0 ? shape[row] : 1,
    columns: shape[inner],
    toRow: row >= 0 ? toSteps[row] : 0,
    fromRow: row >= 0 ? fromSteps[row] : 0,
    fromColumn: fromSteps[inner],
  });
  if (copier !== null && across < 0 && row >= 0) outer.splice(outer.indexOf(row), 1);
  return copier;
}

function moveSame(target: Tensor, source: Tensor, shape: Shape, targetStrides: Shape, sourceStrides: Shape): void {
  const layout = coalesceTogether(shape, [targetStrides, sourceStrides]);
  const bytes = dtypes[target.dtype].bytes;
  const rank = layout.shape.length;
  if (rank <= 1 && (rank === 0 || (layout.strides[0][0] === 1 && layout.strides[1][0] === 1))) {
    const count = rank === 0 ? 1 : layout.shape[0];
    const to = new Uint8Array(
      target.storage.data.buffer,
      target.storage.data.byteOffset + target.offset * bytes,
      count * bytes,
    );
    const { data } = source.storage;
    const toByte = target.offset * bytes;
    if (fast.copyBytes(target.storage.data, toByte, data, source.offset * bytes, count * bytes)) return;
    to.set(new Uint8Array(data.buffer, data.byteOffset + source.offset * bytes, count * bytes));
    return;
  }
  const to = asWords(target.storage.data);
  const from = asWords(source.storage.data);
  const move = moverOf(target.dtype);
  const [toSteps, fromSteps] = layout.strides;
  const inner = rank - 1;
  const n = layout.shape[inner];
  // The source runs fastest along another dimension than the target: copy the two in tiles.
  const across = rank >= 2 && fromSteps[inner] !== 1 ? fromSteps.indexOf(1) : -1;
  const outer = layout.shape.map((_, dim) => dim).filter((dim) => dim !== inner && dim !== across);
  const counters = outer.map(() => 0);
  const copyPlane = countOf(shape) >= 4096 ? fastPlanes(target, source, layout, outer, across) : null;
  const planeCount = countOf(shape) / countOf(outer.map((dim) => layout.shape[dim]));
  let t = target.offset;
  let f = source.offset;
  for (;;) {
    if (copyPlane !== null) {
      worked(planeCount);
      copyPlane(t, f);
    } else if (across < 0 || n < 4) {
      const rows = across < 0 ? 1 : layout.shape[across];
      for (let r = 0; r < rows; r++) {
        const [ta, fa] = across < 0 ? [0, 0] : [r * toSteps[across], r * fromSteps[across]];
        for (let k = 0; k < n; k += longestMove) {
          const count = Math.min(longestMove, n - k);
          worked(count);
          move(
            to,
            t + ta + k * toSteps[inner],
            toSteps[inner],
            from,
            f + fa + k * fromSteps[inner],
            fromSteps[inner],
            count,
          );
        }
      }
    } else {
      const rows = layout.shape[across];
      for (let r0 = 0; r0 < rows; r0 += tile) {
        worked(tile * n);
        const r1 = Math.min(r0 + tile, rows);
        for (let c0 = 0; c0 < n; c0 += tile) {
          const width = Math.min(tile, n - c0);
          for (let r = r0; r < r1; r++) {
            const ta = t + r * toSteps[across] + c0 * toSteps[inner];
            const fa = f + r * fromSteps[across] + c0 * fromSteps[inner];
            move(to, ta, toSteps[inner], from, fa, fromSteps[inner], width);
          }
        }
      }
    }
    let k = outer.length - 1;
    for (; k >= 0; k--) {
      const dim = outer[k];
      t += toSteps[dim];
      f += fromSteps[dim];
      if (++counters[k] < layout.shape[dim]) break;
      t -= toSteps[dim] * layout.shape[dim];
      f -= fromSteps[dim] * layout.shape[dim];
      counters[k] = 0;
    }
    if (k < 0) return;
  }
}

/** Where both sides are one run of memory, a fast conversion may be there. */
function convertRun(target: Tensor, source: Tensor, shape: Shape, targetStrides: Shape, sourceStrides: Shape): boolean {
  if (countOf(shape) < smallestRun) return false;
  const layout = coalesceTogether(shape, [targetStrides, sourceStrides]);
  if (layout.shape.length !== 1 || layout.strides[0][0] !== 1 || layout.strides[1][0] !== 1) return false;
  const run = ({ storage, offset, dtype }: Tensor) => ({ data: storage.data, start: offset, dtype });
  return convertHalves(run(target), run(source), layout.shape[0]);
}

const smallestRun = 4096;
const block = new Float64Array(blockSize);

function convert(target: Tensor, source: Tensor, shape: Shape, targetStrides: Shape, sourceStrides: Shape): void {
  if (convertRun(target, source, shape, targetStrides, sourceStrides)) return;
  const reader = new Reader(source, shape, sourceStrides);
  const writer = new Writer(target, shape, targetStrides);
  const truncates = isFloating(source.dtype) && dtypes[target.dtype].kind === "int" && target.dtype !== "int64";
  for (let left = countOf(shape); left > 0; left -= blockSize) {
    const n = Math.min(left, blockSize);
    const exact = reader.read(block, n);
    if (!exact && dtypes[target.dtype].kind === "int") {
      wrapLarge(target, source, shape, targetStrides, sourceStrides);
      return;
    }
    if (truncates) for (let i = 0; i < n; i++) block[i] = castNumber(block[i], target.dtype);
    writer.write(block, n);
  }
}

/** int64 values beyond 2^53 into narrower integers: their low bits. */
function wrapLarge(target: Tensor, source: Tensor, shape: Shape, targetStrides: Shape, sourceStrides: Shape): void {
  const to = new IndexWalk(target, shape, targetStrides);
  const from = new IndexWalk(source, shape, sourceStrides);
  for (let left = countOf(shape); left > 0; left--) {
    const value = toInt64(readScalar(source.storage, from.next()));
    target.storage.data[to.next()] = Number(BigInt.asIntN(32, value));
  }
}

/**
 * Copies source's elements over target's, converted to target's dtype (floats to integers are cut off). The shapes are
 * equal, or `sourceStrides` broadcasts the source. Memory may be shared only where the two are the same view.
 */
export function copyElements(target: Tensor, source: Tensor, sourceStrides: Shape = source.strides): void {
  const { shape } = target;
  if (countOf(shape) === 0) return;
  if (target.dtype === source.dtype) moveSame(target, source, shape, target.strides, sourceStrides);
  else convert(target, source, shape, target.strides, sourceStrides);
}

/** A fresh row-major tensor with the same values, in the same or another dtype. */
export function copyOf(source: Tensor, dtype = source.dtype): Tensor {
  const target = allocateUnset(source.shape, dtype);
  copyElements(target, source);
  return target;
}
