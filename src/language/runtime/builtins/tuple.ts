/** `tuple`. */

import { typeError, valueError } from "../errors.ts";
import { checkElements } from "../limits.ts";
import { ArrayIterator } from "../objects/iterator.ts";
import type { Value } from "../objects/object.ts";
import { PySlice, PyTuple } from "../objects/sequence.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { tupleType } from "../objects/types.ts";
import { hash } from "../protocols/hash.ts";
import { toList } from "../protocols/iteration.ts";
import { typeName } from "../protocols/types.ts";
import {
  compareSequences,
  comparisonMethods,
  concatenated,
  countItems,
  findItem,
  guardRecursion,
  markSequence,
  repeatItems,
  reprItems,
} from "./containers.ts";
import { Methods } from "./define.ts";
import { bounds } from "./receive.ts";
import { resolveIndex, resolveSlice, takeSlice } from "./slices.ts";

const asTuple = (value: Value): PyTuple | undefined => (value instanceof PyTuple ? value : undefined);

export function installTuple(): void {
  tupleType.construct = (machine, type, args, keywords) => {
    if (type === tupleType) {
      if (keywords !== null && keywords.size > 0) throw typeError("tuple() takes no keyword arguments");
      if (args.length > 1) throw typeError(`tuple expected at most 1 argument, got ${args.length}`);
    }
    const source = args[0];
    if (source instanceof PyTuple && source.type === tupleType && type === tupleType) return source;
    return new PyTuple(source === undefined ? [] : toList(machine, source), type);
  };
  const methods = new Methods<PyTuple>(tupleType, asTuple);
  methods.none("__len__", (_machine, self) => self.items.length);
  methods.none("__iter__", (_machine, self) => new ArrayIterator(self.items));
  methods.none("__repr__", (machine, self) =>
    guardRecursion(self, "(...)", () => {
      const inner = reprItems(machine, self.items);
      return self.items.length === 1 ? `(${inner},)` : `(${inner})`;
    }),
  );
  methods.none("__hash__", (machine, self) => hash(machine, self.type === tupleType ? self : new PyTuple(self.items)));
  methods.one("__getitem__", (machine, self, key) => {
    if (key instanceof PySlice) {
      return new PyTuple(takeSlice(self.items, resolveSlice(machine, key, self.items.length)));
    }
    return self.items[resolveIndex(machine, key, self.items.length, "tuple")];
  });
  methods.one("__add__", (_machine, self, other) => {
    if (!(other instanceof PyTuple)) throw typeError(`can only concatenate tuple (not "${typeName(other)}") to tuple`);
    checkElements(self.items.length + other.items.length);
    return new PyTuple(concatenated(self.items, other.items));
  });
  for (const name of ["__mul__", "__rmul__"]) {
    methods.one(name, (machine, self, times) => new PyTuple(repeatItems(machine, self.items, times)));
  }
  for (const [name, op] of comparisonMethods) {
    methods.one(name, (machine, self, other) =>
      other instanceof PyTuple ? compareSequences(machine, op, self.items, other.items) : NotImplemented,
    );
  }
  methods.one("__contains__", (machine, self, value) => findItem(machine, self.items, value) >= 0);
  methods.positional(
    "index(self, value, start=0, stop=9223372036854775807, /)",
    (machine, self, value, start, stop) => {
      const [from, to] = bounds(machine, start, stop, self.items.length);
      const at = findItem(machine, self.items, value, from, to);
      if (at < 0) throw valueError("tuple.index(x): x not in tuple");
      return at;
    },
  );
  methods.one("count", (machine, self, value) => countItems(machine, self.items, value), "value");
  methods.none("__getnewargs__", (_machine, self) => new PyTuple([new PyTuple(self.items)]));
  markSequence(tupleType);
}
