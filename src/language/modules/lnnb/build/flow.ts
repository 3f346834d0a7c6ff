import { CHUNK, describe, forEachChunk, type NumberSource } from "../../../../engine/statistics/index.ts";
import type { FlowData } from "../../../../figures/payload.ts";
import { compactGroup, groupFrom, round } from "./common.ts";

/** What passed a place in a network: its distribution and its Euclidean norm. */
export function flowOf(source: NumberSource, checkInterrupt: () => void): FlowData {
  const description = describe(source, { checkInterrupt });
  const { moments } = description;
  const { statistics, histogram } = compactGroup(groupFrom("", description));
  const squares = moments.count === 0 ? 0 : moments.m2 + moments.count * moments.mean * moments.mean;
  return {
    label: "",
    statistics,
    histogram,
    norm: moments.count === 0 && statistics.count > 0 ? Number.NaN : round(Math.sqrt(squares)),
  };
}

/** With at most `bins` bins. */
export const mergedFlow = (flow: FlowData, bins: number): FlowData =>
  flow.histogram === null ? flow : { ...flow, histogram: merged(flow.histogram, bins) };

/** Neighbouring bins joined until at most `limit` are left. */
function merged<H extends { start: number; width: number; counts: readonly number[] }>(histogram: H, limit: number): H {
  const factor = Math.ceil(histogram.counts.length / limit);
  if (factor <= 1) return histogram;
  const counts = Array.from({ length: Math.ceil(histogram.counts.length / factor) }, (_, i) =>
    histogram.counts.slice(i * factor, (i + 1) * factor).reduce((a, b) => a + b, 0),
  );
  return { ...histogram, width: histogram.width * factor, counts };
}

/** The share of features (of the last dimension) that are zero in every row; 0 where one row says nothing. */
export function deadShare(source: NumberSource, features: number): number {
  if (features === 0 || source.length <= features) return 0;
  const alive = new Uint8Array(features);
  let living = 0;
  const piece = new Float64Array(Math.min(CHUNK, source.length));
  for (let start = 0; start < source.length && living < features; start += piece.length) {
    const seen = piece.subarray(0, Math.min(piece.length, source.length - start));
    source.read(start, seen);
    for (let i = 0; i < seen.length; i++) {
      if (seen[i] === 0) continue;
      const feature = (start + i) % features;
      if (alive[feature] === 0) {
        alive[feature] = 1;
        living++;
      }
    }
  }
  return 1 - living / features;
}

/** The share of values within 1% of either end of [low, high]. */
export function saturatedShare(source: NumberSource, low: number, high: number): number {
  const margin = (high - low) / 100;
  let count = 0;
  forEachChunk(source, (piece) => {
    for (const value of piece) if (value <= low + margin || value >= high - margin) count++;
  });
  return source.length === 0 ? 0 : count / source.length;
}
