import { PyBytes } from "../../runtime/objects/bytes.ts";
import { PyFloat } from "../../runtime/objects/float.ts";
import { Ellipsis } from "../../runtime/objects/singletons.ts";
import { Op } from "../../runtime/opcode.ts";
import type {
  Attribute,
  BinaryOperator,
  Compare,
  CompareOperator,
  ConstantValue,
  Expression,
  JoinedStr,
  Span,
} from "../ast.ts";
import { SyntaxProblem } from "../problem.ts";
import type { Label } from "./assembler.ts";
import { compileCall } from "./calls.ts";
import { compileComprehension } from "./comprehensions.ts";
import { compileLambda } from "./functions.ts";
import type { Unit } from "./unit.ts";

export const binaryOpcodes: Readonly<Record<BinaryOperator, Op>> = {
  "+": Op.Add,
  "-": Op.Subtract,
  "*": Op.Multiply,
  "/": Op.TrueDivide,
  "//": Op.FloorDivide,
  "%": Op.Modulo,
  "**": Op.Power,
  "@": Op.MatrixMultiply,
  "<<": Op.LeftShift,
  ">>": Op.RightShift,
  "&": Op.BitAnd,
  "|": Op.BitOr,
  "^": Op.BitXor,
};

const unaryOpcodes = { "-": Op.Negative, "+": Op.Positive, "~": Op.Invert, not: Op.Not } as const;

/** Code that leaves the expression's value on the stack. */
export function compileExpression(unit: Unit, node: Expression): void {
  switch (node.type) {
    case "Name":
      unit.load(node.id, node);
      return;
    case "Constant":
      compileConstant(unit, node.value, node);
      return;
    case "JoinedStr":
      compileJoined(unit, node);
      return;
    case "BinOp":
      compileExpression(unit, node.left);
      compileExpression(unit, node.right);
      unit.emit(binaryOpcodes[node.operator], 0, node);
      return;
    case "UnaryOp":
      compileUnary(unit, node);
      return;
    case "BoolOp": {
      const end = unit.code.label();
      const op = node.operator === "and" ? Op.JumpIfFalseOrPop : Op.JumpIfTrueOrPop;
      node.values.forEach((value, i) => {
        compileExpression(unit, value);
        if (i < node.values.length - 1) unit.code.jump(op, end, value);
      });
      unit.code.place(end);
      return;
    }
    case "Compare":
      compileCompare(unit, node);
      return;
    case "Call":
      compileCall(unit, node);
      return;
    case "Attribute":
      compileExpression(unit, node.value);
      unit.emit(Op.LoadAttribute, unit.nameIndex(node.attribute), attributeSpan(unit, node));
      return;
    case "Subscript":
      compileExpression(unit, node.value);
      compileExpression(unit, node.index);
      unit.emit(Op.GetItem, 0, node);
      return;
    case "Slice":
      for (const part of [node.lower, node.upper]) {
        if (part === null) unit.none(node);
        else compileExpression(unit, part);
      }
      if (node.step !== null) compileExpression(unit, node.step);
      unit.emit(Op.BuildSlice, node.step === null ? 2 : 3, node);
      return;
    case "Tuple":
      if (!node.elements.some(isStarred)) {
        compileAll(unit, node.elements, Op.BuildTuple, node);
        return;
      }
      compileStarredElements(unit, node.elements, Op.BuildList, Op.ListAppend, Op.ListExtend, node);
      unit.emit(Op.ListToTuple, 0, node);
      return;
    case "List":
      if (!node.elements.some(isStarred)) {
        compileAll(unit, node.elements, Op.BuildList, node);
        return;
      }
      compileStarredElements(unit, node.elements, Op.BuildList, Op.ListAppend, Op.ListExtend, node);
      return;
    case "Set":
      if (node.elements.length >= 3 && node.elements.every(isConstant)) {
        // CPython adds a constant frozenset to an empty set, which may lay out the table differently.
        unit.emit(Op.BuildSet, 0, node);
        compileAll(unit, node.elements, Op.BuildSet, node);
        unit.emit(Op.SetUpdate, 1, node);
        return;
      }
      if (!node.elements.some(isStarred)) {
        compileAll(unit, node.elements, Op.BuildSet, node);
        return;
      }
      compileStarredElements(unit, node.elements, Op.BuildSet, Op.SetAdd, Op.SetUpdate, node);
      return;
    case "Dict":
      compileDict(unit, node.keys, node.values, node);
      return;
    case "ListComp":
    case "SetComp":
    case "GeneratorExp":
    case "DictComp":
      compileComprehension(unit, node);
      return;
    case "IfExp": {
      const orElse = unit.code.label();
      const end = unit.code.label();
      compileCondition(unit, node.test, orElse, false);
      compileExpression(unit, node.body);
      unit.code.jump(Op.Jump, end, node);
      unit.code.place(orElse);
      compileExpression(unit, node.orElse);
      unit.code.place(end);
      return;
    }
    case "Lambda":
      compileLambda(unit, node);
      return;
    case "NamedExpr":
      compileExpression(unit, node.value);
      unit.emit(Op.Copy, 1, node);
      unit.store(node.target.id, node.target);
      return;
    case "Yield":
      if (node.value === null) unit.none(node);
      else compileExpression(unit, node.value);
      unit.emit(Op.Yield, 0, node);
      return;
    case "YieldFrom":
      compileYieldFrom(unit, node.value, node);
      return;
    case "Starred":
      // Displays, calls and targets handle theirs.
      throw new SyntaxProblem("can't use starred expression here", node.start, node.end);
  }
}

