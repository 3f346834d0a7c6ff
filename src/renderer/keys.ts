/** What keys do on a plot: for who uses no mouse. */
export interface PlotKeys {
  zoom(factor: number): void;
  reset(): void;
  pan(direction: "x" | "y", share: number): void;
  walk(direction: "left" | "right" | "up" | "down"): void;
  /** What a click on the point does. */
  choose(): void;
  /** Adds the point to what is selected, or takes it out. */
  select(): void;
  clear(): void;
}

export const keyHelp =
  "Arrow keys go from point to point and read it, Enter pins it, Space selects it in all panels, Backspace lets go. Plus and minus zoom, Shift and arrows pan, 0 resets.";

export function plotKey(event: KeyboardEvent, keys: PlotKeys): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const plain: Readonly<Record<string, () => void>> = {
    "+": () => keys.zoom(0.8),
    "=": () => keys.zoom(0.8),
    "-": () => keys.zoom(1.25),
    "0": () => keys.reset(),
    ArrowLeft: () => keys.walk("left"),
    ArrowRight: () => keys.walk("right"),
    ArrowUp: () => keys.walk("up"),
    ArrowDown: () => keys.walk("down"),
    Enter: () => keys.choose(),
    " ": () => keys.select(),
    Backspace: () => keys.clear(),
    Delete: () => keys.clear(),
  };
  const shifted: Readonly<Record<string, () => void>> = {
    ...plain,
    ArrowLeft: () => keys.pan("x", -0.1),
    ArrowRight: () => keys.pan("x", 0.1),
    ArrowUp: () => keys.pan("y", 0.1),
    ArrowDown: () => keys.pan("y", -0.1),
  };
  const actions = event.shiftKey ? shifted : plain;
  if (!Object.hasOwn(actions, event.key)) return;
  event.preventDefault();
  actions[event.key]();
}
