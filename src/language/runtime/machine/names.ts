/** The slow paths of variables: class bodies, missing names, deletions. */
import type { Code } from "../code.ts";
import { NameError, raised, UnboundLocalError } from "../errors.ts";
import type { Frame } from "../frame.ts";
import { PyDict } from "../objects/dict.ts";
import type { Value } from "../objects/object.ts";
import type { Raised } from "../objects/raised.ts";
import { rememberFrame } from "./suggestions.ts";

/** A comprehension's variables are kept under `.name`. */
const shown = (name: string): string => (name.startsWith(".") ? name.slice(1) : name);

export function unboundLocal(code: Code, slot: number): Raised {
  const name = shown(code.localNames[slot]);
  return named(
    raised(UnboundLocalError, `cannot access local variable '${name}' where it is not associated with a value`),
    name,
  );
}

export function unboundCell(code: Code, cell: number): Raised {
  const name = shown(code.cellNames[cell]);
  if (cell < code.ownCells) {
    return named(
      raised(UnboundLocalError, `cannot access local variable '${name}' where it is not associated with a value`),
      name,
    );
  }
  const text = `cannot access free variable '${name}' where it is not associated with a value in enclosing scope`;
  return named(raised(NameError, text), name);
}

function undefinedName(name: string, frame: Frame): Raised {
  const error = named(raised(NameError, `name '${name}' is not defined`), name);
  rememberFrame(error.exception, frame);
  return error;
}

function named(error: Raised, name: string): Raised {
  error.exception.attributes.set("name", name);
  return error;
}

/** A global that neither the module nor the builtins have: one that loads on first use, or NameError. */
export function fallbackGlobal(frame: Frame, index: number): Value {
  const name = frame.code.names[index];
  const value = frame.globals.fallback?.(name);
  if (value === undefined) throw undefinedName(name, frame);
  return value;
}

function globalValue(frame: Frame, index: number): Value {
  const own = frame.globalCells[index].value;
  if (own !== undefined) return own;
  const builtin = frame.builtinCells[index].value;
  return builtin === undefined ? fallbackGlobal(frame, index) : builtin;
}

export function deleteGlobal(frame: Frame, index: number): void {
  const cell = frame.globalCells[index];
  if (cell.value === undefined) throw undefinedName(frame.code.names[index], frame);
  cell.value = undefined;
}

export function loadName(frame: Frame, index: number): Value {
  const own = frame.names?.get(frame.code.names[index]);
  return own === undefined ? globalValue(frame, index) : own;
}

export function storeName(frame: Frame, index: number, value: Value): void {
  frame.names?.set(frame.code.names[index], value);
}

export function deleteName(frame: Frame, index: number): void {
  const name = frame.code.names[index];
  if (frame.names === null || !frame.names.delete(name)) throw undefinedName(name, frame);
}

export function loadClassCell(frame: Frame, cell: number): Value {
  const own = frame.names?.get(frame.code.cellNames[cell]);
  if (own !== undefined) return own;
  const { value } = frame.cells[cell];
  if (value === undefined) throw unboundCell(frame.code, cell);
  return value;
}

/** `__annotations__` of a class body or module that annotates variables. */
export function setupAnnotations(frame: Frame): void {
  if (frame.names !== null) {
    if (!frame.names.has("__annotations__")) frame.names.set("__annotations__", new PyDict());
  } else if (!frame.globals.has("__annotations__")) frame.globals.set("__annotations__", new PyDict());
}
