/**
 * Python signatures of native functions, written as Python writes them:
 * `layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-05)`, with `/`, `*`, `*args` and `**kwargs`.
 */
import { typeError } from "../errors.ts";
import { PyFloat } from "./float.ts";
import { type NativeCode, NativeFunction } from "./function.ts";
import type { Keywords, Machine, Value } from "./object.ts";
import { PyTuple } from "./sequence.ts";

export interface Parameter {
  readonly name: string;
  readonly kind: "positional-only" | "normal" | "keyword-only" | "var-positional" | "var-keyword";
  /** undefined: required. `...` in the text (a default with no literal form) is given as `undefined` with hasDefault. */
  readonly default: Value | undefined;
  readonly hasDefault: boolean;
  readonly defaultText: string | null;
}

export interface Signature {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly text: string;
}

/** A bound argument: a value; undefined where a `...` default was left out. `*args` arrives as a JavaScript array, `**kwargs` as a Map. */
export type Bound = Value | undefined | Value[] | Map<string, Value>;

const literals = new Map<string, Value>([
  ["None", null],
  ["True", true],
  ["False", false],
  ["()", new PyTuple([])],
]);

function literal(text: string): Value | undefined {
  const known = literals.get(text);
  if (known !== undefined) return known;
  if (/^[-+]?\d+$/.test(text)) return Number(text);
  if (/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) || text === "inf")
    return new PyFloat(text === "inf" ? Infinity : Number(text));
  const quoted = /^'([^']*)'$|^"([^"]*)"$/.exec(text);
  if (quoted) return (quoted[1] ?? quoted[2] ?? "").replaceAll("\\n", "\n");
  return undefined;
}

function splitTop(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === "(" || c === "[") depth++;
    else if (c === ")" || c === "]") depth--;
    else if (c === "," && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(text.slice(start));
  return parts.map((part) => part.trim()).filter((part) => part.length > 0);
}

export function parseSignature(text: string): Signature {
  const open = text.indexOf("(");
  const name = text.slice(0, open).trim();
  const parts = splitTop(text.slice(open + 1, text.lastIndexOf(")")));
  const parameters: Parameter[] = [];
  let keywordOnly = false;
  for (const part of parts) {
    if (part === "/") {
      for (let i = 0; i < parameters.length; i++) parameters[i] = { ...parameters[i], kind: "positional-only" };
      continue;
    }
    if (part === "*") {
      keywordOnly = true;
      continue;
    }
    const [left, ...rest] = part.split("=");
    const defaultText = rest.length > 0 ? rest.join("=").trim() : null;
    const bare = left.split(":")[0].trim();
    if (bare.startsWith("**")) {
      parameters.push({
        name: bare.slice(2),
        kind: "var-keyword",
        default: undefined,
        hasDefault: true,
        defaultText: null,
      });
    } else if (bare.startsWith("*")) {
      parameters.push({
        name: bare.slice(1),
        kind: "var-positional",
        default: undefined,
        hasDefault: true,
        defaultText: null,
      });
      keywordOnly = true;
    } else {
      parameters.push({
        name: bare,
        kind: keywordOnly ? "keyword-only" : "normal",
        default: defaultText === null ? undefined : literal(defaultText),
        hasDefault: defaultText !== null,
        defaultText,
      });
    }
  }
  return { name, parameters, text };
}

const quoteList = (names: string[]): string => {
  const quoted = names.map((name) => `'${name}'`);
  if (quoted.length <= 2) return quoted.join(" and ");
  return `${quoted.slice(0, -1).join(", ")}, and ${quoted[quoted.length - 1]}`;
};

/** Binds a call's arguments to parameters, with CPython's TypeErrors. `display` is the name that errors show. */
export function bindArguments(
  signature: Signature,
  args: Value[],
  keywords: Keywords,
  display = signature.name,
): Bound[] {
  const { parameters } = signature;
  const bound: Bound[] = new Array<Bound>(parameters.length).fill(undefined);
  const given = new Array<boolean>(parameters.length).fill(false);
  let next = 0;
  let rest: Value[] | null = null;
  let extra: Map<string, Value> | null = null;
  for (let i = 0; i < parameters.length; i++) {
    const kind = parameters[i].kind;
    if (kind === "var-positional") {
      rest = args.slice(next);
      next = args.length;
      bound[i] = rest;
      given[i] = true;
    } else if (kind === "var-keyword") {
      extra = new Map();
      bound[i] = extra;
      given[i] = true;
    } else if (kind !== "keyword-only" && next < args.length) {
      bound[i] = args[next++];
      given[i] = true;
    }
  }
  if (next < args.length) {
    const positional = parameters.filter((p) => p.kind === "positional-only" || p.kind === "normal");
    const required = positional.filter((p) => !p.hasDefault).length;
    const range = required === positional.length ? `${required}` : `from ${required} to ${positional.length}`;
    const plural = positional.length === 1 && required === positional.length ? "" : "s";
    throw typeError(
      `${display}() takes ${range} positional argument${plural} but ${args.length} ${args.length === 1 ? "was" : "were"} given`,
    );
  }
  if (keywords !== null) {
    for (const [name, value] of keywords) {
      const i = parameters.findIndex((p) => p.name === name && (p.kind === "normal" || p.kind === "keyword-only"));
      if (i < 0) {
        if (extra === null) throw typeError(`${display}() got an unexpected keyword argument '${name}'`);
        extra.set(name, value);
      } else if (given[i]) throw typeError(`${display}() got multiple values for argument '${name}'`);
      else {
        bound[i] = value;
        given[i] = true;
      }
    }
  }
  const missing: string[] = [];
  const missingKeywordOnly: string[] = [];
  for (let i = 0; i < parameters.length; i++) {
    if (given[i]) continue;
    const parameter = parameters[i];
    if (parameter.hasDefault) bound[i] = parameter.default;
    else (parameter.kind === "keyword-only" ? missingKeywordOnly : missing).push(parameter.name);
  }
  if (missing.length > 0) {
    throw typeError(
      `${display}() missing ${missing.length} required positional argument${missing.length === 1 ? "" : "s"}: ${quoteList(missing)}`,
    );
  }
  if (missingKeywordOnly.length > 0) {
    const n = missingKeywordOnly.length;
    throw typeError(
      `${display}() missing ${n} required keyword-only argument${n === 1 ? "" : "s"}: ${quoteList(missingKeywordOnly)}`,
    );
  }
  return bound;
}

/**
 * Makes a native function from a Python signature; the implementation gets the bound values in parameter order.
 * Library code that needs the raw call shape (`*size` or a tuple) makes a NativeFunction itself.
 */
export function native(
  signatureText: string,
  implementation: (machine: Machine, ...bound: never[]) => Value,
  doc: string | null = null,
): NativeFunction {
  const signature = parseSignature(signatureText);
  // Each implementation names the types of its parameters; its signature text is what makes them true.
  const invoke = implementation as (machine: Machine, ...bound: Bound[]) => Value;
  const simple =
    signature.parameters.every((p) => p.kind === "normal" || p.kind === "positional-only") &&
    signature.parameters.length;
  const code: NativeCode = (machine, args, keywords) => {
    if (keywords === null && simple === args.length) return invoke(machine, ...args);
    return invoke(machine, ...bindArguments(signature, args, keywords));
  };
  return new NativeFunction(signature.name, code, signature, doc);
}
