/** Copies of 32-bit elements between layouts. Steps are bytes. */
import { load4, store4, transposeFour } from "./simd";

/** Rows of `length` elements that follow one another on both sides. */
export function copyRows(to: usize, toRow: usize, from: usize, fromRow: usize, rows: i32, length: i32): void {
  const bytes = (<usize>length) << 2;
  for (let r = 0; r < rows; r++, to += toRow, from += fromRow) {
    let i: usize = 0;
    for (; i + 16 <= bytes; i += 16) store4(to + i, load4(from + i));
    for (; i < bytes; i += 4) store<u32>(to + i, load<u32>(from + i));
  }
}

/** Side of the square tiles of a transposition, so that both sides stay in first-level cache. */
const tile = 32;

/** to[r][c] = from[c][r]: the source runs along r. */
export function copyTransposed(to: usize, toRow: usize, from: usize, fromColumn: usize, rows: i32, columns: i32): void {
  for (let r0 = 0; r0 < rows; r0 += tile) {
    const r1 = min(r0 + tile, rows);
    for (let c0 = 0; c0 < columns; c0 += tile) {
      const c1 = min(c0 + tile, columns);
      let r = r0;
      for (; r + 4 <= r1; r += 4) {
        let c = c0;
        for (; c + 4 <= c1; c += 4) {
          const p = from + <usize>c * fromColumn + ((<usize>r) << 2);
          const q = to + <usize>r * toRow + ((<usize>c) << 2);
          transposeFour(p, fromColumn, q, toRow);
        }
        for (; c < c1; c++) {
          const p = from + <usize>c * fromColumn + ((<usize>r) << 2);
          const q = to + <usize>r * toRow + ((<usize>c) << 2);
          for (let k: usize = 0; k < 4; k++) store<u32>(q + k * toRow, load<u32>(p + (k << 2)));
        }
      }
      for (; r < r1; r++) {
        for (let c = c0; c < c1; c++) {
          store<u32>(to + <usize>r * toRow + ((<usize>c) << 2), load<u32>(from + <usize>c * fromColumn + ((<usize>r) << 2)));
        }
      }
    }
  }
}
