import type { ActivationFunction, OutputItem, RendererContext } from "vscode-notebook-renderer";
import { type FromHost, readFromHost } from "../figures/messages.ts";
import { readPayload } from "../figures/read-payload.ts";
import type { FigureHost, Messages } from "./host.ts";
import { loadPlotly } from "./load-plotly.ts";
import { mountProblem } from "./problem.ts";
import { save } from "./save.ts";

/** The notebook renderer: one module for all outputs of a notebook, which share one page. */
export const activate: ActivationFunction = (context) => {
  const host: FigureHost = { loadPlotly, messages: messagesOf(context), save };
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
      // Fetched while the figure is laid out. Where that fails, drawing fails with the same error.
      if (read.ok && read.payload.kind !== "table" && read.payload.kind !== "quiz") loadPlotly().catch(() => undefined);
      const { mountFigure } = await import("./mount.ts");
      if (signal?.aborted) return;
      // VS Code does not always dispose what it replaces (microsoft/vscode#190614).
      release(item.id);
      for (const [id, other] of shown) if (other.element === element) release(id);
      element.replaceChildren();
      const dispose = read.ok
        ? mountFigure(element, read.payload, host, { stored: item.json() })
        : mountProblem(element, read.problem, text);
      shown.set(item.id, { element, dispose });
    },
    disposeOutputItem(id) {
      if (id === undefined) for (const each of [...shown.keys()]) release(each);
      else release(id);
    },
  };
};

/** The way to the extension, where VS Code offers one. */
function messagesOf({ postMessage, onDidReceiveMessage }: RendererContext<unknown>): Messages | null {
  if (postMessage === undefined || onDidReceiveMessage === undefined) return null;
  const listeners = new Set<(message: FromHost) => void>();
  onDidReceiveMessage((value) => {
    const message = readFromHost(value);
    if (message !== null) for (const listener of [...listeners]) listener(message);
  });
  return {
    post: (message) => postMessage(message),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
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
