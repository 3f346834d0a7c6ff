/** The module `functools`: what needs speed is here, the rest in functools.py. */

import { comparisonMethods } from "../../runtime/builtins/containers.ts";
import { functionOfOne, positionalFunction } from "../../runtime/builtins/define.ts";
import { TypeError as TypeErrorType, typeError } from "../../runtime/errors.ts";
import { NativeFunction } from "../../runtime/objects/function.ts";
import { type Machine, PyObject, PyType, type Value } from "../../runtime/objects/object.ts";
import { Raised } from "../../runtime/objects/raised.ts";
import { NotImplemented } from "../../runtime/objects/singletons.ts";
import { objectType } from "../../runtime/objects/types.ts";
import { compare, getIterator, nextOf } from "../../runtime/protocols/index.ts";
import source from "../python/functools.py";
import type { ModuleDefinition } from "../registry.ts";
import { cacheType, installCache } from "./cache.ts";
import { installPartial, partialType } from "./partial.ts";

function reduce(machine: Machine, callee: Value, values: Value, initial: Value | undefined): Value {
  let iterator: Value;
  try {
    iterator = getIterator(machine, values);
  } catch (error) {
    if (error instanceof Raised && error.exception.type === TypeErrorType) {
      throw typeError("reduce() arg 2 must support iteration");
    }
    throw error;
  }
  let result = initial;
  let steps = 0;
  for (let value = nextOf(machine, iterator); value !== undefined; value = nextOf(machine, iterator)) {
    result = result === undefined ? value : machine.call(callee, [result, value]);
    if ((++steps & 0xfff) === 0) machine.checkInterrupt();
  }
  if (result === undefined) throw typeError("reduce() of empty iterable with no initial value");
  return result;
}

const keyType = new PyType("KeyWrapper", [objectType], "functools");
keyType.nativeName = "functools.KeyWrapper";

/** A sort key that compares by an old-style comparison function. */
class ComparisonKey extends PyObject {
  constructor(
    readonly callee: Value,
    readonly object: Value,
  ) {
    super();
  }
  get type(): PyType {
    return keyType;
  }
}

function installKeys(): void {
  for (const [name, op] of comparisonMethods) {
    keyType.attributes.set(
      name,
      new NativeFunction(name, (machine, [self, other]) => {
        if (!(self instanceof ComparisonKey && other instanceof ComparisonKey)) return NotImplemented;
        return compare(machine, op, machine.call(self.callee, [self.object, other.object]), 0);
      }),
    );
  }
  keyType.attributes.set("__hash__", null);
}

let installed = false;

const reduceFunction = positionalFunction("reduce(function, iterable, initial=..., /)", reduce);
reduceFunction.binds = false;

function natives(): [string, Value][] {
  if (!installed) {
    installed = true;
    installCache();
    installPartial();
    installKeys();
    PyType.epoch++;
  }
  return [
    ["reduce", reduceFunction],
    ["partial", partialType],
    ["_CachedFunction", cacheType],
    [
      "cmp_to_key",
      functionOfOne("cmp_to_key(mycmp)", (_machine, callee) =>
        functionOfOne("K(obj)", (_running, object) => new ComparisonKey(callee, object)),
      ),
    ],
  ];
}

export const functoolsModule: ModuleDefinition = { name: "functools", source, globals: natives };
