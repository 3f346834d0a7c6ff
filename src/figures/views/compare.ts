import { formatCount, formatShape, plural } from "../format.ts";
import type { PayloadOf } from "../payload.ts";
import { plainView, type View } from "../view.ts";
import { comparisonPanels, errorTable, sizes, worstSentence, worstTable } from "./comparison.ts";

/** Two tensors that should agree. */
export function compareView(payload: PayloadOf<"compare">): View {
  const { comparison, first, second } = payload;
  const text = verdictText(payload);
  return {
    ...plainView,
    title: payload.title,
    summary: `${first.label} against ${second.label} (${formatShape(comparison.shape)}, ${comparison.dtype}): ${text}`,
    verdict: { ok: comparison.ok, text },
    notes: payload.notes,
    tables: () => [worstTable(comparison, first, second, true), errorTable(comparison)],
    panels: (theme) => (comparison.count === 0 ? [] : comparisonPanels(comparison, first, second, theme)),
  };
}

function verdictText({ comparison: data, first, second }: PayloadOf<"compare">): string {
  if (data.count === 0) return "Both are empty.";
  if (data.exact === data.count) return `All ${plural(data.count, "element")} are equal.`;
  const worst = worstSentence(data, first, second);
  return data.ok
    ? `They agree: ${sizes(data)}; ${worst}.`
    : `They differ: ${formatCount(data.outside)} of ${plural(data.count, "element")} out of tolerance, ${sizes(data)}; ${worst}.`;
}
