/** The text of a file as a notebook. What is printed from it unchanged is the same text, to the byte. */
import { describePosition, NotebookFormatError, positionAt } from "./errors.ts";
import { hashText, withUniqueIds } from "./ids.ts";
import { canonicalFrame, frameOf, type JsonStyle, styleOf } from "./json-style.ts";
import {
  isObject,
  isTreacherousKey,
  type JsonNode,
  type JsonObject,
  type JsonObjectNode,
  jsonValue,
  member,
  parseJson,
  spelling,
  stringOf,
} from "./json-tree.ts";
import { findMergeMarker } from "./merge-markers.ts";
import { asDocumentText } from "./mime.ts";
import type { Cell, CellLayout, KeptSpelling, Notebook, NotebookLayout, ObjectLayout } from "./model.ts";
import { parseOutput } from "./parse-output.ts";
import { cellDepth, cellFields, notebookFields, type PrintedFields, printCell, printNotebook } from "./print.ts";

export const kernelspec = { display_name: "LayerNorm Engine", language: "python", name: "lnnb" } as const;

/** A notebook without cells. */
export const newNotebook = (): Notebook => ({
  cells: [],
  metadata: { kernelspec: { ...kernelspec } },
  nbformatMinor: 5,
  extra: {},
});

/** The file's fields that the model holds by name; all others are its `extra`. */
const rootFields = ["cells", "metadata", "nbformat", "nbformat_minor"];
const cellFieldNames = ["attachments", "cell_type", "execution_count", "id", "metadata", "outputs", "source"];

/** Reads a file's text. Throws NotebookFormatError. A file without any text is a new notebook. */
export function parseNotebook(text: string): Notebook {
  const byteOrderMark = text.startsWith("\ufeff") ? "\ufeff" : "";
  const json = text.slice(byteOrderMark.length);
  if (json === "") return newNotebook();
  const root = parseRoot(json);
  const minor = checkVersion(json, root);
  const style = styleOf(json, root);
  const cellNodes = arrayField(json, root, "cells", "notebook");
  const found = cellNodes.map((node, i) => ({ id: cellId(json, node, i) }));
  const cells = withUniqueIds(found).map(({ id }, i) =>
    parseCell(json, cellNodes[i], i, id, id === found[i].id, style),
  );
  const notebook: Notebook = {
    cells,
    metadata: objectField(json, root, "metadata", "notebook") ?? {},
    nbformatMinor: Math.max(minor, 5),
    extra: extraFields(json, root, rootFields),
  };
  const cellsNode = member(root, "cells");
  const frame = cellsNode === undefined ? [] : frameOf(json, cellsNode);
  const layout: NotebookLayout = {
    style,
    before: byteOrderMark + json.slice(0, root.start),
    after: json.slice(root.end),
    ...(sameText(frame, canonicalFrame(cells.length, "[]", style, 1)) ? {} : { cellsFrame: frame }),
  };
  const plain = { ...notebook, layout };
  // The cells keep their own spellings; an upgrade changes the version.
  const rewritten = minor < 5 ? ["cells", "nbformat_minor"] : ["cells"];
  const rootLayout = objectLayout(json, root, notebookFields(plain, style), rewritten, style, 0);
  const read = { ...notebook, layout: { ...layout, ...(rootLayout && { root: rootLayout }) } };
  const asFound = minor >= 5 && cells.every((cell, i) => cell.id === found[i].id);
  return asFound ? exact(read, text) : read;
}

/** The safety net: where the layout's parts do not give the file's text, the whole text is kept. */
function exact(notebook: Notebook & { readonly layout: NotebookLayout }, text: string): Notebook {
  const printed = printNotebook(notebook);
  if (printed === text) return notebook;
  const { layout } = notebook;
  const inner = (whole: string): string => whole.slice(layout.before.length, whole.length - layout.after.length);
  const keptWhole = { hash: hashText(inner(printed)), text: inner(text) };
  return { ...notebook, layout: { ...layout, root: { ...layout.root, keptWhole } } };
}

