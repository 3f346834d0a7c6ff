import { blockValues, compareInBlocks } from "../wasm/comparison.ts";
import type { BlockReducer } from "./blocks.ts";
import { countDecades, emptyDecades, type LogHistogram, logHistogram, magnitudeEdges } from "./decades.ts";
import { CHUNK, type NumberSource } from "./source.ts";
import { type FloatType, largestBitDistance, ulpDistance } from "./ulp.ts";
import { WorstList } from "./worst.ts";

/** One element of two tensors that should agree. */
export interface ElementError {
  /** Row-major position. */
  readonly index: number;
  readonly a: number;
  readonly b: number;
  readonly absolute: number;
  /** |a - b| / |b|; 0 where both are equal. */
  readonly relative: number;
  readonly ulp: number;
}

export interface Agreement {
  readonly count: number;
  readonly maxAbsolute: number;
  readonly maxRelative: number;
  readonly maxUlp: number;
  readonly meanAbsolute: number;
  readonly rootMeanSquare: number;
  /** Elements for which |a - b| <= atol + rtol*|b| does not hold: `torch.allclose`'s rule; NaN agrees with NaN. */
  readonly outside: number;
  readonly exact: number;
  /** Elements where just one of the two is NaN or infinite. */
  readonly notFinite: number;
}

export interface Comparison {
  readonly agreement: Agreement;
  /** The worst elements, worst first: those out of tolerance by the largest factor. */
  readonly worst: readonly ElementError[];
  readonly histogram: LogHistogram | null;
}

export interface Tolerance {
  readonly atol: number;
  readonly rtol: number;
  /** The type whose units in the last place are counted. */
  readonly type: FloatType;
}

/** How far out of tolerance: 1 is at its edge. A difference where nothing is allowed is infinitely far out. */
export function excess(absolute: number, b: number, { atol, rtol }: Tolerance): number {
  if (absolute === 0) return 0;
  if (absolute - absolute !== 0) return Infinity;
  const allowed = atol + rtol * Math.abs(b);
  return allowed > 0 ? absolute / allowed : Infinity;
}

export function elementError(index: number, a: number, b: number, type: FloatType): ElementError {
  const absolute = absoluteError(a, b);
  const relative = absolute === 0 ? 0 : absolute / Math.abs(b);
  return { index, a, b, absolute, relative, ulp: ulpDistance(a, b, type) };
}

/** |a - b|, 0 for NaN against NaN and for equal infinities, NaN or infinity where they differ in that. */
const absoluteError = (a: number, b: number): number =>
  a === b || (Number.isNaN(a) && Number.isNaN(b)) ? 0 : Math.abs(a - b);

/** Sees consecutive absolute errors; `piece` is reused between calls. */
export type VisitErrors = (start: number, piece: Float64Array) => void;

/** Compares two sources of one length in one pass; `b` is the reference that relative errors divide by. */
export function compareSources(
  a: NumberSource,
  b: NumberSource,
  tolerance: Tolerance,
  options: { worst?: number; checkInterrupt?: () => void; visit?: VisitErrors; map?: BlockReducer } = {},
): Comparison {
  const totals = emptyTotals(options.worst ?? 5);
  const { visit, map } = options;
  const addPiece = pieceAdder(a, b, tolerance, totals, (start, errors) => {
    map?.addPiece(start, errors);
    visit?.(start, errors);
  });
  if (visit !== undefined || !addInBlocks(a, b, tolerance, totals, map ?? null, addPiece)) {
    for (let start = 0, pieces = 0; start < a.length; start += CHUNK, pieces++) {
      addPiece(start, Math.min(CHUNK, a.length - start));
      if ((pieces & 63) === 63) options.checkInterrupt?.();
    }
  }
  const { notFinite, exact } = totals;
  const finite = a.length - notFinite;
  const read = (source: NumberSource, index: number): number => {
    const one = new Float64Array(1);
    source.read(index, one);
    return one[0];
  };
  // A NaN or infinity on one side only is the largest error there is.
  const broken = notFinite > 0;
  return {
    agreement: {
      count: a.length,
      maxAbsolute: broken ? Infinity : totals.maxAbsolute,
      maxRelative: broken ? Infinity : totals.maxRelative,
      maxUlp: broken ? Infinity : totals.maxUlp,
      meanAbsolute: finite > 0 ? totals.sum / finite : NaN,
      rootMeanSquare: finite > 0 ? Math.sqrt(totals.sumOfSquares / finite) : NaN,
      outside: totals.outside,
      exact,
      notFinite,
    },
    worst: totals.worst.indices().map((index) => elementError(index, read(a, index), read(b, index), tolerance.type)),
    histogram: logHistogram(totals.decades, exact, notFinite, a.length),
  };
}

