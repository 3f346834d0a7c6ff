/** Hover and signature help, from the same meanings that completion uses. */
import type { SyntaxNode } from "@lezer/common";
import { type CellAnalysis, textOf } from "./analysis.ts";
import { type Meaning, meaningOf, type Scope } from "./inference.ts";
import { parameterTexts } from "./signature-text.ts";

export interface Hover {
  readonly from: number;
  readonly to: number;
  /** Shown as Python code. */
  readonly code: string;
  readonly doc?: string;
}

export interface SignatureHelp {
  readonly signature: string;
  readonly parameters: readonly string[];
  readonly active: number;
  readonly doc?: string;
}

export function hover(offset: number, cell: CellAnalysis, scope: Scope): Hover | null {
  const word = wordAt(offset, cell);
  if (!word) return null;
  const expression = word.name === "PropertyName" && word.parent?.name === "MemberExpression" ? word.parent : word;
  const meaning = isDefinitionName(word) ? definitionAt(word, cell) : meaningOf(expression, cell, scope);
  if (!meaning) return null;
  return { from: word.from, to: word.to, ...describe(meaning, textOf(word, cell.source)) };
}

function wordAt(offset: number, cell: CellAnalysis): SyntaxNode | null {
  for (const side of [1, -1] as const) {
    const node = cell.tree.resolveInner(offset, side);
    if (node.name === "VariableName" || node.name === "PropertyName") return node;
  }
  return null;
}

const isDefinitionName = (node: SyntaxNode): boolean =>
  node.parent !== null &&
  /^(Function|Class)Definition$/.test(node.parent.name) &&
  node.prevSibling?.name.match(/^(def|class)$/) !== null;

function definitionAt(word: SyntaxNode, cell: CellAnalysis): Meaning | null {
  const definition = cell.definitions.find((candidate) => candidate.from === word.from);
  return definition ? { kind: "definition", definition, owner: cell } : null;
}

function describe(meaning: Meaning, name: string): { code: string; doc?: string } {
  switch (meaning.kind) {
    case "module":
      return { code: `module ${meaning.path}` };
    case "instance":
      return { code: `${name}: ${meaning.type}` };
    case "object":
      return { code: `${name}: ${meaning.definition.name}` };
    case "entry": {
      const { entry, owner } = meaning;
      const prefix = owner === "builtins" ? "" : `${owner}.`;
      if (entry.kind === "constant" || entry.kind === "property") {
        return {
          code: entry.returns === undefined ? `${prefix}${entry.name}` : `${prefix}${entry.name}: ${entry.returns}`,
          doc: entry.doc,
        };
      }
      const word = entry.kind === "class" ? "class " : "def ";
      return { code: `${word}${prefix}${entry.signature ?? entry.name}`, doc: entry.doc };
    }
    case "definition": {
      const { definition } = meaning;
      const word = definition.kind === "class" ? "class " : definition.kind === "function" ? "def " : "";
      return { code: `${word}${definition.signature ?? definition.name}`, doc: definition.doc };
    }
  }
}

export function signatureHelp(offset: number, cell: CellAnalysis, scope: Scope): SignatureHelp | null {
  for (let node: SyntaxNode | null = cell.tree.resolveInner(offset, -1); node; node = node.parent) {
    if (node.name !== "ArgList" || node.from >= offset || (node.to <= offset && cell.source[node.to - 1] === ")"))
      continue;
    const callee = node.parent?.name === "CallExpression" ? node.parent.firstChild : null;
    const meaning = callee ? meaningOf(callee, cell, scope) : null;
    const found =
      meaning?.kind === "entry" ? meaning.entry : meaning?.kind === "definition" ? meaning.definition : null;
    if (!found?.signature) return null;
    const parameters = parameterTexts(found.signature);
    return {
      signature: found.signature,
      parameters,
      active: activeParameter(node, cell, offset, parameters),
      doc: found.doc,
    };
  }
  return null;
}

function activeParameter(list: SyntaxNode, cell: CellAnalysis, offset: number, parameters: readonly string[]): number {
  let commas = 0;
  let keyword: string | null = null;
  for (let child = list.firstChild; child && child.from < offset; child = child.nextSibling) {
    if (child.name === ",") {
      commas++;
      keyword = null;
    } else if (child.name === "VariableName" && child.nextSibling?.name === "AssignOp")
      keyword = textOf(child, cell.source);
  }
  const named = keyword === null ? -1 : parameters.findIndex((text) => text.split(/[:=]/)[0].trim() === keyword);
  if (named >= 0) return named;
  const positional = parameters.filter((text) => text !== "/" && text !== "*");
  const text = positional[Math.min(commas, positional.length - 1)];
  return Math.max(0, parameters.indexOf(text));
}
