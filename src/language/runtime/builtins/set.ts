/** `set` and `frozenset`. */
import { KeyError, keyError, RuntimeError, raised, TypeError as TypeErrorType, typeError } from "../errors.ts";
import { PyDict } from "../objects/dict.ts";
import { PyIterator } from "../objects/iterator.ts";
import type { Machine, PyType, Value } from "../objects/object.ts";
import { Raised } from "../objects/raised.ts";
import { PyList, PyTuple } from "../objects/sequence.ts";
import { PySet } from "../objects/set.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { dictType, frozensetType, setIteratorType, setType } from "../objects/types.ts";
import { hash, interruptChecker, iterate } from "../protocols/index.ts";
import { guardRecursion, reprItems } from "./containers.ts";
import { Methods } from "./define.ts";

const asSet = (value: Value): PySet | undefined => (value instanceof PySet ? value : undefined);

class SetIterator extends PyIterator {
  private readonly size: number;
  private remaining: number;
  private place = 0;
  constructor(private set: PySet | null) {
    super();
    this.size = set?.size ?? 0;
    this.remaining = this.size;
  }
  get type(): PyType {
    return setIteratorType;
  }
  next(): Value | undefined {
    const { set } = this;
    if (set === null) return undefined;
    if (set.size !== this.size) throw raised(RuntimeError, "Set changed size during iteration");
    const place = set.nextPlace(this.place);
    if (place < 0) {
      this.set = null;
      return undefined;
    }
    this.place = place + 1;
    this.remaining--;
    return set.elementAt(place);
  }
  override parts(builtin: (name: string) => Value): Value[] {
    const rest: Value[] = [];
    const { set } = this;
    for (let place = set?.nextPlace(this.place) ?? -1; set !== null && place >= 0; place = set.nextPlace(place + 1)) {
      rest.push(set.elementAt(place));
    }
    return [builtin("iter"), new PyTuple([new PyList(rest)])];
  }
  override lengthHint(): number {
    return this.set === null ? 0 : this.remaining;
  }
}

/** Adds every element of any iterable. */
export function extendSet(machine: Machine, set: PySet, values: Value): void {
  if (values instanceof PySet) {
    set.merge(machine, values);
    return;
  }
  if (values instanceof PyDict && values.type === dictType && values.size > 0) set.reserve(values.size);
  let steps = 0;
  for (const value of iterate(machine, values)) {
    set.add(machine, value);
    if ((++steps & 0xfff) === 0) machine.checkInterrupt();
  }
}

const toSet = (machine: Machine, values: Value): PySet => {
  if (values instanceof PySet) return values;
  const set = new PySet();
  extendSet(machine, set, values);
  return set;
};

/** A result has the type of its left operand, without subclasses, as CPython's has. */
const plainType = (set: PySet): PyType => (set.frozen ? frozensetType : setType);

function copySet(machine: Machine, set: PySet, type = plainType(set)): PySet {
  const result = new PySet(type);
  result.merge(machine, set);
  return result;
}

function intersect(machine: Machine, set: PySet, values: Value): PySet {
  if (set === values) return copySet(machine, set);
  const result = new PySet(plainType(set));
  const check = interruptChecker(machine);
  if (values instanceof PySet) {
    // CPython walks the smaller set and keeps its elements.
    const [small, large] = values.size > set.size ? [set, values] : [values, set];
    for (const value of small) {
      check();
      if (large.has(machine, value)) result.add(machine, value);
    }
    return result;
  }
  for (const value of iterate(machine, values)) {
    check();
    if (set.has(machine, value)) result.add(machine, value);
  }
  return result;
}

function subtract(machine: Machine, set: PySet, values: Value): PySet {
  const has =
    values instanceof PyDict
      ? (value: Value) => values.has(machine, value)
      : values instanceof PySet
        ? (value: Value) => values.has(machine, value)
        : null;
  // Far fewer to remove than there are: CPython copies and removes, which keeps the copy's order.
  const few = (values instanceof PyDict || values instanceof PySet) && set.size >> 2 > values.size;
  const check = interruptChecker(machine);
  if (has !== null && !few) {
    const result = new PySet(plainType(set));
    for (const value of set) {
      check();
      if (!has(value)) result.add(machine, value);
    }
    return result;
  }
  const result = copySet(machine, set);
  removeAll(machine, result, values);
  return result;
}

