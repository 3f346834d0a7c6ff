import { element } from "./dom.ts";
import { installStyle } from "./style.ts";

/** A figure that cannot be shown: why, and its text form. */
export function mountProblem(parent: HTMLElement, problem: string, text: string): () => void {
  installStyle();
  const root = element(
    "div",
    { class: "lnnb-figure" },
    element("p", { class: "lnnb-problem", role: "note" }, problem),
    ...(text === "" ? [] : [element("pre", { class: "lnnb-plain" }, text)]),
  );
  parent.append(root);
  return () => root.remove();
}
