/**
 * Singular values and vectors: reduction to bidiagonal form by reflections, then implicit QR steps with and without shift, in
 * the order of LAPACK's routines (gebd2 and bdsqr; Demmel and Kahan, "Accurate singular values of bidiagonal matrices", 1990),
 * so that singular vectors have the signs that PyTorch's have.
 */
import {
  identity,
  type Matrix,
  type Reflection,
  reflectColumns,
  reflectionFor,
  reflectRows,
  rotateColumns,
  rotateRows,
  rotationFor,
  swapColumns,
  swapRows,
  withSign,
} from "./rotations.ts";
import { smallerOfTwo, triangleOfTwo } from "./two-by-two.ts";

const epsilon = 2 ** -53;
const tiny = 2.2250738585072014e-308;
const tolerance = Math.max(10, Math.min(100, epsilon ** -0.125)) * epsilon;

interface Bidiagonal {
  readonly d: Float64Array;
  /** Above the diagonal. */
  readonly e: Float64Array;
  readonly u: Matrix;
  readonly vt: Matrix;
}

const columnOf = ({ data, rows, columns }: Matrix, top: number, column: number): Float64Array =>
  Float64Array.from({ length: rows - top }, (_, i) => data[(top + i) * columns + column]);
const rowOf = ({ data, columns }: Matrix, row: number, left: number): Float64Array =>
  data.slice(row * columns + left, (row + 1) * columns);

/** An upper bidiagonal matrix of a tall one (rows >= columns), with all of U. */
function reduceTall(a: Matrix): Bidiagonal {
  const { rows, columns: n } = a;
  const d = new Float64Array(n);
  const e = new Float64Array(Math.max(n - 1, 0));
  const left: Reflection[] = [];
  const right: Reflection[] = [];
  for (let i = 0; i < n; i++) {
    const down = reflectionFor(columnOf(a, i, i));
    left.push(down);
    d[i] = down.beta;
    reflectRows(a, down, i, i + 1);
    if (i === n - 1) break;
    const across = reflectionFor(rowOf(a, i, i + 1));
    right.push(across);
    e[i] = across.beta;
    reflectColumns(a, across, i + 1, i + 1);
  }
  const u = identity(rows);
  for (let i = n - 1; i >= 0; i--) reflectRows(u, left[i], i, i);
  const vt = identity(n);
  for (let i = n - 2; i >= 0; i--) reflectColumns(vt, right[i], i + 1, i + 1);
  return { d, e, u, vt };
}

/** How much longer than wide a matrix is before it is made triangular first. */
const isLong = (long: number, short: number): boolean => long >= Math.floor((short * 11) / 6) && long > short;

/** A long matrix is made triangular first (A = Q R), and R is reduced. */
function reduceLong(a: Matrix): Bidiagonal {
  const { rows, columns: n } = a;
  const steps: Reflection[] = [];
  for (let i = 0; i < n; i++) {
    const step = reflectionFor(columnOf(a, i, i));
    steps.push(step);
    a.data[i * n + i] = step.beta;
    for (let k = i + 1; k < rows; k++) a.data[k * n + i] = 0;
    reflectRows(a, step, i, i + 1);
  }
  const inner = reduceTall({ data: a.data.slice(0, n * n), rows: n, columns: n });
  const u = identity(rows);
  for (let i = 0; i < n; i++) u.data.set(inner.u.data.subarray(i * n, (i + 1) * n), i * rows);
  for (let i = n - 1; i >= 0; i--) reflectRows(u, steps[i], i, 0);
  return { ...inner, u };
}

/** The same of a very wide matrix: A = L Q, and L is reduced. */
function reduceFlat(a: Matrix): Bidiagonal {
  const { rows: n, columns } = a;
  const steps: Reflection[] = [];
  for (let i = 0; i < n; i++) {
    const step = reflectionFor(rowOf(a, i, i));
    steps.push(step);
    a.data[i * columns + i] = step.beta;
    a.data.fill(0, i * columns + i + 1, (i + 1) * columns);
    reflectColumns(a, step, i + 1, i);
  }
  const lower = new Float64Array(n * n);
  for (let i = 0; i < n; i++) lower.set(a.data.subarray(i * columns, i * columns + n), i * n);
  const inner = reduceTall({ data: lower, rows: n, columns: n });
  const vt = identity(columns);
  for (let i = 0; i < n; i++) vt.data.set(inner.vt.data.subarray(i * n, (i + 1) * n), i * columns);
  for (let i = n - 1; i >= 0; i--) reflectColumns(vt, steps[i], 0, i);
  return { ...inner, vt };
}

function reduce(a: Matrix): Bidiagonal {
  const { rows, columns } = a;
  if (rows >= columns) return isLong(rows, columns) ? reduceLong(a) : reduceTall(a);
  return isLong(columns, rows) ? reduceFlat(a) : reduceWide(a);
}

