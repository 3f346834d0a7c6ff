/** One output of a cell. No output is refused: what nbformat does not define is kept as it is. */
import { hashText } from "./ids.ts";
import type { JsonStyle } from "./json-style.ts";
import { isObject, type JsonNode, jsonValue, member, spelling, stringOf } from "./json-tree.ts";
import { canonicalBase64, isBinaryMime, isJsonMime, wellFormed } from "./mime.ts";
import type { MimeItem, Output } from "./model.ts";
import { printCanonicalOutput } from "./print.ts";

export function parseOutput(json: string, node: JsonNode, style: JsonStyle): Output {
  const output = readOutput(json, node);
  const canonical = printCanonicalOutput(output, style);
  const text = spelling(json, node);
  return canonical === text
    ? output
    : { ...output, layout: { ...output.layout, kept: { hash: hashText(canonical), text } } };
}

function readOutput(json: string, node: JsonNode): Output {
  const unknown = (outputType: string): Output => ({
    type: "unknown",
    outputType,
    json: spelling(json, node),
    layout: {},
  });
  if (node.kind !== "object") return unknown("none");
  const text = (key: string): string | undefined => {
    const field = member(node, key);
    return field === undefined ? undefined : joinedText(json, field);
  };
  const type = text("output_type") ?? "none";
  switch (type) {
    case "stream": {
      const name = text("name");
      const printed = text("text");
      if ((name !== "stdout" && name !== "stderr") || printed === undefined) return unknown(type);
      return { type, name, text: wellFormed(printed), layout: {} };
    }
    case "error": {
      const name = text("ename");
      const message = text("evalue");
      const lines = member(node, "traceback");
      const traceback = lines?.kind === "array" ? lines.items.map((line) => stringOf(json, line)) : undefined;
      if (name === undefined || message === undefined || !traceback?.every((line) => line !== undefined)) {
        return unknown(type);
      }
      const joined = wellFormed(traceback.join("\n"));
      const entries = joined === "" ? [] : joined.split("\n");
      return { type, name: wellFormed(name), message: wellFormed(message), traceback: entries, layout: {} };
    }
    case "display_data":
    case "execute_result":
      return readData(json, node, type) ?? unknown(type);
    default:
      return unknown(type);
  }
}

function readData(json: string, node: JsonNode, type: "display_data" | "execute_result"): Output | undefined {
  if (node.kind !== "object") return undefined;
  const data = member(node, "data");
  if (data?.kind !== "object") return undefined;
  const metadataNode = member(node, "metadata");
  const metadata = metadataNode === undefined ? {} : jsonValue(json, metadataNode);
  if (!isObject(metadata)) return undefined;
  const lineBreakAfter: string[] = [];
  const items = data.members.map(({ key, value }): MimeItem => {
    const { text, lineBreak } = readContent(json, key, value);
    if (lineBreak) lineBreakAfter.push(key);
    return { mime: key, text };
  });
  const layout = lineBreakAfter.length > 0 ? { lineBreakAfter } : {};
  if (type === "display_data") return { type, data: items, metadata, layout };
  const countNode = member(node, "execution_count");
  const count = countNode === undefined ? null : jsonValue(json, countNode);
  const executionCount = typeof count === "number" && Number.isSafeInteger(count) ? count : null;
  return { type, data: items, metadata, executionCount, layout };
}

function readContent(json: string, mime: string, node: JsonNode): { text: string; lineBreak: boolean } {
  const text = (isJsonMime(mime) ? undefined : joinedText(json, node)) ?? spelling(json, node);
  if (!isBinaryMime(mime)) return { text: wellFormed(text), lineBreak: false };
  const lineBreak = text.endsWith("\n");
  return { text: canonicalBase64(lineBreak ? text.slice(0, -1) : text), lineBreak };
}

/** A string, or a list of strings as nbformat writes lines. */
function joinedText(json: string, node: JsonNode): string | undefined {
  if (node.kind !== "array") return stringOf(json, node);
  const parts = node.items.map((item) => stringOf(json, item));
  return parts.every((part) => part !== undefined) ? parts.join("") : undefined;
}
