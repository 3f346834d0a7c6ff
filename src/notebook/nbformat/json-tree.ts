/**
 * JSON as a tree of spans over its text. `JSON.parse` forgets what a byte-exact save needs: how a number was spelled,
 * the order of keys that look like integers, doubled keys, the white space.
 */
import { describePosition, NotebookFormatError, positionAt } from "./errors.ts";

export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject;
export interface JsonObject {
  [key: string]: JsonValue;
}

export type JsonNode = JsonObjectNode | JsonArrayNode | JsonLeafNode;

interface Span {
  readonly start: number;
  readonly end: number;
}

export interface JsonObjectNode extends Span {
  readonly kind: "object";
  readonly members: readonly JsonMember[];
}

export interface JsonMember {
  readonly key: string;
  readonly value: JsonNode;
}

export interface JsonArrayNode extends Span {
  readonly kind: "array";
  readonly items: readonly JsonNode[];
}

export interface JsonLeafNode extends Span {
  readonly kind: "string" | "number" | "literal";
}

/** Deeper files would overflow the stack of whoever walks them; real notebooks stay under twenty. */
const maxDepth = 512;

const quote = 0x22;
const backslash = 0x5c;
const firstPrintable = 0x20;
const whiteSpace = /[ \t\n\r]*/y;
const escapeSequence = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const numberLexeme = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const literalLexeme = /true|false|null/y;

/** What is left of a literal, a number or an escape sequence at the end of a file that was cut off there. */
const cutToken = /^(?:-|nu?l?|tr?u?|fa?l?s?|\\(?:u[0-9a-fA-F]{0,3})?)$/;
const longestToken = 6;

/** Parses a whole JSON text. Throws NotebookFormatError with line and column. */
export function parseJson(text: string): JsonNode {
  let at = 0;
  /** Where the containers that are open began, outermost first. */
  const open: { readonly start: number; readonly noun: string }[] = [];

  function match(pattern: RegExp): boolean {
    pattern.lastIndex = at;
    if (!pattern.test(text)) return false;
    at = pattern.lastIndex;
    return true;
  }

  function fail(expected: string): never {
    if (text.length - at < longestToken && cutToken.test(text.slice(at))) at = text.length;
    const here = positionAt(text, at);
    if (at >= text.length) {
      const container = open.at(-1);
      const inside =
        container === undefined
          ? ""
          : ` inside the ${container.noun} that begins at ${describePosition(positionAt(text, container.start))}`;
      throw new NotebookFormatError(
        `The file ends at ${describePosition(here)}${inside}: it is cut off. Expected ${expected}.`,
        here,
      );
    }
    const found = JSON.stringify(String.fromCodePoint(text.codePointAt(at) ?? 0));
    throw new NotebookFormatError(
      `The file is not valid JSON: expected ${expected} at ${describePosition(here)}, found ${found}.`,
      here,
    );
  }

  function stringEnd(): void {
    const start = at;
    at++;
    open.push({ start, noun: "string" });
    for (let unit = text.charCodeAt(at); unit !== quote; unit = text.charCodeAt(at)) {
      if (unit === backslash) {
        if (!match(escapeSequence)) fail("a valid escape sequence");
      } else if (unit >= firstPrintable) {
        at++;
      } else {
        fail(at < text.length ? "a character of a string (control characters are written as escapes)" : "'\"'");
      }
    }
    open.pop();
    at++;
  }

  function value(): JsonNode {
    const start = at;
    switch (text[at]) {
      case "{":
        return object(start);
      case "[":
        return array(start);
      case '"':
        stringEnd();
        return { kind: "string", start, end: at };
      default:
        if (match(numberLexeme)) return { kind: "number", start, end: at };
        if (match(literalLexeme)) return { kind: "literal", start, end: at };
        return fail("a value");
    }
  }

  function enter(start: number, noun: string): void {
    if (open.length >= maxDepth) {
      const here = positionAt(text, start);
      throw new NotebookFormatError(
        `The file nests more than ${maxDepth} levels deep at ${describePosition(here)}: no notebook does.`,
        here,
      );
    }
    open.push({ start, noun });
    at++;
    match(whiteSpace);
  }

  function object(start: number): JsonNode {
    enter(start, "object");
    const members: JsonMember[] = [];
    while (text[at] !== "}" || members.length > 0) {
      if (text[at] !== '"') fail(members.length === 0 ? "a key in quotes or '}'" : "a key in quotes");
      const keyStart = at;
      stringEnd();
      const key = decodeString(text, keyStart, at);
      match(whiteSpace);
      if (text[at] !== ":") fail("':'");
      at++;
      match(whiteSpace);
      members.push({ key, value: value() });
      match(whiteSpace);
      if (text[at] === "}") break;
      if (text[at] !== ",") fail("',' or '}'");
      at++;
      match(whiteSpace);
    }
    at++;
    open.pop();
    return { kind: "object", start, end: at, members };
  }

  function array(start: number): JsonNode {
    enter(start, "list");
    const items: JsonNode[] = [];
    while (text[at] !== "]" || items.length > 0) {
      items.push(value());
      match(whiteSpace);
      if (text[at] === "]") break;
      if (text[at] !== ",") fail("',' or ']'");
      at++;
      match(whiteSpace);
    }
    at++;
    open.pop();
    return { kind: "array", start, end: at, items };
  }

  match(whiteSpace);
  const root = value();
  match(whiteSpace);
  if (at < text.length) fail("the end of the file");
  return root;
}

function decodeString(text: string, start: number, end: number): string {
  const inner = text.slice(start + 1, end - 1);
  // The span was checked to be a JSON string, so that JSON.parse gives a string.
  return inner.includes("\\") ? (JSON.parse(text.slice(start, end)) as string) : inner;
}

/** The exact spelling of a node. */
export const spelling = (text: string, node: JsonNode): string => text.slice(node.start, node.end);

/**
 * Keys that mean something to those who copy objects: assignment to `__proto__` sets the prototype, and VS Code's message
 * channel revives what holds `$mid`.
 */
const treacherousKeys = new Set(["__proto__", "$mid"]);
export const isTreacherousKey = (key: string): boolean => treacherousKeys.has(key);
const mayHoldTreacherousKey = /__proto__|\$mid|\\u/;

/** The value of a node, without its treacherous keys: the part that holds one is saved by its spelling. */
export function jsonValue(text: string, node: JsonNode): JsonValue {
  const slice = spelling(text, node);
  // The span was checked to be JSON, and the reviver only removes members.
  if (!mayHoldTreacherousKey.test(slice)) return JSON.parse(slice) as JsonValue;
  return JSON.parse(slice, (key: string, value: unknown) => (isTreacherousKey(key) ? undefined : value)) as JsonValue;
}

export function stringOf(text: string, node: JsonNode): string | undefined {
  return node.kind === "string" ? decodeString(text, node.start, node.end) : undefined;
}

/** The last member of that name, as JSON.parse takes it. */
export function member(node: JsonObjectNode, key: string): JsonNode | undefined {
  return node.members.findLast((candidate) => candidate.key === key)?.value;
}

export const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
