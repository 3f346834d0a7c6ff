/**
 * A notebook as nbformat 4.5 describes it, and beside each part its layout: how the file spelled it, where that is not
 * how this project would. The layouts are plain JSON, so that they travel through VS Code's metadata with their part.
 */
import type { JsonStyle } from "./json-style.ts";
import type { JsonObject } from "./json-tree.ts";

export interface Notebook {
  readonly cells: readonly Cell[];
  readonly metadata: JsonObject;
  /** 5, or what a newer file says. */
  readonly nbformatMinor: number;
  /** Fields that nbformat does not define. */
  readonly extra: JsonObject;
  readonly layout?: NotebookLayout;
}

export interface Cell {
  readonly id: string;
  /** nbformat knows these three; another is kept. */
  readonly type: "code" | "markdown" | "raw" | (string & {});
  readonly source: string;
  readonly metadata: JsonObject;
  readonly attachments?: JsonObject;
  readonly executionCount: number | null;
  readonly outputs: readonly Output[];
  readonly extra: JsonObject;
  readonly layout?: CellLayout;
}

export type Output = StreamOutput | DataOutput | ErrorOutput | UnknownOutput;

interface OutputBase {
  /** There for every output that was read from a file; not for one that a kernel has just made. */
  readonly layout?: OutputLayout;
}

export interface StreamOutput extends OutputBase {
  readonly type: "stream";
  readonly name: "stdout" | "stderr";
  readonly text: string;
}

export interface DataOutput extends OutputBase {
  readonly type: "display_data" | "execute_result";
  readonly data: readonly MimeItem[];
  readonly metadata: JsonObject;
  /** Of an execute_result. */
  readonly executionCount?: number | null;
}

export interface MimeItem {
  readonly mime: string;
  /** The text; JSON text for a JSON mime type; base64 for a binary one. See mime.ts. */
  readonly text: string;
}

export interface ErrorOutput extends OutputBase {
  readonly type: "error";
  readonly name: string;
  readonly message: string;
  readonly traceback: readonly string[];
}

/** An output of a type that nbformat 4.5 does not define: kept as its JSON. */
export interface UnknownOutput extends OutputBase {
  readonly type: "unknown";
  readonly outputType: string;
  readonly json: string;
}

/**
 * The spelling of a part that is not the canonical one. It is used while the part is what it was: `hash` is of the
 * canonical spelling.
 */
export interface KeptSpelling {
  readonly hash: string;
  readonly text: string;
}

export interface NotebookLayout {
  readonly style: JsonStyle;
  /** What stands before and after the root object: a byte order mark, white space. */
  readonly before: string;
  readonly after: string;
  readonly root?: ObjectLayout;
  /** The gaps of the list of cells. */
  readonly cellsFrame?: readonly string[];
}

export interface CellLayout {
  readonly root?: ObjectLayout;
  /** The gaps of the list of outputs. */
  readonly outputsFrame?: readonly string[];
  /** The source is one string and not a list of lines. */
  readonly sourceIsString?: true;
  /** The source's lines end so; editors see "\n". */
  readonly sourceEol?: "\r\n";
}

export interface ObjectLayout {
  /** The fields in the file's order, where that is not the canonical one, or where `frame` is there. */
  readonly keys?: readonly string[];
  /** The gaps around the fields. */
  readonly frame?: readonly string[];
  /** Of the whole object, where the parts cannot say it all: doubled keys, keys that no object may have. */
  readonly keptWhole?: KeptSpelling;
  /** Kept spellings of fields by key. */
  readonly kept?: Readonly<Record<string, KeptSpelling>>;
}

export interface OutputLayout {
  readonly kept?: KeptSpelling;
  /** Mime types whose base64 ended with a line break, as IPython writes it. */
  readonly lineBreakAfter?: readonly string[];
}
