import type { Bins } from "./bins.ts";

/**
 * Counts of finite numbers in 65536 cells: the upper 16 bits of the value as float32 (sign, exponent and seven bits of
 * fraction), so that cells are ordered and each is at most 1/128 of its value wide. One pass, no range needed beforehand,
 * mergeable by addition; bins and quantiles are read off afterwards.
 */
export interface KeyHistogram {
  /** Indexed by the raw upper 16 bits; {@link cellOfRank} puts them in order. */
  readonly counts: Float64Array;
}

export const CELLS = 65536;
/** Ordered cells: from the largest negative (0) over -0 (32767) and 0 (32768) to the largest positive. */
const cellOfRank = (rank: number): number => (rank < 32768 ? 65535 - rank : rank - 32768);

const scratch = new Float32Array(4096);
const scratchBits = new Uint32Array(scratch.buffer);
const edge = new Float32Array(1);
const edgeBits = new Uint32Array(edge.buffer);

export const emptyKeyHistogram = (): KeyHistogram => ({ counts: new Float64Array(CELLS) });

/** Adds a piece of at most 4096 values. NaN and infinities fall into cells that readers skip. */
export function addToKeyHistogram(histogram: KeyHistogram, values: Float64Array): void {
  const { counts } = histogram;
  const n = values.length;
  scratch.set(values);
  for (let i = 0; i < n; i++) counts[scratchBits[i] >>> 16]++;
}

export function mergeKeyHistograms(a: KeyHistogram, b: KeyHistogram): KeyHistogram {
  return { counts: a.counts.map((count, i) => count + b.counts[i]) };
}

/** A finite cell's values lie between `low` and `high`. */
function cellRange(cell: number): { low: number; high: number } {
  edgeBits[0] = cell << 16;
  const inner = edge[0];
  edgeBits[0] = (cell << 16) | 0xffff;
  const outer = edge[0];
  return cell < 0x8000 ? { low: inner, high: outer } : { low: outer, high: inner };
}

const isFiniteCell = (cell: number): boolean => (cell & 0x7f80) !== 0x7f80;

/** Quantiles at increasing probabilities, linear inside a cell: within 0.8% of the value. NaN where there are no values. */
export function quantilesFromKeys(histogram: KeyHistogram, probabilities: readonly number[]): number[] {
  let total = 0;
  for (let cell = 0; cell < CELLS; cell++) if (isFiniteCell(cell)) total += histogram.counts[cell];
  if (total === 0) return probabilities.map(() => NaN);
  const result: number[] = [];
  let before = 0;
  for (let rank = 0; rank < CELLS && result.length < probabilities.length; rank++) {
    const cell = cellOfRank(rank);
    const count = isFiniteCell(cell) ? histogram.counts[cell] : 0;
    if (count === 0) continue;
    while (result.length < probabilities.length) {
      const position = probabilities[result.length] * (total - 1);
      if (position >= before + count && before + count < total) break;
      const { low, high } = cellRange(cell);
      result.push(low + (high - low) * Math.min(1, Math.max(0, (position - before + 0.5) / count)));
    }
    before += count;
  }
  return result;
}

/** True where no cell inside the bins' range is wider than a quarter of a bin, so that counts moved between bins do not show. */
export function resolves(bins: Bins): boolean {
  const largest = Math.max(Math.abs(bins.start), Math.abs(bins.start + bins.width * bins.count));
  return largest / 128 <= bins.width / 4;
}

/** Counts in linear bins; a cell that straddles an edge is split in proportion, and totals stay exact. */
export function binsFromKeys(histogram: KeyHistogram, bins: Bins): { counts: number[]; below: number; above: number } {
  const cumulative = new Float64Array(bins.count + 1);
  const edges = Array.from(cumulative, (_, i) => bins.start + i * bins.width);
  let before = 0;
  let next = 0;
  for (let rank = 0; rank < CELLS; rank++) {
    const cell = cellOfRank(rank);
    const count = isFiniteCell(cell) ? histogram.counts[cell] : 0;
    if (count === 0) continue;
    const { low, high } = cellRange(cell);
    for (; next < edges.length && edges[next] < high; next++) {
      const share = edges[next] <= low ? 0 : (edges[next] - low) / (high - low);
      cumulative[next] = before + Math.round(count * share);
    }
    before += count;
  }
  for (; next < edges.length; next++) cumulative[next] = before;
  const counts = Array.from({ length: bins.count }, (_, i) => cumulative[i + 1] - cumulative[i]);
  return { counts, below: cumulative[0], above: before - cumulative[bins.count] };
}
