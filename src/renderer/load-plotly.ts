import type { PlotlyLibrary } from "plotly.js-dist-min";

/** A megabyte and a half, for the first figure only. As it is published it is a script that leaves a global behind. */
export async function loadPlotly(): Promise<PlotlyLibrary> {
  await import("plotly.js-dist-min");
  const library: unknown = Reflect.get(globalThis, "Plotly");
  return library as PlotlyLibrary;
}
