import type { PlotlyLibrary } from "plotly.js-dist-min";
import { shorten } from "../figures/format.ts";
import type { PlotlyFigure } from "../figures/plot/assemble.ts";
import { escapeLabel } from "../figures/plot/text.ts";
import { objectOf } from "../figures/svg/json.ts";
import type { Theme } from "../figures/theme.ts";
import { element } from "./dom.ts";

/** Hands a file to the user: VS Code asks where to, a browser downloads it. */
export function save(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = element("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  // VS Code reads the blob after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** A file name from a title: letters, digits and dashes. */
export const fileName = (title: string, extension: string): string =>
  `${
    title
      .normalize("NFKD")
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 60)
      .toLowerCase() || "figure"
  }.${extension}`;

const PADDING = 12;

/** The figure under its title, on its theme's background, with room around it: as it stands in a document. */
export function framed({ data, layout }: PlotlyFigure, title: string, theme: Theme, width: number): PlotlyFigure {
  const size = theme.fontSize + 1;
  const head = title === "" ? 0 : size + 14;
  const [wide, high] = [width + 2 * PADDING, layout.height + 2 * PADDING + head];
  const at = (down: number) => ({
    xref: "container",
    yref: "container",
    x: PADDING / wide,
    y: 1 - down / high,
    xanchor: "left",
    yanchor: "top",
  });
  const heading = {
    ...at(PADDING),
    text: `<b>${escapeLabel(shorten(title, Math.floor(width / (size * 0.58))))}</b>`,
    font: { size, color: theme.foreground },
  };
  const { legend } = layout;
  return {
    data,
    layout: {
      ...layout,
      width: wide,
      height: high,
      paper_bgcolor: theme.background,
      margin: { l: PADDING, r: PADDING, t: PADDING + head, b: PADDING, pad: 0, autoexpand: false },
      // Wide enough to show how a line is dashed.
      legend: { ...objectOf(legend), ...at(PADDING + head), itemwidth: 40 },
      ...(title === "" ? {} : { title: heading }),
    },
  };
}

/** A figure as an image: at twice its size in points, or in vectors. */
export async function imageOf(
  plotly: PlotlyLibrary,
  { data, layout }: PlotlyFigure,
  format: "png" | "svg",
): Promise<Blob> {
  const { width, height } = layout;
  const url = await plotly.toImage(
    { data, layout },
    { format, width: Number(width), height, scale: format === "png" ? 2 : 1 },
  );
  const comma = url.indexOf(",");
  if (format === "svg") return new Blob([decodeURIComponent(url.slice(comma + 1))], { type: "image/svg+xml" });
  const bytes = Uint8Array.from(atob(url.slice(comma + 1)), (c) => c.charCodeAt(0));
  return new Blob([bytes], { type: "image/png" });
}
