/**
 * Matrix products of float32: C = A B, A and B in panels that lie in the order in which they are used, six rows by eight
 * columns of C held in registers (Goto and van de Geijn 2008). Each sum runs over the depth in order, one multiply-add a
 * step, and keeps its value in float32 between blocks of the depth, so that blocking changes no digit.
 */
import { room } from "./room";
import { load4, multiplyAdd, store4, transposeFour } from "./simd";

const tileRows = 6;
const tileColumns = 8;
/** Steps of the depth in a block: a panel of B (8 KiB) stays in first-level cache. */
const depthBlock = 256;
/** Rows of A in a block, which stays in second-level cache. */
const rowBlock = 96;
/** Columns of B in a block. */
const columnBlock = 1024;

// A panel holds `width` neighbouring lines, rows of A or columns of B: for each step of the depth one value of each line.

/** A panel whose lines are neighbours in memory: the values of a step lie together. */
// @ts-ignore: decorator
@inline
function copyPanel(width: i32, from: usize, stepStride: isize, depth: i32, to: usize): void {
  for (let k = 0; k < depth; k++, from += <usize>stepStride, to += (<usize>width) << 2) {
    store4(to, load4(from));
    if (width === 8) store4(to + 16, load4(from + 16));
    else v128.store64_lane(to, v128.load64_zero(from, 16), 0, 16);
  }
}

/** Steps of two lines that run along the depth. */
// @ts-ignore: decorator
@inline
function turnTwo(from: usize, lineStride: isize, to: usize, toStep: usize): void {
  const a = load4(from);
  const b = load4(from + <usize>lineStride);
  const low = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
  const high = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
  v128.store64_lane(to, low, 0);
  v128.store64_lane(to + toStep, low, 1);
  v128.store64_lane(to + 2 * toStep, high, 0);
  v128.store64_lane(to + 3 * toStep, high, 1);
}

/** Steps `first` to `last` of a panel of which `present` lines exist, the others being zero. */
// @ts-ignore: decorator
@inline
function gatherPanel(
  width: i32, from: usize, lineStride: isize, stepStride: isize, present: i32, first: i32, last: i32, to: usize,
): void {
  to += (<usize>(first * width)) << 2;
  for (let k = first; k < last; k++) {
    let p = from + <usize>(<isize>k * stepStride);
    for (let line = 0; line < width; line++, to += 4, p += <usize>lineStride) {
      store<f32>(to, line < present ? load<f32>(p) : 0);
    }
  }
}

/** A panel whose lines run along the depth: four steps of four lines are turned at a time. */
// @ts-ignore: decorator
@inline
function turnPanel(width: i32, from: usize, lineStride: isize, depth: i32, to: usize): void {
  const step = (<usize>width) << 2;
  const afterFour = <usize>(4 * lineStride);
  let k = 0;
  for (let target = to; k + 4 <= depth; k += 4, target += 4 * step) {
    const p = from + ((<usize>k) << 2);
    transposeFour(p, <usize>lineStride, target, step);
    if (width === 8) transposeFour(p + afterFour, <usize>lineStride, target + 16, step);
    else turnTwo(p + afterFour, lineStride, target + 16, step);
  }
  gatherPanel(width, from, lineStride, 4, width, k, depth, to);
}

// @ts-ignore: decorator
@inline
function pack(width: i32, from: usize, lineStride: isize, stepStride: isize, lines: i32, depth: i32, out: usize): void {
  const panelBytes = (<usize>(width * depth)) << 2;
  for (let line = 0; line < lines; line += width, out += panelBytes) {
    const p = from + <usize>(<isize>line * lineStride);
    const present = lines - line;
    if (present < width) gatherPanel(width, p, lineStride, stepStride, present, 0, depth, out);
    else if (lineStride === 4) copyPanel(width, p, stepStride, depth, out);
    else if (stepStride === 4) turnPanel(width, p, lineStride, depth, out);
    else gatherPanel(width, p, lineStride, stepStride, width, 0, depth, out);
  }
}

function packRows(a: usize, rowStride: isize, columnStride: isize, rows: i32, depth: i32, out: usize): void {
  pack(tileRows, a, rowStride, columnStride, rows, depth, out);
}

function packColumns(b: usize, rowStride: isize, columnStride: isize, depth: i32, columns: i32, out: usize): void {
  pack(tileColumns, b, columnStride, rowStride, columns, depth, out);
}

/**
 * Six rows by eight columns of C over `depth` steps. `continues`: C holds the sum so far. `bias` (0: none) is added at the
 * end, one value a column.
 */
