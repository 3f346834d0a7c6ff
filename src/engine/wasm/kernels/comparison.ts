/**
 * Errors of two runs of values that should agree, in one pass over memory: what is read stays in the first-level cache
 * while errors, units in the last place, the histogram by magnitude and the map of the largest are made of it.
 */
import { room } from "./room";
import { sumOfTwo } from "./simd";

/** Values of a block: their errors as doubles are 16 KiB. */
const blockValues: i32 = 2048;
/** What one block leaves: eight doubles. */
const recordBytes: usize = 64;
/** Cells of a histogram, and the one that takes zeros. */
const zeroCell: usize = 2800;
const tableBytes: usize = 2816 * 4;
/** An exponent's entry in `edges`: two doubles and the cell of its least value. */
const edgeBytes: usize = 24;

// @ts-ignore: decorator
@inline
function pairAt<T>(p: usize): v128 {
  if (sizeof<T>() == 8) return v128.load(p);
  return f64x2.promote_low_f32x4(v128.load64_zero(p));
}

// @ts-ignore: decorator
@inline
function greaterOfTwo(v: v128): f64 {
  return max<f64>(f64x2.extract_lane(v, 0), f64x2.extract_lane(v, 1));
}

let columns: i32 = 0;
let rowsPerBlock: i32 = 0;
let columnsPerBlock: i32 = 0;
let gridColumns: i32 = 0;
let gridCells: usize = 0;
/** Where the next error lies: its column, the end of that column's block, and rows since the row block's first. */
let column: i32 = 0;
let columnEnd: i32 = 0;
let rowInBlock: i32 = 0;
let cell: usize = 0;
let rowCell: usize = 0;

function beginMap(first: f64): void {
  const row = <i32>floor<f64>(first / <f64>columns);
  column = <i32>(first - <f64>row * <f64>columns);
  const block = column / columnsPerBlock;
  columnEnd = min((block + 1) * columnsPerBlock, columns);
  rowInBlock = row % rowsPerBlock;
  rowCell = gridCells + ((<usize>((row / rowsPerBlock) * gridColumns)) << 3);
  cell = rowCell + ((<usize>block) << 3);
}

/** The largest of the errors in [p, end). */
// @ts-ignore: decorator
@inline
function largest(p: usize, end: usize): f64 {
  let a = f64x2.splat(-1);
  let b = a;
  for (; p + 32 <= end; p += 32) {
    a = f64x2.pmax(a, v128.load(p));
    b = f64x2.pmax(b, v128.load(p, 16));
  }
  let most = greaterOfTwo(f64x2.pmax(a, b));
  for (; p < end; p += 8) most = max<f64>(most, load<f64>(p));
  return most;
}

/** Folds the errors of a block into the map: a cell's share of a row at a time. */
function foldIntoMap(errors: usize, count: i32): void {
  for (let i = 0; i < count; ) {
    const taken = min(count - i, columnEnd - column);
    const from = errors + ((<usize>i) << 3);
    const most = largest(from, from + ((<usize>taken) << 3));
    if (most > load<f64>(cell)) store<f64>(cell, most);
    i += taken;
    column += taken;
    if (column < columnEnd) continue;
    if (column < columns) {
      cell += 8;
      columnEnd = min(columnEnd + columnsPerBlock, columns);
      continue;
    }
    column = 0;
    columnEnd = min(columnsPerBlock, columns);
    if (++rowInBlock === rowsPerBlock) {
      rowInBlock = 0;
      rowCell += (<usize>gridColumns) << 3;
    }
    cell = rowCell;
  }
}

