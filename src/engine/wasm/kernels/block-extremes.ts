/** A matrix reduced to blocks: of each the value that lies farthest from a centre. */
import { greatestOf, leastOf } from "./simd";

// @ts-ignore: decorator
@inline
function pick<T>(v: T, centre: f64, cell: usize, distances: usize): void {
  const value = <f64>v;
  const distance = value !== value ? Infinity : abs<f64>(value - centre);
  if (distance > load<f64>(distances)) {
    store<f64>(distances, distance);
    store<f64>(cell, value);
  }
}

/** One block's share of a row. The farthest value is the least or the greatest; where both are as far, the first of them. */
// @ts-ignore: decorator
@inline
function reduceRun<T>(from: usize, end: usize, centre: f64, cell: usize, distance: usize): void {
  let p = from;
  if (end - from >= 32) {
    let low = v128.splat<T>(<T>Infinity);
    let high = v128.splat<T>(<T>-Infinity);
    let odd = v128.splat<T>(0);
    for (; p + 16 <= end; p += 16) {
      const v = v128.load(p);
      low = v128.pmin<T>(low, v);
      high = v128.pmax<T>(high, v);
      odd = v128.or(odd, v128.ne<T>(v, v));
    }
    const least = leastOf<T>(low);
    const most = greatestOf<T>(high);
    const farthest = max<f64>(abs<f64>(<f64>least - centre), abs<f64>(<f64>most - centre));
    // What is behind the whole vectors is looked at below; so are all where the first of several has to be found.
    if (v128.any_true(odd) || farthest > load<f64>(distance)) p = from;
  }
  for (; p < end; p += sizeof<T>()) pick<T>(load<T>(p), centre, cell, distance);
}

// @ts-ignore: decorator
@inline
function reduceRows<T>(
  x: usize, rows: i32, columns: i32, rowsPerBlock: i32, columnsPerBlock: i32, centre: f64, values: usize, distances: usize,
): void {
  const gridColumns = (columns + columnsPerBlock - 1) / columnsPerBlock;
  const gridBytes = <usize>gridColumns << 3;
  let rowCell: usize = 0;
  for (let r = 0; r < rows; r++) {
    if (r > 0 && r % rowsPerBlock === 0) rowCell += gridBytes;
    let at = rowCell;
    for (let c = 0; c < columns; c += columnsPerBlock, at += 8) {
      const from = x + <usize>c * sizeof<T>();
      const end = x + <usize>min(columns, c + columnsPerBlock) * sizeof<T>();
      reduceRun<T>(from, end, centre, values + at, distances + at);
    }
    x += <usize>columns * sizeof<T>();
  }
}

/**
 * Rows of a matrix from the first of a block on; `values` and `distances` are the doubles of the grid from there on, the
 * distances -1 where nothing has been seen. NaN is farther than all numbers.
 */
export function blockExtremes(
  x: usize, isDouble: i32, rows: i32, columns: i32, rowsPerBlock: i32, columnsPerBlock: i32, centre: f64, values: usize,
  distances: usize,
): void {
  if (isDouble) reduceRows<f64>(x, rows, columns, rowsPerBlock, columnsPerBlock, centre, values, distances);
  else reduceRows<f32>(x, rows, columns, rowsPerBlock, columnsPerBlock, centre, values, distances);
}
