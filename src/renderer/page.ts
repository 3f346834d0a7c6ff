import type { PlotlyLibrary } from "plotly.js-dist-min";
import { FIGURE_MIME } from "../figures/payload.ts";
import { readPayload } from "../figures/read-payload.ts";
import type { FigureHost } from "./host.ts";
import { mountFigure } from "./mount.ts";
import { save } from "./save.ts";

/**
 * The script of an exported page: each `<script type="application/vnd.lnnb.figure+json">` becomes a figure in place of
 * the static one beside it, which stays for print: paper is white whatever the reader's screen is. The plotting library
 * is a global that the page brings along.
 */
function showAll(): void {
  for (const script of document.querySelectorAll(`script[type="${FIGURE_MIME}"]`)) {
    const read = readPayload(JSON.parse(script.textContent ?? "null"));
    const place = script.parentElement;
    if (!read.ok || place === null) continue;
    place.classList.add("drawn");
    mountFigure(place, read.payload, host);
  }
}

async function loadPlotly(): Promise<PlotlyLibrary> {
  // The page's own script of the library has defined it before this one runs.
  const library: unknown = Reflect.get(globalThis, "Plotly");
  return library as PlotlyLibrary;
}

/** No extension stands behind a page. */
const host: FigureHost = { loadPlotly, messages: null, save };

showAll();
