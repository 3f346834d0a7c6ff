/** What may stand on the left of `=`, after `for`, `with ... as` and `del`; CPython's complaints about what may not. */
import type { Expression } from "./ast.ts";
import { SyntaxProblem } from "./problem.ts";

/** CPython's name of an expression in messages (`_PyPegen_get_expr_name`). */
export function expressionName(node: Expression): string {
  switch (node.type) {
    case "Attribute":
      return "attribute";
    case "Subscript":
      return "subscript";
    case "Starred":
      return "starred";
    case "Name":
      return "name";
    case "List":
      return "list";
    case "Tuple":
      return "tuple";
    case "Lambda":
      return "lambda";
    case "Call":
      return "function call";
    case "BoolOp":
    case "BinOp":
    case "UnaryOp":
      return "expression";
    case "GeneratorExp":
      return "generator expression";
    case "Yield":
    case "YieldFrom":
      return "yield expression";
    case "ListComp":
      return "list comprehension";
    case "SetComp":
      return "set comprehension";
    case "DictComp":
      return "dict comprehension";
    case "Dict":
      return "dict literal";
    case "Set":
      return "set display";
    case "JoinedStr":
      return "f-string expression";
    case "Constant":
      switch (node.value.kind) {
        case "none":
          return "None";
        case "bool":
          return node.value.value ? "True" : "False";
        case "ellipsis":
          return "ellipsis";
        default:
          return "literal";
      }
    case "Compare":
      return "comparison";
    case "IfExp":
      return "conditional expression";
    case "NamedExpr":
      return "named expression";
    case "Slice":
      return "slice";
  }
}

/** The innermost part that cannot be a target, or null. */
export function invalidTarget(node: Expression, action: "assign" | "delete" | "for"): Expression | null {
  switch (node.type) {
    case "Name":
    case "Attribute":
    case "Subscript":
      return null;
    case "List":
    case "Tuple":
      for (const element of node.elements) {
        const invalid = invalidTarget(element, action);
        if (invalid) return invalid;
      }
      return null;
    case "Starred":
      return action === "delete" ? node : invalidTarget(node.value, action);
    case "Compare":
      // `for x in y` read as one comparison: the target is its left side
      return action === "for" && node.operators[0] === "in" ? invalidTarget(node.left, action) : node;
    default:
      return node;
  }
}

/** CPython's hint stands after what binds tighter than a comparison (its rule invalid_named_expression). */
const hinted: ReadonlySet<Expression["type"]> = new Set([
  "Call",
  "Constant",
  "BinOp",
  "UnaryOp",
  "JoinedStr",
  "Dict",
  "Set",
  "ListComp",
  "SetComp",
  "DictComp",
]);

const isNegation = (node: Expression): boolean => node.type === "UnaryOp" && node.operator === "not";

/** Throws CPython's SyntaxError where `node` cannot be assigned to. `plain`: the target of a statement `node = ...`. */
export function checkAssignable(node: Expression, plain: boolean): void {
  const invalid = invalidTarget(node, "assign");
  if (invalid === null) {
    if (node.type === "Starred")
      throw new SyntaxProblem("starred assignment target must be in a list or tuple", node.start, node.end);
    return;
  }
  if (invalid.type === "Yield" || invalid.type === "YieldFrom") {
    throw new SyntaxProblem("assignment to yield expression not possible", invalid.start, invalid.end);
  }
  const name = expressionName(invalid);
  const isKeyword = name === "None" || name === "True" || name === "False";
  const hint =
    plain && invalid === node && !isKeyword && hinted.has(node.type) && !isNegation(node)
      ? " here. Maybe you meant '==' instead of '='?"
      : "";
  throw new SyntaxProblem(`cannot assign to ${name}${hint}`, invalid.start, invalid.end);
}

export function checkForTarget(node: Expression): void {
  const invalid = invalidTarget(node, "for");
  if (invalid) throw new SyntaxProblem(`cannot assign to ${expressionName(invalid)}`, invalid.start, invalid.end);
  if (node.type === "Starred")
    throw new SyntaxProblem("starred assignment target must be in a list or tuple", node.start, node.end);
}

export function checkDeletable(node: Expression): void {
  const invalid = invalidTarget(node, "delete");
  if (invalid) throw new SyntaxProblem(`cannot delete ${expressionName(invalid)}`, invalid.start, invalid.end);
}
