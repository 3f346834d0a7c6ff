/** What an expression is, as far as its text tells: enough to complete and explain, never needed to run. */
import type { SyntaxNode } from "@lezer/common";
import { type CellAnalysis, type Definition, localDefinitions, textOf } from "./analysis.ts";
import { type Catalog, type Entry, findEntry, moduleEntries, preloadedModules, typeEntries } from "./catalog.ts";
import type { NotebookAnalysis } from "./notebook-analysis.ts";

export type Meaning =
  | { readonly kind: "module"; readonly path: string }
  | { readonly kind: "entry"; readonly entry: Entry; readonly owner: string }
  | { readonly kind: "instance"; readonly type: string }
  | { readonly kind: "definition"; readonly definition: Definition; readonly owner: CellAnalysis }
  /** An instance of a class that the notebook defines. */
  | { readonly kind: "object"; readonly definition: Definition; readonly owner: CellAnalysis };

export interface Scope {
  readonly catalog: Catalog;
  readonly notebook: NotebookAnalysis;
  /** Key of the cell that is looked at. */
  readonly cell: string;
}

/** Chains such as `a = b; b = a` end here. */
const maxDepth = 12;

const literalTypes: Readonly<Record<string, string>> = {
  String: "str",
  FormatString: "str",
  ArrayExpression: "list",
  ArrayComprehensionExpression: "list",
  DictionaryExpression: "dict",
  TupleExpression: "tuple",
  SetExpression: "set",
  Boolean: "bool",
};

export function meaningOf(node: SyntaxNode, cell: CellAnalysis, scope: Scope, depth = 0): Meaning | null {
  if (depth > maxDepth) return null;
  switch (node.name) {
    case "VariableName":
      return meaningOfName(textOf(node, cell.source), node.from, cell, scope, depth);
    case "MemberExpression": {
      const object = node.firstChild;
      const property = node.getChild("PropertyName");
      if (!object) return null;
      // `x[0]` is a MemberExpression too: a part of a tensor is a tensor
      if (!property) {
        const container = meaningOf(object, cell, scope, depth + 1);
        return container?.kind === "instance" && container.type === "torch.Tensor" ? container : null;
      }
      const owner = meaningOf(object, cell, scope, depth + 1);
      return owner ? memberOf(owner, textOf(property, cell.source), scope, depth + 1) : null;
    }
    case "CallExpression": {
      const callee = node.firstChild ? meaningOf(node.firstChild, cell, scope, depth + 1) : null;
      return callee ? resultOf(callee) : null;
    }
    case "ParenthesizedExpression": {
      const inner = node.firstChild?.nextSibling;
      return inner ? meaningOf(inner, cell, scope, depth + 1) : null;
    }
    case "UnaryExpression":
    case "BinaryExpression":
      for (const side of [node.lastChild, node.firstChild]) {
        const meaning = side ? meaningOf(side, cell, scope, depth + 1) : null;
        if (meaning?.kind === "instance" && meaning.type === "torch.Tensor") return meaning;
      }
      return null;
    case "Number":
      return { kind: "instance", type: /[.eE]/.test(textOf(node, cell.source)) ? "float" : "int" };
    default: {
      const type = Object.hasOwn(literalTypes, node.name) ? literalTypes[node.name] : undefined;
      return type === undefined ? null : { kind: "instance", type };
    }
  }
}

function meaningOfName(name: string, offset: number, cell: CellAnalysis, scope: Scope, depth: number): Meaning | null {
  const local = localDefinitions(cell, offset).find((definition) => definition.name === name);
  if (local) return meaningOfDefinition(local, cell, scope, depth);
  const found = scope.notebook.find(name, scope.cell);
  if (found) return meaningOfDefinition(found.definition, found.owner, scope, depth);
  const preloaded = preloadedModules.get(name);
  if (preloaded !== undefined) return { kind: "module", path: preloaded };
  const entry = findEntry(moduleEntries(scope.catalog, "builtins"), name);
  return entry ? { kind: "entry", entry, owner: "builtins" } : null;
}

function meaningOfDefinition(definition: Definition, owner: CellAnalysis, scope: Scope, depth: number): Meaning | null {
  if (definition.kind === "import") {
    const module: Meaning = { kind: "module", path: definition.module ?? "" };
    return definition.member === undefined ? module : memberOf(module, definition.member, scope, depth + 1);
  }
  if (definition.kind !== "variable") return { kind: "definition", definition, owner };
  return definition.value ? meaningOf(definition.value, owner, scope, depth + 1) : null;
}

export function memberOf(owner: Meaning, name: string, scope: Scope, depth = 0): Meaning | null {
  switch (owner.kind) {
    case "module": {
      const entry = findEntry(moduleEntries(scope.catalog, owner.path), name);
      if (entry?.kind === "module") return { kind: "module", path: entry.path ?? `${owner.path}.${name}` };
      if (entry) return { kind: "entry", entry, owner: owner.path };
      const nested = `${owner.path}.${name}`;
      return moduleEntries(scope.catalog, nested) ? { kind: "module", path: nested } : null;
    }
    case "instance": {
      const entry = findEntry(typeEntries(scope.catalog, owner.type), name);
      if (!entry) return null;
      if (entry.kind === "property" && entry.returns !== undefined) return { kind: "instance", type: entry.returns };
      return { kind: "entry", entry, owner: owner.type };
    }
    case "object":
    case "definition": {
      const member = owner.definition.members?.find((candidate) => candidate.name === name);
      if (member) return meaningOfDefinition(member, owner.owner, scope, depth + 1);
      const base = baseType(owner.definition, owner.owner, scope);
      return base === null ? null : memberOf({ kind: "instance", type: base }, name, scope, depth + 1);
    }
    case "entry":
      return owner.entry.kind === "class" && owner.entry.returns !== undefined
        ? memberOf({ kind: "instance", type: owner.entry.returns }, name, scope, depth + 1)
        : null;
  }
}

/** The library type that a notebook's class descends from: what `self.` offers beside its own members. */
export function baseType(definition: Definition, owner: CellAnalysis, scope: Scope): string | null {
  for (const base of definition.bases ?? []) {
    const [head, ...rest] = base.split(".");
    let meaning = meaningOfName(head, 0, owner, scope, 0);
    for (const name of rest) meaning = meaning ? memberOf(meaning, name, scope) : null;
    if (meaning?.kind === "entry" && meaning.entry.kind === "class") return meaning.entry.returns ?? null;
    if (meaning?.kind === "definition" && meaning.definition !== definition)
      return baseType(meaning.definition, meaning.owner, scope);
  }
  return null;
}

function resultOf(callee: Meaning): Meaning | null {
  if (callee.kind === "entry")
    return callee.entry.returns === undefined ? null : { kind: "instance", type: callee.entry.returns };
  if (callee.kind === "definition" && callee.definition.kind === "class") {
    return { kind: "object", definition: callee.definition, owner: callee.owner };
  }
  // calling a module instance runs forward: a tensor, as near as text can tell
  if (callee.kind === "object" || (callee.kind === "instance" && callee.type.startsWith("torch.nn."))) {
    return { kind: "instance", type: "torch.Tensor" };
  }
  return null;
}
