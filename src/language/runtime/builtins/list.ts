/** `list`. */

import { indexError, MemoryError, raised, typeError, valueError } from "../errors.ts";
import { checkElements, maximumElements } from "../limits.ts";
import { ListIterator, NativeIterator } from "../objects/iterator.ts";
import type { Machine, Value } from "../objects/object.ts";
import { PyList, PySlice, PyTuple } from "../objects/sequence.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { listType } from "../objects/types.ts";
import { askLength, fastList, getIterator, steps, toList } from "../protocols/iteration.ts";
import { truth } from "../protocols/truth.ts";
import { typeName } from "../protocols/types.ts";
import {
  compareSequences,
  comparisonMethods,
  concatenated,
  countItems,
  findItem,
  guardRecursion,
  markSequence,
  notInList,
  repeatItems,
  reprItems,
} from "./containers.ts";
import { Methods } from "./define.ts";
import { listReverseIteratorType } from "./iterators.ts";
import { bounds, toArgumentSize } from "./receive.ts";
import { adjustSlice, resolveIndex, resolveSlice, takeSlice, unpackSlice } from "./slices.ts";
import { sortedOrder, sortKeys } from "./sort.ts";

const asList = (value: Value): PyList | undefined => (value instanceof PyList ? value : undefined);

/** Sorts in place; the list is empty while keys and comparisons run, as CPython leaves it. */
export function sortList(machine: Machine, list: PyList, key: Value, reverse: boolean): void {
  const { items } = list;
  list.items = [];
  let modified = false;
  try {
    const keys = key === null ? [...items] : sortKeys(machine, items, key);
    // Reversed before and after, so that equal elements keep their order.
    if (reverse) keys.reverse();
    const order: number[] = [];
    try {
      sortedOrder(machine, keys, order);
    } finally {
      const source = reverse ? [...items].reverse() : [...items];
      order.forEach((from, to) => {
        items[to] = source[from];
      });
      if (reverse) items.reverse();
    }
    modified = list.items.length > 0;
  } finally {
    list.items = items;
  }
  if (modified) throw valueError("list modified during sort");
}

function extend(machine: Machine, self: PyList, values: Value): void {
  if (values instanceof PyList || values instanceof PyTuple) {
    const added = toList(machine, values);
    checkElements(self.items.length + added.length);
    for (const value of added) self.items.push(value);
    return;
  }
  const iterator = getIterator(machine, values);
  askLength(machine, values);
  // One by one: what came before an error stays.
  for (const value of steps(machine, iterator)) {
    self.items.push(value);
    if ((self.items.length & 0xfff) === 0) {
      machine.checkInterrupt();
      checkElements(self.items.length);
    }
  }
}

function assignSlice(machine: Machine, self: PyList, slice: PySlice, value: Value): void {
  // The slice is asked before what is assigned, whose iteration may change the list.
  const bounds = unpackSlice(machine, slice);
  const values = fastList(
    machine,
    value,
    bounds.step === 1 ? "can only assign an iterable" : "must assign iterable to extended slice",
  );
  const range = adjustSlice(bounds, self.items.length);
  if (range.step === 1) {
    const count = Math.max(0, range.stop - range.start);
    checkElements(self.items.length + values.length);
    const tail = self.items.slice(range.start + count);
    self.items.length = range.start;
    for (const item of values) self.items.push(item);
    for (const item of tail) self.items.push(item);
    return;
  }
  if (values.length !== range.count) {
    throw valueError(`attempt to assign sequence of size ${values.length} to extended slice of size ${range.count}`);
  }
  values.forEach((item, i) => {
    self.items[range.start + i * range.step] = item;
  });
}

function deleteSlice(machine: Machine, self: PyList, slice: PySlice): void {
  const { start, step, count } = resolveSlice(machine, slice, self.items.length);
  if (count === 0) return;
  if (step === 1) {
    self.items.splice(start, count);
    return;
  }
  const first = step > 0 ? start : start + (count - 1) * step;
  const stride = Math.abs(step);
  const last = first + (count - 1) * stride;
  self.items = self.items.filter((_item, i) => i < first || i > last || (i - first) % stride !== 0);
}

function installSubscripts(methods: Methods<PyList>): void {
  methods.one("__getitem__", (machine, self, key) => {
    if (key instanceof PySlice) {
      return new PyList(takeSlice(self.items, resolveSlice(machine, key, self.items.length)));
    }
    return self.items[resolveIndex(machine, key, self.items.length, "list")];
  });
  methods.positional("__setitem__(self, key, value, /)", (machine, self, key, value) => {
    if (key instanceof PySlice) assignSlice(machine, self, key, value);
    else {
      const at = resolveIndex(machine, key, self.items.length, "list", "list assignment index out of range");
      self.items[at] = value;
    }
    return null;
  });
  methods.one("__delitem__", (machine, self, key) => {
    if (key instanceof PySlice) deleteSlice(machine, self, key);
    else {
      const at = resolveIndex(machine, key, self.items.length, "list", "list assignment index out of range");
      self.items.splice(at, 1);
    }
    return null;
  });
}

