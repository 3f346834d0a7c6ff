/** What a figure needs of the page that it is on. */
import type { PlotlyLibrary } from "plotly.js-dist-min";
import type { FromHost, ToHost } from "../figures/messages.ts";

export interface FigureHost {
  /** A megabyte and a half: for the first plot only. */
  loadPlotly(): Promise<PlotlyLibrary>;
  /** The way to the extension, and to the kernel behind it. null where there is none: in an exported page. */
  readonly messages: Messages | null;
  save(name: string, blob: Blob): void;
}

export interface Messages {
  post(message: ToHost): void;
  /** Until the returned function is called. */
  listen(listener: (message: FromHost) => void): () => void;
}
