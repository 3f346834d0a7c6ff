/** The module `bisect`: places in sorted lists. */
import { keywordFunction } from "../runtime/builtins/define.ts";
import { toArgumentSize, toSize } from "../runtime/builtins/receive.ts";
import { valueError } from "../runtime/errors.ts";
import type { NativeFunction } from "../runtime/objects/function.ts";
import type { Machine, Value } from "../runtime/objects/object.ts";
import { PyList } from "../runtime/objects/sequence.ts";
import { callMethod, getItem, length, lessThan } from "../runtime/protocols/index.ts";
import { nativeModule } from "./native-module.ts";
import type { ModuleDefinition } from "./registry.ts";

/** Where x belongs: before (`left`) or after the values that equal it. */
function place(machine: Machine, left: boolean, list: Value, x: Value, low: Value, high: Value, key: Value): number {
  let start = toArgumentSize(machine, low);
  if (start < 0) throw valueError("lo must be non-negative");
  let end = high === null ? length(machine, list) : toSize(machine, high);
  while (start < end) {
    const middle = Math.floor((start + end) / 2);
    const item =
      list instanceof PyList && middle < list.items.length ? list.items[middle] : getItem(machine, list, middle);
    const value = key === null ? item : machine.call(key, [item]);
    const goesBefore = left ? !lessThan(machine, value, x) : lessThan(machine, x, value);
    if (goesBefore) end = middle;
    else start = middle + 1;
  }
  return start;
}

const search = (name: string, left: boolean): NativeFunction =>
  keywordFunction(
    `${name}(a, x, lo=0, hi=None, *, key=None)`,
    (machine, list: Value, x: Value, low: Value, high: Value, key: Value) =>
      place(machine, left, list, x, low, high, key),
  );

const insertion = (name: string, left: boolean): NativeFunction =>
  keywordFunction(
    `${name}(a, x, lo=0, hi=None, *, key=None)`,
    (machine, list: Value, x: Value, low: Value, high: Value, key: Value) => {
      const wanted = key === null ? x : machine.call(key, [x]);
      const at = place(machine, left, list, wanted, low, high, key);
      callMethod(machine, list, "insert", [at, x]);
      return null;
    },
  );

export const bisectModule: ModuleDefinition = {
  name: "bisect",
  create: () =>
    nativeModule("bisect", [
      search("bisect", false),
      search("bisect_right", false),
      search("bisect_left", true),
      insertion("insort", false),
      insertion("insort_right", false),
      insertion("insort_left", true),
    ]),
};
