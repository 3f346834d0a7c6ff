import {
  describe,
  momentsOf,
  type NumberSource,
  slice,
  standardDeviation,
} from "../../../../engine/statistics/index.ts";
import type { PayloadOf, Role } from "../../../../figures/payload.ts";
import { compactGroup, groupFrom, groupOf, head, rounded } from "./common.ts";

export interface DistributionSeries {
  readonly label: string;
  readonly role: Role;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly source: NumberSource;
}

export interface DistributionOptions {
  readonly title: string;
  /** Splits each tensor into groups along all dimensions but the last: one a row. */
  readonly per: string | null;
  readonly bins: number | null;
  readonly checkInterrupt?: () => void;
}

/** Groups whose histograms are kept. */
const GROUP_LIMIT = 32;
const PROFILE_LIMIT = 512;

export function distributionPayload(
  series: readonly DistributionSeries[],
  { title, per, bins, checkInterrupt }: DistributionOptions,
): PayloadOf<"distribution"> {
  const notes = new Set<string>();
  const built = series.map(({ label, role, dtype, shape, source }) => {
    const overall = groupOf(label, source, { bins: bins ?? undefined, checkInterrupt });
    const plain = { label, role, dtype, shape: [...shape], overall };
    if (per === null) return { ...plain, groups: [], groupTotal: 0, profile: null };
    const size = shape.at(-1) ?? 1;
    const total = size === 0 ? 0 : source.length / size;
    const mean: number[] = [];
    const std: number[] = [];
    const groups = [];
    for (let g = 0; g < Math.min(total, PROFILE_LIMIT); g++) {
      const group = slice(source, g * size, size);
      const description = g < GROUP_LIMIT ? describe(group, { bins: bins ?? 30 }) : null;
      const moments = description?.moments ?? momentsOf(group);
      mean.push(moments.mean);
      std.push(standardDeviation(moments));
      if (description !== null) groups.push(compactGroup(groupFrom(groupLabel(per, g, shape), description)));
      if (g % 16 === 0) checkInterrupt?.();
    }
    if (total > GROUP_LIMIT) {
      notes.add(
        `The first ${GROUP_LIMIT} of ${total} ${per}s have their own histogram${total > PROFILE_LIMIT ? `, the first ${PROFILE_LIMIT} their mean and std` : ""}.`,
      );
    }
    return { ...plain, groups, groupTotal: total, profile: { mean: rounded(mean, 6), std: rounded(std, 6) } };
  });
  return { ...head("distribution", title, [...notes]), per, series: built };
}

/** "token 3", or with its position where groups have more than one dimension: "token [0, 3]". */
function groupLabel(per: string, group: number, shape: readonly number[]): string {
  const outer = shape.slice(0, -1);
  if (outer.length <= 1) return `${per} ${group}`;
  const index: number[] = [];
  let rest = group;
  for (let d = outer.length - 1; d >= 0; d--) {
    index.unshift(rest % outer[d]);
    rest = Math.floor(rest / outer[d]);
  }
  return `${per} [${index.join(", ")}]`;
}
