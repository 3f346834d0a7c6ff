/** `collections.deque`. */
import {
  compareSequences,
  comparisonMethods,
  countItems,
  findItem,
  guardRecursion,
  markSequence,
  repeatItems,
  reprItems,
} from "../../runtime/builtins/containers.ts";
import { bindNative, Methods } from "../../runtime/builtins/define.ts";
import { iteratorType } from "../../runtime/builtins/iterators.ts";
import { bounds, isIndex, toArgumentSize } from "../../runtime/builtins/receive.ts";
import { resolveIndex } from "../../runtime/builtins/slices.ts";
import { indexError, RuntimeError, raised, typeError, valueError } from "../../runtime/errors.ts";
import { checkElements } from "../../runtime/limits.ts";
import { PyIterator } from "../../runtime/objects/iterator.ts";
import { type Machine, PyObject, PyType, type Value } from "../../runtime/objects/object.ts";
import { PyList, PyTuple } from "../../runtime/objects/sequence.ts";
import { parseSignature } from "../../runtime/objects/signature.ts";
import { NotImplemented } from "../../runtime/objects/singletons.ts";
import { objectType } from "../../runtime/objects/types.ts";
import { integerOf, iterate, repr, typeName } from "../../runtime/protocols/index.ts";
import { Ring } from "./ring.ts";

export const dequeType = new PyType("deque", [objectType], "collections");
const dequeIteratorType = iteratorType("_deque_iterator", "collections");
const dequeReverseIteratorType = iteratorType("_deque_reverse_iterator", "collections");

export class PyDeque extends PyObject {
  attributes: Map<string, Value> | null = null;
  readonly items = new Ring<Value>();
  /** Counts changes, so that iterators notice them. */
  changes = 0;
  /** null: no limit. */
  limit: number | null = null;
  constructor(readonly type: PyType = dequeType) {
    super();
  }
  override attributeMap(create: boolean): Map<string, Value> | null {
    if (this.attributes === null && create && this.type.hasDict) this.attributes = new Map();
    return this.attributes;
  }
  append(item: Value): void {
    this.changes++;
    if (this.limit === 0) return;
    this.items.push(item);
    if (this.limit !== null && this.items.length > this.limit) this.items.shift();
  }
  appendLeft(item: Value): void {
    this.changes++;
    if (this.limit === 0) return;
    this.items.unshift(item);
    if (this.limit !== null && this.items.length > this.limit) this.items.pop();
  }
  replace(items: readonly Value[]): void {
    this.changes++;
    this.items.replace(this.limit === null ? items : items.slice(Math.max(0, items.length - this.limit)));
  }
}

class DequeIterator extends PyIterator {
  private readonly changes: number;
  private at = 0;
  constructor(
    readonly type: PyType,
    private readonly deque: PyDeque,
    private readonly reversed: boolean,
  ) {
    super();
    this.changes = deque.changes;
  }
  next(): Value | undefined {
    const { items, changes } = this.deque;
    if (changes !== this.changes) throw raised(RuntimeError, "deque mutated during iteration");
    if (this.at >= items.length) return undefined;
    const place = this.reversed ? items.length - 1 - this.at : this.at;
    this.at++;
    return items.at(place);
  }
  override lengthHint(): number {
    return this.deque.items.length - this.at;
  }
}

function extend(machine: Machine, self: PyDeque, values: Value, append: (item: Value) => void): void {
  const source = values === self ? self.items.toArray() : iterate(machine, values);
  let steps = 0;
  for (const value of source) {
    append(value);
    if ((++steps & 0xfff) !== 0) continue;
    machine.checkInterrupt();
    checkElements(self.items.length);
  }
}

function place(machine: Machine, self: PyDeque, key: Value): number {
  if (!isIndex(key)) throw typeError(`sequence index must be integer, not '${typeName(key)}'`);
  return resolveIndex(machine, key, self.items.length, "deque", "deque index out of range");
}

function copy(self: PyDeque, items: readonly Value[] = self.items.toArray()): PyDeque {
  const result = new PyDeque(self.type);
  result.limit = self.limit;
  result.replace(items);
  return result;
}

function rotate(self: PyDeque, steps: number): void {
  const { items } = self;
  if (items.length <= 1) return;
  self.changes++;
  const turns = ((steps % items.length) + items.length) % items.length;
  const all = items.toArray();
  items.replace([...all.slice(all.length - turns), ...all.slice(0, all.length - turns)]);
}

function installEnds(methods: Methods<PyDeque>): void {
  methods.one("append", (_machine, self, item) => {
    self.append(item);
    return null;
  });
  methods.one("appendleft", (_machine, self, item) => {
    self.appendLeft(item);
    return null;
  });
  methods.none("pop", (_machine, self) => {
    const item = self.items.pop();
    if (item === undefined) throw indexError("pop from an empty deque");
    self.changes++;
    return item;
  });
  methods.none("popleft", (_machine, self) => {
    const item = self.items.shift();
    if (item === undefined) throw indexError("pop from an empty deque");
    self.changes++;
    return item;
  });
  methods.one("extend", (machine, self, values) => {
    extend(machine, self, values, (item) => self.append(item));
    return null;
  });
  methods.one("extendleft", (machine, self, values) => {
    extend(machine, self, values, (item) => self.appendLeft(item));
    return null;
  });
  methods.positional("rotate(self, n=1, /)", (machine, self, steps = 1) => {
    rotate(self, toArgumentSize(machine, steps));
    return null;
  });
}

