/** What torch offers, by module, for completion, hover and the table of FEATURES.md. */
import type { Signature } from "../../runtime/objects/signature.ts";
import { methodForm, parseOverload } from "./arguments/overload.ts";
import { functionalFunctions } from "./functional/functions.ts";
import { autogradFunctions } from "./library/autograd.ts";
import { libraryFunctions } from "./library/index.ts";
import { isPyTorchName } from "./names/pytorch-names.ts";
import { type Operation, operations } from "./operations/index.ts";

export interface Listed {
  readonly name: string;
  /** As Python writes it: `sum(input, dim, keepdim=False, *, dtype=None)`. */
  readonly signature: string;
  readonly doc: string;
}

/** Arguments that change nothing here are left out of what is shown. */
const unshown = new Set(["layout", "pin_memory", "memory_format", "non_blocking", "names", "out"]);

/** The fullest call form, as Python writes it. */
function signatureOf(name: string, overloads: readonly string[], receiver: string | null): string {
  let best: string[] = [];
  for (const source of overloads) {
    const overload = parseOverload(source);
    if (overload.hidden || overload.hasNames) continue;
    const parts: string[] = receiver === null ? [] : [receiver];
    let keywordOnly = false;
    for (const parameter of overload.parameters) {
      if (unshown.has(parameter.name)) continue;
      if (parameter.keywordOnly && !keywordOnly) {
        keywordOnly = true;
        parts.push("*");
      }
      const fallback = parameter.defaultText?.replace("at::Reduction::Mean", "1") ?? null;
      const text = overload.takesVarargs && !parameter.keywordOnly ? `*${parameter.name}` : parameter.name;
      parts.push(fallback === null ? text : `${text}=${fallback}`);
    }
    if (parts.length > best.length) best = parts;
  }
  return `${name}(${best.join(", ")})`;
}

const fromSignature = (name: string, signature: Signature | null, doc: string | null): Listed => ({
  name,
  signature: signature?.text ?? `${name}(...)`,
  doc: doc ?? "",
});

function functionEntries(prefix: string): Listed[] {
  const entries: Listed[] = [];
  for (const operation of operations.values()) {
    if (!operation.isFunction) continue;
    for (const name of [operation.name, ...operation.aliases]) {
      const own = /^(linalg|special)_/.exec(name)?.[0] ?? "";
      if (own !== prefix || name.startsWith("_")) continue;
      const shown = name.slice(prefix.length);
      if (prefix === "" && !isPyTorchName("torch", name)) continue;
      entries.push({ name: shown, signature: signatureOf(shown, operation.overloads, null), doc: operation.doc });
    }
  }
  return entries;
}

function methodEntries(): Listed[] {
  const entries: Listed[] = [];
  const add = (operation: Operation, name: string, doc: string): void => {
    const forms = operation.overloads.filter((overload) => /^\(Tensor (input|self)\b/.test(overload)).map(methodForm);
    entries.push({ name, signature: signatureOf(name, forms, null), doc });
  };
  for (const operation of operations.values()) {
    if (!operation.isMethod) continue;
    for (const name of [operation.name, ...operation.aliases]) {
      add(operation, name, operation.doc);
      if (operation.hasInPlace) add(operation, `${name}_`, `${operation.doc} In place.`);
    }
  }
  return entries;
}

const byName = (a: Listed, b: Listed): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** The functions of each module, and the methods of tensors under "torch.Tensor", in order of their names. */
export function torchListing(): ReadonlyMap<string, readonly Listed[]> {
  const library = [...libraryFunctions.values()].filter((made) => !made.name.startsWith("_"));
  return new Map([
    [
      "torch",
      [...functionEntries(""), ...library.map((made) => fromSignature(made.name, made.signature, made.doc))].sort(
        byName,
      ),
    ],
    ["torch.linalg", functionEntries("linalg_").sort(byName)],
    ["torch.special", functionEntries("special_").sort(byName)],
    ["torch.nn.functional", [...functionalFunctions].map(([name, made]) => functionalEntry(name, made)).sort(byName)],
    [
      "torch.autograd",
      [...autogradFunctions.values()].map((made) => fromSignature(made.name, made.signature, made.doc)).sort(byName),
    ],
    ["torch.Tensor", methodEntries().sort(byName)],
  ]);
}

function functionalEntry(
  name: string,
  made: { signature: Signature | null; doc: string | null; name: string },
): Listed {
  const operation = operations.get(made.name);
  if (made.signature !== null || operation === undefined) return fromSignature(name, made.signature, made.doc);
  return { name, signature: signatureOf(name, operation.overloads, null), doc: operation.doc };
}
