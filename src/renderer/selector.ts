import type { View } from "../figures/view.ts";
import { element } from "./dom.ts";

/** A choice of one of several like things; `pick` chooses as the user would. */
export function selectorElement(
  { label, options, initial }: NonNullable<View["selector"]>,
  choose: (option: number) => void,
): { element: HTMLElement; pick: (option: number) => void } {
  const select = element(
    "select",
    { class: "lnnb-select" },
    ...options.map((option, i) => element("option", { value: String(i), selected: i === initial }, option)),
  );
  select.addEventListener("change", () => choose(Number(select.value)));
  return {
    element: element("div", { class: "lnnb-controls" }, element("label", {}, element("span", {}, label), select)),
    pick(option) {
      select.value = String(option);
      choose(option);
    },
  };
}
