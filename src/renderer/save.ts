import type { PlotlyLibrary } from "plotly.js-dist-min";
import type { PlotlyFigure } from "../figures/plot/assemble.ts";
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

/** The figure as an image, on its theme's background. */
export async function imageOf(
  plotly: PlotlyLibrary,
  figure: PlotlyFigure,
  background: string,
  width: number,
  format: "png" | "svg",
): Promise<Blob> {
  const { height } = figure.layout;
  const url = await plotly.toImage(
    { data: figure.data, layout: { ...figure.layout, paper_bgcolor: background } },
    { format, width, height, scale: format === "png" ? 2 : 1 },
  );
  const comma = url.indexOf(",");
  if (format === "svg") return new Blob([decodeURIComponent(url.slice(comma + 1))], { type: "image/svg+xml" });
  const bytes = Uint8Array.from(atob(url.slice(comma + 1)), (c) => c.charCodeAt(0));
  return new Blob([bytes], { type: "image/png" });
}
