/** Completion: the members of what stands before the dot, or the names in reach; keyword arguments inside a call. */
import type { SyntaxNode } from "@lezer/common";
import { type CellAnalysis, type Definition, localDefinitions } from "./analysis.ts";
import { type Entry, moduleEntries, preloadedModules, typeEntries } from "./catalog.ts";
import { baseType, type Meaning, meaningOf, type Scope } from "./inference.ts";
import { parameterNames } from "./signature-text.ts";

export interface Completion {
  readonly label: string;
  readonly kind:
    | "function"
    | "class"
    | "module"
    | "constant"
    | "method"
    | "property"
    | "variable"
    | "keyword"
    | "parameter";
  readonly detail?: string;
  readonly doc?: string;
  /** Orders groups: smaller first. */
  readonly rank: number;
}

const keywords =
  "False None True and as assert break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield".split(
    " ",
  );

export function complete(offset: number, cell: CellAnalysis, scope: Scope): Completion[] {
  const inner = cell.tree.resolveInner(offset, -1);
  if (inner.name === "String" || inner.name === "Comment") return [];
  const before = cell.source.slice(0, offset);
  const imported = /(?:^|\n)\s*from\s+([\w.]+)\s+import\s+[^\n]*$/.exec(before);
  if (imported) return (moduleEntries(scope.catalog, imported[1]) ?? []).map((entry) => fromEntry(entry, 0));
  if (/(?:^|\n)\s*(?:import|from)\s+[\w.]*$/.test(before)) return moduleNames(before, scope);
  if (/\.\s*\w*$/.test(before) && !/(?:^|[^\w)\]])\d+\.\w*$/.test(before)) {
    const object = objectBeforeDot(cell, before);
    const meaning = object ? meaningOf(object, cell, scope) : null;
    return meaning ? members(meaning, scope) : [];
  }
  return [...keywordArguments(inner, cell, scope, offset), ...namesInReach(offset, cell, scope)];
}

function objectBeforeDot(cell: CellAnalysis, before: string): SyntaxNode | null {
  const dot = before.search(/\.\s*\w*$/);
  for (let node: SyntaxNode | null = cell.tree.resolveInner(dot, -1); node; node = node.parent) {
    if (node.name === "MemberExpression" && node.firstChild && node.firstChild.to <= dot && node.to > dot)
      return node.firstChild;
  }
  // an unfinished line may be parsed otherwise: take the outermost expression that ends at the dot
  let best: SyntaxNode | null = null;
  for (let node: SyntaxNode | null = cell.tree.resolveInner(dot, -1); node && node.to === dot; node = node.parent) {
    if (/Expression|VariableName|String|Number/.test(node.name) && node.name !== "ExpressionStatement") best = node;
  }
  return best;
}

function moduleNames(before: string, scope: Scope): Completion[] {
  const typed = /[\w.]*$/.exec(before)?.[0] ?? "";
  const prefix = typed.includes(".") ? typed.slice(0, typed.lastIndexOf(".") + 1) : "";
  const names = new Set<string>();
  for (const path of Object.keys(scope.catalog.modules)) {
    if (path === "builtins" || !path.startsWith(prefix)) continue;
    names.add(path.slice(prefix.length).split(".")[0]);
  }
  return [...names].map((label) => ({ label, kind: "module", rank: 0 }));
}

export function members(meaning: Meaning, scope: Scope): Completion[] {
  switch (meaning.kind) {
    case "module":
      return (moduleEntries(scope.catalog, meaning.path) ?? []).map((entry) => fromEntry(entry, 0));
    case "instance":
      return (typeEntries(scope.catalog, meaning.type) ?? []).map((entry) => fromEntry(entry, 0));
    case "entry":
      return meaning.entry.kind === "class" && meaning.entry.returns !== undefined
        ? (typeEntries(scope.catalog, meaning.entry.returns) ?? []).map((entry) => fromEntry(entry, 0))
        : [];
    case "object":
    case "definition": {
      const own = (meaning.definition.members ?? []).map((member) => fromDefinition(member, 0));
      const base = baseType(meaning.definition, meaning.owner, scope);
      const inherited =
        base === null ? [] : (typeEntries(scope.catalog, base) ?? []).map((entry) => fromEntry(entry, 1));
      const names = new Set(own.map((item) => item.label));
      return [...own, ...inherited.filter((item) => !names.has(item.label))];
    }
  }
}

function namesInReach(offset: number, cell: CellAnalysis, scope: Scope): Completion[] {
  const items = new Map<string, Completion>();
  const add = (item: Completion): void => {
    if (!items.has(item.label)) items.set(item.label, item);
  };
  for (const definition of localDefinitions(cell, offset)) add(fromDefinition(definition, 1));
  for (const { definition } of scope.notebook.names(scope.cell)) add(fromDefinition(definition, 2));
  for (const [label, path] of preloadedModules) add({ label, kind: "module", detail: path, rank: 3 });
  for (const entry of moduleEntries(scope.catalog, "builtins") ?? []) add(fromEntry(entry, 4));
  for (const label of keywords) add({ label, kind: "keyword", rank: 5 });
  return [...items.values()];
}

function keywordArguments(inner: SyntaxNode, cell: CellAnalysis, scope: Scope, offset: number): Completion[] {
  for (let node: SyntaxNode | null = inner; node; node = node.parent) {
    if (node.name !== "ArgList" || node.from >= offset) continue;
    const callee = node.parent?.name === "CallExpression" ? node.parent.firstChild : null;
    const meaning = callee ? meaningOf(callee, cell, scope) : null;
    const signature =
      meaning?.kind === "entry"
        ? meaning.entry.signature
        : meaning?.kind === "definition"
          ? meaning.definition.signature
          : undefined;
    if (signature === undefined) return [];
    return parameterNames(signature)
      .filter((name) => !name.startsWith("*") && name !== "self")
      .map((name) => ({ label: `${name}=`, kind: "parameter", rank: 0 }));
  }
  return [];
}

function fromEntry(entry: Entry, rank: number): Completion {
  const hidden = entry.name.startsWith("_") ? 4 : 0;
  return {
    label: entry.name,
    kind: entry.kind,
    detail: entry.signature ?? entry.returns,
    doc: entry.doc,
    rank: rank + hidden,
  };
}

function fromDefinition(definition: Definition, rank: number): Completion {
  const kind = definition.kind === "import" ? "module" : definition.kind;
  const hidden = definition.name.startsWith("_") ? 4 : 0;
  return { label: definition.name, kind, detail: definition.signature, doc: definition.doc, rank: rank + hidden };
}
