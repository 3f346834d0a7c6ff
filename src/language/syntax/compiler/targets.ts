import { Op } from "../../runtime/opcode.ts";
import type { Expression, Span } from "../ast.ts";
import { SyntaxProblem } from "../problem.ts";
import { attributeSpan, compileExpression } from "./expressions.ts";
import type { Unit } from "./unit.ts";

/** Stores the value on the stack into a target. */
export function compileTarget(unit: Unit, node: Expression): void {
  switch (node.type) {
    case "Name":
      unit.store(node.id, node);
      return;
    case "Attribute":
      compileExpression(unit, node.value);
      unit.emit(Op.StoreAttribute, unit.nameIndex(node.attribute), attributeSpan(unit, node));
      return;
    case "Subscript":
      compileExpression(unit, node.value);
      compileExpression(unit, node.index);
      unit.emit(Op.SetItem, 0, node);
      return;
    case "Tuple":
    case "List":
      compileUnpacking(unit, node.elements, node);
      return;
    case "Starred":
      throw new SyntaxProblem("starred assignment target must be in a list or tuple", node.start, node.end);
    default:
      throw new SyntaxProblem("cannot assign to expression", node.start, node.end);
  }
}

function compileUnpacking(unit: Unit, elements: readonly Expression[], span: Span): void {
  const star = elements.findIndex((element) => element.type === "Starred");
  if (star < 0) unit.emit(Op.UnpackSequence, elements.length, span);
  else {
    if (elements.filter((element) => element.type === "Starred").length > 1) {
      throw new SyntaxProblem("multiple starred expressions in assignment", span.start, span.end);
    }
    unit.emit(Op.UnpackStarred, star | ((elements.length - star - 1) << 12), span);
  }
  for (const element of elements) compileTarget(unit, element.type === "Starred" ? element.value : element);
}

/** `del target` */
export function compileDeletion(unit: Unit, node: Expression): void {
  switch (node.type) {
    case "Name":
      unit.remove(node.id, node);
      return;
    case "Attribute":
      compileExpression(unit, node.value);
      unit.emit(Op.DeleteAttribute, unit.nameIndex(node.attribute), attributeSpan(unit, node));
      return;
    case "Subscript":
      compileExpression(unit, node.value);
      compileExpression(unit, node.index);
      unit.emit(Op.DeleteItem, 0, node);
      return;
    case "Tuple":
    case "List":
      for (const element of node.elements) compileDeletion(unit, element);
      return;
    default:
      throw new SyntaxProblem("cannot delete expression", node.start, node.end);
  }
}
