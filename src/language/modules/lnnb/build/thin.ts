import { extremesOfRuns, type NumberSource } from "../../../../engine/statistics/index.ts";

/**
 * Which points of a long line to keep: of each run of points the lowest and the highest, so that a spike survives, and the
 * first that is NaN, which is worth seeing as a gap. All of them where they are few.
 */
export function thin(source: NumberSource, limit: number, checkInterrupt?: () => void): number[] {
  const { length } = source;
  if (length <= limit) return Array.from({ length }, (_, i) => i);
  const kept = new Set<number>([0, length - 1]);
  for (const { low, high, nan } of extremesOfRuns(source, Math.floor(limit / 2), checkInterrupt)) {
    for (const position of [low, high, nan]) if (position >= 0) kept.add(position);
  }
  return [...kept].sort((a, b) => a - b);
}
