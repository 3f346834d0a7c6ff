import type { Code, CodeKind, Parameters as ParameterCounts } from "../../runtime/code.ts";
import { Op } from "../../runtime/opcode.ts";
import type { ClassDef, Expression, FunctionDef, Lambda, ListComp, Parameters, Span, Statement } from "../ast.ts";
import { annotatedParameters } from "../parameters.ts";
import { closureCell } from "../resolution.ts";
import type { Scope, ScopeNode } from "../scope.ts";
import { compileArguments } from "./calls.ts";
import { compileExpression } from "./expressions.ts";
import { makeFunctionFlags } from "./stack-effect.ts";
import { compileBody } from "./statements.ts";
import { Unit } from "./unit.ts";

const noParameters: ParameterCounts = {
  positional: 0,
  positionalOnly: 0,
  keywordOnly: 0,
  varPositional: false,
  varKeyword: false,
};

export function compileFunctionDefinition(unit: Unit, node: FunctionDef): void {
  for (const decorator of node.decorators) compileExpression(unit, decorator);
  const inner = new Unit(unit.compilation, scopeOf(unit, node), innerQualname(unit, node.name));
  const doc = docstring(node.body);
  compileBody(inner, node.body);
  inner.none(node);
  inner.emit(Op.Return, 0, node);
  const kind = inner.owner.generator ? "generator" : "function";
  const first = node.decorators[0]?.start ?? node.defStart;
  const code = finish(inner, kind, node.name, countParameters(node.parameters), doc, first);
  makeFunction(unit, code, inner.owner, node.parameters, node.returns, node);
  for (const decorator of [...node.decorators].reverse()) unit.emit(Op.Call, 1, decorator);
  unit.store(node.name, node);
}

export function compileLambda(unit: Unit, node: Lambda): void {
  const inner = new Unit(unit.compilation, scopeOf(unit, node), innerQualname(unit, "<lambda>"));
  compileExpression(inner, node.body);
  inner.emit(Op.Return, 0, node.body);
  const kind = inner.owner.generator ? "generator" : "function";
  const code = finish(inner, kind, "<lambda>", countParameters(node.parameters), null, node.start);
  makeFunction(unit, code, inner.owner, node.parameters, null, node);
}

/** The function of a generator expression: one parameter, the first clause's iterator. */
export function compileGeneratorFunction(unit: Unit, node: ListComp, scope: Scope, body: (inner: Unit) => void): void {
  const inner = new Unit(unit.compilation, scope, innerQualname(unit, "<genexpr>"));
  body(inner);
  const code = finish(inner, "generator", "<genexpr>", { ...noParameters, positional: 1 }, null, node.start);
  makeFunction(unit, code, scope, null, null, node);
}

export function compileClassDefinition(unit: Unit, node: ClassDef): void {
  for (const decorator of node.decorators) compileExpression(unit, decorator);
  const inner = new Unit(unit.compilation, scopeOf(unit, node), innerQualname(unit, node.name));
  const doc = docstring(node.body);
  if (doc !== null) {
    inner.emit(Op.LoadConstant, inner.code.valueConstant(doc), node);
    inner.emit(Op.StoreName, inner.code.name("__doc__"), node);
  }
  if (hasAnnotations(node.body)) inner.emit(Op.SetupAnnotations, 0, node);
  compileBody(inner, node.body);
  inner.none(node);
  inner.emit(Op.Return, 0, node);
  const code = finish(inner, "class", node.name, noParameters, doc, node.decorators[0]?.start ?? node.defStart);
  // Errors of making a class show its first line, without carets.
  const first = { start: node.decorators[0]?.start ?? node.defStart, end: node.decorators[0]?.start ?? node.defStart };
  makeFunction(unit, code, inner.owner, null, null, node);
  unit.emit(Op.LoadConstant, unit.code.valueConstant(node.name), node);
  compileArguments(unit, node.bases, node.keywords, node);
  unit.emit(Op.BuildClass, 0, first);
  for (const decorator of [...node.decorators].reverse()) unit.emit(Op.Call, 1, decorator);
  unit.store(node.name, node);
}

export function countParameters(parameters: Parameters): ParameterCounts {
  return {
    positional: parameters.positionalOnly.length + parameters.normal.length,
    positionalOnly: parameters.positionalOnly.length,
    keywordOnly: parameters.keywordOnly.length,
    varPositional: parameters.varPositional !== null,
    varKeyword: parameters.varKeyword !== null,
  };
}

