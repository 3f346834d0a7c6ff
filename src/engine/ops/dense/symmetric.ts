/**
 * Eigenvalues and eigenvectors of symmetric matrices: reduction to tridiagonal form by reflections, then implicit QL and QR
 * steps, in the order of LAPACK's routines (sytd2 and steqr; Parlett, "The Symmetric Eigenvalue Problem", 1980), so that
 * eigenvectors have the signs that PyTorch's have.
 */

import { worked } from "../../work.ts";
import {
  identity,
  type Matrix,
  type Reflection,
  reflectionFor,
  reflectRows,
  rotateColumns,
  rotationFor,
  swapColumns,
  withSign,
} from "./rotations.ts";

const epsilon = 2 ** -53;
const tiny = 2.2250738585072014e-308;

interface Tridiagonal {
  readonly d: Float64Array;
  readonly e: Float64Array;
  /** The orthogonal matrix that brings it back. */
  readonly q: Matrix;
}

/** Reduces a symmetric matrix of which the lower triangle counts. */
function tridiagonalize(source: Float64Array, n: number): Tridiagonal {
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) a[i * n + j] = a[j * n + i] = source[i * n + j];
  const d = new Float64Array(n);
  const e = new Float64Array(Math.max(n - 1, 0));
  const steps: Reflection[] = [];
  for (let i = 0; i < n - 1; i++) {
    const size = n - i - 1;
    const step = reflectionFor(Float64Array.from({ length: size }, (_, k) => a[(i + 1 + k) * n + i]));
    steps.push(step);
    e[i] = step.beta;
    if (step.tau !== 0) update(a, n, i + 1, step);
    d[i] = a[i * n + i];
  }
  if (n > 0) d[n - 1] = a[n * n - 1];
  const q = identity(n);
  for (let i = n - 2; i >= 0; i--) reflectRows(q, steps[i], i + 1, i + 1);
  return { d, e, q };
}

/** H A H on the trailing part: A - v w^T - w v^T. */
function update(a: Float64Array, n: number, from: number, { tau, v }: Reflection): void {
  const size = v.length;
  const w = new Float64Array(size);
  worked(2 * size * size);
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += a[(from + i) * n + from + j] * v[j];
    w[i] = tau * sum;
  }
  let dot = 0;
  for (let i = 0; i < size; i++) dot += w[i] * v[i];
  for (let i = 0; i < size; i++) w[i] -= 0.5 * tau * dot * v[i];
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) a[(from + i) * n + from + j] -= v[i] * w[j] + w[i] * v[j];
  }
}

/** Eigenvalues of [[a, b], [b, c]], the larger in size first, and the rotation of the first one's vector. */
function ofTwo(a: number, b: number, c: number): { first: number; second: number; c: number; s: number } {
  const sum = a + c;
  const difference = a - c;
  const twice = b + b;
  const [most, least] = Math.abs(a) > Math.abs(c) ? [a, c] : [c, a];
  const root = Math.hypot(difference, twice);
  let [first, second] = [0.5 * root, -0.5 * root];
  if (sum !== 0) {
    first = 0.5 * (sum < 0 ? sum - root : sum + root);
    second = (most / first) * least - (b / first) * b;
  }
  const signs = sum < 0 ? -1 : 1;
  const cs = difference >= 0 ? difference + root : difference - root;
  let cosine = 1;
  let sine = 0;
  if (Math.abs(cs) > Math.abs(twice)) {
    const cotangent = -twice / cs;
    sine = 1 / Math.sqrt(1 + cotangent * cotangent);
    cosine = cotangent * sine;
  } else if (twice !== 0) {
    const tangent = -cs / twice;
    cosine = 1 / Math.sqrt(1 + tangent * tangent);
    sine = tangent * cosine;
  }
  if (signs === (difference >= 0 ? 1 : -1)) return { first, second, c: -sine, s: cosine };
  return { first, second, c: cosine, s: sine };
}

/** The shift of a step from an end (p, e) whose neighbour is q, towards d. */
function shifted(d: number, p: number, q: number, e: number): number {
  const g = (q - p) / (2 * e);
  return d - p + e / (g + withSign(Math.hypot(g, 1), g));
}

