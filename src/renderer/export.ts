/** Copying and saving a figure: a row of buttons under its toolbar. */
import { element } from "./dom.ts";
import type { FigureHost } from "./host.ts";
import { fileName } from "./save.ts";

export interface Exports {
  readonly title: string;
  /** null where there is nothing drawn (yet). */
  readonly image: ((format: "png" | "svg") => Promise<Blob | null>) | null;
  csv(): string;
  announce(text: string): void;
}

type Format = "PNG" | "SVG" | "CSV";

/** Hidden until it is asked for. */
export function exportRow({ title, image, csv, announce }: Exports, host: FigureHost): HTMLElement {
  const row = element("div", { class: "lnnb-exports", role: "group", "aria-label": "Copy and save", hidden: true });
  const blobOf = async (format: Format): Promise<Blob | null> =>
    format === "CSV"
      ? new Blob([csv()], { type: "text/csv;charset=utf-8" })
      : ((await image?.(format === "PNG" ? "png" : "svg")) ?? null);
  const save = (format: Format, blob: Blob): void => host.save(fileName(title, format.toLowerCase()), blob);
  const copy = async (format: Format, blob: Blob): Promise<void> => {
    try {
      if (format === "PNG") await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
      else await copyText(await blob.text(), host);
      announce(`Copied as ${format}.`);
    } catch {
      // Where the page may not write to the clipboard, a file still serves.
      save(format, blob);
      announce(`The clipboard is not open to this page: saved as ${format}.`);
    }
  };
  const button = (verb: "Copy" | "Save", format: Format): HTMLElement => {
    const made = element("button", { type: "button", class: "lnnb-export" }, `${verb} as ${format}`);
    made.addEventListener("click", () => {
      void blobOf(format).then((blob) => {
        if (blob === null) announce("There is nothing drawn yet.");
        else if (verb === "Copy") void copy(format, blob);
        else save(format, blob);
      });
    });
    return made;
  };
  const formats: readonly Format[] = image === null ? ["CSV"] : ["PNG", "SVG", "CSV"];
  row.append(...formats.map((format) => button("Copy", format)), ...formats.map((format) => button("Save", format)));
  return row;
}

/** The page's clipboard, or else the editor's. */
async function copyText(text: string, { messages }: FigureHost): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch (error) {
    if (messages === null) throw error;
    messages.post({ type: "copy", text });
  }
}
