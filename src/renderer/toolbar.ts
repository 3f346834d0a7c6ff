import { element, icon } from "./dom.ts";

export interface Action {
  readonly label: string;
  readonly icon: readonly string[];
  /** A toggle's state at the start; a plain button has none. */
  readonly pressed?: boolean;
  readonly run: (pressed: boolean) => void;
}

/** Small buttons in VS Code's style; each names itself to screen readers and on hover. */
export function toolbarElement(actions: readonly Action[]): HTMLElement {
  const buttons = actions.map(({ label, icon: paths, pressed, run }) => {
    const button = element(
      "button",
      {
        type: "button",
        class: "lnnb-button",
        title: label,
        "aria-label": label,
        "aria-pressed": pressed === undefined ? undefined : String(pressed),
      },
      icon(paths),
    );
    button.addEventListener("click", () => {
      if (pressed === undefined) return run(false);
      const next = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(next));
      run(next);
    });
    return button;
  });
  return element("div", { class: "lnnb-toolbar", role: "toolbar", "aria-label": "Figure" }, ...buttons);
}
