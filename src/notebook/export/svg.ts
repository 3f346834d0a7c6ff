/** Each figure of a notebook as a picture. */
import { viewToSvg } from "../../figures/svg/figure.ts";
import { viewOf } from "../../figures/views/index.ts";
import type { Notebook } from "../nbformat/model.ts";
import type { ExportedFile } from "./formats.ts";
import { figureOf } from "./outputs.ts";

/** In the notebook's order, numbered; a question is no figure. */
export function figureFiles(notebook: Notebook, stem: string): ExportedFile[] {
  const views = notebook.cells
    .flatMap((cell) => cell.outputs)
    .flatMap((output) => {
      const payload = figureOf(output);
      return payload === undefined ? [] : [viewOf(payload)];
    });
  const drawn = views.flatMap((view) => {
    const picture = viewToSvg(view);
    return picture === null ? [] : [{ title: view.title, picture }];
  });
  const digits = String(drawn.length).length;
  return drawn.map(({ title, picture }, i) => ({
    name: `${[stem, String(i + 1).padStart(digits, "0"), nameOf(title)].filter((part) => part !== "").join("-")}.svg`,
    text: `${picture}\n`,
  }));
}

/** A title as part of a file's name: letters, digits and dashes. */
const nameOf = (title: string): string =>
  title
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .slice(0, 48)
    .replace(/^-+|-+$/g, "")
    .toLowerCase();
