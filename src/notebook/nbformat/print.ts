/** A notebook as the text of its file: canonical where it is new, as it was spelled where it is as it was read. */
import { hashText, withUniqueIds } from "./ids.ts";
import {
  canonicalFrame,
  fillFrame,
  type JsonStyle,
  jupyterStyle,
  printString,
  printValue,
  restyle,
} from "./json-style.ts";
import type { JsonObject } from "./json-tree.ts";
import { isJsonMime, isWrittenAsLines } from "./mime.ts";
import type { Cell, KeptSpelling, MimeItem, Notebook, ObjectLayout, Output } from "./model.ts";

/** Fields in canonical order, printed. */
export type PrintedFields = ReadonlyMap<string, string>;

export function printNotebook(notebook: Notebook): string {
  const style = notebook.layout?.style ?? jupyterStyle;
  const root = printObject(notebookFields(notebook, style), notebook.layout?.root, style, 0);
  return (notebook.layout?.before ?? "") + root + (notebook.layout?.after ?? "\n");
}

export function notebookFields(notebook: Notebook, style: JsonStyle): PrintedFields {
  const cells = withUniqueIds(notebook.cells).map((cell) => printCell(cell, style));
  return sorted([
    ["cells", printList(cells, notebook.layout?.cellsFrame, style, 1)],
    ["metadata", printValue(notebook.metadata, style, 1)],
    ["nbformat", "4"],
    ["nbformat_minor", String(notebook.nbformatMinor)],
    ...printedExtra(notebook.extra, style, 1),
  ]);
}

export function printCell(cell: Cell, style: JsonStyle): string {
  return printObject(cellFields(cell, style), cell.layout?.root, style, cellDepth);
}

export const cellDepth = 2;
export const outputDepth = cellDepth + 2;

/** The fields of a cell. One that only nbformat asks for, and that the file does without, is left out. */
export function cellFields(cell: Cell, style: JsonStyle): PrintedFields {
  const { layout } = cell;
  const fields: [string, string][] = [
    ["cell_type", printString(cell.type, style)],
    ["id", printString(cell.id, style)],
    ["metadata", printValue(cell.metadata, style, cellDepth + 1)],
    ["source", printSource(cell, style)],
    ...printedExtra(cell.extra, style, cellDepth + 1),
  ];
  if (cell.attachments !== undefined) {
    fields.push(["attachments", printValue(cell.attachments, style, cellDepth + 1)]);
  }
  const known = layout?.root?.keys;
  // A code cell that became Markdown leaves them behind.
  if (cell.type === "code" || known?.includes("outputs") || known?.includes("execution_count")) {
    const outputs = cell.outputs.map((output) => printOutput(output, style));
    fields.push(["execution_count", String(cell.executionCount)]);
    fields.push(["outputs", printList(outputs, layout?.outputsFrame, style, cellDepth + 1)]);
  }
  const absent = (key: string, printed: string): boolean =>
    known !== undefined && !known.includes(key) && emptySpellings.get(key) === printed;
  return sorted(fields.filter(([key, printed]) => !absent(key, printed)));
}

const emptySpellings = new Map([
  ["metadata", "{}"],
  ["execution_count", "null"],
  ["outputs", "[]"],
]);

function printSource({ source, layout }: Cell, style: JsonStyle): string {
  const text = layout?.sourceEol === undefined ? source : source.replaceAll("\n", layout.sourceEol);
  return layout?.sourceIsString ? printString(text, style) : printLines(text, style, cellDepth + 1);
}

/** Text as nbformat's list of lines, each with its line break. */
function printLines(text: string, style: JsonStyle, depth: number): string {
  const lines = text === "" ? [] : text.split(/(?<=\n)/);
  return printValue(lines, style, depth);
}

function printOutput(output: Output, style: JsonStyle): string {
  const canonical = printCanonicalOutput(output, style);
  return keptOr(output.layout?.kept, canonical);
}

export function printCanonicalOutput(output: Output, style: JsonStyle): string {
  const depth = outputDepth;
  const object = (fields: [string, string][]): string => printObject(sorted(fields), undefined, style, depth);
  switch (output.type) {
    case "stream":
      return object([
        ["name", printString(output.name, style)],
        ["output_type", printString("stream", style)],
        ["text", printLines(output.text, style, depth + 1)],
      ]);
    case "error":
      return object([
        ["ename", printString(output.name, style)],
        ["evalue", printString(output.message, style)],
        ["output_type", printString("error", style)],
        ["traceback", printValue([...output.traceback], style, depth + 1)],
      ]);
    case "unknown":
      return restyle(output.json, style, depth) ?? "{}";
    default: {
      const lineBreaks = new Set(output.layout?.lineBreakAfter);
      const data = new Map(
        output.data.map((item) => [item.mime, printContent(item, lineBreaks.has(item.mime), style, depth + 2)]),
      );
      const fields: [string, string][] = [
        ["data", printObject(data, undefined, style, depth + 1)],
        ["metadata", printValue(output.metadata, style, depth + 1)],
        ["output_type", printString(output.type, style)],
      ];
      if (output.type === "execute_result") fields.push(["execution_count", String(output.executionCount ?? null)]);
      return object(fields);
    }
  }
}

function printContent({ mime, text }: MimeItem, lineBreak: boolean, style: JsonStyle, depth: number): string {
  if (isJsonMime(mime)) return restyle(text, style, depth) ?? printString(text, style);
  if (isWrittenAsLines(mime)) return printLines(text, style, depth);
  return printString(lineBreak ? `${text}\n` : text, style);
}

function printedExtra(extra: JsonObject, style: JsonStyle, depth: number): [string, string][] {
  return Object.keys(extra).map((key) => [key, printValue(extra[key], style, depth)]);
}

function sorted(fields: [string, string][]): PrintedFields {
  return new Map(fields.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

const keptOr = (kept: KeptSpelling | undefined, canonical: string): string =>
  kept !== undefined && kept.hash === hashText(canonical) ? kept.text : canonical;

export function printObject(
  fields: PrintedFields,
  layout: ObjectLayout | undefined,
  style: JsonStyle,
  depth: number,
): string {
  const keys = layout?.keys === undefined ? [...fields.keys()] : arrange([...fields.keys()], layout.keys);
  const values = keys.map((key) => keptOr(layout?.kept?.[key], fields.get(key) ?? ""));
  // The gaps hold the keys, so they serve only the very same fields.
  const frame = layout?.frame !== undefined && sameList(keys, layout.keys) ? layout.frame : undefined;
  return keptOr(layout?.keptWhole, fillFrame(frame ?? canonicalFrame(keys, "{}", style, depth), values));
}

const sameList = (a: readonly string[], b: readonly string[] | undefined): boolean =>
  a.length === b?.length && a.every((item, i) => item === b[i]);

/** The fields in the file's order; a new one goes before the first that it sorts before. */
function arrange(fields: readonly string[], order: readonly string[]): string[] {
  const result = order.filter((key) => fields.includes(key));
  for (const key of fields) {
    if (result.includes(key)) continue;
    const place = result.findIndex((other) => other > key);
    result.splice(place < 0 ? result.length : place, 0, key);
  }
  return result;
}

function printList(
  items: readonly string[],
  frame: readonly string[] | undefined,
  style: JsonStyle,
  depth: number,
): string {
  const own = frame?.length === items.length + 1 ? frame : undefined;
  return fillFrame(own ?? canonicalFrame(items.length, "[]", style, depth), items);
}
