import type { PlotlyLibrary } from "plotly.js-dist-min";
import { pan, resetZoom, zoom } from "./zoom.ts";

/** Zoom and pan for who uses no mouse. */
export function zoomKeys(event: KeyboardEvent, plotly: PlotlyLibrary, plot: HTMLElement): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const actions: Readonly<Record<string, () => void>> = {
    "+": () => zoom(plotly, plot, 0.8),
    "=": () => zoom(plotly, plot, 0.8),
    "-": () => zoom(plotly, plot, 1.25),
    "0": () => resetZoom(plotly, plot),
    ArrowLeft: () => pan(plotly, plot, "x", -0.1),
    ArrowRight: () => pan(plotly, plot, "x", 0.1),
    ArrowUp: () => pan(plotly, plot, "y", 0.1),
    ArrowDown: () => pan(plotly, plot, "y", -0.1),
  };
  if (!Object.hasOwn(actions, event.key)) return;
  event.preventDefault();
  actions[event.key]();
}