/** Adds the elements from `start`, at most {@link CHUNK} of them. */
type AddPiece = (start: number, count: number) => void;

function pieceAdder(
  a: NumberSource,
  b: NumberSource,
  tolerance: Tolerance,
  totals: Totals,
  visit: VisitErrors,
): AddPiece {
  const size = Math.min(CHUNK, a.length);
  const [wholeA, wholeB, wholeErrors] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  const ulps = ulpsOf(a, b, tolerance.type);
  return (start, count) => {
    const cut = (values: Float64Array): Float64Array => (count < size ? values.subarray(0, count) : values);
    const [x, y, errors] = [cut(wholeA), cut(wholeB), cut(wholeErrors)];
    a.read(start, x);
    b.read(start, y);
    if (addErrors(x, y, errors, totals)) {
      addRelative(start, y, errors, tolerance, totals);
      countDecades(errors, totals.decades);
      totals.maxUlp = Math.max(totals.maxUlp, ulps(start, x, y));
    } else addMixed(start, x, y, errors, tolerance, totals);
    visit(start, errors);
  };
}

/** The same by the kernels; false, and nothing done, where they do not take it. */
function addInBlocks(
  a: NumberSource,
  b: NumberSource,
  tolerance: Tolerance,
  totals: Totals,
  map: BlockReducer | null,
  addPiece: AddPiece,
): boolean {
  const [first, second] =
    tolerance.type === "float32"
      ? [a.floats, b.floats]
      : tolerance.type === "float64"
        ? [a.doubles, b.doubles]
        : [undefined, undefined];
  if (first === undefined || second === undefined) return false;
  const suspects: { start: number; excess: number; largest: number }[] = [];
  const found = compareInBlocks(first, second, tolerance, magnitudeEdges, map?.layout ?? null, (start, errors) => {
    if (errors === null) {
      addPiece(start, Math.min(blockValues, a.length - start));
      return;
    }
    totals.sum += errors.sum;
    totals.sumOfSquares += errors.sumOfSquares;
    totals.outside += errors.outside;
    totals.maxAbsolute = Math.max(totals.maxAbsolute, errors.largest);
    totals.maxRelative = Math.max(totals.maxRelative, errors.largestRelative);
    totals.maxUlp = Math.max(totals.maxUlp, errors.ulp);
    if (errors.largest > 0) suspects.push({ start, excess: errors.largestExcess, largest: errors.largest });
  });
  if (found === null) return false;
  const { decades, grid } = found;
  totals.exact += decades[decades.length - 1];
  for (let i = 0; i < totals.decades.length; i++) totals.decades[i] += decades[i];
  if (grid !== null) map?.addLargest(grid);
  // The worst elements are in the blocks with the largest bounds: few are looked at again.
  suspects.sort((x, y) => y.excess - x.excess || y.largest - x.largest || x.start - y.start);
  for (const { start, excess: factor, largest } of suspects) {
    if (!totals.worst.admits(start, factor, largest)) {
      if (factor < totals.worst.bar) break;
      continue;
    }
    offerErrors(start, first.subarray(start, start + blockValues), second, tolerance, totals.worst);
  }
  return true;
}

/** Offers the elements of a block, all of them finite, to the list of the worst. */
function offerErrors(
  start: number,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  tolerance: Tolerance,
  worst: WorstList,
): void {
  for (let i = 0; i < a.length; i++) {
    const error = Math.abs(a[i] - b[start + i]);
    if (error !== 0) worst.offer(start + i, excess(error, b[start + i], tolerance), error);
  }
}

