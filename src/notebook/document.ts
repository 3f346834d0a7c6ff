/**
 * A notebook as VS Code holds it, and back. The types have the shape of vscode's `NotebookData`, so that this file needs
 * no `vscode` and serializer.ts has only to construct the classes.
 */
import type { JsonObject } from "./nbformat/json-tree.ts";
import { asDocumentText, decodeBase64, encodeBase64, isBinaryMime } from "./nbformat/mime.ts";
import type {
  Cell,
  CellLayout,
  DataOutput,
  MimeItem,
  Notebook,
  NotebookLayout,
  Output,
  OutputLayout,
} from "./nbformat/model.ts";

export interface DocumentData {
  readonly cells: readonly CellData[];
  readonly metadata: DocumentMetadata;
}

/** vscode's `NotebookCellKind`. */
export const CellKind = { Markup: 1, Code: 2 } as const;

export interface CellData {
  readonly kind: (typeof CellKind)[keyof typeof CellKind];
  readonly languageId: string;
  readonly value: string;
  readonly metadata: CellMetadata;
  readonly outputs: readonly OutputData[];
  readonly executionOrder?: number;
}

export interface OutputData {
  readonly items: readonly OutputItemData[];
  readonly metadata?: OutputMetadata;
}

export interface OutputItemData {
  readonly mime: string;
  readonly data: Uint8Array;
}

/** What a notebook document's `metadata` holds; `metadata` inside is the file's, as VS Code's own ipynb support has it. */
export interface DocumentMetadata {
  readonly metadata?: JsonObject;
  readonly nbformatMinor?: number;
  readonly extra?: JsonObject;
  readonly layout?: NotebookLayout;
}

export interface CellMetadata {
  readonly id?: string;
  readonly metadata?: JsonObject;
  readonly attachments?: JsonObject;
  /** The file's cell type, where kind and language do not say it. */
  readonly cellType?: string;
  readonly extra?: JsonObject;
  readonly layout?: CellLayout;
}

export interface OutputMetadata {
  readonly outputType: string;
  readonly executionCount?: number | null;
  readonly metadata?: JsonObject;
  /** The JSON of an output that nbformat does not define. */
  readonly json?: string;
  /** There for every output that came with the file. */
  readonly layout?: OutputLayout;
}

/** The mime types of vscode's `NotebookCellOutputItem.stdout`, `.stderr` and `.error`. */
export const streamMimes = {
  stdout: "application/vnd.code.notebook.stdout",
  stderr: "application/vnd.code.notebook.stderr",
} as const;
export const errorMime = "application/vnd.code.notebook.error";
/** The same error for our own renderer, whose frames are links; never saved. Comes first, so that VS Code chooses it. */
export const tracebackMime = "application/vnd.lnnb.traceback+json";

export const cellLanguage = "python";

export function toDocument(notebook: Notebook): DocumentData {
  return {
    cells: notebook.cells.map(toCellData),
    metadata: {
      metadata: notebook.metadata,
      nbformatMinor: notebook.nbformatMinor,
      ...(Object.keys(notebook.extra).length > 0 && { extra: notebook.extra }),
      ...(notebook.layout && { layout: notebook.layout }),
    },
  };
}

export function fromDocument(document: DocumentData): Notebook {
  const { metadata } = document;
  return {
    cells: document.cells.map(fromCellData),
    metadata: metadata.metadata ?? {},
    nbformatMinor: metadata.nbformatMinor ?? 5,
    extra: metadata.extra ?? {},
    ...(metadata.layout && { layout: metadata.layout }),
  };
}

function toCellData(cell: Cell): CellData {
  const { kind, languageId } = presentation(cell);
  return {
    kind,
    languageId,
    value: cell.source,
    metadata: {
      id: cell.id,
      metadata: cell.metadata,
      ...(cell.attachments && { attachments: cell.attachments }),
      ...(cell.type === "code" || cell.type === "markdown" ? {} : { cellType: cell.type }),
      ...(Object.keys(cell.extra).length > 0 && { extra: cell.extra }),
      ...(cell.layout && Object.keys(cell.layout).length > 0 && { layout: cell.layout }),
    },
    outputs: cell.outputs.map(toOutputData),
    ...(cell.executionCount === null ? {} : { executionOrder: cell.executionCount }),
  };
}

/** A raw cell, and one of a type that nobody knows, is text that no kernel runs. */
function presentation(cell: Cell): Pick<CellData, "kind" | "languageId"> {
  switch (cell.type) {
    case "markdown":
      return { kind: CellKind.Markup, languageId: "markdown" };
    case "code":
      return { kind: CellKind.Code, languageId: chosenLanguage(cell.metadata) ?? cellLanguage };
    default:
      return { kind: CellKind.Code, languageId: plainLanguage };
  }
}

