/** Which special methods of builtin classes CPython makes of their slots, and which are methods as others are. */
import type { PyType } from "./object.ts";
import { dictType, frozensetType, listType, setType } from "./types.ts";

const binary = "add sub mul matmul truediv floordiv mod divmod pow lshift rshift and xor or".split(" ");
const slots = new Set([
  ...binary.flatMap((name) => [`__${name}__`, `__r${name}__`, `__i${name}__`]),
  ..."neg pos abs invert bool int float index lt le eq ne gt ge hash repr str call iter next len"
    .split(" ")
    .map((name) => `__${name}__`),
  ..."getitem setitem delitem contains getattribute setattr delattr get set delete init del"
    .split(" ")
    .map((name) => `__${name}__`),
]);

/** What these classes define as methods although there is a slot for it. */
const methods = new Map<PyType, ReadonlySet<string>>([
  [listType, new Set(["__getitem__"])],
  [dictType, new Set(["__getitem__", "__contains__"])],
  [setType, new Set(["__contains__"])],
  [frozensetType, new Set(["__contains__"])],
]);

/** Whether `type.__dict__[name]`, written in C, is a slot wrapper. */
export function fillsSlot(type: PyType, name: string): boolean {
  return slots.has(name) && methods.get(type)?.has(name) !== true;
}
