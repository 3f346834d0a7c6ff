/** The table of `torch.nn.functional`: functions written over native operations, with Python's signatures. */
import type { NativeFunction } from "../../../runtime/objects/function.ts";
import type { Machine, Value } from "../../../runtime/objects/object.ts";
import { native } from "../../../runtime/objects/signature.ts";
import "../operations/index.ts";
import { operationFunction } from "../operations/invoke.ts";

/** The functions by name. */
export const functionalFunctions = new Map<string, NativeFunction>();

export function define(signature: string, body: (machine: Machine, ...bound: never[]) => Value, doc: string): void {
  const made = native(signature, body, doc);
  made.module = "torch.nn.functional";
  functionalFunctions.set(made.name, made);
}

/** Calls an operation with keyword arguments beside positional ones. */
export function call(
  machine: Machine,
  name: string,
  args: Value[],
  keywords: readonly (readonly [string, Value])[],
): Value {
  const made = operationFunction(name);
  if (made === undefined) throw new Error(`no operation ${name}`);
  return made.code(machine, args, new Map(keywords));
}