function symmetric(machine: Machine, set: PySet, values: Value): PySet {
  // What is no set is made one, in whose table this set's elements come to lie.
  const result = values instanceof PySet ? copySet(machine, values, plainType(set)) : new PySet(plainType(set));
  if (!(values instanceof PySet)) extendSet(machine, result, values);
  const check = interruptChecker(machine);
  for (const value of set) {
    check();
    if (!result.delete(machine, value)) result.add(machine, value);
  }
  return result;
}

function union(machine: Machine, set: PySet, values: readonly Value[]): PySet {
  const result = copySet(machine, set);
  for (const value of values) if (value !== set) extendSet(machine, result, value);
  return result;
}

function isSubset(machine: Machine, a: PySet, b: PySet): boolean {
  if (a.size > b.size) return false;
  const check = interruptChecker(machine);
  for (const value of a) {
    check();
    if (!b.has(machine, value)) return false;
  }
  return true;
}

function intersectAll(machine: Machine, set: PySet, others: readonly Value[]): PySet {
  if (others.length === 0) return copySet(machine, set);
  return others.reduce<PySet>((result, other) => intersect(machine, result, other), set);
}

function subtractAll(machine: Machine, set: PySet, [first, ...others]: readonly Value[]): PySet {
  if (first === undefined) return copySet(machine, set);
  const result = subtract(machine, set, first);
  for (const other of others) removeAll(machine, result, other);
  return result;
}

/** Takes out what both have, and puts in what only the other has. */
function toggleAll(machine: Machine, set: PySet, values: Value): void {
  if (values === set) {
    set.clear();
    return;
  }
  const check = interruptChecker(machine);
  for (const value of toSet(machine, values)) {
    check();
    if (!set.delete(machine, value)) set.add(machine, value);
  }
}

function installComparisons(methods: Methods<PySet>): void {
  const compare = (name: string, holds: (machine: Machine, a: PySet, b: PySet) => boolean): void =>
    methods.one(name, (machine, self, other) =>
      other instanceof PySet ? holds(machine, self, other) : NotImplemented,
    );
  compare("__eq__", (machine, a, b) => a.size === b.size && isSubset(machine, a, b));
  compare("__ne__", (machine, a, b) => a.size !== b.size || !isSubset(machine, a, b));
  compare("__lt__", (machine, a, b) => a.size < b.size && isSubset(machine, a, b));
  compare("__le__", (machine, a, b) => isSubset(machine, a, b));
  compare("__gt__", (machine, a, b) => a.size > b.size && isSubset(machine, b, a));
  compare("__ge__", (machine, a, b) => isSubset(machine, b, a));
}

function installOperators(methods: Methods<PySet>): void {
  const operator = (name: string, combine: (machine: Machine, a: PySet, b: PySet) => PySet): void => {
    methods.one(`__${name}__`, (machine, self, other) =>
      other instanceof PySet ? combine(machine, self, other) : NotImplemented,
    );
    methods.one(`__r${name}__`, (machine, self, other) =>
      other instanceof PySet ? combine(machine, other, self) : NotImplemented,
    );
  };
  operator("and", intersect);
  operator("or", (machine, a, b) => union(machine, a, [b]));
  operator("sub", subtract);
  operator("xor", symmetric);
}

/** A set that cannot be hashed is looked for as the frozenset of its elements. */
function lookUp(machine: Machine, value: Value, find: (key: Value) => boolean): boolean {
  try {
    return find(value);
  } catch (error) {
    const isSet = value instanceof PySet && !value.frozen;
    if (!(isSet && error instanceof Raised && error.exception.type.isSubtypeOf(TypeErrorType))) throw error;
    return find(copySet(machine, value, frozensetType));
  }
}

function installQueries(methods: Methods<PySet>): void {
  methods.none("__len__", (_machine, self) => self.size);
  methods.none("__iter__", (_machine, self) => new SetIterator(self));
  methods.one("__contains__", (machine, self, value) => lookUp(machine, value, (key) => self.has(machine, key)));
  methods.none("__repr__", (machine, self) => {
    const { name } = self.type;
    if (self.size === 0) return `${name}()`;
    return guardRecursion(self, `${name}(...)`, () => {
      const inner = `{${reprItems(machine, self)}}`;
      return self.type === setType ? inner : `${name}(${inner})`;
    });
  });
  methods.none("copy", (machine, self, receiver) =>
    self.frozen && self.type === frozensetType ? receiver : copySet(machine, self),
  );
  methods.positional("union(self, *others)", (machine, self, ...others) => union(machine, self, others));
  methods.positional("intersection(self, *others)", (machine, self, ...others) => intersectAll(machine, self, others));
  methods.positional("difference(self, *others)", (machine, self, ...others) => subtractAll(machine, self, others));
  methods.one("symmetric_difference", (machine, self, other) => symmetric(machine, self, other));
  methods.one("isdisjoint", (machine, self, other) => {
    for (const value of iterate(machine, other)) if (self.has(machine, value)) return false;
    return true;
  });
  methods.one("issubset", (machine, self, other) => isSubset(machine, self, toSet(machine, other)));
  methods.one("issuperset", (machine, self, other) => isSubset(machine, toSet(machine, other), self));
}

