/** The inner loops of matrix products: blocked for the cache, 4 x 2 results held in registers. */
import { fma } from "../../math/fma.ts";
import { worked } from "../../work.ts";

/**
 * C (rows x columns) = A (rows x depth, row-major) times B, whose columns lie one after another (columns x depth).
 * `continues`: C holds the sums of the steps of the depth before these.
 */
export type MatmulKernel = (
  rows: number,
  columns: number,
  depth: number,
  a: Float64Array,
  bTransposed: Float64Array,
  c: Float64Array,
  continues: boolean,
) => void;

/** Columns of B that are used together, so that they stay in the second-level cache. */
const columnBlock = 64;

/** `sum` and the products of row `i` and column `j`. */
type Dot = (i: number, j: number, depth: number, a: Float64Array, b: Float64Array, sum: number) => number;
type Tile = (
  i: number,
  j: number,
  columns: number,
  depth: number,
  a: Float64Array,
  b: Float64Array,
  c: Float64Array,
) => void;

const blocked =
  (dot: Dot, tile: Tile): MatmulKernel =>
  (rows, columns, depth, a, b, c, continues) => {
    if (!continues) c.fill(0, 0, rows * columns);
    const single = (i: number, j: number): void => {
      const at = i * columns + j;
      c[at] = dot(i, j, depth, a, b, c[at]);
    };
    for (let block = 0; block < columns; block += columnBlock) {
      const blockEnd = Math.min(block + columnBlock, columns);
      let i = 0;
      for (; i + 4 <= rows; i += 4) {
        worked((blockEnd - block) * depth);
        let j = block;
        for (; j + 2 <= blockEnd; j += 2) tile(i, j, columns, depth, a, b, c);
        for (; j < blockEnd; j++) {
          for (let r = i; r < i + 4; r++) single(r, j);
        }
      }
      worked((rows - i) * (blockEnd - block) * depth);
      for (; i < rows; i++) for (let j = block; j < blockEnd; j++) single(i, j);
    }
  };

const dotDoubles: Dot = (i, j, depth, a, b, sum) => {
  for (let k = 0, p = i * depth, q = j * depth; k < depth; k++) sum += a[p + k] * b[q + k];
  return sum;
};

const dotFused: Dot = (i, j, depth, a, b, sum) => {
  for (let k = 0, p = i * depth, q = j * depth; k < depth; k++) sum = fma(a[p + k], b[q + k], sum);
  return sum;
};

const { fround } = Math;

const dotFloats: Dot = (i, j, depth, a, b, sum) => {
  for (let k = 0, p = i * depth, q = j * depth; k < depth; k++) sum = fround(sum + a[p + k] * b[q + k]);
  return sum;
};

const dotSeparate: Dot = (i, j, depth, a, b, sum) => {
  for (let k = 0, p = i * depth, q = j * depth; k < depth; k++) sum = fround(sum + fround(a[p + k] * b[q + k]));
  return sum;
};

const tileDoubles: Tile = (i, j, columns, depth, a, b, c) => {
  const [a0, a1, a2, a3] = [i * depth, (i + 1) * depth, (i + 2) * depth, (i + 3) * depth];
  const b0 = j * depth;
  const b1 = b0 + depth;
  const at = i * columns + j;
  let c00 = c[at];
  let c01 = c[at + 1];
  let c10 = c[at + columns];
  let c11 = c[at + columns + 1];
  let c20 = c[at + 2 * columns];
  let c21 = c[at + 2 * columns + 1];
  let c30 = c[at + 3 * columns];
  let c31 = c[at + 3 * columns + 1];
  for (let k = 0; k < depth; k++) {
    const x = b[b0 + k];
    const y = b[b1 + k];
    const p = a[a0 + k];
    const q = a[a1 + k];
    const r = a[a2 + k];
    const s = a[a3 + k];
    c00 += p * x;
    c01 += p * y;
    c10 += q * x;
    c11 += q * y;
    c20 += r * x;
    c21 += r * y;
    c30 += s * x;
    c31 += s * y;
  }
  c[at] = c00;
  c[at + 1] = c01;
  c[at + columns] = c10;
  c[at + columns + 1] = c11;
  c[at + 2 * columns] = c20;
  c[at + 2 * columns + 1] = c21;
  c[at + 3 * columns] = c30;
  c[at + 3 * columns + 1] = c31;
};

/** Rounds every step to float32; the product of two floats is exact in a double, so each step is a fused one. */
const tileFloats: Tile = (i, j, columns, depth, a, b, c) => {
  const [a0, a1, a2, a3] = [i * depth, (i + 1) * depth, (i + 2) * depth, (i + 3) * depth];
  const b0 = j * depth;
  const b1 = b0 + depth;
  const at = i * columns + j;
  let c00 = c[at];
  let c01 = c[at + 1];
  let c10 = c[at + columns];
  let c11 = c[at + columns + 1];
  let c20 = c[at + 2 * columns];
  let c21 = c[at + 2 * columns + 1];
  let c30 = c[at + 3 * columns];
  let c31 = c[at + 3 * columns + 1];
  for (let k = 0; k < depth; k++) {
    const x = b[b0 + k];
    const y = b[b1 + k];
    const p = a[a0 + k];
    const q = a[a1 + k];
    const r = a[a2 + k];
    const s = a[a3 + k];
    c00 = fround(c00 + p * x);
    c01 = fround(c01 + p * y);
    c10 = fround(c10 + q * x);
    c11 = fround(c11 + q * y);
    c20 = fround(c20 + r * x);
    c21 = fround(c21 + r * y);
    c30 = fround(c30 + s * x);
    c31 = fround(c31 + s * y);
  }
  c[at] = c00;
  c[at + 1] = c01;
  c[at + columns] = c10;
  c[at + columns + 1] = c11;
  c[at + 2 * columns] = c20;
  c[at + 2 * columns + 1] = c21;
  c[at + 3 * columns] = c30;
  c[at + 3 * columns + 1] = c31;
};

/** A tile as so many separate results: for kernels that are only used on small matrices. */
const tileOf =
  (dot: Dot): Tile =>
  (i, j, columns, depth, a, b, c) => {
    for (let r = i; r < i + 4; r++)
      for (let s = j; s < j + 2; s++) c[r * columns + s] = dot(r, s, depth, a, b, c[r * columns + s]);
  };

/** The kernels in use; faster ones may take their place. */
export const matmulKernels = {
  /** Sums in doubles. */
  doubles: blocked(dotDoubles, tileDoubles),
  /** Each step of the sum fused and rounded to float32, in order: the last bits of PyTorch's float32 products. */
  floats: blocked(dotFloats, tileFloats),
  /** Each step of the sum fused, in order: the last bits of PyTorch's float64 products, at a price. */
  fused: blocked(dotFused, tileOf(dotFused)),
  /** Products and sums rounded to float32 one by one, in order: PyTorch's own kernel for small batched matrices. */
  separate: blocked(dotSeparate, tileOf(dotSeparate)),
};
