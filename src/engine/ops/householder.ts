/**
 * QR by Householder reflections in the steps of LAPACK's unblocked routines (geqr2 and org2r), each rounded to the
 * matrix's precision: orthogonal initial weights then have PyTorch's last bits.
 */
import { fma } from "../math/fma.ts";
import { worked } from "../work.ts";

/** The roundings of a precision. */
interface Arithmetic {
  round(value: number): number;
  /** a * b + c, rounded once. */
  fma(a: number, b: number, c: number): number;
}

/** A product of two float32 is exact in a double. */
const single: Arithmetic = { round: Math.fround, fma: (a, b, c) => Math.fround(a * b + c) };
const double: Arithmetic = { round: (value) => value, fma };

/** A row-major matrix. */
interface Matrix {
  readonly data: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

/** The 2-norm of a column below a row, by a running scale, so that squares neither overflow nor vanish (snrm2). */
function columnNorm({ data, rows, columns }: Matrix, from: number, column: number, { round }: Arithmetic): number {
  let scale = 0;
  let squares = 1;
  for (let i = from; i < rows; i++) {
    const size = Math.abs(data[i * columns + column]);
    if (size === 0) continue;
    const ratio = round(scale < size ? scale / size : size / scale);
    if (scale < size) {
      squares = round(1 + round(squares * round(ratio * ratio)));
      scale = size;
    } else squares = round(squares + round(ratio * ratio));
  }
  return round(scale * round(Math.sqrt(squares)));
}

/** sqrt(a^2 + b^2) without overflow (slapy2). */
function hypotenuse(a: number, b: number, { round }: Arithmetic): number {
  const large = Math.max(Math.abs(a), Math.abs(b));
  const ratio = round(Math.min(Math.abs(a), Math.abs(b)) / large);
  return round(large * round(Math.sqrt(round(1 + round(ratio * ratio)))));
}

/** Subtracts factor * v (v . column) from every column from `from` on; v starts at row `start` (slarf). */
function reflect(
  matrix: Matrix,
  v: Float64Array,
  start: number,
  from: number,
  factor: number,
  exact: Arithmetic,
): void {
  const { data, rows, columns } = matrix;
  for (let j = from; j < columns; j++) {
    worked(rows - start);
    let product = 0;
    for (let i = start; i < rows; i++) product = exact.fma(v[i], data[i * columns + j], product);
    for (let i = start; i < rows; i++) {
      const at = i * columns + j;
      data[at] = exact.fma(exact.round(-factor * v[i]), product, data[at]);
    }
  }
}

/** Reduces to upper triangular form; the reflections' vectors stay below the diagonal. Returns their factors. */
function triangularize(matrix: Matrix, exact: Arithmetic): Float64Array {
  const { data, rows, columns } = matrix;
  const { round } = exact;
  const factors = new Float64Array(Math.min(rows, columns));
  const v = new Float64Array(rows);
  for (let k = 0; k < factors.length && k < rows - 1; k++) {
    const norm = columnNorm(matrix, k + 1, k, exact);
    if (norm === 0) continue;
    const head = data[k * columns + k];
    const length = hypotenuse(head, norm, exact);
    const beta = head >= 0 ? -length : length;
    factors[k] = round(round(beta - head) / beta);
    const divisor = round(head - beta);
    v[k] = 1;
    for (let i = k + 1; i < rows; i++) {
      v[i] = round(data[i * columns + k] / divisor);
      data[i * columns + k] = v[i];
    }
    data[k * columns + k] = beta;
    reflect(matrix, v, k, k + 1, factors[k], exact);
  }
  return factors;
}

/** The first columns of Q out of the stored reflections. */
function accumulate(reduced: Matrix, factors: Float64Array, exact: Arithmetic): Float64Array {
  const { rows } = reduced;
  const width = factors.length;
  const q: Matrix = { data: new Float64Array(rows * width), rows, columns: width };
  const v = new Float64Array(rows);
  for (let k = width - 1; k >= 0; k--) {
    v[k] = 1;
    for (let i = k + 1; i < rows; i++) v[i] = reduced.data[i * reduced.columns + k];
    reflect(q, v, k, k + 1, factors[k], exact);
    for (let i = k + 1; i < rows; i++) q.data[i * width + k] = exact.round(-factors[k] * v[i]);
    q.data[k * width + k] = exact.round(1 - factors[k]);
  }
  return q.data;
}

/** The reduced Q (rows x k) and R (k x columns) of a row-major matrix, k the smaller size. */
export function householder(
  matrix: Float64Array,
  rows: number,
  columns: number,
  isSingle: boolean,
): { q: Float64Array; r: Float64Array } {
  const exact = isSingle ? single : double;
  const work: Matrix = { data: matrix.slice(), rows, columns };
  const factors = triangularize(work, exact);
  const r = new Float64Array(factors.length * columns);
  for (let i = 0; i < factors.length; i++) {
    for (let j = i; j < columns; j++) r[i * columns + j] = work.data[i * columns + j];
  }
  return { q: accumulate(work, factors, exact), r };
}
