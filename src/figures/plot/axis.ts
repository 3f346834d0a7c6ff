/** The axes of a panel: which ticks they have room for, what room they take, and how the plotting library gets them. */
import { shorten } from "../format.ts";
import { axisColour, gridColour, mutedColour, type Theme } from "../theme.ts";
import type { Json, Panel, PanelAxis } from "../view.ts";
import { escapeLabel } from "./text.ts";
import { linearTicks, logTicks } from "./ticks.ts";

const tickTexts = (axis: PanelAxis): readonly string[] => axis.ticks?.texts.map((label) => shorten(label, 24)) ?? [];
const longestText = (axis: PanelAxis): number => Math.max(0, ...tickTexts(axis).map((label) => [...label].length));
const CHARACTER = 6.4;

const LINE = 14;

/** No more ticks than there is room for: numbers lie, names may stand. */
export function thinned(axis: PanelAxis, pixels: number, vertical: boolean): PanelAxis {
  const { ticks } = axis;
  if (ticks === undefined || ticks.values.length < 2) return axis;
  const areNumbers = ticks.texts.every((label) => /^[-\u2212]?[\d.,e×⁰¹²³⁴⁵⁶⁷⁸⁹⁻%]+$/.test(label));
  const each = vertical || !areNumbers ? LINE : (longestText(axis) + 1.5) * CHARACTER;
  const stride = roundStride(Math.ceil(ticks.values.length / Math.max(1, Math.floor(pixels / each))), areNumbers);
  if (stride === 1) return axis;
  // Zero, where there is one, is what the others are read from.
  const first = Math.max(0, ticks.texts.indexOf("0")) % stride;
  const kept = ticks.values.map((_, i) => i).filter((i) => i % stride === first);
  return { ...axis, ticks: { values: kept.map((i) => ticks.values[i]), texts: kept.map((i) => ticks.texts[i]) } };
}

/**
 * Names that would be the same when they are shortened, without what all of them begin and end with: the axis' title says that.
 */
export function withoutShared(axis: PanelAxis): PanelAxis {
  const { ticks } = axis;
  if (ticks === undefined || new Set(tickTexts(axis)).size === new Set(ticks.texts).size) return axis;
  const { texts } = ticks;
  const [first] = texts;
  const alike = (at: (text: string, i: number) => string | undefined, most: number): number => {
    let count = 0;
    while (count < most && texts.every((text) => at(text, count) === at(first, count))) count++;
    return count;
  };
  const shortest = Math.min(...texts.map((text) => text.length));
  const from = alike((text, i) => text[i], shortest);
  const to = alike((text, i) => text.at(-1 - i), shortest - from);
  const name = `${first.slice(0, from)}…${first.slice(first.length - to)}`;
  return {
    ...axis,
    label: axis.label === "" ? name : `${axis.label}: ${name}`,
    ticks: { values: ticks.values, texts: texts.map((text) => text.slice(from, text.length - to)) },
  };
}

/** Names beside a plot leave it room. */
export function shortened(axis: PanelAxis, pixels: number): PanelAxis {
  const { ticks } = axis;
  if (ticks === undefined) return axis;
  const limit = Math.max(6, Math.floor((pixels - 10) / CHARACTER));
  return { ...axis, ticks: { values: ticks.values, texts: ticks.texts.map((label) => shorten(label, limit)) } };
}

/** Numbers go on in ones, twos, fives or tens, as people count. */
function roundStride(least: number, areNumbers: boolean): number {
  if (!areNumbers || least <= 1) return least;
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((factor) => factor * power).find((stride) => stride >= least) ?? least;
}

/** Names that would run into each other under a panel `width` pixels wide stand on their sides. */
function isCrowded(axis: PanelAxis, width: number): boolean {
  const count = axis.ticks?.values.length ?? 0;
  return count > 1 && (longestText(axis) + 1.5) * CHARACTER > width / count;
}

/** Room for tick labels and the axis title below. */
export function bottomSpace(x: PanelAxis, width: number): number {
  const ticks = isCrowded(x, width) ? longestText(x) * CHARACTER + 14 : 26;
  return ticks + (x.label === "" ? 4 : 22);
}

