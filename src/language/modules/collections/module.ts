/** The module `collections`: deque, defaultdict and namedtuple are here, the rest in collections.py. */
import { positionalFunction } from "../../runtime/builtins/define.ts";
import { DictView, type ViewKind } from "../../runtime/builtins/dict-views.ts";
import { genericAliasType, makeSubscriptable } from "../../runtime/builtins/generic-alias.ts";
import { OrderedIterator } from "../../runtime/builtins/ordered-iterator.ts";
import { typeError } from "../../runtime/errors.ts";
import { add } from "../../runtime/numbers/integer.ts";
import { PyDict } from "../../runtime/objects/dict.ts";
import { NativeFunction } from "../../runtime/objects/function.ts";
import { type Machine, PyType, type Value } from "../../runtime/objects/object.ts";
import { binaryOperation, callMethod, iterate, setItem, textOf } from "../../runtime/protocols/index.ts";
import source from "../python/collections.py";
import abcSource from "../python/collections_abc.py";
import type { ModuleDefinition } from "../registry.ts";
import { defaultdictType, installDefaultdict } from "./defaultdict.ts";
import { dequeType, installDeque } from "./deque.ts";
import { installNamedTuple, namedtuple } from "./namedtuple.ts";
import { installOrdered } from "./ordered-dict.ts";

/** Adds one to a mapping's count of each element. */
function countElements(machine: Machine, mapping: Value, values: Value): Value {
  let steps = 0;
  for (const value of iterate(machine, values)) {
    if (mapping instanceof PyDict) {
      const count = mapping.get(machine, value) ?? 0;
      mapping.set(machine, value, typeof count === "number" ? add(count, 1) : binaryOperation(machine, "+", count, 1));
    } else
      setItem(
        machine,
        mapping,
        value,
        binaryOperation(machine, "+", callMethod(machine, mapping, "get", [value, 0]), 1),
      );
    if ((++steps & 0xfff) === 0) machine.checkInterrupt();
  }
  return null;
}

let installed = false;

export function installCollections(): void {
  if (installed) return;
  installed = true;
  installDeque();
  installDefaultdict();
  installNamedTuple();
  makeSubscriptable(dequeType);
  makeSubscriptable(defaultdictType);
  PyType.epoch++;
}

/** A method of OrderedDict: a view that says so. */
function orderedView(kind: ViewKind): [string, Value] {
  const method = new NativeFunction(kind, (_machine, [self, ...rest]) => {
    if (!(self instanceof PyDict)) throw typeError(`descriptor '${kind}' requires a 'collections.OrderedDict' object`);
    if (rest.length > 0) throw typeError(`OrderedDict.${kind}() takes no arguments (${rest.length} given)`);
    return new DictView(kind, self, true);
  });
  return [`_odict_${kind}`, method];
}

/** Iterating over an OrderedDict itself. */
function orderedIteration(name: string, reversed: boolean): [string, Value] {
  const method = new NativeFunction(name, (_machine, [self, ...rest]) => {
    if (!(self instanceof PyDict)) throw typeError(`descriptor '${name}' requires a 'collections.OrderedDict' object`);
    if (rest.length > 0) throw typeError(`expected 0 arguments, got ${rest.length}`);
    return new OrderedIterator(self, "keys", reversed);
  });
  return [`_odict_${reversed ? "reversed" : "iter"}`, method];
}

function natives(): [string, Value][] {
  installCollections();
  return [
    ["deque", dequeType],
    ["defaultdict", defaultdictType],
    ["namedtuple", namedtuple],
    orderedView("keys"),
    orderedView("values"),
    orderedView("items"),
    orderedIteration("__iter__", false),
    orderedIteration("__reversed__", true),
    [
      "_name_natively",
      positionalFunction("_name_natively(cls, name, /)", (_machine, cls, name) => {
        if (cls instanceof PyType) cls.nativeName = textOf(name) ?? null;
        return null;
      }),
    ],
    ["_install_ordered", installOrdered],
    ["_count_elements", positionalFunction("_count_elements(mapping, iterable, /)", countElements)],
  ];
}

export const collectionsModule: ModuleDefinition = { name: "collections", source, globals: natives };

export const collectionsAbcModule: ModuleDefinition = {
  name: "collections.abc",
  source: abcSource,
  globals: () => {
    installCollections();
    return [
      ["_deque", dequeType],
      ["GenericAlias", genericAliasType],
    ];
  },
};