const plainLanguage = "plaintext";

/** The language that a user chose for one cell, stored as VS Code's ipynb support stores it. */
function chosenLanguage(metadata: JsonObject): string | undefined {
  const { vscode } = metadata;
  if (typeof vscode !== "object" || vscode === null || Array.isArray(vscode)) return undefined;
  return typeof vscode["languageId"] === "string" ? vscode["languageId"] : undefined;
}

function fromCellData(data: CellData): Cell {
  const { metadata } = data;
  const type = cellType(data);
  return {
    id: metadata.id ?? "",
    type,
    source: asDocumentText(data.value),
    metadata: type === "code" ? withLanguage(metadata.metadata ?? {}, data.languageId) : (metadata.metadata ?? {}),
    ...(metadata.attachments && { attachments: metadata.attachments }),
    executionCount: data.executionOrder ?? null,
    outputs: data.outputs.map(fromOutputData),
    extra: metadata.extra ?? {},
    ...(metadata.layout && { layout: metadata.layout }),
  };
}

function cellType({ kind, languageId, metadata }: CellData): string {
  if (kind === CellKind.Markup) return "markdown";
  return languageId === plainLanguage ? (metadata.cellType ?? "raw") : "code";
}

function withLanguage(metadata: JsonObject, languageId: string): JsonObject {
  const chosen = chosenLanguage(metadata);
  if (languageId === (chosen ?? cellLanguage)) return metadata;
  if (languageId !== cellLanguage) return { ...metadata, vscode: { languageId } };
  const { vscode: _, ...rest } = metadata;
  return rest;
}

function toOutputData(output: Output): OutputData {
  const layout = output.layout && { layout: output.layout };
  switch (output.type) {
    case "stream":
      return {
        items: [textItem(streamMimes[output.name], output.text)],
        metadata: { outputType: output.type, ...layout },
      };
    case "error": {
      const error = { name: output.name, message: output.message, stack: output.traceback.join("\n") };
      return {
        items: [tracebackMime, errorMime].map((mime) => textItem(mime, JSON.stringify(error))),
        metadata: { outputType: output.type, ...layout },
      };
    }
    case "unknown":
      return {
        items: [textItem("text/plain", `(an output of type ${JSON.stringify(output.outputType)}: kept, not shown)`)],
        metadata: { outputType: output.outputType, json: output.json, ...layout },
      };
    default:
      return {
        items: output.data.map(toItemData),
        metadata: {
          outputType: output.type,
          metadata: output.metadata,
          ...(output.type === "execute_result" && { executionCount: output.executionCount ?? null }),
          ...layout,
        },
      };
  }
}

function fromOutputData({ items, metadata }: OutputData): Output {
  const layout = metadata?.layout && { layout: metadata.layout };
  if (metadata?.json !== undefined) {
    return { type: "unknown", outputType: metadata.outputType, json: metadata.json, ...layout };
  }
  const [first] = items;
  if (first !== undefined && items.every((item) => item.mime === first.mime)) {
    for (const name of ["stdout", "stderr"] as const) {
      if (first.mime === streamMimes[name])
        return { type: "stream", name, text: items.map(textOf).join(""), ...layout };
    }
  }
  const error = items.find((item) => item.mime === errorMime);
  if (error !== undefined) return { ...readError(textOf(error)), ...layout };
  const type: DataOutput["type"] = metadata?.outputType === "execute_result" ? "execute_result" : "display_data";
  return {
    type,
    data: items.map(fromItemData),
    metadata: metadata?.metadata ?? {},
    ...(type === "execute_result" && { executionCount: metadata?.executionCount ?? null }),
    ...layout,
  };
}

function readError(json: string): Output {
  // What `NotebookCellOutputItem.error` and toOutputData write; each field is checked below.
  const error = JSON.parse(json) as { name?: unknown; message?: unknown; stack?: unknown };
  const text = (value: unknown): string => (typeof value === "string" ? value : "");
  const stack = text(error.stack);
  return {
    type: "error",
    name: text(error.name),
    message: text(error.message),
    traceback: stack === "" ? [] : stack.split("\n"),
  };
}

function toItemData({ mime, text }: MimeItem): OutputItemData {
  return isBinaryMime(mime) ? { mime, data: decodeBase64(text) } : textItem(mime, text);
}

function fromItemData(item: OutputItemData): MimeItem {
  return { mime: item.mime, text: isBinaryMime(item.mime) ? encodeBase64(item.data) : textOf(item) };
}

const encoder = new TextEncoder();
// A byte order mark inside an output is text.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const textItem = (mime: string, text: string): OutputItemData => ({ mime, data: encoder.encode(text) });
const textOf = (item: OutputItemData): string => decoder.decode(item.data);