/** The largest distance in units in the last place; -1 where a value is not finite. */
// @ts-ignore: decorator
@inline
function largestUlp<T>(a: usize, b: usize, bytes: usize): f64 {
  let rest = v128.splat<T>(0);
  let most = v128.splat<i64>(0);
  const signBit: i64 = 1 << 63;
  if (sizeof<T>() == 8) most = i64x2.splat(signBit);
  for (let p: usize = 0; p < bytes; p += 16) {
    const x = v128.load(a + p);
    const y = v128.load(b + p);
    rest = v128.add<T>(rest, v128.add<T>(v128.sub<T>(x, x), v128.sub<T>(y, y)));
    // Of one sign the bits count in one direction; of two, both count from zero.
    if (sizeof<T>() == 4) {
      const magnitude = i32x4.splat(0x7fffffff);
      const other = i32x4.add(v128.and(x, magnitude), v128.and(y, magnitude));
      const differ = i32x4.shr_s(v128.xor(x, y), 31);
      most = i32x4.max_u(most, v128.bitselect(other, i32x4.abs(i32x4.sub(x, y)), differ));
    } else {
      const magnitude = i64x2.splat(i64.MAX_VALUE);
      const other = i64x2.add(v128.and(x, magnitude), v128.and(y, magnitude));
      const differ = i64x2.shr_s(v128.xor(x, y), 63);
      const distance = v128.bitselect(other, i64x2.abs(i64x2.sub(x, y)), differ);
      // With their first bit turned, unsigned numbers compare as signed ones do.
      const turned = v128.xor(distance, i64x2.splat(signBit));
      most = v128.bitselect(turned, most, i64x2.gt_s(turned, most));
    }
  }
  if (v128.any_true(v128.ne<T>(rest, v128.splat<T>(0)))) return -1;
  if (sizeof<T>() == 4) {
    const first = max<u32>(<u32>i32x4.extract_lane(most, 0), <u32>i32x4.extract_lane(most, 1));
    const second = max<u32>(<u32>i32x4.extract_lane(most, 2), <u32>i32x4.extract_lane(most, 3));
    return <f64>max<u32>(first, second);
  }
  const lanes = v128.xor(most, i64x2.splat(signBit));
  return <f64>max<u64>(<u64>i64x2.extract_lane(lanes, 0), <u64>i64x2.extract_lane(lanes, 1));
}

/** Counts errors by magnitude, in two tables in turn: one error rarely waits for the count of the one before. */
function countMagnitudes(errors: usize, count: i32, counts: usize, edges: usize): void {
  const end = errors + ((<usize>count) << 3);
  for (let p = errors; p < end; p += 16) {
    countMagnitude(p, counts, edges);
    countMagnitude(p + 8, counts + tableBytes, edges);
  }
}

// @ts-ignore: decorator
@inline
function countMagnitude(p: usize, counts: usize, edges: usize): void {
  const value = load<f64>(p);
  const entry = edges + <usize>(load<u32>(p, 4) >> 20) * edgeBytes;
  const over = <i32>(value >= load<f64>(entry)) + <i32>(value >= load<f64>(entry, 8));
  const at = counts + ((<usize>(load<i32>(entry, 16) + over)) << 2);
  store<u32>(at, load<u32>(at) + 1);
}

/**
 * Fills a block's record [1, sum, sum of squares, largest, largest relative, largest excess, outside, ulp] and its errors.
 * False, and the record not written, where an error is too small for the table of magnitudes.
 */
