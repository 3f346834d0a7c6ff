/** The buttons of a figure's toolbar. */
import type { Choice, View } from "../figures/view.ts";
import { icons } from "./dom.ts";
import type { Messages } from "./host.ts";
import type { Action } from "./toolbar.ts";

/** What the buttons do to a figure. */
export interface Acting {
  showTables(asTable: boolean): void;
  setChoice(change: Partial<Choice>): void;
  zoomBy(factor: number): void;
  reset(): void;
  setSelecting(selecting: boolean): void;
}

/** @param stored the figure as it is stored, where it can be opened in a tab */
export function actionsFor(
  view: View,
  drawable: boolean,
  figure: Acting,
  exports: HTMLElement,
  messages: Messages | null,
  stored: unknown,
): readonly Action[] {
  const share: Action = {
    label: "Copy or save",
    icon: icons.copy,
    pressed: false,
    discloses: true,
    run: (open) => {
      exports.hidden = !open;
    },
  };
  if (!drawable) return view.questions.length > 0 ? [] : [share];
  const toggle = (label: string, icon: Action["icon"], pressed: boolean, run: Action["run"]): Action => ({
    label,
    icon,
    pressed,
    run,
  });
  return [
    toggle("Show as table", icons.table, false, (pressed) => figure.showTables(pressed)),
    ...(view.log === null
      ? []
      : [toggle(view.log.label, icons.log, view.log.initial, (log) => figure.setChoice({ log }))]),
    ...(view.apart === null
      ? []
      : [toggle(view.apart.label, icons.apart, view.apart.initial, (apart) => figure.setChoice({ apart }))]),
    toggle("Select points", icons.select, false, (pressed) => figure.setSelecting(pressed)),
    { label: "Zoom in", icon: icons.zoomIn, run: () => figure.zoomBy(0.7) },
    { label: "Zoom out", icon: icons.zoomOut, run: () => figure.zoomBy(1 / 0.7) },
    { label: "Reset zoom", icon: icons.reset, run: () => figure.reset() },
    ...(messages === null || stored === undefined
      ? []
      : [
          {
            label: "Open in an editor tab",
            icon: icons.open,
            run: () => messages.post({ type: "open", payload: stored }),
          },
        ]),
    share,
  ];
}
