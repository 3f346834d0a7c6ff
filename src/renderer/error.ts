import type { ActivationFunction } from "vscode-notebook-renderer";
import { type TracebackRun, tracebackRuns } from "../figures/traceback.ts";
import { element } from "./dom.ts";

/** Read as VS Code's own errors are: by the editor's font and colours. */
const css = `
.lnnb-error { margin: 0; overflow-x: auto; white-space: pre; color: var(--vscode-editor-foreground, inherit);
  font-family: var(--vscode-editor-font-family, monospace); font-size: var(--notebook-cell-output-font-size, var(--vscode-editor-font-size, 13px));
  line-height: 1.4; }
.lnnb-error-last { color: var(--vscode-errorForeground, #c62828); }
.lnnb-error a { color: var(--vscode-textLink-foreground, #0066cc); text-decoration: underline; text-underline-offset: 2px; }
.lnnb-error a:hover { color: var(--vscode-textLink-activeForeground, #004499); }
.lnnb-error a:focus-visible { outline: 1px solid var(--vscode-focusBorder, currentColor); outline-offset: 1px; }
`;

function installStyle(): void {
  if (document.getElementById("lnnb-error-style") !== null) return;
  document.head.append(element("style", { id: "lnnb-error-style" }, css));
}

/** The renderer of tracebacks: each place in a cell is a link that opens the cell there. */
export const activate: ActivationFunction = () => ({
  renderOutputItem(item, parent) {
    installStyle();
    const { stack, heading } = readError(item.json());
    const lines = stack === "" ? heading : stack;
    const lastLine = lines.trimEnd().lastIndexOf("\n") + 1;
    const root = element("pre", { class: "lnnb-error", tabindex: "0", role: "group", "aria-label": heading });
    root.append(
      ...tracebackRuns(lines.slice(0, lastLine)).map(nodeOf),
      element("span", { class: "lnnb-error-last" }, ...tracebackRuns(lines.slice(lastLine)).map(nodeOf)),
    );
    parent.replaceChildren(root);
  },
});

/** The fields of VS Code's own errors, each checked: a file may hold anything. */
function readError(json: unknown): { readonly stack: string; readonly heading: string } {
  const field = (name: string): string => {
    const value: unknown = typeof json === "object" && json !== null ? Reflect.get(json, name) : undefined;
    return typeof value === "string" ? value : "";
  };
  const [name, message] = [field("name"), field("message")];
  return { stack: field("stack"), heading: message === "" ? name : `${name}: ${message}` };
}

function nodeOf({ text, link, colour, bold }: TracebackRun): Node {
  if (link !== undefined) {
    // VS Code opens such an address in the notebook that the output belongs to.
    const href = `vscode-notebook-cell:?execution_count=${link.execution}&line=${link.line}`;
    return element("a", { href, title: "Open this line in its cell" }, text);
  }
  if (colour === undefined && bold !== true) return document.createTextNode(text);
  const node = element("span", {}, text);
  if (colour !== undefined) {
    const name = `${colour[0].toUpperCase()}${colour.slice(1)}`;
    node.style.color = `var(--vscode-terminal-ansi${name}, inherit)`;
  }
  if (bold === true) node.style.fontWeight = "bold";
  return node;
}