function installMutation(methods: Methods<PySet>): void {
  methods.positional("__init__(self, iterable=(), /)", (machine, self, values) => {
    self.clear();
    if (values !== undefined) extendSet(machine, self, values);
    return null;
  });
  methods.one("add", (machine, self, value) => {
    self.add(machine, value);
    return null;
  });
  methods.one("remove", (machine, self, value) => {
    if (!lookUp(machine, value, (key) => self.delete(machine, key))) throw keyError(value);
    return null;
  });
  methods.one("discard", (machine, self, value) => {
    lookUp(machine, value, (key) => self.delete(machine, key));
    return null;
  });
  methods.none("pop", (machine, self) => {
    const value = self.pop(machine);
    if (value === undefined) throw raised(KeyError, "pop from an empty set");
    return value;
  });
  methods.none("clear", (_machine, self) => {
    self.clear();
    return null;
  });
  methods.positional("update(self, *others)", (machine, self, ...others) => {
    for (const other of others) extendSet(machine, self, other);
    return null;
  });
  methods.positional("intersection_update(self, *others)", (machine, self, ...others) => {
    self.swap(intersectAll(machine, self, others));
    return null;
  });
  methods.one("__iand__", (machine, self, other) => {
    if (!(other instanceof PySet)) return NotImplemented;
    self.swap(intersect(machine, self, other));
    return self;
  });
  methods.one("symmetric_difference_update", (machine, self, other) => {
    toggleAll(machine, self, other);
    return null;
  });
  methods.one("__ixor__", (machine, self, other) => {
    if (!(other instanceof PySet)) return NotImplemented;
    toggleAll(machine, self, other);
    return self;
  });
  methods.positional("difference_update(self, *others)", (machine, self, ...others) => {
    for (const other of others) removeAll(machine, self, other);
    return null;
  });
  methods.one("__isub__", (machine, self, other) => {
    if (!(other instanceof PySet)) return NotImplemented;
    removeAll(machine, self, other);
    return self;
  });
  methods.one("__ior__", (machine, self, other) => {
    if (!(other instanceof PySet)) return NotImplemented;
    self.merge(machine, other);
    return self;
  });
}

function removeAll(machine: Machine, set: PySet, values: Value): void {
  if (values === set) {
    set.clear();
    return;
  }
  // From a set with far more elements, only those that both have.
  const large = values instanceof PySet && values.size >> 3 > set.size;
  const doomed = large ? intersect(machine, set, values) : iterate(machine, values);
  const check = interruptChecker(machine);
  for (const value of doomed) {
    check();
    set.delete(machine, value);
  }
  set.tidy();
}

export function installSet(): void {
  setType.construct = (_machine, type, args, keywords) => {
    if (type === setType) refuse("set", args, keywords !== null && keywords.size > 0);
    return new PySet(type);
  };
  frozensetType.construct = (machine, type, args, keywords) => {
    if (type === frozensetType) refuse("frozenset", args, keywords !== null && keywords.size > 0);
    const [source] = args;
    if (source instanceof PySet && source.type === frozensetType && type === frozensetType) return source;
    const set = new PySet(type);
    if (source !== undefined) extendSet(machine, set, source);
    return set;
  };
  for (const type of [setType, frozensetType]) {
    const methods = new Methods<PySet>(type, asSet);
    installQueries(methods);
    installComparisons(methods);
    installOperators(methods);
    if (type === setType) installMutation(methods);
  }
  setType.attributes.set("__hash__", null);
  new Methods<PySet>(frozensetType, asSet).none("__hash__", (machine, self) =>
    hash(machine, self.type === frozensetType ? self : copySet(machine, self, frozensetType)),
  );
}

function refuse(name: string, args: readonly Value[], keywords: boolean): void {
  if (keywords) throw typeError(`${name}() takes no keyword arguments`);
  if (args.length > 1) throw typeError(`${name} expected at most 1 argument, got ${args.length}`);
}
