import type { NumberSource } from "./source.ts";
import { CHUNK } from "./source.ts";
import { type FloatType, ulpDistance } from "./ulp.ts";
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

/** Counts of errors by magnitude: bin i holds 10^(start + i*width) <= |a - b| < 10^(start + (i+1)*width). */
export interface LogHistogram {
  readonly start: number;
  readonly width: number;
  readonly counts: readonly number[];
  /** Elements that are equal: a logarithmic axis has no place for them. */
  readonly zeros: number;
  /** Elements whose error is NaN or infinite. */
  readonly notFinite: number;
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

const LOW_DECADE = -340;
const BINS_PER_DECADE = 4;

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

/** Compares two sources of one length in one pass; `b` is the reference that relative errors divide by. */
export function compareSources(
  a: NumberSource,
  b: NumberSource,
  tolerance: Tolerance,
  options: { worst?: number; checkInterrupt?: () => void; visit?: (index: number, absolute: number) => void } = {},
): Comparison {
  const worst = new WorstList(options.worst ?? 5);
  const decades = new Float64Array(700 * BINS_PER_DECADE);
  let maxAbsolute = 0;
  let maxRelative = 0;
  let maxUlp = 0;
  let sum = 0;
  let sumOfSquares = 0;
  let outside = 0;
  let exact = 0;
  let notFinite = 0;
  const pieceA = new Float64Array(Math.min(CHUNK, a.length));
  const pieceB = new Float64Array(pieceA.length);
  for (let start = 0; start < a.length; start += CHUNK) {
    const size = Math.min(CHUNK, a.length - start);
    a.read(start, pieceA.subarray(0, size));
    b.read(start, pieceB.subarray(0, size));
    for (let i = 0; i < size; i++) {
      const x = pieceA[i];
      const y = pieceB[i];
      const absolute = absoluteError(x, y);
      options.visit?.(start + i, absolute);
      if (absolute === 0) {
        exact++;
        continue;
      }
      const factor = excess(absolute, y, tolerance);
      if (!(factor <= 1)) outside++;
      worst.offer(start + i, factor, absolute);
      if (absolute - absolute !== 0) {
        notFinite++;
        continue;
      }
      const ulp = ulpDistance(x, y, tolerance.type);
      const relative = absolute / Math.abs(y);
      if (absolute > maxAbsolute) maxAbsolute = absolute;
      if (relative > maxRelative) maxRelative = relative;
      if (ulp > maxUlp) maxUlp = ulp;
      sum += absolute;
      sumOfSquares += absolute * absolute;
      decades[Math.floor((Math.log10(absolute) - LOW_DECADE) * BINS_PER_DECADE)]++;
    }
    options.checkInterrupt?.();
  }
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
      maxAbsolute: broken ? Infinity : maxAbsolute,
      maxRelative: broken ? Infinity : maxRelative,
      maxUlp: broken ? Infinity : maxUlp,
      meanAbsolute: finite > 0 ? sum / finite : NaN,
      rootMeanSquare: finite > 0 ? Math.sqrt(sumOfSquares / finite) : NaN,
      outside,
      exact,
      notFinite,
    },
    worst: worst.indices().map((index) => elementError(index, read(a, index), read(b, index), tolerance.type)),
    histogram: trim(decades, exact, notFinite, a.length),
  };
}

/** Only the occupied decades; null where there is nothing to count. */
function trim(decades: Float64Array, zeros: number, notFinite: number, count: number): LogHistogram | null {
  if (count === 0) return null;
  const first = decades.findIndex((n) => n > 0);
  if (first < 0) return { start: 0, width: 1 / BINS_PER_DECADE, counts: [], zeros, notFinite };
  const last = decades.findLastIndex((n) => n > 0);
  return {
    start: LOW_DECADE + first / BINS_PER_DECADE,
    width: 1 / BINS_PER_DECADE,
    counts: Array.from(decades.subarray(first, last + 1)),
    zeros,
    notFinite,
  };
}