function tile(a: usize, b: usize, c: usize, rowBytes: usize, depth: i32, continues: bool, bias: usize): void {
  let c00 = f32x4.splat(0);
  let c01 = f32x4.splat(0);
  let c10 = f32x4.splat(0);
  let c11 = f32x4.splat(0);
  let c20 = f32x4.splat(0);
  let c21 = f32x4.splat(0);
  let c30 = f32x4.splat(0);
  let c31 = f32x4.splat(0);
  let c40 = f32x4.splat(0);
  let c41 = f32x4.splat(0);
  let c50 = f32x4.splat(0);
  let c51 = f32x4.splat(0);
  if (continues) {
    c00 = load4(c);
    c01 = load4(c + 16);
    c10 = load4(c + rowBytes);
    c11 = load4(c + rowBytes + 16);
    c20 = load4(c + 2 * rowBytes);
    c21 = load4(c + 2 * rowBytes + 16);
    c30 = load4(c + 3 * rowBytes);
    c31 = load4(c + 3 * rowBytes + 16);
    c40 = load4(c + 4 * rowBytes);
    c41 = load4(c + 4 * rowBytes + 16);
    c50 = load4(c + 5 * rowBytes);
    c51 = load4(c + 5 * rowBytes + 16);
  }
  const end = b + ((<usize>depth) << 5);
  for (; b < end; b += tileColumns * 4, a += tileRows * 4) {
    const left = load4(b);
    const right = load4(b + 16);
    let factor = v128.load_splat<f32>(a);
    c00 = multiplyAdd(factor, left, c00);
    c01 = multiplyAdd(factor, right, c01);
    factor = v128.load_splat<f32>(a, 4);
    c10 = multiplyAdd(factor, left, c10);
    c11 = multiplyAdd(factor, right, c11);
    factor = v128.load_splat<f32>(a, 8);
    c20 = multiplyAdd(factor, left, c20);
    c21 = multiplyAdd(factor, right, c21);
    factor = v128.load_splat<f32>(a, 12);
    c30 = multiplyAdd(factor, left, c30);
    c31 = multiplyAdd(factor, right, c31);
    factor = v128.load_splat<f32>(a, 16);
    c40 = multiplyAdd(factor, left, c40);
    c41 = multiplyAdd(factor, right, c41);
    factor = v128.load_splat<f32>(a, 20);
    c50 = multiplyAdd(factor, left, c50);
    c51 = multiplyAdd(factor, right, c51);
  }
  if (bias !== 0) {
    const left = load4(bias);
    const right = load4(bias + 16);
    c00 = f32x4.add(c00, left);
    c01 = f32x4.add(c01, right);
    c10 = f32x4.add(c10, left);
    c11 = f32x4.add(c11, right);
    c20 = f32x4.add(c20, left);
    c21 = f32x4.add(c21, right);
    c30 = f32x4.add(c30, left);
    c31 = f32x4.add(c31, right);
    c40 = f32x4.add(c40, left);
    c41 = f32x4.add(c41, right);
    c50 = f32x4.add(c50, left);
    c51 = f32x4.add(c51, right);
  }
  store4(c, c00);
  store4(c + 16, c01);
  c += rowBytes;
  store4(c, c10);
  store4(c + 16, c11);
  c += rowBytes;
  store4(c, c20);
  store4(c + 16, c21);
  c += rowBytes;
  store4(c, c30);
  store4(c + 16, c31);
  c += rowBytes;
  store4(c, c40);
  store4(c + 16, c41);
  c += rowBytes;
  store4(c, c50);
  store4(c + 16, c51);
}

/** A tile at the edge of C: computed beside it, its part that exists copied. */
function edgeTile(
  a: usize, b: usize, c: usize, rowBytes: usize, depth: i32, continues: bool, bias: usize, rows: i32, columns: i32, edge: usize,
): void {
  const bytes = (<usize>columns) << 2;
  if (continues) {
    for (let r = 0; r < rows; r++) memory.copy(edge + <usize>r * (tileColumns * 4), c + <usize>r * rowBytes, bytes);
  }
  tile(a, b, edge, tileColumns * 4, depth, continues, 0);
  for (let r = 0; r < rows; r++) {
    const from = edge + <usize>r * (tileColumns * 4);
    const to = c + <usize>r * rowBytes;
    for (let i: usize = 0; i < bytes; i += 4) {
      store<f32>(to + i, bias === 0 ? load<f32>(from + i) : load<f32>(from + i) + load<f32>(bias + i));
    }
  }
}

/**
 * C (rows x columns) = A (rows x depth) B (depth x columns) + bias (0, or one value a column). Strides of A and B are bytes,
 * of any sign and order; the rows of C, `rowBytes` apart, are contiguous. `continues` (0 or 1): C holds the sum of the steps
 * before these; the bias is for the last call then.
 */
export function matmul(
  rows: i32, columns: i32, depth: i32,
  a: usize, aRow: isize, aColumn: isize,
  b: usize, bRow: isize, bColumn: isize,
  c: usize, rowBytes: usize, bias: usize, continues: i32,
): void {
  const packedA = room;
  const packedB = packedA + rowBlock * depthBlock * 4;
  const edge = packedB + columnBlock * depthBlock * 4;
  for (let column = 0; column < columns; column += columnBlock) {
    const width = min(columnBlock, columns - column);
    for (let k = 0; k < depth; k += depthBlock) {
      const steps = min(depthBlock, depth - k);
      const isLast = k + steps === depth;
      const goesOn = k > 0 || continues !== 0;
      packColumns(b + <usize>(<isize>k * bRow + <isize>column * bColumn), bRow, bColumn, steps, width, packedB);
      for (let row = 0; row < rows; row += rowBlock) {
        const height = min(rowBlock, rows - row);
        packRows(a + <usize>(<isize>row * aRow + <isize>k * aColumn), aRow, aColumn, height, steps, packedA);
        for (let j = 0; j < width; j += tileColumns) {
          const panelB = packedB + ((<usize>(j * steps)) << 2);
          const tileBias = isLast && bias !== 0 ? bias + ((<usize>(column + j)) << 2) : 0;
          for (let i = 0; i < height; i += tileRows) {
            const panelA = packedA + ((<usize>(i * steps)) << 2);
            const to = c + <usize>(row + i) * rowBytes + ((<usize>(column + j)) << 2);
            if (height - i >= tileRows && width - j >= tileColumns) {
              tile(panelA, panelB, to, rowBytes, steps, goesOn, tileBias);
            } else {
              edgeTile(
                panelA, panelB, to, rowBytes, steps, goesOn, tileBias, min(tileRows, height - i), min(tileColumns, width - j), edge,
              );
            }
          }
        }
      }
    }
  }
}