/** What CPython's optimizer makes a constant of, among elements of a set. */
function isConstant(node: Expression): boolean {
  if (node.type === "UnaryOp") return node.operator !== "not" && isConstant(node.operand);
  if (node.type === "BinOp") return isConstant(node.left) && isConstant(node.right);
  return node.type === "Constant" || (node.type === "Tuple" && node.elements.every(isConstant));
}

export const isStarred = (node: Expression): boolean => node.type === "Starred";

/** Over several lines, an attribute's errors point at its name only, on its own line. */
export function attributeSpan(unit: Unit, node: Attribute, whole: Span = node): Span {
  const { source } = unit.compilation;
  const attributeEnd = node.attributeStart + node.attribute.length;
  if (source.lineAt(whole.start) === source.lineAt(attributeEnd)) return whole;
  const end = source.lineAt(whole.end) === source.lineAt(attributeEnd) ? attributeEnd : whole.end;
  return { start: node.attributeStart, end };
}

export function constantIndex(unit: Unit, value: ConstantValue): number {
  switch (value.kind) {
    case "none":
      return unit.code.valueConstant(null);
    case "ellipsis":
      return unit.code.constant(Ellipsis, "ellipsis");
    case "float":
      return unit.code.valueConstant(new PyFloat(value.value));
    case "bytes":
      return unit.code.constant(new PyBytes(value.value));
    default:
      return unit.code.valueConstant(value.value);
  }
}

function compileConstant(unit: Unit, value: ConstantValue, span: Span): void {
  unit.emit(Op.LoadConstant, constantIndex(unit, value), span);
}

/** `-1` is one constant. */
function compileUnary(unit: Unit, node: Expression & { type: "UnaryOp" }): void {
  const { operand, operator } = node;
  if (operator === "-" && operand.type === "Constant") {
    const { value } = operand;
    if (value.kind === "int" && value.value !== 0) {
      unit.emit(Op.LoadConstant, unit.code.valueConstant(-value.value), node);
      return;
    }
    if (value.kind === "float") {
      unit.emit(Op.LoadConstant, unit.code.valueConstant(new PyFloat(-value.value)), node);
      return;
    }
  }
  compileExpression(unit, operand);
  unit.emit(unaryOpcodes[operator], 0, node);
}

function compileAll(unit: Unit, nodes: readonly Expression[], build: Op, span: Span): void {
  for (const node of nodes) compileExpression(unit, node);
  unit.emit(build, nodes.length, span);
}

export function compileStarredElements(
  unit: Unit,
  nodes: readonly Expression[],
  build: Op,
  append: Op,
  extend: Op,
  span: Span,
): void {
  const first = nodes.findIndex(isStarred);
  const plain = first < 0 ? nodes.length : first;
  for (const node of nodes.slice(0, plain)) compileExpression(unit, node);
  unit.emit(build, plain, span);
  for (const node of nodes.slice(plain)) {
    if (node.type === "Starred") {
      compileExpression(unit, node.value);
      unit.emit(extend, 0, span);
    } else {
      compileExpression(unit, node);
      unit.emit(append, 1, span);
    }
  }
}

