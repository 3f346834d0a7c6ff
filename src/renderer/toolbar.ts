import { element, icon } from "./dom.ts";

export interface Action {
  readonly label: string;
  readonly icon: readonly string[];
  /** A toggle's state at the start; a plain button has none. */
  readonly pressed?: boolean;
  /** The button shows and hides something: it is open or closed, not pressed. */
  readonly discloses?: boolean;
  readonly run: (pressed: boolean) => void;
}

/** Small buttons in VS Code's style; each names itself to screen readers and on hover. One stop of Tab: arrows go on. */
export function toolbarElement(actions: readonly Action[]): HTMLElement | null {
  if (actions.length === 0) return null;
  const buttons = actions.map(({ label, icon: paths, pressed, discloses, run }, i) => {
    const state = discloses ? "aria-expanded" : "aria-pressed";
    const button = element(
      "button",
      {
        type: "button",
        class: "lnnb-button",
        title: label,
        "aria-label": label,
        tabindex: i === 0 ? "0" : "-1",
        [state]: pressed === undefined ? undefined : String(pressed),
      },
      icon(paths),
    );
    button.addEventListener("click", () => {
      if (pressed === undefined) return run(false);
      const next = button.getAttribute(state) !== "true";
      button.setAttribute(state, String(next));
      run(next);
    });
    return button;
  });
  const toolbar = element("div", { class: "lnnb-toolbar", role: "toolbar", "aria-label": "Figure" }, ...buttons);
  const focusOn = (target: HTMLElement): void => {
    for (const button of buttons) button.tabIndex = button === target ? 0 : -1;
  };
  toolbar.addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLElement) focusOn(target);
  });
  toolbar.addEventListener("keydown", (event) => {
    const from = buttons.findIndex((button) => button.contains(document.activeElement));
    const to = { ArrowRight: from + 1, ArrowLeft: from - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    buttons[(to + buttons.length) % buttons.length].focus();
  });
  return toolbar;
}
