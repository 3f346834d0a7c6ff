/**
 * A figure as SVG without a browser: the same layout that the plotting library gets, drawn once. For files, for pages
 * that are printed or read without scripts, and for viewers that know pictures only.
 */
import { escapeHtml } from "../page/escape.ts";
import type { Payload } from "../payload.ts";
import { assemble, type PlotlyFigure } from "../plot/assemble.ts";
import { axisColour, lightTheme, type Theme } from "../theme.ts";
import { initialChoice, type Trace, type View } from "../view.ts";
import { viewOf } from "../views/index.ts";
import { axisOf } from "./axis.ts";
import { element, line, text, textWidth } from "./element.ts";
import { axes, grid, plotArea } from "./frame.ts";
import { colourBar } from "./heatmap.ts";
import { listOf, numberOf, objectOf, plainLabel, textOf } from "./json.ts";
import { legend } from "./legend.ts";
import { tablesSvg } from "./table.ts";
import { drawTrace, strokeOf } from "./traces.ts";

export interface SvgOptions {
  readonly theme?: Theme;
  readonly width?: number;
  /** Distinguishes the parts that are referred to by name where several figures share a page. */
  readonly id?: string;
  /** Drawn at the top; for a page that shows it as text it is left out. */
  readonly showTitle?: boolean;
  /** Whether a figure without a plot is drawn as its tables. */
  readonly tables?: boolean;
}

const PADDING = 12;

/** The figure, its tables where it has no plot; null for one that is neither (a quiz). */
export function payloadToSvg(payload: Payload, options: SvgOptions = {}): string | null {
  return viewToSvg(viewOf(payload), options);
}

export function viewToSvg(view: View, options: SvgOptions = {}): string | null {
  const { theme = lightTheme, width = 800, id = "lnnb", showTitle = true, tables = true } = options;
  const inner = width - 2 * PADDING;
  const panels = view.panels(theme, initialChoice(view));
  const body =
    panels.length > 0
      ? drawFigure(assemble(panels, theme, inner), theme, inner, id)
      : tables
        ? tablesSvg(view.tables(view.selector?.initial ?? 0), theme, inner)
        : null;
  if (body === null) return null;
  const title = showTitle ? view.title : "";
  const head = title === "" ? 0 : theme.fontSize + 15;
  const totalWidth = body.width + 2 * PADDING;
  const totalHeight = body.height + head + 2 * PADDING;
  const heading =
    title === ""
      ? ""
      : text(title, PADDING, PADDING + theme.fontSize, {
          size: theme.fontSize + 1,
          colour: theme.foreground,
          bold: true,
        });
  const description = view.verdict === null ? view.summary : `${view.verdict.text} ${view.summary}`;
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width: totalWidth,
      height: totalHeight,
      viewBox: `0 0 ${Math.round(totalWidth)} ${Math.round(totalHeight)}`,
      role: "img",
      "aria-labelledby": `${id}-title ${id}-description`,
      "font-family": theme.fontFamily,
    },
    element("title", { id: `${id}-title` }, escapeHtml(view.title || view.summary)),
    element("desc", { id: `${id}-description` }, escapeHtml(description)),
    element("rect", { width: totalWidth, height: totalHeight, fill: theme.background }),
    heading,
    element("g", { transform: `translate(${PADDING} ${PADDING + head})` }, body.content),
  );
}

export interface Drawing {
  readonly content: string;
  readonly width: number;
  readonly height: number;
}

function drawFigure(figure: PlotlyFigure, theme: Theme, width: number, id: string): Drawing {
  const { data, layout } = figure;
  const { height } = layout;
  const names = Object.keys(layout).filter((key) => /^xaxis\d*$/.test(key));
  const panels = names.map((name, i) => {
    const suffix = name.slice("xaxis".length);
    const traces = data.filter((trace) => trace["xaxis"] === `x${suffix}`);
    const x = axisOf("x", objectOf(layout[name]), width, traces);
    const y = axisOf("y", objectOf(layout[`yaxis${suffix}`]), height, traces);
    return { suffix, traces, x, y, id: `${id}-${i}` };
  });
  const content = [
    legend(figure, width, theme.foreground),
    ...panels.map(({ traces, x, y, id: panelId, suffix }) =>
      [
        element("clipPath", { id: `${panelId}-clip` }, element("path", { d: plotArea(x, y) })),
        grid(x, y),
        element("g", { "clip-path": `url(#${panelId}-clip)` }, ...traces.map((trace) => drawTrace(trace, x, y))),
        axes(x, y),
        ...traces.map((trace, t) => colourBar(trace, `${panelId}-scale-${t}`, width, height, axisColour(theme))),
        shapes(layout, suffix, x, y),
      ].join(""),
    ),
    annotations(layout, panels, width, height, theme),
  ].join("");
  return { content, width, height };
}

