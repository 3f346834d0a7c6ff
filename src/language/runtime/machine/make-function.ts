import type { Code } from "../code.ts";
import type { Frame } from "../frame.ts";
import type { Cell } from "../objects/cell.ts";
import type { PyDict } from "../objects/dict.ts";
import { PyFunction } from "../objects/function.ts";
import type { Value } from "../objects/object.ts";
import type { PyTuple } from "../objects/sequence.ts";
import { functionFlags } from "../opcode.ts";

/** Pops what the flags name and pushes the function; returns the new stack top. */
export function makeFunction(frame: Frame, top: number, code: Code, flags: number): number {
  const { slots } = frame;
  let sp = top;
  // The compiler pushed these in this order; so they come off in reverse.
  const closure = (flags & functionFlags.closure) !== 0 ? ((slots[--sp] as PyTuple).items as readonly Cell[]) : [];
  const annotations = (flags & functionFlags.annotations) !== 0 ? (slots[--sp] as PyDict) : null;
  const keywordDefaults = (flags & functionFlags.keywordDefaults) !== 0 ? (slots[--sp] as PyDict) : null;
  const defaults = (flags & functionFlags.defaults) !== 0 ? (slots[--sp] as PyTuple).items : [];
  const keywordMap = new Map<string, Value>();
  // Keyword defaults are keyed by parameter names.
  if (keywordDefaults !== null)
    for (const [name, value] of keywordDefaults.entries()) keywordMap.set(name as string, value);
  const made = new PyFunction(code, frame.globals, defaults, keywordMap.size === 0 ? null : keywordMap, closure);
  made.annotations = annotations;
  slots[sp++] = made;
  return sp;
}