/** The same of a wide matrix: lower bidiagonal first, then turned into an upper one. */
function reduceWide(a: Matrix): Bidiagonal {
  const { rows: n, columns } = a;
  const d = new Float64Array(n);
  const e = new Float64Array(Math.max(n - 1, 0));
  const left: Reflection[] = [];
  const right: Reflection[] = [];
  for (let i = 0; i < n; i++) {
    const across = reflectionFor(rowOf(a, i, i));
    right.push(across);
    d[i] = across.beta;
    reflectColumns(a, across, i + 1, i);
    if (i === n - 1) break;
    const down = reflectionFor(columnOf(a, i + 1, i));
    left.push(down);
    e[i] = down.beta;
    reflectRows(a, down, i + 1, i + 1);
  }
  const u = identity(n);
  for (let i = n - 2; i >= 0; i--) reflectRows(u, left[i], i + 1, i + 1);
  const vt = identity(columns);
  for (let i = n - 1; i >= 0; i--) reflectColumns(vt, right[i], i, i);
  for (let i = 0; i < n - 1; i++) {
    const { c, s, r } = rotationFor(d[i], e[i]);
    d[i] = r;
    e[i] = s * d[i + 1];
    d[i + 1] *= c;
    rotateColumns(u, i, c, s);
  }
  return { d, e, u, vt };
}

/** QR steps from the top of the block [from, to] downwards. */
function chaseDown({ d, e, u, vt }: Bidiagonal, from: number, to: number, shift: number): void {
  if (shift === 0) {
    let [c, s, oldC, oldS] = [1, 0, 1, 0];
    for (let i = from; i < to; i++) {
      const first = rotationFor(d[i] * c, e[i]);
      ({ c, s } = first);
      if (i > from) e[i - 1] = oldS * first.r;
      const second = rotationFor(oldC * first.r, d[i + 1] * s);
      [oldC, oldS] = [second.c, second.s];
      d[i] = second.r;
      rotateRows(vt, i, c, s);
      rotateColumns(u, i, oldC, oldS);
    }
    const last = d[to] * c;
    d[to] = last * oldC;
    e[to - 1] = last * oldS;
    return;
  }
  let f = (Math.abs(d[from]) - shift) * (withSign(1, d[from]) + shift / d[from]);
  let g = e[from];
  for (let i = from; i < to; i++) {
    const right = rotationFor(f, g);
    if (i > from) e[i - 1] = right.r;
    f = right.c * d[i] + right.s * e[i];
    e[i] = right.c * e[i] - right.s * d[i];
    g = right.s * d[i + 1];
    d[i + 1] *= right.c;
    const left = rotationFor(f, g);
    d[i] = left.r;
    f = left.c * e[i] + left.s * d[i + 1];
    d[i + 1] = left.c * d[i + 1] - left.s * e[i];
    if (i < to - 1) {
      g = left.s * e[i + 1];
      e[i + 1] *= left.c;
    }
    rotateRows(vt, i, right.c, right.s);
    rotateColumns(u, i, left.c, left.s);
  }
  e[to - 1] = f;
}

/** QR steps from the bottom of the block [from, to] upwards. */
function chaseUp({ d, e, u, vt }: Bidiagonal, from: number, to: number, shift: number): void {
  if (shift === 0) {
    let [c, s, oldC, oldS] = [1, 0, 1, 0];
    for (let i = to; i > from; i--) {
      const first = rotationFor(d[i] * c, e[i - 1]);
      ({ c, s } = first);
      if (i < to) e[i] = oldS * first.r;
      const second = rotationFor(oldC * first.r, d[i - 1] * s);
      [oldC, oldS] = [second.c, second.s];
      d[i] = second.r;
      rotateRows(vt, i - 1, oldC, -oldS);
      rotateColumns(u, i - 1, c, -s);
    }
    const last = d[from] * c;
    d[from] = last * oldC;
    e[from] = last * oldS;
    return;
  }
  let f = (Math.abs(d[to]) - shift) * (withSign(1, d[to]) + shift / d[to]);
  let g = e[to - 1];
  for (let i = to; i > from; i--) {
    const right = rotationFor(f, g);
    if (i < to) e[i] = right.r;
    f = right.c * d[i] + right.s * e[i - 1];
    e[i - 1] = right.c * e[i - 1] - right.s * d[i];
    g = right.s * d[i - 1];
    d[i - 1] *= right.c;
    const left = rotationFor(f, g);
    d[i] = left.r;
    f = left.c * e[i - 1] + left.s * d[i - 1];
    d[i - 1] = left.c * d[i - 1] - left.s * e[i - 1];
    if (i > from + 1) {
      g = left.s * e[i - 2];
      e[i - 2] *= left.c;
    }
    rotateRows(vt, i - 1, left.c, -left.s);
    rotateColumns(u, i - 1, right.c, -right.s);
  }
  e[from] = f;
}