function installMutation(methods: Methods<PyDeque>): void {
  methods.none("clear", (_machine, self) => {
    self.replace([]);
    return null;
  });
  methods.none("reverse", (_machine, self) => {
    self.replace(self.items.toArray().reverse());
    return null;
  });
  methods.positional("insert(self, index, object, /)", (machine, self, at, item) => {
    if (self.limit !== null && self.items.length >= self.limit) throw indexError("deque already at its maximum size");
    const items = self.items.toArray();
    const where = toArgumentSize(machine, at);
    items.splice(where < 0 ? Math.max(0, where + items.length) : where, 0, item);
    self.replace(items);
    return null;
  });
  methods.one("remove", (machine, self, value) => {
    const items = self.items.toArray();
    const at = findItem(machine, items, value);
    if (at < 0) throw valueError(`${repr(machine, value)} is not in deque`);
    items.splice(at, 1);
    self.replace(items);
    return null;
  });
  methods.positional("__setitem__(self, key, value, /)", (machine, self, key, value) => {
    self.items.set(place(machine, self, key), value);
    return null;
  });
  methods.one("__delitem__", (machine, self, key) => {
    const items = self.items.toArray();
    items.splice(place(machine, self, key), 1);
    self.replace(items);
    return null;
  });
}

function installQueries(methods: Methods<PyDeque>): void {
  methods.none("__len__", (_machine, self) => self.items.length);
  methods.none("__iter__", (_machine, self) => new DequeIterator(dequeIteratorType, self, false));
  methods.none("__reversed__", (_machine, self) => new DequeIterator(dequeReverseIteratorType, self, true));
  methods.one("__getitem__", (machine, self, key) => self.items.at(place(machine, self, key)));
  methods.one("__contains__", (machine, self, value) => findItem(machine, self.items.toArray(), value) >= 0);
  methods.one("count", (machine, self, value) => countItems(machine, self.items.toArray(), value));
  methods.positional(
    "index(self, value, start=0, stop=9223372036854775807, /)",
    (machine, self, value, start, stop) => {
      const items = self.items.toArray();
      const [from, to] = bounds(machine, start, stop, items.length);
      const at = findItem(machine, items, value, from, to);
      if (at < 0) throw valueError(`${repr(machine, value)} is not in deque`);
      return at;
    },
  );
  for (const name of ["copy", "__copy__"]) methods.none(name, (_machine, self) => copy(self));
  methods.none("__repr__", (machine, self) =>
    guardRecursion(self, "[...]", () => {
      const limit = self.limit === null ? "" : `, maxlen=${self.limit}`;
      return `${self.type.name}([${reprItems(machine, self.items.toArray())}]${limit})`;
    }),
  );
  methods.property("maxlen", (_machine, self) => self.limit);
  methods.none(
    "__reduce__",
    (_machine, self) => new PyTuple([self.type, new PyTuple([new PyList(self.items.toArray()), self.limit])]),
  );
}

function installOperators(methods: Methods<PyDeque>): void {
  for (const [name, op] of comparisonMethods) {
    methods.one(name, (machine, self, other) =>
      other instanceof PyDeque
        ? compareSequences(machine, op, self.items.toArray(), other.items.toArray())
        : NotImplemented,
    );
  }
  methods.one("__add__", (_machine, self, other) => {
    if (!(other instanceof PyDeque)) throw typeError(`can only concatenate deque (not "${typeName(other)}") to deque`);
    return copy(self, [...self.items.toArray(), ...other.items.toArray()]);
  });
  methods.one("__iadd__", (machine, self, other) => {
    extend(machine, self, other, (item) => self.append(item));
    return self;
  });
  methods.one("__imul__", (machine, self, times) => {
    self.replace(repeatItems(machine, self.items.toArray(), times));
    return self;
  });
  for (const name of ["__mul__", "__rmul__"]) {
    methods.one(name, (machine, self, times) =>
      isIndex(times) ? copy(self, repeatItems(machine, self.items.toArray(), times)) : NotImplemented,
    );
  }
}

const initializer = parseSignature("deque(iterable=(), maxlen=None)");

export function installDeque(): void {
  dequeType.nativeName = "collections.deque";
  dequeType.construct = (_machine, type) => new PyDeque(type);
  const methods = new Methods<PyDeque>(dequeType, (value) => (value instanceof PyDeque ? value : undefined));
  methods.keyword("__init__(self, *args, **kwargs)", (machine, self, args: Value[], keywords: Map<string, Value>) => {
    // Both parameters are plain values.
    const [values, limit] = bindNative(initializer, args, keywords.size > 0 ? keywords : null) as Value[];
    if (limit !== null) {
      if (integerOf(limit) === undefined) throw typeError("an integer is required");
      const size = toArgumentSize(machine, limit);
      if (size < 0) throw valueError("maxlen must be non-negative");
      self.limit = size;
    }
    self.replace([]);
    extend(machine, self, values, (item) => self.append(item));
    return null;
  });
  dequeType.attributes.set("__hash__", null);
  installEnds(methods);
  installMutation(methods);
  installQueries(methods);
  installOperators(methods);
  markSequence(dequeType);
}
