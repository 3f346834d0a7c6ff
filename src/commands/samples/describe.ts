/** What a list says of a sample: read from the notebook itself. */
import type { Notebook } from "../../notebook/nbformat/model.ts";

/** The first thing to open, and the first in every list. */
export const tourFile = "layer-norm.lnnb";

export interface SampleDescription {
  readonly title: string;
  /** The first sentence below the title. */
  readonly sentence: string;
}

export function describeSample(notebook: Notebook, file: string): SampleDescription {
  const texts = notebook.cells.filter(({ type }) => type === "markdown").map(({ source }) => source);
  const heading = texts.map((text) => /^#\s+(.+?)\s*#*$/m.exec(text)?.[1]).find((found) => found !== undefined);
  const paragraph = texts
    .flatMap((text) => text.split(/\n\s*\n/))
    .map((block) => block.replace(/^#+ .*$/gm, "").trim())
    .find((block) => block !== "" && !/^(?:[-*+]\s|[|>]|\$\$|\d+\.\s)/.test(block));
  return {
    title: heading === undefined ? file.replace(/\.lnnb$/, "") : plain(heading),
    sentence: paragraph === undefined ? "" : firstSentence(plain(paragraph)),
  };
}

/** Markdown's marks go, the words stay. */
const plain = (text: string): string =>
  text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/\$([^$]*)\$/g, (_, formula: string) => formula.replaceAll("\\", ""))
    .replace(/[*`]|\b_|_\b/g, "")
    .replace(/\s+/g, " ")
    .trim();

const firstSentence = (text: string): string => /^.*?[.?!](?=\s+[^\s\d\p{Ll}]|$)/u.exec(text)?.[0] ?? text;
