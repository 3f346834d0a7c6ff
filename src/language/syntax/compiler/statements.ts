import { Op } from "../../runtime/opcode.ts";
import type { AnnAssign, AugAssign, Expression, For, Import, ImportFrom, Span, Statement, While } from "../ast.ts";
import { SyntaxProblem } from "../problem.ts";
import { compileBreak, compileContinue, compileReturn } from "./exits.ts";
import { attributeSpan, binaryOpcodes, compileCondition, compileExpression } from "./expressions.ts";
import { compileAnnotation, compileClassDefinition, compileFunctionDefinition } from "./functions.ts";
import { compileDeletion, compileTarget } from "./targets.ts";
import { compileTry, compileWith } from "./try.ts";
import type { Unit } from "./unit.ts";

export function compileBody(unit: Unit, body: readonly Statement[]): void {
  for (const statement of body) compileStatement(unit, statement);
}

export function compileStatement(unit: Unit, node: Statement): void {
  switch (node.type) {
    case "FunctionDef":
      compileFunctionDefinition(unit, node);
      return;
    case "ClassDef":
      compileClassDefinition(unit, node);
      return;
    case "Return":
      compileReturn(unit, node);
      return;
    case "Delete":
      for (const target of node.targets) compileDeletion(unit, target);
      return;
    case "Assign":
      compileExpression(unit, node.value);
      node.targets.forEach((target, i) => {
        if (i < node.targets.length - 1) unit.emit(Op.Copy, 1, node);
        compileTarget(unit, target);
      });
      return;
    case "AugAssign":
      compileAugmented(unit, node);
      return;
    case "AnnAssign":
      compileAnnotated(unit, node);
      return;
    case "For":
      compileFor(unit, node);
      return;
    case "While":
      compileWhile(unit, node);
      return;
    case "If": {
      const orElse = unit.code.label();
      compileCondition(unit, node.test, orElse, false);
      compileBody(unit, node.body);
      if (node.orElse.length === 0) {
        unit.code.place(orElse);
        return;
      }
      const end = unit.code.label();
      if (unit.code.reachable) unit.code.jump(Op.Jump, end, node);
      unit.code.place(orElse);
      compileBody(unit, node.orElse);
      unit.code.place(end);
      return;
    }
    case "With":
      compileWith(unit, node, 0);
      return;
    case "Raise":
      if (node.exception !== null) compileExpression(unit, node.exception);
      if (node.cause !== null) compileExpression(unit, node.cause);
      unit.emit(Op.Raise, Number(node.exception !== null) + Number(node.cause !== null), node);
      return;
    case "Try":
      compileTry(unit, node);
      return;
    case "Assert": {
      const end = unit.code.label();
      compileCondition(unit, node.test, end, true);
      if (node.message !== null) compileExpression(unit, node.message);
      unit.emit(Op.RaiseAssertion, node.message === null ? 0 : 1, node);
      unit.code.place(end);
      return;
    }
    case "Import":
      compileImport(unit, node);
      return;
    case "ImportFrom":
      compileImportFrom(unit, node);
      return;
    case "Expr":
      if (node.value.type === "Constant") return;
      compileExpression(unit, node.value);
      unit.emit(Op.Pop, 0, node);
      return;
    case "Break":
      compileBreak(unit, node);
      return;
    case "Continue":
      compileContinue(unit, node);
      return;
    case "Global":
    case "Nonlocal":
      return;
    case "Pass":
      unit.emit(Op.Nop, 0, node);
      return;
  }
}

function compileAugmented(unit: Unit, node: AugAssign): void {
  const { target } = node;
  const operate = (): void => {
    compileExpression(unit, node.value);
    unit.emit(binaryOpcodes[node.operator], 1, node);
  };
  switch (target.type) {
    case "Name":
      unit.load(target.id, target);
      operate();
      unit.store(target.id, target);
      return;
    case "Attribute": {
      const span = attributeSpan(unit, target);
      compileExpression(unit, target.value);
      unit.emit(Op.Copy, 1, target);
      unit.emit(Op.LoadAttribute, unit.nameIndex(target.attribute), span);
      operate();
      unit.emit(Op.Swap, 2, target);
      unit.emit(Op.StoreAttribute, unit.nameIndex(target.attribute), span);
      return;
    }
    case "Subscript":
      compileExpression(unit, target.value);
      compileExpression(unit, target.index);
      unit.emit(Op.Copy, 2, target);
      unit.emit(Op.Copy, 2, target);
      unit.emit(Op.GetItem, 0, target);
      operate();
      unit.emit(Op.Swap, 3, target);
      unit.emit(Op.Swap, 2, target);
      unit.emit(Op.SetItem, 0, target);
      return;
  }
}

