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

const LOW_DECADE = -340;
const BINS_PER_DECADE = 4;

export const emptyDecades = (): Float64Array => new Float64Array(700 * BINS_PER_DECADE);

const binOf = (value: number): number => Math.floor((Math.log10(value) - LOW_DECADE) * BINS_PER_DECADE);
/** The least value of a bin. */
function edgeOf(bin: number): number {
  const power = bin / BINS_PER_DECADE + LOW_DECADE;
  // As a literal is read: V8's 10 ** -5 is a little less than 1e-5.
  return Number.isInteger(power) ? Number(`1e${power}`) : 10 ** power;
}

/** For each exponent of a double the bin of its least value, and the edges that lie above that: a binade has two at most. */
const exponents = 2047;
const firstBin = new Int32Array(exponents);
const firstEdge = new Float64Array(exponents);
const secondEdge = new Float64Array(exponents);
export const magnitudeEdges = { firstBin, firstEdge, secondEdge };
for (let exponent = 1; exponent < exponents; exponent++) {
  const bin = binOf(2 ** (exponent - 1023));
  firstBin[exponent] = bin;
  firstEdge[exponent] = edgeOf(bin + 1);
  secondEdge[exponent] = edgeOf(bin + 2);
}

const word = new Float64Array(1);
const highWord = new Int32Array(word.buffer, 4, 1);

/** Counts finite magnitudes; zeros are left out. */
export function countDecades(values: Float64Array, decades: Float64Array): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    word[0] = value;
    const exponent = highWord[0] >> 20;
    if (exponent !== 0) {
      const over = (value >= firstEdge[exponent] ? 1 : 0) + (value >= secondEdge[exponent] ? 1 : 0);
      decades[firstBin[exponent] + over]++;
    } else if (value !== 0) decades[binOf(value)]++;
  }
}

/** Only the occupied decades; null where there is nothing to count. */
export function logHistogram(
  decades: Float64Array,
  zeros: number,
  notFinite: number,
  count: number,
): LogHistogram | null {
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