function compileDict(
  unit: Unit,
  keys: readonly (Expression | null)[],
  values: readonly Expression[],
  span: Span,
): void {
  let pending = 0;
  let started = false;
  const flush = (): void => {
    if (pending === 0 && started) return;
    unit.emit(Op.BuildDict, pending, span);
    if (started) unit.emit(Op.DictUpdate, 0, span);
    started = true;
    pending = 0;
  };
  values.forEach((value, i) => {
    const key = keys[i];
    if (key === null) {
      flush();
      compileExpression(unit, value);
      unit.emit(Op.DictUpdate, 0, span);
    } else {
      compileExpression(unit, key);
      compileExpression(unit, value);
      if (++pending === 1000) flush();
    }
  });
  flush();
}

const conversionCodes = { "": 0, s: 1, r: 2, a: 3 } as const;

function compileJoined(unit: Unit, node: JoinedStr): void {
  if (node.values.length === 0) {
    compileConstant(unit, { kind: "str", value: "" }, node);
    return;
  }
  for (const value of node.values) {
    if (value.type === "Constant") compileExpression(unit, value);
    else {
      compileExpression(unit, value.value);
      if (value.formatSpec !== null) compileJoined(unit, value.formatSpec);
      unit.emit(Op.FormatValue, conversionCodes[value.conversion] | (value.formatSpec === null ? 0 : 4), value);
    }
  }
  if (node.values.length > 1 || node.values[0].type === "Constant") unit.emit(Op.BuildString, node.values.length, node);
}

function compileYieldFrom(unit: Unit, value: Expression, span: Span): void {
  compileExpression(unit, value);
  unit.emit(Op.GetYieldFrom, 0, span);
  unit.none(span);
  const next = unit.code.label();
  const end = unit.code.label();
  unit.code.place(next);
  unit.code.jump(Op.Send, end, span, -1);
  unit.emit(Op.Yield, 1, span);
  unit.code.jump(Op.JumpBack, next, span);
  unit.code.place(end);
}

function emitComparison(unit: Unit, operator: CompareOperator, span: Span): void {
  switch (operator) {
    case "is":
      unit.emit(Op.Is, 0, span);
      return;
    case "is not":
      unit.emit(Op.Is, 1, span);
      return;
    case "in":
      unit.emit(Op.Contains, 0, span);
      return;
    case "not in":
      unit.emit(Op.Contains, 1, span);
      return;
    case "<":
      unit.emit(Op.Less, 0, span);
      return;
    case "<=":
      unit.emit(Op.LessEqual, 0, span);
      return;
    case "==":
      unit.emit(Op.Equal, 0, span);
      return;
    case "!=":
      unit.emit(Op.NotEqual, 0, span);
      return;
    case ">":
      unit.emit(Op.Greater, 0, span);
      return;
    case ">=":
      unit.emit(Op.GreaterEqual, 0, span);
      return;
  }
}

/** `a < b < c`: each operand is computed once, and the first false comparison is the value. */
function compileCompare(unit: Unit, node: Compare): void {
  compileExpression(unit, node.left);
  const last = node.operators.length - 1;
  if (last === 0) {
    compileExpression(unit, node.comparators[0]);
    emitComparison(unit, node.operators[0], node);
    return;
  }
  const short = unit.code.label();
  const end = unit.code.label();
  node.operators.forEach((operator, i) => {
    compileExpression(unit, node.comparators[i]);
    if (i < last) {
      unit.emit(Op.Swap, 2, node);
      unit.emit(Op.Copy, 2, node);
    }
    emitComparison(unit, operator, node);
    if (i < last) unit.code.jump(Op.JumpIfFalseOrPop, short, node);
  });
  unit.code.jump(Op.Jump, end, node);
  unit.code.place(short);
  unit.emit(Op.Swap, 2, node);
  unit.emit(Op.Pop, 0, node);
  unit.code.place(end);
}

/** Jumps to `target` where the expression's truth is `when`, without making a bool of `and`, `or` and `not`. */
export function compileCondition(unit: Unit, node: Expression, target: Label, when: boolean): void {
  if (node.type === "UnaryOp" && node.operator === "not") {
    compileCondition(unit, node.operand, target, !when);
    return;
  }
  if (node.type === "BoolOp") {
    const last = node.values.length - 1;
    // `and` jumps early on false, `or` on true.
    const early = node.operator === "or";
    if (early === when) {
      for (const value of node.values) compileCondition(unit, value, target, when);
      return;
    }
    const through = unit.code.label();
    node.values.forEach((value, i) => {
      compileCondition(unit, value, i === last ? target : through, i === last ? when : early);
    });
    unit.code.place(through);
    return;
  }
  compileExpression(unit, node);
  unit.code.jump(when ? Op.PopJumpIfTrue : Op.PopJumpIfFalse, target, node, -1);
}
