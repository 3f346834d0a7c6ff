/** The parameters of a function in the orders in which they are kept. */
import type { Parameter, Parameters } from "./ast.ts";

/** Every parameter in the order of the frame's slots: positional, keyword-only, `*args`, `**kwargs`. */
export function orderedParameters(parameters: Parameters): Parameter[] {
  const { positionalOnly, normal, keywordOnly, varPositional, varKeyword } = parameters;
  return [...positionalOnly, ...normal, ...keywordOnly, ...[varPositional, varKeyword].filter((p) => p !== null)];
}

/** Every parameter in the order in which annotations are kept. */
export function annotatedParameters(parameters: Parameters): Parameter[] {
  const { positionalOnly, normal, keywordOnly, varPositional, varKeyword } = parameters;
  const all = [...positionalOnly, ...normal, varPositional, ...keywordOnly, varKeyword];
  return all.filter((parameter) => parameter !== null).filter((parameter) => parameter.annotation !== null);
}