const emptyTotals = (worst: number) => ({
  maxAbsolute: 0,
  maxRelative: 0,
  maxUlp: 0,
  sum: 0,
  sumOfSquares: 0,
  outside: 0,
  exact: 0,
  notFinite: 0,
  decades: emptyDecades(),
  worst: new WorstList(worst),
});
type Totals = ReturnType<typeof emptyTotals>;

/** Fills `errors` and adds them up. False, and nothing added, where they are not all finite. */
function addErrors(a: Float64Array, b: Float64Array, errors: Float64Array, totals: Totals): boolean {
  let sum = 0;
  let squares = 0;
  let most = 0;
  let zeros = 0;
  for (let i = 0; i < errors.length; i++) {
    const error = Math.abs(a[i] - b[i]);
    errors[i] = error;
    sum += error;
    squares += error * error;
    if (error > most) most = error;
    if (error === 0) zeros++;
  }
  if (sum - sum !== 0) return false;
  totals.sum += sum;
  totals.sumOfSquares += squares;
  totals.exact += zeros;
  if (most > totals.maxAbsolute) totals.maxAbsolute = most;
  return true;
}

/** What depends on the reference as well, for errors that are finite. */
function addRelative(
  start: number,
  reference: Float64Array,
  errors: Float64Array,
  tolerance: Tolerance,
  totals: Totals,
): void {
  const { atol, rtol } = tolerance;
  const { worst } = totals;
  let { maxRelative, outside } = totals;
  // A little below what enters the list, which decides by the quotient itself.
  let bar = worst.bar * (1 - 2 ** -50);
  for (let i = 0; i < errors.length; i++) {
    const error = errors[i];
    const magnitude = Math.abs(reference[i]);
    const allowed = atol + rtol * magnitude;
    if (error > allowed) outside++;
    if (error > maxRelative * magnitude) maxRelative = Math.max(maxRelative, error / magnitude);
    if (error !== 0 && !(error < bar * allowed)) {
      worst.offer(start + i, excess(error, magnitude, tolerance), error);
      bar = worst.bar * (1 - 2 ** -50);
    }
  }
  totals.maxRelative = maxRelative;
  totals.outside = outside;
}

/** Errors among which are NaN and infinities, one at a time. */
function addMixed(
  start: number,
  a: Float64Array,
  b: Float64Array,
  errors: Float64Array,
  tolerance: Tolerance,
  totals: Totals,
): void {
  for (let i = 0; i < errors.length; i++) {
    const x = a[i];
    const y = b[i];
    const error = absoluteError(x, y);
    errors[i] = error;
    if (error === 0) {
      totals.exact++;
      continue;
    }
    const factor = excess(error, y, tolerance);
    if (!(factor <= 1)) totals.outside++;
    totals.worst.offer(start + i, factor, error);
    if (error - error !== 0) {
      totals.notFinite++;
      continue;
    }
    totals.maxAbsolute = Math.max(totals.maxAbsolute, error);
    totals.maxRelative = Math.max(totals.maxRelative, error / Math.abs(y));
    totals.maxUlp = Math.max(totals.maxUlp, ulpDistance(x, y, tolerance.type));
    totals.sum += error;
    totals.sumOfSquares += error * error;
    countDecades(errors.subarray(i, i + 1), totals.decades);
  }
}

/** The largest distance in units in the last place of a piece of finite values. */
type LargestUlp = (start: number, a: Float64Array, b: Float64Array) => number;

function ulpsOf(a: NumberSource, b: NumberSource, type: FloatType): LargestUlp {
  if (type === "float32" && a.floats !== undefined && b.floats !== undefined) {
    const bitsOf = ({ buffer, byteOffset, length }: Float32Array): Int32Array =>
      new Int32Array(buffer, byteOffset, length);
    const x = bitsOf(a.floats);
    const y = bitsOf(b.floats);
    return (start, { length }) => largestBitDistance(x, y, start, start + length);
  }
  return (_start, x, y) => {
    let most = 0;
    for (let i = 0; i < x.length; i++) if (x[i] !== y[i]) most = Math.max(most, ulpDistance(x[i], y[i], type));
    return most;
  };
}
