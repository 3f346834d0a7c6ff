/** PyTorch's "received an invalid combination of arguments" (torch/csrc/utils/invalid_arguments.cpp). */
import type { Keywords, Value } from "../../../runtime/objects/object.ts";
import { PyList, PyTuple } from "../../../runtime/objects/sequence.ts";
import type { Overload } from "./overload.ts";
import { typeName } from "./type-name.ts";

const noKeywords: ReadonlyMap<string, Value> = new Map();

function describe(args: readonly Value[], keywords: ReadonlyMap<string, Value>): string {
  let text = "(";
  for (const arg of args) text += `${typeName(arg)}, `;
  for (const [name, value] of keywords) text += `${name}=${typeName(value)}, `;
  // PyTorch cuts the last comma only where there are positional arguments.
  if (args.length > 0) text = text.slice(0, -2);
  return `${text})`;
}

/** An option's pieces as PyTorch's own reading of its text splits them: the lone `*` counts as one. */
interface Piece {
  readonly type: string;
  readonly name: string;
}

function pieces(text: string): Piece[] {
  const inner = text.slice(1, -1);
  if (inner === "") return [];
  return inner.split(", ").map((piece) => {
    const space = piece.lastIndexOf(" ");
    return { type: space < 0 ? "" : piece.slice(0, space), name: piece.slice(space + 1) };
  });
}

function matchesType(piece: Piece | undefined, value: Value): boolean {
  if (piece === undefined) return false;
  const name = typeName(value);
  if (piece.type === "float") return name === "float" || name === "int";
  return piece.type === name;
}

function describeElement(value: Value): string {
  if (!(value instanceof PyTuple || value instanceof PyList)) return typeName(value);
  const names = value.items.map(typeName).join(", ");
  if (value instanceof PyList) return `list of [${names}]`;
  return `${typeName(value)} of (${names}${value.items.length === 1 ? "," : ""})`;
}

function describeMatch(option: readonly Piece[], args: readonly Value[], keywords: ReadonlyMap<string, Value>): string {
  const parts = args.map((value, i) => {
    const mark = matchesType(option[i], value) ? "" : "!";
    return `${mark}${describeElement(value)}${mark}`;
  });
  for (const piece of option.slice(args.length)) {
    const value = keywords.get(piece.name);
    if (value === undefined) continue;
    const mark = matchesType(piece, value) ? "" : "!";
    parts.push(`${mark}${piece.name}=${describeElement(value)}${mark}`);
  }
  return `(${parts.join(", ")})`;
}

function unmatchedKeywords(option: readonly Piece[], keywords: ReadonlyMap<string, Value>): string[] {
  const start = Math.max(0, option.length - keywords.size);
  const names = option.slice(start).map((piece) => piece.name);
  return [...keywords.keys()].filter((name) => !names.includes(name));
}

/** The text of the TypeError for a call that no overload takes. */
export function invalidArguments(
  functionName: string,
  overloads: readonly Overload[],
  args: readonly Value[],
  given: Keywords,
): string {
  // PyTorch keeps them in a hash map, which gives the last first.
  const keywords = new Map([...(given ?? noKeywords)].reverse());
  const options = overloads.filter((overload) => !overload.hidden);
  const head = `${functionName}() received an invalid combination of arguments - `;
  if (options.length === 1) {
    const option = pieces(options[0].text);
    const unmatched = unmatchedKeywords(option, keywords);
    if (keywords.size > 0 && unmatched.length > 0) {
      return `${head}got unrecognized keyword arguments: ${unmatched.join(", ")}`;
    }
    const fits = option.length === args.length + keywords.size;
    const got = fits ? describeMatch(option, args, keywords) : describe(args, keywords);
    return `${head}got ${got}, but expected ${options[0].text}`;
  }
  let text = `${head}got ${describe(args, keywords)}, but expected one of:\n`;
  for (const overload of options) {
    const option = pieces(overload.text);
    text += ` * ${overload.text}\n`;
    if (option.length !== args.length + keywords.size) continue;
    const unmatched = unmatchedKeywords(option, keywords);
    text +=
      unmatched.length > 0
        ? `      didn't match because some of the keywords were incorrect: ${unmatched.join(", ")}\n`
        : `      didn't match because some of the arguments have invalid types: ${describeMatch(option, args, keywords)}\n`;
  }
  return text;
}