/** QL steps on the block [l, end], smallest index first. */
function stepsDown({ d, e, q }: Tridiagonal, start: number, end: number): boolean {
  let l = start;
  for (let budget = 30 * d.length + 30; l <= end; budget--) {
    if (budget === 0) return false;
    let m = l;
    for (; m < end; m++) {
      if (e[m] ** 2 <= epsilon * epsilon * Math.abs(d[m]) * Math.abs(d[m + 1]) + tiny) break;
    }
    if (m < end) e[m] = 0;
    if (m === l) {
      l++;
      continue;
    }
    if (m === l + 1) {
      const { first, second, c, s } = ofTwo(d[l], e[l], d[l + 1]);
      rotateColumns(q, l, c, s);
      d[l] = first;
      d[l + 1] = second;
      e[l] = 0;
      l += 2;
      continue;
    }
    let g = shifted(d[m], d[l], d[l + 1], e[l]);
    let [s, c, p] = [1, 1, 0];
    for (let i = m - 1; i >= l; i--) {
      const f = s * e[i];
      const b = c * e[i];
      const turn = rotationFor(g, f);
      ({ c, s } = turn);
      if (i !== m - 1) e[i + 1] = turn.r;
      g = d[i + 1] - p;
      const r = (d[i] - g) * s + 2 * c * b;
      p = s * r;
      d[i + 1] = g + p;
      g = c * r - b;
      rotateColumns(q, i, c, -s);
    }
    d[l] -= p;
    e[l] = g;
  }
  return true;
}

/** QR steps on the block [end, l], largest index first. */
function stepsUp({ d, e, q }: Tridiagonal, start: number, end: number): boolean {
  let l = start;
  for (let budget = 30 * d.length + 30; l >= end; budget--) {
    if (budget === 0) return false;
    let m = l;
    for (; m > end; m--) {
      if (e[m - 1] ** 2 <= epsilon * epsilon * Math.abs(d[m]) * Math.abs(d[m - 1]) + tiny) break;
    }
    if (m > end) e[m - 1] = 0;
    if (m === l) {
      l--;
      continue;
    }
    if (m === l - 1) {
      const { first, second, c, s } = ofTwo(d[l - 1], e[l - 1], d[l]);
      rotateColumns(q, l - 1, c, s);
      d[l - 1] = first;
      d[l] = second;
      e[l - 1] = 0;
      l -= 2;
      continue;
    }
    let g = shifted(d[m], d[l], d[l - 1], e[l - 1]);
    let [s, c, p] = [1, 1, 0];
    for (let i = m; i < l; i++) {
      const f = s * e[i];
      const b = c * e[i];
      const turn = rotationFor(g, f);
      ({ c, s } = turn);
      if (i !== m) e[i - 1] = turn.r;
      g = d[i] - p;
      const r = (d[i + 1] - g) * s + 2 * c * b;
      p = s * r;
      d[i] = g + p;
      g = c * r - b;
      rotateColumns(q, i, c, s);
    }
    d[l] -= p;
    e[l - 1] = g;
  }
  return true;
}

export interface EigenParts {
  readonly values: Float64Array;
  /** Row-major, a column for each value. */
  readonly vectors: Float64Array;
}

/** The upper triangle is reduced from its end: as the matrix with rows and columns in reverse, from its start. */
function tridiagonalizeUpper(source: Float64Array, n: number): Tridiagonal {
  const reversed = Float64Array.from(source, (_, i) => source[(n - 1 - Math.floor(i / n)) * n + n - 1 - (i % n)]);
  const { d, e, q } = tridiagonalize(reversed, n);
  return { d: d.reverse(), e: e.reverse(), q: { ...q, data: q.data.reverse() } };
}

/**
 * Eigenvalues in rising order, and eigenvectors, of the symmetric matrix of which one triangle is given; null where the
 * iteration does not converge (numbers that are not finite).
 */
export function symmetricEigen(source: Float64Array, n: number, upper: boolean): EigenParts | null {
  if (n === 1) return { values: source.slice(), vectors: new Float64Array([1]) };
  if (!source.every(Number.isFinite)) return null;
  const work = upper ? tridiagonalizeUpper(source, n) : tridiagonalize(source, n);
  const { d, e, q } = work;
  for (let start = 0; start < n; ) {
    let end = start;
    while (end < n - 1 && Math.abs(e[end]) > Math.sqrt(Math.abs(d[end])) * Math.sqrt(Math.abs(d[end + 1])) * epsilon)
      end++;
    if (end < n - 1) e[end] = 0;
    if (end > start) {
      const upwards = Math.abs(d[end]) < Math.abs(d[start]);
      if (!(upwards ? stepsUp(work, end, start) : stepsDown(work, start, end))) return null;
    }
    start = end + 1;
  }
  for (let i = 0; i < n - 1; i++) {
    let least = i;
    for (let j = i + 1; j < n; j++) if (d[j] < d[least]) least = j;
    if (least === i) continue;
    [d[i], d[least]] = [d[least], d[i]];
    swapColumns(q, i, least);
  }
  return { values: d, vectors: q.data };
}