/** Room for tick labels and the axis title on the left. */
export function leftSpace(panel: Panel): number {
  const ticks = panel.y.ticks === undefined ? 40 : Math.min(160, longestText(panel.y) * CHARACTER + 10);
  return ticks + (panel.y.label === "" ? 6 : 22);
}

/** Ticks of our own choice for a logarithmic axis: the library's crowd a small plot with bare digits. */
export function withLogTicks(panel: Panel, side: "x" | "y", pixels: number): PanelAxis {
  const axis = panel[side];
  if (axis.scale !== "log" || axis.ticks !== undefined) return axis;
  const [low, high] = axis.range?.map((exponent) => 10 ** exponent) ?? extent(panel, side);
  const limit = Math.max(3, Math.floor(pixels / (side === "x" ? 70 : 36)));
  const powers = logTicks(low, high, limit);
  // Two ticks say little of a scale: where it is short, round numbers say more.
  const round = powers === null || (powers.values.length < 3 && high < 20 * low) ? linearTicks(low, high, limit) : null;
  const ticks = round ?? powers;
  return ticks === null ? axis : { ...axis, ticks };
}

/** The smallest and largest positive number that is drawn. */
function extent(panel: Panel, side: "x" | "y"): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const trace of panel.traces) {
    const values = trace[side];
    if (!Array.isArray(values)) continue;
    for (const value of values) {
      if (typeof value !== "number" || value <= 0) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return [low, high];
}

/** Where round numbers leave fewer than three ticks, the library may choose finer ones. */
function tickLimit({ range, scale }: PanelAxis, pixels: number, side: "x" | "y"): number {
  const limit = Math.max(2, Math.min(6, Math.floor(pixels / (side === "x" ? 52 : 30))));
  if (range === undefined || scale === "log") return limit;
  const ticks = linearTicks(range[0], range[1], limit);
  return ticks !== null && ticks.values.length < 3 ? 2 * limit : limit;
}

/** Room around values near the largest double would be beyond it. */
const finite = (end: number): number => Math.max(-1.7e308, Math.min(1.7e308, end));

export function axisLayout(
  axis: PanelAxis,
  theme: Theme,
  from: number,
  to: number,
  anchor: string,
  side: "x" | "y",
  pixels: number,
  /** Whether the cells of a heatmap stand for lines. */
  cells: boolean,
): Json {
  const small = theme.fontSize - 2;
  return {
    domain: [from, to],
    anchor,
    title: {
      text: escapeLabel(shorten(axis.label, 48)),
      standoff: 6,
      font: { size: theme.fontSize - 1, color: mutedColour(theme) },
    },
    type: axis.scale ?? "linear",
    ...(axis.range === undefined
      ? { autorange: axis.reversed ? "reversed" : true }
      : { range: axis.reversed ? [finite(axis.range[1]), finite(axis.range[0])] : axis.range.map(finite) }),
    ...(axis.ticks === undefined
      ? {
          nticks: tickLimit(axis, pixels, side),
          exponentformat: "power",
          separatethousands: true,
          ...(axis.whole ? { tickformat: ",d" } : axis.percent ? { tickformat: ".3~p" } : {}),
        }
      : {
          tickmode: "array",
          tickvals: axis.ticks.values,
          ticktext: tickTexts(axis).map(escapeLabel),
        }),
    tickfont: { size: small, color: mutedColour(theme) },
    gridcolor: gridColour(theme),
    griddash: "solid",
    linecolor: axisColour(theme),
    showline: true,
    zeroline: axis.zeroLine ?? false,
    zerolinecolor: axisColour(theme),
    zerolinewidth: 1,
    tickangle: side === "x" && isCrowded(axis, pixels) ? -90 : 0,
    ticks: "outside",
    ticklen: 4,
    tickcolor: axisColour(theme),
    // Room is made for labels here; the library would measure all of them again for each that it draws.
    ticklabeloverflow: "allow",
    automargin: false,
    showgrid: !cells && (side === "y" || axis.scale === "log" || axis.ticks === undefined),
  };
}
