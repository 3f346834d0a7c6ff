/** Functions of the `torch` module that are more than an operation on tensors. */
import { NativeFunction } from "../../../runtime/objects/function.ts";
import type { Machine, Value } from "../../../runtime/objects/object.ts";
import { native } from "../../../runtime/objects/signature.ts";
import type { ParsedArguments } from "../arguments/parsed.ts";
import { ArgumentParser } from "../arguments/parser.ts";
import { asRaised } from "../errors.ts";

/** The functions by name. */
export const libraryFunctions = new Map<string, NativeFunction>();

/** A function with PyTorch's native argument handling and errors. */
export function defineNative(
  name: string,
  overloads: string | readonly string[],
  run: (machine: Machine, args: ParsedArguments) => Value,
  doc: string,
): void {
  const parser = new ArgumentParser(name, typeof overloads === "string" ? [overloads] : overloads);
  const code = (machine: Machine, args: Value[], keywords: ReadonlyMap<string, Value> | null): Value => {
    const parsed = parser.parse(args, keywords);
    try {
      return run(machine, parsed);
    } catch (error) {
      throw asRaised(error);
    }
  };
  libraryFunctions.set(name, new NativeFunction(name, code, null, doc, false));
}

/** A function that PyTorch writes in Python: its signature, and CPython's errors. */
export function definePython(
  signature: string,
  run: (machine: Machine, ...bound: never[]) => Value,
  doc: string,
): NativeFunction {
  const made = native(
    signature,
    // The wrapper passes on what the signature binds, whose types `run` names.
    ((machine: Machine, ...bound: never[]) => {
      try {
        return run(machine, ...bound);
      } catch (error) {
        throw asRaised(error);
      }
    }) as (machine: Machine, ...bound: never[]) => Value,
    doc,
  );
  libraryFunctions.set(made.name, made);
  return made;
}