function compileAnnotated(unit: Unit, node: AnnAssign): void {
  const { target } = node;
  if (node.value !== null) {
    compileExpression(unit, node.value);
    compileTarget(unit, target);
  } else if (target.type !== "Name") compileTargetParts(unit, target);
  if (unit.owner.kind === "function") return;
  compileAnnotation(unit, node.annotation);
  if (!node.simple || target.type !== "Name") {
    unit.emit(Op.Pop, 0, node);
    return;
  }
  unit.load("__annotations__", node);
  unit.emit(Op.LoadConstant, unit.code.valueConstant(unit.mangled(target.id)), node);
  unit.emit(Op.SetItem, 0, node);
}

/** `a.b: int` without a value computes `a`, and nothing else. */
function compileTargetParts(unit: Unit, target: Expression): void {
  if (target.type !== "Attribute" && target.type !== "Subscript") return;
  compileExpression(unit, target.value);
  unit.emit(Op.Pop, 0, target);
  if (target.type === "Subscript") {
    compileExpression(unit, target.index);
    unit.emit(Op.Pop, 0, target);
  }
}

function compileFor(unit: Unit, node: For): void {
  const next = unit.code.label();
  const orElse = unit.code.label();
  const end = unit.code.label();
  compileExpression(unit, node.iterable);
  unit.emit(Op.GetIterator, 0, node);
  unit.code.place(next);
  unit.code.jump(Op.ForIter, orElse, node, -1);
  unit.enter({ kind: "loop", iterator: true, next, end }, node);
  compileTarget(unit, node.target);
  compileBody(unit, node.body);
  unit.blocks.pop();
  if (unit.code.reachable) unit.code.jump(Op.JumpBack, next, node);
  unit.code.place(orElse);
  compileBody(unit, node.orElse);
  unit.code.place(end);
}

function compileWhile(unit: Unit, node: While): void {
  const next = unit.code.label();
  const orElse = unit.code.label();
  const end = unit.code.label();
  unit.code.place(next);
  if (!isConstantTrue(node.test)) compileCondition(unit, node.test, orElse, false);
  unit.enter({ kind: "loop", iterator: false, next, end }, node);
  compileBody(unit, node.body);
  unit.blocks.pop();
  if (unit.code.reachable) unit.code.jump(Op.JumpBack, next, node);
  unit.code.place(orElse);
  compileBody(unit, node.orElse);
  unit.code.place(end);
}

function isConstantTrue(node: Expression): boolean {
  if (node.type !== "Constant") return false;
  const { value } = node;
  return (value.kind === "bool" && value.value) || (value.kind === "int" && value.value !== 0);
}

function importModule(unit: Unit, name: string, part: "leaf" | "top", span: Span): void {
  unit.emit(Op.Import, unit.code.constant([name, part], `import ${part} ${name}`), span);
}

function compileImport(unit: Unit, node: Import): void {
  for (const { name, alias } of node.names) {
    importModule(unit, name, alias === null ? "top" : "leaf", node);
    unit.store(alias ?? name.split(".")[0], node);
  }
}

const futureFeatures = new Set([
  "annotations",
  "division",
  "absolute_import",
  "generators",
  "generator_stop",
  "nested_scopes",
  "print_function",
  "unicode_literals",
  "with_statement",
]);

function compileImportFrom(unit: Unit, node: ImportFrom): void {
  if (node.module === "__future__" && node.level === 0) {
    for (const { name } of node.names) {
      if (!futureFeatures.has(name)) {
        throw new SyntaxProblem(`future feature ${name} is not defined`, node.start, node.start + 1);
      }
    }
    return;
  }
  importModule(unit, ".".repeat(node.level) + node.module, "leaf", node);
  for (const { name, alias } of node.names) {
    unit.emit(Op.ImportFrom, unit.code.name(name), node);
    unit.store(alias ?? name, node);
  }
  unit.emit(Op.Pop, 0, node);
}
