import type { Payload } from "./payload.ts";
import { assemble, type PlotlyFigure } from "./plot/assemble.ts";
import { lightTheme, type Theme } from "./theme.ts";
import { type Choice, initialChoice } from "./view.ts";
import { viewOf } from "./views/index.ts";

/** The figure for the plotting library at a width; null for one that is only a table or a quiz. */
export function payloadToPlotly(
  payload: Payload,
  theme: Theme = lightTheme,
  width = 800,
  choice?: Choice,
): PlotlyFigure | null {
  const view = viewOf(payload);
  const panels = view.panels(theme, choice ?? initialChoice(view));
  return panels.length === 0 ? null : assemble(panels, theme, width);
}

/** `application/vnd.plotly.v1+json`: what Jupyter shows, on a white page. */
export function plotlyMimeBundle(payload: Payload): Record<string, unknown> | null {
  const figure = payloadToPlotly(payload);
  if (figure === null) return null;
  const layout = { ...figure.layout, paper_bgcolor: lightTheme.background, title: { text: "" } };
  return { "application/vnd.plotly.v1+json": { data: figure.data, layout, config: { displaylogo: false } } };
}