function parseRoot(json: string): JsonObjectNode {
  let root: JsonNode;
  try {
    root = parseJson(json);
  } catch (error) {
    const marker = findMergeMarker(json);
    if (marker === undefined) throw error;
    throw new NotebookFormatError(
      `The file has a merge conflict: "${marker.text}" on line ${marker.line}. Resolve it in a text editor, then open the notebook again.`,
      { line: marker.line, column: 1 },
    );
  }
  if (root.kind !== "object") {
    const here = positionAt(json, root.start);
    throw new NotebookFormatError(
      `The file is not a notebook: expected a JSON object at ${describePosition(here)}, found ${describeKind(root)}.`,
      here,
    );
  }
  return root;
}

/** Checks that this is nbformat 4 and returns the minor version. */
function checkVersion(json: string, root: JsonObjectNode): number {
  const major = member(root, "nbformat");
  const here = positionAt(json, (major ?? root).start);
  if (major === undefined) {
    throw new NotebookFormatError(
      `The file is not a notebook: it is JSON without the field "nbformat". A notebook says "nbformat": 4.`,
      here,
    );
  }
  const version = jsonValue(json, major);
  if (version !== 4) {
    const advice =
      typeof version === "number" && version < 4
        ? "Convert it with `jupyter nbconvert --to notebook --nbformat 4`."
        : "Save it as nbformat 4.";
    throw new NotebookFormatError(
      `The file is nbformat ${shorten(spelling(json, major))} (${describePosition(here)}); this editor reads nbformat 4. ${advice}`,
      here,
    );
  }
  const minorNode = member(root, "nbformat_minor");
  if (minorNode === undefined) return 0;
  const minor = jsonValue(json, minorNode);
  if (typeof minor === "number" && Number.isSafeInteger(minor) && minor >= 0) return minor;
  throw expected(json, minorNode, `"nbformat_minor" as a whole number`);
}

function parseCell(json: string, node: JsonNode, index: number, id: string, ownId: boolean, style: JsonStyle): Cell {
  const place = `cell ${index + 1}`;
  const object = asObject(json, node, place);
  const type = stringField(json, object, "cell_type", place);
  const { source, layout: sourceLayout } = parseSource(json, object, place);
  const outputNodes = member(object, "outputs") === undefined ? [] : arrayField(json, object, "outputs", place);
  const outputs = outputNodes.map((output) => parseOutput(json, output, style));
  const countNode = member(object, "execution_count");
  const count = countNode === undefined ? null : jsonValue(json, countNode);
  const attachments = objectField(json, object, "attachments", place);
  const outputsNode = member(object, "outputs");
  const frame = outputsNode === undefined ? undefined : frameOf(json, outputsNode);
  const canonical = canonicalFrame(outputs.length, "[]", style, cellDepth + 1);
  const layout: CellLayout = {
    ...sourceLayout,
    ...(frame === undefined || sameText(frame, canonical) ? {} : { outputsFrame: frame }),
  };
  const cell: Cell = {
    id,
    type,
    source,
    metadata: objectField(json, object, "metadata", place) ?? {},
    ...(attachments && { attachments }),
    executionCount: typeof count === "number" && Number.isSafeInteger(count) ? count : null,
    outputs,
    extra: extraFields(json, object, cellFieldNames),
    layout,
  };
  const root = objectLayout(json, object, cellFields(cell, style), ownId ? [] : ["id"], style, cellDepth);
  const read = root === undefined ? cell : { ...cell, layout: { ...layout, root } };
  const printed = printCell(read, style);
  const text = spelling(json, node);
  if (!ownId || printed === text) return read;
  return { ...read, layout: { ...layout, root: { ...root, keptWhole: { hash: hashText(printed), text } } } };
}