function installOperators(methods: Methods<PyList>): void {
  methods.one("__add__", (_machine, self, other) => {
    if (!(other instanceof PyList)) throw typeError(`can only concatenate list (not "${typeName(other)}") to list`);
    checkElements(self.items.length + other.items.length);
    return new PyList(concatenated(self.items, other.items));
  });
  methods.one("__iadd__", (machine, self, other) => {
    extend(machine, self, other);
    return self;
  });
  methods.one("__mul__", (machine, self, times) => new PyList(repeatItems(machine, self.items, times)));
  methods.one("__rmul__", (machine, self, times) => new PyList(repeatItems(machine, self.items, times)));
  methods.one("__imul__", (machine, self, times) => {
    self.items = repeatItems(machine, self.items, times);
    return self;
  });
  for (const [name, op] of comparisonMethods) {
    methods.one(name, (machine, self, other) =>
      other instanceof PyList ? compareSequences(machine, op, self.items, other.items) : NotImplemented,
    );
  }
  methods.one("__contains__", (machine, self, value) => findItem(machine, self.items, value) >= 0);
}

function installMethods(methods: Methods<PyList>): void {
  methods.one("append", (_machine, self, item) => {
    if (self.items.length >= maximumElements) throw raised(MemoryError);
    self.items.push(item);
    return null;
  });
  methods.one(
    "extend",
    (machine, self, values) => {
      extend(machine, self, values);
      return null;
    },
    "iterable",
  );
  methods.positional("insert(self, index, object, /)", (machine, self, at, item) => {
    const place = toArgumentSize(machine, at);
    const { length } = self.items;
    self.items.splice(place < 0 ? Math.max(place + length, 0) : Math.min(place, length), 0, item);
    return null;
  });
  methods.positional("pop(self, index=-1, /)", (machine, self, at = -1) => {
    const place = toArgumentSize(machine, at);
    const { length } = self.items;
    if (length === 0) throw indexError("pop from empty list");
    const resolved = place < 0 ? place + length : place;
    if (resolved < 0 || resolved >= length) throw indexError("pop index out of range");
    const item = self.items[resolved];
    if (resolved === length - 1) self.items.pop();
    else self.items.splice(resolved, 1);
    return item;
  });
  methods.one(
    "remove",
    (machine, self, value) => {
      const at = findItem(machine, self.items, value);
      if (at < 0) throw valueError("list.remove(x): x not in list");
      self.items.splice(at, 1);
      return null;
    },
    "value",
  );
  methods.positional(
    "index(self, value, start=0, stop=9223372036854775807, /)",
    (machine, self, value, start, stop) => {
      const [from, to] = bounds(machine, start, stop, self.items.length);
      const at = findItem(machine, self.items, value, from, to);
      if (at < 0) throw notInList(machine, value);
      return at;
    },
  );
  methods.one("count", (machine, self, value) => countItems(machine, self.items, value), "value");
  methods.none("clear", (_machine, self) => {
    self.items = [];
    return null;
  });
  methods.none("copy", (_machine, self) => new PyList([...self.items]));
  methods.none("reverse", (_machine, self) => {
    self.items.reverse();
    return null;
  });
  methods.keyword("sort(self, /, *, key=None, reverse=False)", (machine, self, key: Value, reverse: Value) => {
    sortList(machine, self, key, truth(machine, reverse));
    return null;
  });
}

export function installList(): void {
  listType.construct = (_machine, type, _args, keywords) => {
    if (type === listType && keywords !== null && keywords.size > 0)
      throw typeError("list() takes no keyword arguments");
    return new PyList([], type);
  };
  const methods = new Methods<PyList>(listType, asList);
  methods.positional("__init__(self, iterable=(), /)", (machine, self, values) => {
    self.items = values === undefined ? [] : toList(machine, values);
    return null;
  });
  methods.none("__len__", (_machine, self) => self.items.length);
  methods.none("__iter__", (_machine, self) => new ListIterator(self));
  methods.none("__repr__", (machine, self) =>
    guardRecursion(self, "[...]", () => `[${reprItems(machine, self.items)}]`),
  );
  methods.none("__reversed__", (_machine, self) => {
    let at = self.items.length - 1;
    return new NativeIterator(
      listReverseIteratorType,
      () => {
        if (at >= self.items.length) at = -1;
        return at >= 0 ? self.items[at--] : undefined;
      },
      () => [new PyList(self.items.slice(0, at + 1))],
      "reversed",
      () => (at >= self.items.length ? 0 : at + 1),
    );
  });
  listType.attributes.set("__hash__", null);
  installSubscripts(methods);
  installOperators(methods);
  installMethods(methods);
  markSequence(listType);
}
