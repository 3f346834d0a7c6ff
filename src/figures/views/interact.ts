import type { Payload, PayloadOf } from "../payload.ts";
import { initialChoice, plainView, type View } from "../view.ts";

type Interact = PayloadOf<"interact">;

/** "eps = 1e-05, affine = True". */
export const settingsText = ({ controls, state }: Pick<Interact, "controls" | "state">): string =>
  controls.map(({ name, values }, i) => `${name} = ${values[state.settings[i]] ?? "?"}`).join(", ");

/** The last state, as it is shown where nothing can be moved: in text, on paper, in an exported page. */
export function interactView(payload: Interact, viewOf: (figure: Payload) => View): View {
  const { state } = payload;
  const views = state.figures.map(viewOf);
  const [first, ...others] = views;
  const settings = settingsText(payload);
  const error = state.error;
  const text = [state.text.trimEnd(), error?.traceback ?? ""].filter((part) => part !== "").join("\n");
  const verdicts = views.flatMap(({ verdict }) => (verdict === null ? [] : [verdict]));
  const common = {
    title: payload.title || (first?.title ?? ""),
    summary: [settings === "" ? "" : `At ${settings}.`, ...views.map(({ summary }) => summary)]
      .filter((part) => part !== "")
      .join(" "),
    verdict:
      error === null
        ? (verdicts.find(({ ok }) => !ok) ?? verdicts[0] ?? null)
        : { ok: false, text: `${error.name}: ${error.message}` },
    notes: [
      ...views.flatMap(({ notes }) => notes),
      ...payload.notes,
      `Shown at ${settings}. To move the controls, run the cell in LayerNorm Notebooks.`,
    ],
    text,
  };
  if (first === undefined) return { ...plainView, ...common, tables: () => [], panels: () => [] };
  if (others.length === 0) return { ...first, ...common };
  return {
    ...plainView,
    ...common,
    questions: views.flatMap(({ questions }) => questions),
    formula: views.flatMap(({ formula }) => formula),
    tables: () =>
      views.flatMap((view) =>
        view.tables(initial(view)).map((table) => ({
          ...table,
          caption: [view.title, table.caption].filter((part) => part !== "").join(": "),
        })),
      ),
    panels: (theme) =>
      views.flatMap((view) =>
        view.panels(theme, initialChoice(view)).map((panel) => ({ ...panel, title: panel.title || view.title })),
      ),
  };
}

const initial = (view: View): number => view.selector?.initial ?? 0;