function parseSource(json: string, cell: JsonObjectNode, place: string): { source: string; layout: CellLayout } {
  const node = member(cell, "source");
  if (node === undefined) throw expected(json, cell, `a field "source" in ${place}`);
  const parts = node.kind === "array" ? node.items.map((item) => stringOf(json, item)) : [stringOf(json, node)];
  const wrong = parts.indexOf(undefined);
  if (wrong >= 0) {
    const culprit = node.kind === "array" ? node.items[wrong] : node;
    throw expected(json, culprit, `the source of ${place} as a string or a list of strings`);
  }
  const text = parts.join("");
  return {
    source: asDocumentText(text),
    layout: {
      ...(node.kind === "string" ? { sourceIsString: true } : {}),
      ...(/\r\n/.test(text) && !/(?<!\r)\n|\r(?!\n)/.test(text) ? { sourceEol: "\r\n" } : {}),
    },
  };
}

function cellId(json: string, node: JsonNode, index: number): string {
  const id = member(asObject(json, node, `cell ${index + 1}`), "id");
  return id === undefined ? "" : (stringOf(json, id) ?? "");
}

/**
 * How the file lays out an object whose fields print as `fields`; undefined where that is canonical. The spelling of the
 * fields in `rewritten` is not kept.
 */
function objectLayout(
  json: string,
  node: JsonObjectNode,
  fields: PrintedFields,
  rewritten: readonly string[],
  style: JsonStyle,
  depth: number,
): ObjectLayout | undefined {
  const keys = node.members.map((entry) => entry.key);
  const frame = frameOf(json, node);
  const kept: Record<string, KeptSpelling> = {};
  for (const { key, value } of node.members) {
    const canonical = fields.get(key);
    const text = spelling(json, value);
    if (canonical !== undefined && canonical !== text && !rewritten.includes(key))
      kept[key] = { hash: hashText(canonical), text };
  }
  const ownFrame = !sameText(frame, canonicalFrame(keys, "{}", style, depth));
  const ownKeys = ownFrame || !sameText(keys, [...fields.keys()]);
  if (!ownKeys && Object.keys(kept).length === 0) return undefined;
  return {
    ...(ownKeys ? { keys } : {}),
    ...(ownFrame ? { frame } : {}),
    ...(Object.keys(kept).length > 0 ? { kept } : {}),
  };
}

function extraFields(json: string, node: JsonObjectNode, known: readonly string[]): JsonObject {
  const names = new Set(known);
  const members = node.members.filter((entry) => !names.has(entry.key) && !isTreacherousKey(entry.key));
  return Object.fromEntries(members.map((entry) => [entry.key, jsonValue(json, entry.value)]));
}

function asObject(json: string, node: JsonNode, place: string): JsonObjectNode {
  if (node.kind === "object") return node;
  throw expected(json, node, `${place} as an object`);
}

function objectField(json: string, node: JsonObjectNode, key: string, place: string): JsonObject | undefined {
  const field = member(node, key);
  if (field === undefined) return undefined;
  const value = jsonValue(json, field);
  if (isObject(value)) return value;
  throw expected(json, field, `"${key}" of ${place} as an object`);
}

function arrayField(json: string, node: JsonObjectNode, key: string, place: string): readonly JsonNode[] {
  const field = member(node, key);
  if (field === undefined) throw expected(json, node, `a field "${key}" in the ${place}`);
  if (field.kind === "array") return field.items;
  throw expected(json, field, `"${key}" of ${place} as a list`);
}

function stringField(json: string, node: JsonObjectNode, key: string, place: string): string {
  const field = member(node, key);
  const value = field === undefined ? undefined : stringOf(json, field);
  if (value !== undefined) return value;
  throw expected(json, field ?? node, `a string "${key}" in ${place}`);
}

function expected(json: string, node: JsonNode, what: string): NotebookFormatError {
  const here = positionAt(json, node.start);
  return new NotebookFormatError(
    `The file is not a valid notebook: expected ${what} at ${describePosition(here)}, found ${describeKind(node)}.`,
    here,
  );
}

function describeKind(node: JsonNode): string {
  switch (node.kind) {
    case "object":
      return `an object with ${node.members.length === 1 ? "1 field" : `${node.members.length} fields`}`;
    case "array":
      return "a list";
    case "literal":
      return "true, false or null";
    default:
      return `a ${node.kind}`;
  }
}

const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}...` : text);

const sameText = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i]);
