/** Which outputs a save writes. */
import type { JsonObject } from "./nbformat/json-tree.ts";
import type { Cell, Notebook, Output } from "./nbformat/model.ts";

export interface SavePolicy {
  /** The setting `lnnb.saveOutputs`. */
  readonly saveOutputs: boolean;
  /** The setting `lnnb.maxSavedOutputBytes`. */
  readonly maxOutputBytes: number;
}

/** What to write: without outputs, or with notes in place of those that are too large. */
export function applySavePolicy(notebook: Notebook, policy: SavePolicy): Notebook {
  const saveOutputs = ownChoice(notebook.metadata) ?? policy.saveOutputs;
  const apply = saveOutputs
    ? (cell: Cell): Cell => limitOutputs(cell, policy.maxOutputBytes)
    : (cell: Cell): Cell => ({ ...cell, outputs: [], executionCount: null });
  return { ...notebook, cells: notebook.cells.map(apply) };
}

/** `"lnnb": {"save_outputs": false}` in a notebook's metadata comes before the setting. */
function ownChoice(metadata: JsonObject): boolean | undefined {
  const { lnnb } = metadata;
  if (typeof lnnb !== "object" || lnnb === null || Array.isArray(lnnb)) return undefined;
  return typeof lnnb["save_outputs"] === "boolean" ? lnnb["save_outputs"] : undefined;
}

/** An output that came with the file stays whatever its size: someone chose to save it. */
function limitOutputs(cell: Cell, limit: number): Cell {
  const isTooLarge = (output: Output): boolean => output.layout === undefined && outputBytes(output) > limit;
  if (!cell.outputs.some(isTooLarge)) return cell;
  return {
    ...cell,
    outputs: cell.outputs.map((output) => (isTooLarge(output) ? tooLargeNote(outputBytes(output), limit) : output)),
  };
}

function outputBytes(output: Output): number {
  switch (output.type) {
    case "stream":
      return utf8Length(output.text);
    case "error":
      return output.traceback.reduce((sum, line) => sum + utf8Length(line) + 1, utf8Length(output.message));
    case "unknown":
      return utf8Length(output.json);
    default:
      return output.data.reduce((sum, item) => sum + utf8Length(item.text), 0);
  }
}

const encoder = new TextEncoder();
const utf8Length = (text: string): number => encoder.encode(text).length;

function tooLargeNote(bytes: number, limit: number): Output {
  const text = `This output was not saved: it has ${formatBytes(bytes)}, and the limit is ${formatBytes(limit)} (setting lnnb.maxSavedOutputBytes). Run the cell to see it.`;
  return { type: "display_data", data: [{ mime: "text/plain", text }], metadata: {} };
}

function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  const [size, unit] = bytes < 1024 * 1024 ? [bytes / 1024, "KB"] : [bytes / (1024 * 1024), "MB"];
  return `${size.toFixed(1)} ${unit}`;
}
