/** A notebook as a script in the percent format: it runs in Python, and editors show its cells. */
import type { Cell, Notebook } from "../nbformat/model.ts";
import { importCell } from "./preloaded.ts";

export function toScript(notebook: Notebook): string {
  const imports = importCell(notebook);
  const cells = [...(imports === undefined ? [] : [`# %%\n${imports}`]), ...notebook.cells.map(scriptCell)];
  return `${cells.join("\n\n")}\n`;
}

function scriptCell(cell: Cell): string {
  if (cell.type === "markdown") return `# %% [markdown]\n${commented(cell.source)}`;
  if (cell.type !== "code" || isOtherLanguage(cell)) return `# %% [raw]\n${commented(cell.source)}`;
  return `# %%\n${pythonOf(cell.source)}`.trimEnd();
}

const commented = (text: string): string =>
  text
    .split("\n")
    .map((line) => (line === "" ? "#" : `# ${line}`))
    .join("\n");

const isOtherLanguage = ({ metadata: { vscode } }: Cell): boolean =>
  typeof vscode === "object" && vscode !== null && !Array.isArray(vscode) && vscode["languageId"] !== "python";

/** IPython's commands (`%matplotlib inline`, `!pip`) are no Python; a `# %%` inside of a cell would begin another. */
const pythonOf = (source: string): string =>
  source.replace(/^(?:%{1,2}[A-Za-z]|![A-Za-z]).*$/gm, "# $&").replace(/^# ?%%(?=\s|$)/gm, "#  %%");
