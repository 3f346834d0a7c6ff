import { formatCount, formatIndex, formatNumber, formatShape, plural } from "../format.ts";
import type { ComparisonData, PayloadOf } from "../payload.ts";
import { type Cell, plainView, type Table, type View } from "../view.ts";
import { column, countCell, numberCell, textCell, ulpCell } from "./cells.ts";
import { comparisonPanels, errorTable, type Side, sizes, worstSentence, worstTable } from "./comparison.ts";

type Payload = PayloadOf<"check_gradients">;

const numeric: Side = { label: "numeric", role: "numeric" };

/** Analytic gradients against central differences, tensor by tensor. */
export function checkGradientsView(payload: Payload): View {
  const { tensors } = payload;
  const analytic: Side = { label: payload.source === "manual" ? "manual" : "analytic", role: "analytic" };
  const text = verdictText(payload, analytic);
  return {
    ...plainView,
    title: payload.title,
    summary: `Gradients of ${payload.function}: ${text}`,
    verdict: { ok: payload.ok, text },
    notes: payload.notes,
    selector:
      tensors.length < 2
        ? null
        : { label: "tensor", options: tensors.map((tensor) => tensor.name), initial: worstTensor(payload) },
    tables(selected) {
      const tensor = tensors[selected] ?? tensors[0];
      if (tensor === undefined) return [];
      const named = (table: Table): Table => ({ ...table, caption: `${table.caption} of ∂/∂ ${tensor.name}` });
      return [
        verdictTable(payload, analytic),
        named(worstTable(tensor.comparison, analytic, numeric, true)),
        named(errorTable(tensor.comparison)),
      ];
    },
    panels(theme, choice) {
      const tensor = tensors[choice.selected] ?? tensors[0];
      if (tensor === undefined || tensor.comparison.count === 0) return [];
      return comparisonPanels(tensor.comparison, analytic, numeric, theme);
    },
  };
}

/** The tensor to show first: one that fails, or else the one with the largest error. */
function worstTensor({ tensors }: Payload): number {
  let worst = 0;
  tensors.forEach(({ comparison }, i) => {
    const best = tensors[worst].comparison;
    if ((!comparison.ok && best.ok) || (comparison.ok === best.ok && comparison.maxRelative > best.maxRelative))
      worst = i;
  });
  return worst;
}

function verdictText(payload: Payload, analytic: Side): string {
  const failing = payload.tensors.filter(({ comparison }) => !comparison.ok);
  const elements = payload.tensors.reduce((sum, { comparison }) => sum + comparison.count, 0);
  if (payload.tensors.length === 0) return "There is nothing to check.";
  if (failing.length === 0) {
    const largest = (pick: (data: ComparisonData) => number): number =>
      Math.max(...payload.tensors.map(({ comparison }) => pick(comparison)));
    const overall = {
      maxAbsolute: largest((data) => data.maxAbsolute),
      maxRelative: largest((data) => data.maxRelative),
      maxUlp: largest((data) => data.maxUlp),
    };
    return `All ${plural(elements, "element")} of ${plural(payload.tensors.length, "gradient")} agree with central differences; ${sizes(overall)}.`;
  }
  const worst = payload.tensors[worstTensor(payload)];
  const names = failing.map(({ name }) => name).join(", ");
  return `The ${analytic.label} gradient of ${names} is wrong: ${formatCount(worst.comparison.outside)} of ${plural(worst.comparison.count, "element")} of ${worst.name} out of tolerance; ${worstSentence(worst.comparison, analytic, numeric)}.`;
}

function verdictTable(payload: Payload, analytic: Side): Table {
  return {
    caption: `Verdicts (eps ${formatNumber(payload.eps)})`,
    always: true,
    columns: [
      column("gradient of", "left"),
      column("shape", "left"),
      column("verdict", "left"),
      column("out of tolerance"),
      column("max abs"),
      column("max rel"),
      column("max ulp"),
      column("worst at", "left"),
      column(analytic.label),
      column("numeric"),
    ],
    rows: payload.tensors.map(({ name, comparison }) => {
      const worst = comparison.worst[0];
      const empty: Cell = { text: "" };
      return [
        textCell(name),
        textCell(formatShape(comparison.shape)),
        textCell(comparison.ok ? "ok" : "wrong", comparison.ok ? "good" : "bad"),
        comparison.outside > 0
          ? { ...countCell(comparison.outside), status: "bad" as const }
          : countCell(comparison.outside),
        numberCell(comparison.maxAbsolute, 3),
        numberCell(comparison.maxRelative, 3),
        ulpCell(comparison.maxUlp),
        worst === undefined ? empty : textCell(formatIndex(worst.index)),
        worst === undefined ? empty : numberCell(worst.a, 7),
        worst === undefined ? empty : numberCell(worst.b, 7),
      ];
    }),
  };
}
