/** How a file spells its JSON, told from the file itself, and a printer that spells the same way. */
import { NotebookFormatError } from "./errors.ts";
import { type JsonNode, type JsonObject, type JsonValue, parseJson, spelling, stringOf } from "./json-tree.ts";

export interface JsonStyle {
  /** One level of indentation; null where everything is on one line. */
  readonly indent: string | null;
  readonly eol: "\n" | "\r\n";
  /** What stands between items on one line, and between a key and its value. */
  readonly itemSeparator: string;
  readonly keySeparator: string;
  /** Characters beyond ASCII are written as `\uXXXX`. */
  readonly ascii: boolean;
}

/** How Jupyter writes. */
export const jupyterStyle: JsonStyle = {
  indent: " ",
  eol: "\n",
  itemSeparator: ",",
  keySeparator: ": ",
  ascii: false,
};

export function styleOf(text: string, root: JsonNode): JsonStyle {
  if (root.kind !== "object" || root.members.length === 0) return jupyterStyle;
  const afterBrace = /[ \t\n\r]*/.exec(text.slice(root.start + 1))?.[0] ?? "";
  const newline = afterBrace.lastIndexOf("\n");
  const first = root.members[0].value;
  const keySeparator = /[ \t]*:[ \t]*$/.exec(text.slice(root.start, first.start))?.[0] ?? ": ";
  const afterFirst = /^[ \t]*,[ \t]*/.exec(text.slice(first.end))?.[0] ?? ", ";
  return {
    indent: newline >= 0 ? afterBrace.slice(newline + 1) : null,
    eol: afterBrace.includes("\r\n") ? "\r\n" : "\n",
    itemSeparator: newline >= 0 ? afterFirst.trimEnd() : afterFirst,
    keySeparator,
    ascii: /\\u(?:00[89a-f]|0[1-9a-f]|[1-9a-f])/i.test(text) && !/[^\t\n\r -~]/.test(text),
  };
}

export function printString(value: string, style: JsonStyle): string {
  const printed = JSON.stringify(value);
  if (!style.ascii) return printed;
  return printed.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/**
 * What stands before, between and after the `count` values of a container at `depth`; an object's keys are part of it.
 * A container is printed by putting its values into the gaps.
 */
export function canonicalFrame(
  keys: readonly string[] | number,
  brackets: "{}" | "[]",
  style: JsonStyle,
  depth: number,
): string[] {
  const labels =
    typeof keys === "number"
      ? Array.from({ length: keys }, () => "")
      : keys.map((key) => printString(key, style) + style.keySeparator);
  if (labels.length === 0) return [brackets];
  const lineBreak = (level: number): string => (style.indent === null ? "" : style.eol + style.indent.repeat(level));
  return [
    ...labels.map((label, i) => (i === 0 ? brackets[0] : style.itemSeparator) + lineBreak(depth + 1) + label),
    lineBreak(depth) + brackets[1],
  ];
}

/** The gaps of a container as the file has them. */
export function frameOf(text: string, node: JsonNode): string[] {
  const children =
    node.kind === "object" ? node.members.map((entry) => entry.value) : node.kind === "array" ? node.items : [];
  const gaps: string[] = [];
  let from = node.start;
  for (const child of children) {
    gaps.push(text.slice(from, child.start));
    from = child.end;
  }
  gaps.push(text.slice(from, node.end));
  return gaps;
}

export function fillFrame(frame: readonly string[], values: readonly string[]): string {
  let out = frame[0];
  for (let i = 0; i < values.length; i++) out += values[i] + frame[i + 1];
  return out;
}

export function printValue(value: JsonValue, style: JsonStyle, depth: number): string {
  if (typeof value === "string") return printString(value, style);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) {
    const frame = canonicalFrame(value.length, "[]", style, depth);
    return fillFrame(
      frame,
      value.map((item) => printValue(item, style, depth + 1)),
    );
  }
  const keys = definedKeys(value);
  const frame = canonicalFrame(keys, "{}", style, depth);
  return fillFrame(
    frame,
    keys.map((key) => printValue(value[key], style, depth + 1)),
  );
}

/** Message channels drop members that are undefined; so does JSON.stringify. */
const definedKeys = (value: JsonObject): string[] => Object.keys(value).filter((key) => value[key] !== undefined);

/** JSON text in the style; numbers keep their spelling (`1.0` stays `1.0`). Undefined where `json` is not JSON. */
export function restyle(json: string, style: JsonStyle, depth: number): string | undefined {
  const print = (node: JsonNode, level: number): string => {
    switch (node.kind) {
      case "object": {
        const keys = node.members.map((entry) => entry.key);
        return fillFrame(
          canonicalFrame(keys, "{}", style, level),
          node.members.map((entry) => print(entry.value, level + 1)),
        );
      }
      case "array":
        return fillFrame(
          canonicalFrame(node.items.length, "[]", style, level),
          node.items.map((item) => print(item, level + 1)),
        );
      case "string":
        return printString(stringOf(json, node) ?? "", style);
      default:
        return spelling(json, node);
    }
  };
  try {
    return print(parseJson(json), depth);
  } catch (error) {
    if (error instanceof NotebookFormatError) return undefined;
    throw error;
  }
}