/** Sets an element beside the diagonal to 0 where it is negligible; else the smallest singular value's bound. */
function negligibleOrBound({ d, e }: Bidiagonal, from: number, to: number, down: boolean): number | null {
  const end = down ? to - 1 : from;
  if (Math.abs(e[end]) <= tolerance * Math.abs(d[down ? to : from])) {
    e[end] = 0;
    return null;
  }
  let mu = Math.abs(d[down ? from : to]);
  let least = mu;
  for (let k = 0; k < to - from; k++) {
    const i = down ? from + k : to - 1 - k;
    if (Math.abs(e[i]) <= tolerance * mu) {
      e[i] = 0;
      return null;
    }
    mu = Math.abs(d[down ? i + 1 : i]) * (mu / (mu + Math.abs(e[i])));
    least = Math.min(least, mu);
  }
  return least;
}

function shiftFor({ d, e }: Bidiagonal, from: number, to: number, down: boolean, least: number, most: number): number {
  if (d.length * tolerance * (least / most) <= Math.max(epsilon, 0.01 * tolerance)) return 0;
  const size = Math.abs(d[down ? from : to]);
  const shift = down ? smallerOfTwo(d[to - 1], e[to - 1], d[to]) : smallerOfTwo(d[from], e[from], d[from + 1]);
  return size > 0 && (shift / size) ** 2 < epsilon ? 0 : shift;
}

/** Makes the bidiagonal matrix diagonal. False where it does not converge. */
function iterate(work: Bidiagonal): boolean {
  const { d, e, u, vt } = work;
  const n = d.length;
  let bound = Math.abs(d[0] ?? 0);
  for (let i = 1, mu = bound; i < n && bound !== 0; i++) {
    mu = Math.abs(d[i]) * (mu / (mu + Math.abs(e[i - 1])));
    bound = Math.min(bound, mu);
  }
  const threshold = Math.max((tolerance * bound) / Math.sqrt(n), 6 * n * n * tiny);
  let to = n - 1;
  let [lastFrom, lastTo] = [-1, -1];
  let down = true;
  for (let budget = 6 * n * n + 60; to > 0; budget--) {
    if (budget === 0) return false;
    let most = Math.abs(d[to]);
    let from = to;
    for (; from > 0; from--) {
      if (Math.abs(e[from - 1]) <= threshold) {
        e[from - 1] = 0;
        break;
      }
      most = Math.max(most, Math.abs(d[from - 1]), Math.abs(e[from - 1]));
    }
    if (from === to) {
      to--;
      continue;
    }
    if (from === to - 1) {
      const { larger, smaller, right, left } = triangleOfTwo(d[from], e[from], d[to]);
      d[from] = larger;
      e[from] = 0;
      d[to] = smaller;
      rotateRows(vt, from, right.c, right.s);
      rotateColumns(u, from, left.c, left.s);
      to -= 2;
      continue;
    }
    if (from > lastTo || to < lastFrom) down = Math.abs(d[from]) >= Math.abs(d[to]);
    const least = negligibleOrBound(work, from, to, down);
    if (least === null) continue;
    [lastFrom, lastTo] = [from, to];
    const shift = shiftFor(work, from, to, down, least, most);
    if (down) chaseDown(work, from, to, shift);
    else chaseUp(work, from, to, shift);
    const end = down ? to - 1 : from;
    if (Math.abs(e[end]) <= threshold) e[end] = 0;
  }
  return true;
}

export interface SingularParts {
  /** Row-major [rows, rows]; the first min(rows, columns) columns belong to singular values. */
  readonly u: Float64Array;
  /** The largest first. */
  readonly values: Float64Array;
  /** Row-major [columns, columns]. */
  readonly vt: Float64Array;
}

/** A = U S V^T of a row-major matrix; null where the iteration does not converge (numbers that are not finite). */
export function singularParts(source: Float64Array, rows: number, columns: number): SingularParts | null {
  if (!source.every(Number.isFinite)) return null;
  const a: Matrix = { data: source.slice(), rows, columns };
  const work = reduce(a);
  if (!iterate(work)) return null;
  const { d, u, vt } = work;
  const n = d.length;
  for (let i = 0; i < n; i++) {
    if (d[i] >= 0 && !Object.is(d[i], -0)) continue;
    d[i] = -d[i];
    for (let j = 0; j < columns; j++) vt.data[i * columns + j] *= -1;
  }
  for (let i = 0; i < n - 1; i++) {
    let most = i;
    for (let j = i + 1; j < n; j++) if (d[j] > d[most]) most = j;
    if (most === i) continue;
    [d[i], d[most]] = [d[most], d[i]];
    swapColumns(u, i, most);
    swapRows(vt, i, most);
  }
  return { u: u.data, values: d, vt: vt.data };
}
