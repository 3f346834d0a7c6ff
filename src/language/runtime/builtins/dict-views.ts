/** `dict.keys()`, `.values()`, `.items()`: live views; keys and items are set-like. */
import type { PyDict } from "../objects/dict.ts";
import { type Machine, PyObject, PyType, type Value } from "../objects/object.ts";
import { PyTuple } from "../objects/sequence.ts";
import { PySet } from "../objects/set.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { dictKeyIteratorType, objectType } from "../objects/types.ts";
import { contains, findSpecial, identicalOrEqual, iterate, length, repr } from "../protocols/index.ts";
import { guardRecursion } from "./containers.ts";
import { Methods } from "./define.ts";
import { DictIterator } from "./dict.ts";
import {
  dictItemIteratorType,
  dictReverseKeyIteratorType,
  dictValueIteratorType,
  iteratorType,
  notCallable,
} from "./iterators.ts";
import { OrderedIterator } from "./ordered-iterator.ts";

export type ViewKind = "keys" | "values" | "items";

export const dictKeysType = new PyType("dict_keys", [objectType]);
export const dictValuesType = new PyType("dict_values", [objectType]);
export const dictItemsType = new PyType("dict_items", [objectType]);

const viewTypes: Readonly<Record<ViewKind, PyType>> = {
  keys: dictKeysType,
  values: dictValuesType,
  items: dictItemsType,
};

/** The views of an OrderedDict: CPython's have names of their own. */
const orderedViewTypes: Readonly<Record<ViewKind, PyType>> = {
  keys: new PyType("odict_keys", [dictKeysType]),
  values: new PyType("odict_values", [dictValuesType]),
  items: new PyType("odict_items", [dictItemsType]),
};

const iteratorTypes: Readonly<Record<ViewKind, PyType>> = {
  keys: dictKeyIteratorType,
  values: dictValueIteratorType,
  items: dictItemIteratorType,
};

const reverseIteratorTypes: Readonly<Record<ViewKind, PyType>> = {
  keys: dictReverseKeyIteratorType,
  values: iteratorType("dict_reversevalueiterator"),
  items: iteratorType("dict_reverseitemiterator"),
};

export class DictView extends PyObject {
  constructor(
    readonly kind: ViewKind,
    readonly dict: PyDict,
    readonly isOrdered = false,
  ) {
    super();
  }
  get type(): PyType {
    return (this.isOrdered ? orderedViewTypes : viewTypes)[this.kind];
  }
  *[Symbol.iterator](): IterableIterator<Value> {
    if (this.kind === "keys") yield* this.dict.keys();
    else if (this.kind === "values") yield* this.dict.values();
    else for (const [key, value] of this.dict.entries()) yield new PyTuple([key, value]);
  }
}

function has(machine: Machine, view: DictView, value: Value): boolean {
  if (view.kind === "keys") return view.dict.has(machine, value);
  if (view.kind === "items") {
    if (!(value instanceof PyTuple) || value.items.length !== 2) return false;
    const found = view.dict.get(machine, value.items[0]);
    return found !== undefined && identicalOrEqual(machine, found, value.items[1]);
  }
  for (const item of view) if (identicalOrEqual(machine, item, value)) return true;
  return false;
}

/** Sets and set-like views: what keys and items compare to. */
const isSetLike = (value: Value): boolean =>
  value instanceof PySet || (value instanceof DictView && value.kind !== "values");

function installSetOperations(methods: Methods<DictView>): void {
  const operation = (name: string, combine: (machine: Machine, a: PySet, b: PySet) => Value, swapped: boolean): void =>
    methods.one(name, (machine, self, other) => {
      if (findSpecial(other, "__iter__") === undefined) {
        return isSetLike(other) ? NotImplemented : notIterable(machine, other);
      }
      const mine = PySet.from(machine, self);
      const theirs = PySet.from(machine, iterate(machine, other));
      return swapped ? combine(machine, theirs, mine) : combine(machine, mine, theirs);
    });
  const filtered = (machine: Machine, a: PySet, keep: (value: Value) => boolean): PySet =>
    PySet.from(machine, [...a].filter(keep));
  const pairs: [string, (machine: Machine, a: PySet, b: PySet) => Value][] = [
    ["and", (machine, a, b) => filtered(machine, a, (value) => b.has(machine, value))],
    ["or", (machine, a, b) => PySet.from(machine, [...a, ...b])],
    ["sub", (machine, a, b) => filtered(machine, a, (value) => !b.has(machine, value))],
    [
      "xor",
      (machine, a, b) =>
        PySet.from(machine, [
          ...[...a].filter((value) => !b.has(machine, value)),
          ...[...b].filter((value) => !a.has(machine, value)),
        ]),
    ],
  ];
  for (const [name, combine] of pairs) {
    operation(`__${name}__`, combine, false);
    operation(`__r${name}__`, combine, true);
  }
  methods.one("isdisjoint", (machine, self, other) => {
    for (const value of iterate(machine, other)) if (has(machine, self, value)) return false;
    return true;
  });
}

/** Throws the TypeError of iterating over what cannot be. */
function notIterable(machine: Machine, value: Value): Value {
  for (const item of iterate(machine, value)) return item;
  return null;
}

function installComparisons(methods: Methods<DictView>): void {
  const within = (machine: Machine, a: Value, b: Value): boolean => {
    for (const value of iterate(machine, a)) if (!contains(machine, b, value)) return false;
    return true;
  };
  const compare = (name: string, holds: (machine: Machine, a: DictView, b: Value, order: number) => boolean): void =>
    methods.one(name, (machine, self, other) =>
      isSetLike(other) ? holds(machine, self, other, self.dict.size - length(machine, other)) : NotImplemented,
    );
  compare("__eq__", (machine, a, b, order) => order === 0 && within(machine, a, b));
  compare("__ne__", (machine, a, b, order) => order !== 0 || !within(machine, a, b));
  compare("__lt__", (machine, a, b, order) => order < 0 && within(machine, a, b));
  compare("__le__", (machine, a, b, order) => order <= 0 && within(machine, a, b));
  compare("__gt__", (machine, a, b, order) => order > 0 && within(machine, b, a));
  compare("__ge__", (machine, a, b, order) => order >= 0 && within(machine, b, a));
}

export function installDictViews(): void {
  for (const kind of ["keys", "values", "items"] as const) {
    const type = viewTypes[kind];
    notCallable(type);
    notCallable(orderedViewTypes[kind]);
    const methods = new Methods<DictView>(type, (value) =>
      value instanceof DictView && value.kind === kind ? value : undefined,
    );
    methods.none("__len__", (_machine, self) => self.dict.size);
    methods.none("__iter__", (_machine, self) =>
      self.isOrdered
        ? new OrderedIterator(self.dict, kind)
        : new DictIterator(iteratorTypes[kind], self.dict, self[Symbol.iterator]()),
    );
    methods.none("__reversed__", (_machine, self) => {
      if (self.isOrdered) return new OrderedIterator(self.dict, kind, true);
      return new DictIterator(reverseIteratorTypes[kind], self.dict, [...self].reverse().values());
    });
    methods.none("__repr__", (machine, self) =>
      guardRecursion(self, "...", () => {
        const parts = [...self].map((value) => repr(machine, value));
        return `${self.type.name}([${parts.join(", ")}])`;
      }),
    );
    if (kind === "values") continue;
    methods.one("__contains__", (machine, self, value) => has(machine, self, value));
    type.attributes.set("__hash__", null);
    installComparisons(methods);
    installSetOperations(methods);
  }
}
