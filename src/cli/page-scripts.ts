/** The scripts of an exported page, as they were built. */
import { readFile } from "node:fs/promises";
import type { PageScripts } from "../notebook/export/formats.ts";

export async function readPageScripts(): Promise<PageScripts> {
  const built = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), "utf8");
  const [plotly, page] = await Promise.all([built("renderer/plotly.min.js"), built("renderer/page.js")]);
  return { plotly, page };
}
