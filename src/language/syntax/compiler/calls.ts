import type { CallShape } from "../../runtime/code.ts";
import { Op } from "../../runtime/opcode.ts";
import type { Call, Expression, Keyword, Span } from "../ast.ts";
import { SyntaxProblem } from "../problem.ts";
import { attributeSpan, compileExpression, compileStarredElements, isStarred } from "./expressions.ts";
import type { Unit } from "./unit.ts";

export function compileCall(unit: Unit, node: Call): void {
  const { func, args, keywords } = node;
  refuseRepeatedKeywords(keywords);
  const unpacked = args.some(isStarred) || keywords.some((keyword) => keyword.name === null);
  if (func.type === "Attribute" && !unpacked && keywords.length === 0) {
    compileExpression(unit, func.value);
    unit.emit(Op.LoadMethod, unit.nameIndex(func.attribute), attributeSpan(unit, func));
    for (const argument of args) compileExpression(unit, argument);
    unit.emit(Op.CallMethod, args.length, attributeSpan(unit, func, node));
    return;
  }
  compileExpression(unit, func);
  const span = func.type === "Attribute" ? attributeSpan(unit, func, node) : node;
  if (unpacked) {
    compileArguments(unit, args, keywords, node);
    unit.emit(Op.CallUnpacked, keywords.length > 0 ? 1 : 0, span);
    return;
  }
  for (const argument of args) compileExpression(unit, argument);
  if (keywords.length === 0) {
    unit.emit(Op.Call, args.length, span);
    return;
  }
  for (const keyword of keywords) compileExpression(unit, keyword.value);
  const names = keywords.map((keyword) => keyword.name ?? "");
  const shape: CallShape = { positional: args.length, names };
  const index = unit.code.constant(shape, `call ${args.length} ${names.join(",")}`);
  unit.code.emit(Op.CallKeywords, index, span, -args.length - names.length);
}

/** Leaves the tuple of positional arguments and the dict of keywords (or None). */
export function compileArguments(
  unit: Unit,
  args: readonly Expression[],
  keywords: readonly Keyword[],
  span: Span,
): void {
  const [first] = args;
  if (args.length === 1 && first.type === "Starred") compileExpression(unit, first.value);
  else if (args.some(isStarred)) {
    compileStarredElements(unit, args, Op.BuildList, Op.ListAppend, Op.ListExtend, span);
    unit.emit(Op.ListToTuple, 1, span);
  } else {
    for (const argument of args) compileExpression(unit, argument);
    unit.emit(Op.BuildTuple, args.length, span);
  }
  if (keywords.length === 0) {
    unit.none(span);
    return;
  }
  if (keywords.length === 1 && keywords[0].name === null) {
    compileExpression(unit, keywords[0].value);
    return;
  }
  let pending = 0;
  let started = false;
  const flush = (): void => {
    if (pending === 0 && started) return;
    unit.emit(Op.BuildDict, pending, span);
    if (started) unit.emit(Op.DictMerge, 0, span);
    started = true;
    pending = 0;
  };
  for (const keyword of keywords) {
    if (keyword.name === null) {
      flush();
      compileExpression(unit, keyword.value);
      unit.emit(Op.DictMerge, 0, span);
    } else {
      unit.emit(Op.LoadConstant, unit.code.valueConstant(keyword.name), keyword);
      compileExpression(unit, keyword.value);
      pending++;
    }
  }
  flush();
}

function refuseRepeatedKeywords(keywords: readonly Keyword[]): void {
  const seen = new Set<string>();
  for (const keyword of keywords) {
    if (keyword.name === null) continue;
    if (keyword.name === "__debug__") {
      throw new SyntaxProblem("cannot assign to __debug__", keyword.start, keyword.end);
    }
    if (seen.has(keyword.name)) {
      throw new SyntaxProblem(`keyword argument repeated: ${keyword.name}`, keyword.start, keyword.end);
    }
    seen.add(keyword.name);
  }
}