// @ts-ignore: decorator
@inline
function measureBlock<T>(a: usize, b: usize, count: i32, atol: f64, rtol: f64, errors: usize, record: usize): bool {
  const atols = f64x2.splat(atol);
  const rtols = f64x2.splat(rtol);
  const nothing = f64x2.splat(0);
  const least = f64x2.splat(2.2250738585072014e-308);
  const below = f64x2.splat(1 - 8.881784197001252e-16);
  let sums = nothing;
  let squares = nothing;
  let most = nothing;
  let relative = nothing;
  let excess = nothing;
  let outside = nothing;
  let tiny = nothing;
  const step: usize = sizeof<T>() * 2;
  const end = errors + ((<usize>count) << 3);
  for (let p = errors; p < end; p += 16, a += step, b += step) {
    const y = pairAt<T>(b);
    const error = f64x2.abs(f64x2.sub(pairAt<T>(a), y));
    v128.store(p, error);
    sums = f64x2.add(sums, error);
    squares = f64x2.add(squares, f64x2.mul(error, error));
    most = f64x2.pmax(most, error);
    const magnitude = f64x2.abs(y);
    const allowed = f64x2.add(atols, f64x2.mul(rtols, magnitude));
    // A comparison gives -1 where it holds.
    outside = i64x2.sub(outside, f64x2.gt(error, allowed));
    // Few quotients are greater than all before: products, a little smaller for their rounding, find them.
    const isLarger = f64x2.gt(error, f64x2.mul(f64x2.mul(relative, below), magnitude));
    const isWorse = f64x2.gt(error, f64x2.mul(f64x2.mul(excess, below), allowed));
    if (v128.any_true(v128.or(isLarger, isWorse))) {
      relative = f64x2.pmax(relative, f64x2.div(error, magnitude));
      excess = f64x2.pmax(excess, f64x2.div(error, allowed));
    }
    if (sizeof<T>() == 8) tiny = v128.or(tiny, v128.and(f64x2.lt(error, least), f64x2.gt(error, nothing)));
  }
  if (sizeof<T>() == 8 && v128.any_true(tiny)) return false;
  store<f64>(record, 1);
  store<f64>(record, sumOfTwo(sums), 8);
  store<f64>(record, sumOfTwo(squares), 16);
  store<f64>(record, greaterOfTwo(most), 24);
  store<f64>(record, greaterOfTwo(relative), 32);
  store<f64>(record, greaterOfTwo(excess), 40);
  store<f64>(record, <f64>(i64x2.extract_lane(outside, 0) + i64x2.extract_lane(outside, 1)), 48);
  return true;
}

// @ts-ignore: decorator
@inline
function compareBlocks<T>(
  a: usize, b: usize, count: i32, atol: f64, rtol: f64, records: usize, counts: usize, edges: usize, grid: usize,
): void {
  const errors = room;
  const paddedA = room + 16384;
  const paddedB = room + 32768;
  let record = records;
  for (let start = 0; start < count; start += blockValues, record += recordBytes) {
    const n = min(blockValues, count - start);
    const whole = (n + 3) & ~3;
    let x = a + <usize>start * sizeof<T>();
    let y = b + <usize>start * sizeof<T>();
    if (whole > n) {
      // Zeros on both sides fill the last vector.
      memory.fill(paddedA, 0, <usize>whole * sizeof<T>());
      memory.fill(paddedB, 0, <usize>whole * sizeof<T>());
      memory.copy(paddedA, x, <usize>n * sizeof<T>());
      memory.copy(paddedB, y, <usize>n * sizeof<T>());
      x = paddedA;
      y = paddedB;
    }
    const ulp = largestUlp<T>(x, y, <usize>whole * sizeof<T>());
    if (ulp < 0 || !measureBlock<T>(x, y, whole, atol, rtol, errors, record)) {
      store<f64>(record, 0);
      for (let p = errors; p < errors + 16384; p += 8) store<f64>(p, -1);
    } else {
      store<f64>(record, ulp, 56);
      countMagnitudes(errors, whole, counts, edges);
      const zeros = counts + (zeroCell << 2);
      store<u32>(zeros, load<u32>(zeros) - (whole - n));
    }
    if (grid !== 0) foldIntoMap(errors, n);
  }
}

/**
 * A record for each block of 2048 values, [1, sum, sum of squares, largest, largest relative, largest excess, outside, ulp],
 * or [0, ...] for one that the caller has to look at itself: values that are not finite, or differences beyond the smallest
 * normal number. The others' errors are added to `counts` (two tables of 2816 words; `edges` says where a cell ends) and to
 * `grid`, the largest of each block of a matrix, of which `first` is the position of the first value; 0 for none.
 */
export function compareFloats(
  a: usize, b: usize, count: i32, isDouble: i32, atol: f64, rtol: f64, records: usize, counts: usize, edges: usize,
  grid: usize, first: f64, width: i32, blockRows: i32, blockColumns: i32, gridWidth: i32,
): void {
  if (grid !== 0) {
    columns = width;
    rowsPerBlock = blockRows;
    columnsPerBlock = blockColumns;
    gridColumns = gridWidth;
    gridCells = grid;
    beginMap(first);
  }
  if (isDouble) compareBlocks<f64>(a, b, count, atol, rtol, records, counts, edges, grid);
  else compareBlocks<f32>(a, b, count, atol, rtol, records, counts, edges, grid);
}
