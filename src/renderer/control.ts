import type { ControlData } from "../figures/payload.ts";
import { element } from "./dom.ts";

export interface MountedControl {
  readonly element: HTMLElement;
  setEnabled(enabled: boolean): void;
}

/** A slider, a choice or a switch that calls `move` with its position while it is moved. */
export function controlElement(
  { name, kind, values }: ControlData,
  position: number,
  move: (position: number) => void,
): MountedControl {
  const [made, input] =
    kind === "slider"
      ? slider(name, values, position, move)
      : kind === "choice"
        ? choice(name, values, position, move)
        : switchElement(name, position, move);
  return {
    element: made,
    setEnabled(enabled) {
      input.disabled = !enabled;
    },
  };
}

type Made = [HTMLElement, HTMLInputElement | HTMLSelectElement];

function slider(name: string, values: readonly string[], position: number, move: (position: number) => void): Made {
  const input = element("input", {
    type: "range",
    class: "lnnb-slider",
    min: "0",
    max: String(values.length - 1),
    step: "1",
    value: String(position),
    "aria-valuetext": values[position],
  });
  const shown = element("output", { class: "lnnb-value" }, values[position] ?? "");
  input.addEventListener("input", () => {
    const at = Number(input.value);
    shown.textContent = values[at] ?? "";
    input.setAttribute("aria-valuetext", values[at] ?? "");
    move(at);
  });
  return [element("label", { class: "lnnb-control" }, element("span", {}, name), input, shown), input];
}

function choice(name: string, values: readonly string[], position: number, move: (position: number) => void): Made {
  const select = element(
    "select",
    { class: "lnnb-select" },
    ...values.map((value, i) => element("option", { value: String(i), selected: i === position }, value)),
  );
  select.addEventListener("change", () => move(Number(select.value)));
  return [element("label", { class: "lnnb-control" }, element("span", {}, name), select), select];
}

function switchElement(name: string, position: number, move: (position: number) => void): Made {
  const input = element("input", { type: "checkbox", class: "lnnb-switch", role: "switch", checked: position === 1 });
  input.addEventListener("change", () => move(input.checked ? 1 : 0));
  return [element("label", { class: "lnnb-control" }, input, element("span", {}, name)), input];
}
