import { typeError } from "../errors.ts";
import { NativeFunction } from "../objects/function.ts";
import type { Machine, Value } from "../objects/object.ts";
import { PyList } from "../objects/sequence.ts";
import { parseSignature } from "../objects/signature.ts";
import { objectType } from "../objects/types.ts";
import { lessThan } from "../protocols/comparison.ts";
import { toArray } from "../protocols/iteration.ts";
import { callSpecial, findSpecial } from "../protocols/special.ts";
import { namesOf } from "./attribute-names.ts";

/** `dir()`: the local names, or what `__dir__` gives, sorted. */
export const dirFunction = new NativeFunction(
  "dir",
  (machine, args) => {
    if (args.length > 1) throw typeError(`dir expected at most 1 argument, got ${args.length}`);
    if (args.length === 0) return new PyList(sorted(machine, [...machine.currentLocals().keys()]));
    const method = findSpecial(args[0], "__dir__");
    if (method === undefined || method === objectType.attributes.get("__dir__")) {
      return new PyList(namesOf(machine, args[0]));
    }
    return new PyList(sorted(machine, toArray(machine, callSpecial(machine, method, args[0], []))));
  },
  parseSignature("dir(object=...)"),
  "Without an argument the names in scope, otherwise the names of an object's attributes.",
);

function sorted(machine: Machine, names: Value[]): Value[] {
  return names.sort((a, b) => (lessThan(machine, a, b) ? -1 : lessThan(machine, b, a) ? 1 : 0));
}
