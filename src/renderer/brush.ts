/** Brushing: what is selected in one panel stands out in all, and the rest fades. */
import type { Json, Trace } from "../figures/view.ts";
import { type Key, keysOf } from "./points.ts";

/** The keys of every point, row by row for a heatmap; null for a trace whose points stand for nothing. */
function pointKeys({ customdata, hoveron }: Trace): (readonly Key[])[] | null {
  if (!Array.isArray(customdata) || hoveron === "fills") return null;
  const keys = customdata.map((entry: Json) => keysOf(entry));
  return keys.some((each) => each.length > 0) ? keys : null;
}

const touches = (keys: readonly Key[], brush: ReadonlySet<Key>): boolean => keys.some((key) => brush.has(key));

/** With every key of the points that share one with the brush: an error's bin leads to its elements, those to their blocks. */
export function closure(data: readonly Trace[], brush: ReadonlySet<Key>): ReadonlySet<Key> {
  const all = new Set(brush);
  // A heatmap's cells have one key each, as bars have: points join them.
  for (const trace of data) {
    if (trace.type !== "scatter") continue;
    for (const keys of pointKeys(trace) ?? []) if (touches(keys, brush)) for (const key of keys) all.add(key);
  }
  return all;
}

/** The traces with what lies outside the brush faded; as they are where nothing is brushed. */
export function brushed(data: readonly Trace[], brush: ReadonlySet<Key>): readonly Trace[] {
  if (brush.size === 0) return data;
  const keys = closure(data, brush);
  return data.map((trace) => {
    if (trace.type === "heatmap") return fadedCells(trace, keys);
    const own = pointKeys(trace);
    if (own === null) return trace;
    const selectedpoints = own.flatMap((each, i) => (touches(each, keys) ? [i] : []));
    return {
      ...trace,
      selectedpoints,
      unselected: { marker: { opacity: 0.12 } },
      selected: { marker: { opacity: 1 } },
    };
  });
}

function fadedCells(trace: Trace, keys: ReadonlySet<Key>): Trace {
  const { customdata, z } = trace;
  if (!Array.isArray(customdata) || !Array.isArray(z)) return trace;
  const rows: Json[] = z.map((row: Json, r) => {
    const own: Json = customdata[r];
    if (!Array.isArray(row) || !Array.isArray(own)) return row;
    return row.map((value: Json, c) => (touches(keysOf(own[c]), keys) ? value : null));
  });
  return { ...trace, z: rows };
}

/** How many points of scatters and cells of heatmaps the brush holds: what is said about it. */
export function countBrushed(data: readonly Trace[], brush: ReadonlySet<Key>): number {
  const keys = closure(data, brush);
  const found = new Set<Key>();
  for (const trace of data) {
    const own = trace.type === "scatter" ? pointKeys(trace) : null;
    own?.forEach((each, i) => {
      if (touches(each, keys)) found.add(`${each.join()} ${i}`);
    });
  }
  return found.size;
}
