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

/** A 16 by 16 icon of strokes in the colour of the text. */
export function icon(paths: readonly string[]): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({
    viewBox: "0 0 16 16",
    width: "16",
    height: "16",
    fill: "none",
    stroke: "currentColor",
    "stroke-width": "1.2",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
    "aria-hidden": "true",
    focusable: "false",
  })) {
    svg.setAttribute(name, value);
  }
  for (const d of paths) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

export const icons = {
  table: ["M2 3h12v10H2z", "M2 6.3h12", "M2 9.7h12", "M6 3v10"],
  plot: ["M2 2v12h12", "M4.5 11l3-4 2.5 2 3.5-5"],
  log: ["M2 14V2", "M2 14h12", "M3.5 13c1-6 3-9 10-9.5"],
  copy: ["M5.5 5.5h8v8h-8z", "M10.5 5.5v-3h-8v8h3"],
  image: ["M2 3h12v10H2z", "M2 11l3.5-3.5 3 3 2-2 3.5 3.5", "M10.5 6h.01"],
  vector: ["M3 12.5C3 5 13 11 13 3.5", "M1.8 11.3h2.4v2.4H1.8z", "M11.8 2.3h2.4v2.4h-2.4z"],
  rows: ["M8 2v8", "M5 7.2L8 10l3-2.8", "M2.5 13.5h11"],
  zoomIn: ["M7 2.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9", "M10.3 10.3L14 14", "M5 7h4", "M7 5v4"],
  zoomOut: ["M7 2.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9", "M10.3 10.3L14 14", "M5 7h4"],
  reset: ["M3 8a5 5 0 1 0 1.6-3.7", "M3 2.5v3h3"],
  good: ["M2.5 8.5l3.5 3.5L13.5 4"],
  bad: ["M8 1.8a6.2 6.2 0 1 0 0 12.4a6.2 6.2 0 1 0 0-12.4", "M8 4.8v4", "M8 11.2h.01"],
} as const;
