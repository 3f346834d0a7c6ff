import type { PlotlyLibrary } from "plotly.js-dist-min";
import type { ActivationFunction, OutputItem } from "vscode-notebook-renderer";
import { readPayload } from "../figures/read-payload.ts";
import { mountProblem } from "./problem.ts";

/** The notebook renderer: one module for all outputs of a notebook, which share one page. */
export const activate: ActivationFunction = () => {
  /** What is shown, by the output's id and by the element that holds it. */
  const shown = new Map<string, { element: HTMLElement; dispose: () => void }>();
  const release = (id: string): void => {
    shown.get(id)?.dispose();
    shown.delete(id);
  };
  return {
    async renderOutputItem(item, element, signal) {
      const read = readItem(item);
      const text = read.ok ? "" : await plainText(item);
      const { mountFigure } = await import("./figure.ts");
      if (signal?.aborted) return;
      // VS Code does not always dispose what it replaces (microsoft/vscode#190614).
      release(item.id);
      for (const [id, other] of shown) if (other.element === element) release(id);
      element.replaceChildren();
      const dispose = read.ok
        ? mountFigure(element, read.payload, loadPlotly)
        : mountProblem(element, read.problem, text);
      shown.set(item.id, { element, dispose });
    },
    disposeOutputItem(id) {
      if (id === undefined) for (const each of [...shown.keys()]) release(each);
      else release(id);
    },
  };
};

/** A megabyte and a half, for the first figure only. */
async function loadPlotly(): Promise<PlotlyLibrary> {
  return (await import("plotly.js-dist-min")).default;
}

function readItem(item: OutputItem): ReturnType<typeof readPayload> {
  try {
    return readPayload(item.json());
  } catch {
    return { ok: false, problem: "This figure is damaged: it is not JSON." };
  }
}

/** The output's text form. The list of an output's items is not in the public interface: do without it where it is not there. */
async function plainText(item: OutputItem): Promise<string> {
  const siblings: unknown = Reflect.get(item, "_allOutputItems");
  if (!Array.isArray(siblings)) return "";
  for (const sibling of siblings) {
    if (typeof sibling !== "object" || sibling === null || Reflect.get(sibling, "mime") !== "text/plain") continue;
    const getItem: unknown = Reflect.get(sibling, "getItem");
    if (typeof getItem !== "function") continue;
    const found: unknown = await getItem.call(sibling);
    if (typeof found === "object" && found !== null && "text" in found && typeof found.text === "function") {
      const text: unknown = found.text();
      return typeof text === "string" ? text : "";
    }
  }
  return "";
}
