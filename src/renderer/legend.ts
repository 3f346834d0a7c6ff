/** The legend as buttons beside the plot: each hides its series, for the mouse and the keyboard alike. */
import { unescapeLabel } from "../figures/plot/text.ts";
import type { Json, Trace } from "../figures/view.ts";
import { element, type Swatch, swatch } from "./dom.ts";

/** What a trace goes by: those of one group come and go together. */
export const seriesOf = (trace: Trace): string =>
  typeof trace.legendgroup === "string" ? trace.legendgroup : typeof trace.name === "string" ? trace.name : "";

export const withoutHidden = (data: readonly Trace[], hidden: ReadonlySet<string>): Trace[] =>
  data.map((trace) => (hidden.has(seriesOf(trace)) ? { ...trace, visible: false } : trace));

const field = (value: Json | undefined, name: string): Json | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? Object(value)[name] : undefined;
const textOf = (value: Json | undefined): string => (typeof value === "string" ? value : "");

export interface LegendEntry {
  readonly series: string;
  readonly label: string;
  readonly mark: Swatch;
}

/** One entry a series that asks for it; nothing where there is none. */
export function legendEntries(data: readonly Trace[]): LegendEntry[] {
  const entries = new Map<string, Trace>();
  for (const trace of data) {
    const series = seriesOf(trace);
    if (trace.showlegend === true && !entries.has(series)) entries.set(series, trace);
  }
  return [...entries].map(([series, trace]) => {
    const line = textOf(field(trace.line, "color"));
    const marker = textOf(field(trace.marker, "color"));
    const mode = textOf(trace.mode);
    const outline = data.find((other) => seriesOf(other) === series && textOf(field(other.line, "dash")) !== "");
    const mark: Swatch = {
      colour: trace.type === "bar" ? textOf(field(outline?.line, "color")) || marker : line || marker,
      shape: trace.type === "bar" ? "bar" : mode.includes("lines") ? "line" : "point",
      dash: textOf(field((trace.type === "bar" ? outline : trace)?.line, "dash")),
      symbol: textOf(field(trace.marker, "symbol")),
    };
    return { series, label: unescapeLabel(textOf(trace.name)), mark };
  });
}

/** A button for each entry: pressed while its series is shown. */
export function legendButtons(
  entries: readonly LegendEntry[],
  hidden: ReadonlySet<string>,
  toggle: (series: string, label: string, shown: boolean) => void,
): HTMLElement[] {
  return entries.map(({ series, label, mark }) => {
    const button = element(
      "button",
      {
        type: "button",
        class: "lnnb-key",
        "aria-pressed": String(!hidden.has(series)),
        title: `Show or hide ${label}`,
      },
      swatch(mark),
      element("span", {}, label),
    );
    button.addEventListener("click", () => {
      const shown = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(shown));
      toggle(series, label, shown);
    });
    return button;
  });
}