/** Pushes defaults, annotations and closure, and makes the function. */
function makeFunction(
  unit: Unit,
  code: Code,
  scope: Scope,
  parameters: Parameters | null,
  returns: Expression | null,
  span: Span,
): void {
  const positional = parameters === null ? [] : [...parameters.positionalOnly, ...parameters.normal];
  const defaults = positional.map((parameter) => parameter.default).filter((value) => value !== null);
  const keywordOnly = (parameters?.keywordOnly ?? []).filter((parameter) => parameter.default !== null);
  if (defaults.length > 0) {
    for (const value of defaults) compileExpression(unit, value);
    unit.emit(Op.BuildTuple, defaults.length, span);
  }
  if (keywordOnly.length > 0) {
    for (const parameter of keywordOnly) {
      unit.emit(Op.LoadConstant, unit.code.valueConstant(unit.mangled(parameter.name)), parameter);
      if (parameter.default !== null) compileExpression(unit, parameter.default);
    }
    unit.emit(Op.BuildDict, keywordOnly.length, span);
  }
  const annotated: { name: string; annotation: Expression }[] = [];
  for (const { name, annotation } of parameters === null ? [] : annotatedParameters(parameters)) {
    if (annotation !== null) annotated.push({ name: unit.mangled(name), annotation });
  }
  if (returns !== null) annotated.push({ name: "return", annotation: returns });
  if (annotated.length > 0) {
    for (const { name, annotation } of annotated) {
      unit.emit(Op.LoadConstant, unit.code.valueConstant(name), annotation);
      compileAnnotation(unit, annotation);
    }
    unit.emit(Op.BuildDict, annotated.length, span);
  }
  if (scope.freeNames.length > 0) {
    for (const name of scope.freeNames) unit.emit(Op.PushCell, closureCell(unit.scope, name), span);
    unit.emit(Op.BuildTuple, scope.freeNames.length, span);
  }
  const flags = makeFunctionFlags({
    defaults: defaults.length > 0,
    keywordDefaults: keywordOnly.length > 0,
    annotations: annotated.length > 0,
    closure: scope.freeNames.length > 0,
  });
  unit.emit(Op.MakeFunction, (unit.code.constant(code) << 4) | flags, span);
}

/** The annotation's value, or its text under `from __future__ import annotations`. */
export function compileAnnotation(unit: Unit, node: Expression): void {
  if (!unit.compilation.futureAnnotations) {
    compileExpression(unit, node);
    return;
  }
  const text = unit.compilation.source.text.slice(node.start, node.end);
  unit.emit(Op.LoadConstant, unit.code.valueConstant(text), node);
}

/** A code object from what a unit has written. */
export function finish(
  unit: Unit,
  kind: CodeKind,
  name: string,
  parameters: ParameterCounts,
  doc: string | null,
  start: number,
): Code {
  const { owner } = unit;
  const cellParameters = new Int32Array(owner.ownCells.length).fill(-1);
  for (const [symbolName, symbol] of owner.symbols) {
    const cell = owner.cellOf(symbolName);
    const slot = owner.slotOf(symbolName);
    if (symbol.parameter && cell !== undefined && slot !== undefined) cellParameters[cell] = slot;
  }
  return unit.code.finish({
    kind,
    name,
    qualname: unit.qualname,
    source: unit.compilation.source,
    firstLine: unit.compilation.source.lineAt(start),
    doc,
    parameters,
    localNames: owner.localNames,
    cellNames: [...owner.ownCells, ...owner.freeNames],
    ownCells: owner.ownCells.length,
    cellParameters,
  });
}

/** The string that starts a body. */
export function docstring(body: readonly Statement[]): string | null {
  const first = body[0];
  if (first?.type !== "Expr" || first.value.type !== "Constant") return null;
  return first.value.value.kind === "str" ? first.value.value.value : null;
}

/** Whether a module or class body annotates a variable: then it has `__annotations__` from the start. */
export function hasAnnotations(body: readonly Statement[]): boolean {
  return body.some((node): boolean => {
    switch (node.type) {
      case "AnnAssign":
        return true;
      case "If":
      case "For":
      case "While":
        return hasAnnotations(node.body) || hasAnnotations(node.orElse);
      case "With":
        return hasAnnotations(node.body);
      case "Try":
        return (
          [node.body, node.orElse, node.finalBody].some(hasAnnotations) ||
          node.handlers.some((handler) => hasAnnotations(handler.body))
        );
      default:
        return false;
    }
  });
}

function innerQualname(unit: Unit, name: string): string {
  const { scope, qualname } = unit;
  const { owner } = scope;
  if (owner.kind === "module" || owner.symbols.get(name)?.declared === "global") return name;
  return owner.kind === "class" ? `${qualname}.${name}` : `${qualname}.<locals>.${name}`;
}

function scopeOf(unit: Unit, node: ScopeNode): Scope {
  const scope = unit.compilation.scopes.get(node);
  if (scope === undefined) throw new Error("a function without a scope");
  return scope;
}
