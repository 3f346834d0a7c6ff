/** Elements made without markup: text stays text. */
type Attributes = Readonly<Record<string, string | boolean | undefined>>;

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, "");
    else if (typeof value === "string") node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

function drawing(width: number, attributes: Attributes, ...shapes: SVGElement[]): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  const all = {
    viewBox: `0 0 ${width} 16`,
    width: String(width),
    height: "16",
    "aria-hidden": "true",
    focusable: "false",
  };
  for (const [name, value] of Object.entries({ ...all, ...attributes })) svg.setAttribute(name, String(value));
  svg.append(...shapes);
  return svg;
}

function path(d: string, attributes: Attributes = {}): SVGPathElement {
  const node = document.createElementNS(SVG, "path");
  for (const [name, value] of Object.entries({ d, ...attributes })) node.setAttribute(name, String(value));
  return node;
}

const dashes: Readonly<Record<string, string>> = {
  dash: "6 3",
  dot: "1.5 2.5",
  dashdot: "6 2.5 1.5 2.5",
  longdash: "9 3",
  longdashdot: "9 3 1.5 3",
};
const symbols: Readonly<Record<string, string>> = {
  diamond: "M12 4l4 4l-4 4l-4-4z",
  square: "M9 5h6v6H9z",
  "triangle-up": "M12 4l4.5 7h-9z",
  cross: "M11 4h2v3h3v2h-3v3h-2v-3H8V7h3z",
  x: "M9 4l3 3l3-3l1 1l-3 3l3 3l-1 1l-3-3l-3 3l-1-1l3-3l-3-3z",
  "line-ew-open": "M6 7h12v2H6z",
};
const disc = "M12 4.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7z";

export interface Swatch {
  readonly colour: string;
  readonly shape: "bar" | "line" | "point";
  readonly dash: string;
  readonly symbol: string;
}

/** How a series looks, as its key in a legend. */
export function swatch({ colour, shape, dash, symbol }: Swatch): SVGSVGElement {
  const stroke = { stroke: colour, "stroke-width": "2", "stroke-dasharray": dashes[dash] ?? "none", fill: "none" };
  if (shape === "bar") {
    return drawing(
      24,
      {},
      path("M3 3h18v10H3z", { fill: colour, "fill-opacity": "0.4" }),
      path("M3 3h18v10H3z", stroke),
    );
  }
  const mark = path(symbols[symbol] ?? disc, { fill: colour });
  return shape === "point" ? drawing(24, {}, mark) : drawing(24, {}, path("M1 8h22", stroke));
}

/** A 16 by 16 icon of strokes in the colour of the text. */
export function icon(paths: readonly string[]): SVGSVGElement {
  const strokes = {
    fill: "none",
    stroke: "currentColor",
    "stroke-width": "1.2",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
  };
  return drawing(16, strokes, ...paths.map((d) => path(d)));
}

export const icons = {
  table: ["M2 3h12v10H2z", "M2 6.3h12", "M2 9.7h12", "M6 3v10"],
  plot: ["M2 2v12h12", "M4.5 11l3-4 2.5 2 3.5-5"],
  log: ["M2 14V2", "M2 14h12", "M3.5 13c1-6 3-9 10-9.5"],
  copy: ["M5.5 5.5h8v8h-8z", "M10.5 5.5v-3h-8v8h3"],
  image: ["M2 3h12v10H2z", "M2 11l3.5-3.5 3 3 2-2 3.5 3.5", "M10.5 6h.01"],
  vector: ["M3 12.5C3 5 13 11 13 3.5", "M1.8 11.3h2.4v2.4H1.8z", "M11.8 2.3h2.4v2.4h-2.4z"],
  rows: ["M8 2v8", "M5 7.2L8 10l3-2.8", "M2.5 13.5h11"],
  apart: ["M2 3h5v10H2z", "M9 3h5v10H9z"],
  select: [
    "M2.5 2.5h2",
    "M7 2.5h2",
    "M11.5 2.5h2v2",
    "M13.5 7v2",
    "M13.5 11.5v2h-2",
    "M9 13.5H7",
    "M4.5 13.5h-2v-2",
    "M2.5 9V7",
    "M2.5 4.5v-2",
    "M8 8h.01",
  ],
  open: ["M6.5 3H3v10h10V9.5", "M9 2.5h4.5V7", "M13.2 2.8L8 8"],
  zoomIn: ["M7 2.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9", "M10.3 10.3L14 14", "M5 7h4", "M7 5v4"],
  zoomOut: ["M7 2.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9", "M10.3 10.3L14 14", "M5 7h4"],
  reset: ["M3 8a5 5 0 1 0 1.6-3.7", "M3 2.5v3h3"],
  good: ["M2.5 8.5l3.5 3.5L13.5 4"],
  bad: ["M8 1.8a6.2 6.2 0 1 0 0 12.4a6.2 6.2 0 1 0 0-12.4", "M8 4.8v4", "M8 11.2h.01"],
} as const;