type Axis = ReturnType<typeof axisOf>;

/** Straight lines over a panel: in an axis' values, or in shares of the panel ("x2 domain"). */
function shapes(layout: PlotlyFigure["layout"], suffix: string, x: Axis, y: Axis): string {
  return listOf(layout["shapes"])
    .map(objectOf)
    .filter((shape) => [`x${suffix}`, `x${suffix} domain`].includes(textOf(shape["xref"])) && shape["type"] === "line")
    .map((shape) => {
      const at = (axis: Axis, reference: string, value: number): number =>
        reference.endsWith(" domain") ? axis.from + (axis.to - axis.from) * value : axis.position(value);
      const end = (k: 0 | 1): readonly [number, number] => [
        at(x, textOf(shape["xref"]), numberOf(shape[`x${k}`], 0)),
        at(y, textOf(shape["yref"]), numberOf(shape[`y${k}`], 0)),
      ];
      const points = [...end(0), ...end(1)];
      const isInside =
        points.every(Number.isFinite) &&
        [points[0], points[2]].every((value) => value >= x.from - 1 && value <= x.to + 1) &&
        [points[1], points[3]].every((value) => value >= y.to - 1 && value <= y.from + 1);
      if (!isInside) return "";
      const style = objectOf(shape["line"]);
      return line(points[0], points[1], points[2], points[3], {
        ...strokeOf(textOf(style["color"]), numberOf(style["width"], 1), textOf(style["dash"])),
      });
    })
    .join("");
}

/** The plotting library shows no label of a place that is out of range. */
const isOnAxis = ({ from, to }: Axis, at: number): boolean =>
  at >= Math.min(from, to) - 1 && at <= Math.max(from, to) + 1;

interface PlacedPanel {
  readonly suffix: string;
  readonly traces: readonly Trace[];
  readonly x: Axis;
  readonly y: Axis;
}

function annotations(
  layout: PlotlyFigure["layout"],
  panels: readonly PlacedPanel[],
  width: number,
  height: number,
  theme: Theme,
): string {
  return listOf(layout["annotations"])
    .map(objectOf)
    .map((annotation) => {
      const place = (side: "x" | "y"): number => {
        const reference = textOf(annotation[`${side}ref`]);
        const value = numberOf(annotation[side], 0);
        if (reference === "paper") return side === "x" ? value * width : (1 - value) * height;
        const panel = panels.find(({ suffix }) => reference.split(" ")[0] === `${side}${suffix}`);
        if (panel === undefined) return Number.NaN;
        const axis = panel[side];
        if (!reference.endsWith(" domain") && !isOnAxis(axis, axis.positionOfCoordinate(value))) return Number.NaN;
        return reference.endsWith(" domain")
          ? axis.from + (axis.to - axis.from) * value
          : axis.positionOfCoordinate(value);
      };
      const raw = textOf(annotation["text"]);
      const label = plainLabel(raw);
      const font = objectOf(annotation["font"]);
      const size = numberOf(font["size"], theme.fontSize - 1);
      const x = place("x") + numberOf(annotation["xshift"], 0);
      const top =
        { top: 2 + size * 0.9, middle: size * 0.36, bottom: -3 }[textOf(annotation["yanchor"], "middle")] ?? 0;
      const y = place("y") + top;
      if (!Number.isFinite(x + y) || label === "") return "";
      const anchor =
        ({ left: "start", center: "middle", right: "end" } as const)[textOf(annotation["xanchor"])] ?? "middle";
      const colour = textOf(font["color"], theme.foreground);
      const background = textOf(annotation["bgcolor"]);
      const wide = textWidth(label, size) + 4;
      const box =
        background === ""
          ? ""
          : element("rect", {
              x: x - 2 - (anchor === "end" ? wide - 4 : anchor === "middle" ? (wide - 4) / 2 : 0),
              y: y - size,
              width: wide,
              height: size + 4,
              fill: background,
              opacity: 0.85,
            });
      return box + text(label, x, y, { size, colour, anchor, bold: raw.startsWith("<b>") });
    })
    .join("");
}
