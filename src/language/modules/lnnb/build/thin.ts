/**
 * Which points of a long line to keep: of each run of points the lowest and the highest, so that a spike survives. All of
 * them where they are few.
 */
export function thin(values: Float64Array, limit: number): number[] {
  if (values.length <= limit) return Array.from(values, (_, i) => i);
  const runs = Math.floor(limit / 2);
  const kept = new Set<number>([0, values.length - 1]);
  for (let run = 0; run < runs; run++) {
    const from = Math.floor((run * values.length) / runs);
    const to = Math.floor(((run + 1) * values.length) / runs);
    let low = from;
    let high = from;
    for (let i = from; i < to; i++) {
      if (values[i] < values[low]) low = i;
      if (values[i] > values[high]) high = i;
      // What is not finite is worth seeing as a gap.
      if (Number.isNaN(values[i])) kept.add(i);
    }
    kept.add(low);
    kept.add(high);
    if (kept.size > 2 * limit) break;
  }
  return [...kept].sort((a, b) => a - b);
}
