/** The names that every notebook has without an import, and that Python has not. */
import type { Notebook } from "../nbformat/model.ts";

const preloaded = {
  math: "import math",
  torch: "import torch",
  nn: "import torch.nn as nn",
  F: "import torch.nn.functional as F",
  lnnb: "import lnnb",
} as const;
type Name = keyof typeof preloaded;
const names: readonly Name[] = ["math", "torch", "nn", "F", "lnnb"];

/** The imports that the cells rely on and do not make; undefined where they make all. */
export function importCell(notebook: Notebook): string | undefined {
  const bound = new Set<Name>();
  const missing = new Set<Name>();
  for (const { type, source } of notebook.cells) {
    if (type !== "code") continue;
    const code = withoutTexts(source);
    const uses = code.replace(/^\s*(?:import|from)\b.*$/gm, "");
    for (const name of names) {
      if (binds(code, name)) bound.add(name);
      else if (!bound.has(name) && new RegExp(`(?<![\\w.])${name}\\b(?!\\s*=[^=])`).test(uses)) missing.add(name);
    }
  }
  const lines = names.filter((name) => missing.has(name)).map((name) => preloaded[name]);
  return lines.length === 0 ? undefined : lines.join("\n");
}

/** Code with its comments and strings emptied: a name in a text is no use of it. The braces of f-strings are kept. */
function withoutTexts(source: string): string {
  const literal =
    /([rbuRBU]{0,2}|[rR]?[fF][rR]?)("""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|#[^\n]*/g;
  return source.replace(literal, (_, prefix: string | undefined, text: string | undefined) =>
    text === undefined || !/[fF]/.test(prefix ?? "")
      ? '""'
      : [...text.matchAll(/\{([^{}]*)\}/g)].map(([, inner]) => `(${inner})`).join(" "),
  );
}

/** Whether code imports or assigns the name at the top level. */
function binds(code: string, name: Name): boolean {
  return (
    new RegExp(`^(?:import|from)\\b.*\\b(?:import|as)\\b.*\\b${name}\\b`, "m").test(code) ||
    new RegExp(`^import\\s+(?:[\\w.]+\\s*,\\s*)*${name}\\s*(?:,|;|$)`, "m").test(code) ||
    new RegExp(`^${name}\\s*=[^=]`, "m").test(code) ||
    (name === "torch" && /^import\s+torch\.[\w.]+\s*$/m.test(code))
  );
}
