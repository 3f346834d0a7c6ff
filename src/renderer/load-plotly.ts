import type { PlotlyLibrary } from "plotly.js-dist-min";

/** A megabyte and a half, fetched for the first plot only. */
export async function loadPlotly(): Promise<PlotlyLibrary> {
  return (await import("plotly.js-dist-min")).default;
}
