import { Op } from "../../runtime/opcode.ts";
import type { Comprehension, DictComp, ListComp, Span } from "../ast.ts";
import type { Scope } from "../scope.ts";
import { compileCondition, compileExpression } from "./expressions.ts";
import { compileGeneratorFunction } from "./functions.ts";
import { compileTarget } from "./targets.ts";
import type { Unit } from "./unit.ts";

/** Lists, sets and dicts are built in place; a generator expression is a function of its first iterable. */
export function compileComprehension(unit: Unit, node: ListComp | DictComp): void {
  const scope = scopeOf(unit, node);
  const [first] = node.generators;
  if (node.type === "GeneratorExp") {
    compileGeneratorFunction(unit, node, scope, (inner) => {
      inner.emit(Op.LoadLocal, 0, first.iterable);
      compileClauses(inner, node, 0, node);
      inner.none(node);
      inner.emit(Op.Return, 0, node);
    });
    compileExpression(unit, first.iterable);
    unit.emit(Op.GetIterator, 0, node);
    unit.emit(Op.Call, 1, node);
    return;
  }
  compileExpression(unit, first.iterable);
  unit.emit(Op.GetIterator, 0, node);
  const outer = unit.scope;
  unit.scope = scope;
  for (const name of scope.symbols.keys()) {
    const cell = scope.cellOf(name);
    if (cell !== undefined) unit.emit(Op.MakeCell, cell, node);
  }
  const build = node.type === "ListComp" ? Op.BuildList : node.type === "SetComp" ? Op.BuildSet : Op.BuildDict;
  unit.emit(build, 0, node);
  unit.emit(Op.Swap, 2, node);
  compileClauses(unit, node, 0, node);
  unit.scope = outer;
}

function scopeOf(unit: Unit, node: ListComp | DictComp): Scope {
  const scope = unit.compilation.scopes.get(node);
  if (scope === undefined) throw new Error("a comprehension without a scope");
  return scope;
}

/** The loop of clause `depth`, whose iterator is on the stack. */
function compileClauses(unit: Unit, node: ListComp | DictComp, depth: number, span: Span): void {
  const clause: Comprehension = node.generators[depth];
  const next = unit.code.label();
  // All ways back to the start go over the JumpBack, which sees interrupts.
  const again = unit.code.label();
  const end = unit.code.label();
  unit.code.place(next);
  unit.code.jump(Op.ForIter, end, node, -1);
  compileTarget(unit, clause.target);
  for (const condition of clause.conditions) compileCondition(unit, condition, again, false);
  if (depth + 1 < node.generators.length) {
    compileExpression(unit, node.generators[depth + 1].iterable);
    unit.emit(Op.GetIterator, 0, node);
    compileClauses(unit, node, depth + 1, span);
  } else compileElement(unit, node, depth);
  unit.code.place(again);
  unit.code.jump(Op.JumpBack, next, span);
  unit.code.place(end);
}

function compileElement(unit: Unit, node: ListComp | DictComp, depth: number): void {
  // The container lies below one iterator for each clause.
  const below = depth + 2;
  if (node.type === "DictComp") {
    compileExpression(unit, node.key);
    compileExpression(unit, node.value);
    unit.emit(Op.DictAdd, below, node);
    return;
  }
  compileExpression(unit, node.element);
  if (node.type === "ListComp") {
    unit.emit(Op.ListAppend, below, node);
    return;
  }
  if (node.type === "SetComp") {
    unit.emit(Op.SetAdd, below, node);
    return;
  }
  unit.emit(Op.Yield, 0, node.element);
  unit.emit(Op.Pop, 0, node.element);
}
