/** Binds the arguments of a call to a Python function's parameters, with CPython's TypeErrors. */
import { typeError } from "../errors.ts";
import type { Frame } from "../frame.ts";
import type { VirtualMachine } from "../machine.ts";
import { PyDict } from "../objects/dict.ts";
import type { PyFunction } from "../objects/function.ts";
import type { Keywords, Value } from "../objects/object.ts";
import { PyTuple } from "../objects/sequence.ts";
import { emptyFrame, fillParameterCells, recursionError } from "./calls.ts";

export function bindFrame(
  machine: VirtualMachine,
  callee: PyFunction,
  args: readonly Value[],
  keywords: Keywords,
): Frame {
  if (machine.depth >= machine.recursionLimit) throw recursionError();
  if (machine.interrupt[0] !== 0) machine.checkInterrupt();
  const frame = emptyFrame(machine, callee);
  bind(callee, frame.slots, args, keywords);
  if (callee.code.ownCells > 0) fillParameterCells(frame);
  return frame;
}

function bind(callee: PyFunction, slots: (Value | undefined)[], args: readonly Value[], keywords: Keywords): void {
  const { code, defaults } = callee;
  const { positional, keywordOnly, varPositional, varKeyword } = code.parameters;
  const named = positional + keywordOnly;
  const given = Math.min(args.length, positional);
  for (let i = 0; i < given; i++) slots[i] = args[i];
  if (varPositional) slots[named] = new PyTuple(args.slice(positional));
  let extra: PyDict | null = null;
  if (varKeyword) {
    extra = new PyDict();
    slots[named + (varPositional ? 1 : 0)] = extra;
  }
  if (keywords !== null) bindKeywords(callee, slots, keywords, extra);
  if (args.length > positional && !varPositional) throw tooManyPositional(callee, slots, args.length);
  if (given < positional) {
    const firstDefault = positional - defaults.length;
    let missing = false;
    for (let i = given; i < positional; i++) {
      if (slots[i] !== undefined) continue;
      if (i >= firstDefault) slots[i] = defaults[i - firstDefault];
      else missing = true;
    }
    if (missing) throw missingArguments(callee, slots, 0, firstDefault, "positional");
  }
  if (keywordOnly > 0) {
    let missing = false;
    for (let i = positional; i < named; i++) {
      if (slots[i] !== undefined) continue;
      const value = callee.keywordDefaults?.get(code.localNames[i]);
      if (value === undefined) missing = true;
      else slots[i] = value;
    }
    if (missing) throw missingArguments(callee, slots, positional, named, "keyword-only");
  }
}

function bindKeywords(
  callee: PyFunction,
  slots: (Value | undefined)[],
  keywords: ReadonlyMap<string, Value>,
  extra: PyDict | null,
): void {
  const { localNames, parameters } = callee.code;
  const named = parameters.positional + parameters.keywordOnly;
  for (const [name, value] of keywords) {
    let slot = parameters.positionalOnly;
    while (slot < named && localNames[slot] !== name) slot++;
    if (slot < named) {
      if (slots[slot] !== undefined) throw typeError(`${callee.qualname}() got multiple values for argument '${name}'`);
      slots[slot] = value;
    } else if (extra !== null) extra.setString(name, value);
    else throw unexpectedKeyword(callee, keywords, name);
  }
}

function unexpectedKeyword(callee: PyFunction, keywords: ReadonlyMap<string, Value>, name: string) {
  const { localNames, parameters } = callee.code;
  const misplaced = localNames.slice(0, parameters.positionalOnly).filter((parameter) => keywords.has(parameter));
  if (misplaced.length > 0) {
    return typeError(
      `${callee.qualname}() got some positional-only arguments passed as keyword arguments: '${misplaced.join(", ")}'`,
    );
  }
  return typeError(`${callee.qualname}() got an unexpected keyword argument '${name}'`);
}

function tooManyPositional(callee: PyFunction, slots: readonly (Value | undefined)[], given: number) {
  const { positional, keywordOnly } = callee.code.parameters;
  const optional = callee.defaults.length;
  const required = positional - optional;
  const takes = optional > 0 ? `from ${required} to ${positional}` : `${positional}`;
  const plural = optional > 0 || positional !== 1;
  let keywordGiven = 0;
  for (let i = positional; i < positional + keywordOnly; i++) if (slots[i] !== undefined) keywordGiven++;
  const extra =
    keywordGiven > 0
      ? ` positional argument${given === 1 ? "" : "s"} (and ${keywordGiven} keyword-only argument${keywordGiven === 1 ? "" : "s"})`
      : "";
  return typeError(
    `${callee.qualname}() takes ${takes} positional argument${plural ? "s" : ""} but ${given}${extra} ${given === 1 && keywordGiven === 0 ? "was" : "were"} given`,
  );
}

function missingArguments(
  callee: PyFunction,
  slots: readonly (Value | undefined)[],
  start: number,
  end: number,
  kind: "positional" | "keyword-only",
) {
  const names = callee.code.localNames.slice(start, end).filter((_name, i) => slots[start + i] === undefined);
  const quoted = names.map((name) => `'${name}'`);
  let list = quoted.join(" and ");
  if (quoted.length > 2) list = `${quoted.slice(0, -1).join(", ")}, and ${quoted[quoted.length - 1]}`;
  return typeError(
    `${callee.qualname}() missing ${names.length} required ${kind} argument${names.length === 1 ? "" : "s"}: ${list}`,
  );
}
