/** Equal bins: bin i holds start + i*width <= x < start + (i+1)*width; the last one holds its upper edge too. */
export interface Bins {
  readonly start: number;
  readonly width: number;
  readonly count: number;
}

export interface Histogram extends Bins {
  readonly counts: readonly number[];
  /** Values outside the bins. */
  readonly below: number;
  readonly above: number;
}

/** The nearest of 1, 2, 2.5, 5, 10 times a power of ten that is not under `width`. */
export function niceWidth(width: number): number {
  // As a literal is read: V8's 10 ** -5 is a little less than 1e-5, and zero would fall into the bin left of it.
  const power = Number(`1e${Math.floor(Math.log10(width))}`);
  for (const step of [1, 2, 2.5, 5]) if (width <= step * power * 1.0000001) return step * power;
  return 10 * power;
}

/** Nice bins of about `width` that cover [low, high], at most `limit` of them. */
export function coveringBins(low: number, high: number, width: number, limit: number): Bins {
  if (!(high > low)) {
    // One value: a bin around it that is visible and that a float can tell from its neighbours.
    const half = Math.max(Math.abs(low) * 1e-3, 1e-12);
    const nice = niceWidth(half * 2);
    return { start: low - nice / 2, width: nice, count: 1 };
  }
  if (!Number.isFinite(high - low)) {
    // Wider than the largest double: no round numbers, but bins.
    return { start: low, width: high / limit - low / limit, count: limit };
  }
  // Below the resolution of the values themselves bins would be empty or uneven.
  const resolution = Math.max(Math.abs(low), Math.abs(high)) * 2 ** -48;
  // The nice width nearest to the wanted one; only the limits are hard.
  let nice = niceWidth(Math.max(width / 1.4, (high - low) / limit, resolution));
  for (;;) {
    const first = Math.floor(low / nice);
    const count = Math.max(1, Math.ceil(high / nice - first));
    if (count <= limit) return { start: first * nice, width: nice, count };
    nice = niceWidth(nice * 1.01);
  }
}

/**
 * The bin width of Freedman and Diaconis (1981), 2 IQR / n^(1/3); where the middle half of the values is a single value,
 * Scott's 3.5 std / n^(1/3).
 */
export function binWidth(count: number, interquartileRange: number, standardDeviation: number): number {
  const spread = interquartileRange > 0 ? 2 * interquartileRange : 3.5 * standardDeviation;
  return spread / Math.cbrt(Math.max(1, count));
}
