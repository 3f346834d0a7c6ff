/** `dict`. */
import { KeyError, keyError, RuntimeError, raised, typeError, valueError } from "../errors.ts";
import { PyDict } from "../objects/dict.ts";
import { NativeFunction } from "../objects/function.ts";
import { PyIterator } from "../objects/iterator.ts";
import type { Keywords, Machine, PyType, Value } from "../objects/object.ts";
import { PyList, PyTuple } from "../objects/sequence.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { dictKeyIteratorType, dictType } from "../objects/types.ts";
import {
  callMethod,
  findSpecial,
  getItem,
  hasAttribute,
  identicalOrEqual,
  iterate,
  repr,
  setItem,
  toArray,
  trySpecial,
  typeName,
} from "../protocols/index.ts";
import { guardRecursion } from "./containers.ts";
import { Methods } from "./define.ts";
import { DictView, installDictViews } from "./dict-views.ts";
import { dictReverseKeyIteratorType } from "./iterators.ts";

const asDict = (value: Value): PyDict | undefined => (value instanceof PyDict ? value : undefined);

/** Iterates over a dict that must not change its size meanwhile. */
export class DictIterator extends PyIterator {
  private readonly size: number;
  private count = 0;
  constructor(
    readonly type: PyType,
    private dict: PyDict | null,
    private source: Iterator<Value>,
  ) {
    super();
    this.size = dict?.size ?? 0;
  }
  next(): Value | undefined {
    if (this.dict === null) return undefined;
    if (this.dict.size !== this.size) throw raised(RuntimeError, "dictionary changed size during iteration");
    const step = this.source.next();
    if (!step.done) {
      // A JavaScript Map also visits what is added meanwhile: as many came and went.
      if (this.count++ >= this.size) throw raised(RuntimeError, "dictionary keys changed during iteration");
      return step.value;
    }
    this.dict = null;
    return undefined;
  }
  override parts(builtin: (name: string) => Value): Value[] {
    const rest: Value[] = [];
    if (this.dict !== null)
      for (let step = this.source.next(); !step.done; step = this.source.next()) rest.push(step.value);
    // The copy has seen all that is left, the iterator itself nothing of it.
    this.source = rest.values();
    return [builtin("iter"), new PyTuple([new PyList([...rest])])];
  }
  override lengthHint(): number {
    return this.dict === null ? 0 : this.size - this.count;
  }
}

/** `dict.update(source, **keywords)`. */
export function updateDict(machine: Machine, self: PyDict, source: Value | undefined, keywords: Keywords): void {
  if (source !== undefined) {
    if (source instanceof PyDict && findSpecial(source, "__iter__") === dictType.attributes.get("__iter__")) {
      self.update(machine, source);
    } else if (hasAttribute(machine, source, "keys")) {
      for (const key of iterate(machine, callMethod(machine, source, "keys"))) {
        self.set(machine, key, getItem(machine, source, key));
      }
    } else updateFromPairs(machine, self, source);
  }
  if (keywords !== null) for (const [name, value] of keywords) self.set(machine, name, value);
}

/** OrderedDict has an update of its own, with its own words. */
const isOrdered = (self: PyDict): boolean =>
  self.type.mro.some((type) => type.nativeName === "collections.OrderedDict");

function updateFromPairs(machine: Machine, self: PyDict, source: Value): void {
  let count = 0;
  const ordered = isOrdered(self);
  for (const element of iterate(machine, source)) {
    if (ordered) {
      const { length } = toArray(machine, element);
      if (length < 2) throw valueError(`need more than ${length} value${length === 1 ? "" : "s"} to unpack`);
      if (length > 2) throw valueError("too many values to unpack (expected 2)");
    }
    if (findSpecial(element, "__iter__") === undefined && findSpecial(element, "__getitem__") === undefined) {
      throw typeError(`cannot convert dictionary update sequence element #${count} to a sequence`);
    }
    const pair = toArray(machine, element);
    if (pair.length !== 2) {
      throw valueError(`dictionary update sequence element #${count} has length ${pair.length}; 2 is required`);
    }
    self.set(machine, pair[0], pair[1]);
    if ((++count & 0xfff) === 0) machine.checkInterrupt();
  }
}

function updateArguments(machine: Machine, name: string, args: readonly Value[], keywords: Keywords): void {
  const [self, source] = args;
  if (!(self instanceof PyDict)) {
    throw typeError(`descriptor '${name}' requires a 'dict' object but received a '${typeName(self)}'`);
  }
  const shown = name === "__init__" ? "dict" : name;
  if (args.length > 2 && isOrdered(self)) {
    const given = args.length - 1;
    if (name === "__init__") throw typeError(`expected at most 1 arguments, got ${given}`);
    throw typeError(`update() takes at most 1 positional argument (${given} given)`);
  }
  if (args.length > 2) throw typeError(`${shown} expected at most 1 argument, got ${args.length - 1}`);
  updateDict(machine, self, source, keywords);
}

export function copyDict(machine: Machine, source: PyDict): PyDict {
  const result = new PyDict();
  result.update(machine, source);
  return result;
}

export function dictsEqual(machine: Machine, a: PyDict, b: PyDict): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a.entries()) {
    const other = b.get(machine, key);
    if (other === undefined || !identicalOrEqual(machine, value, other)) return false;
  }
  return true;
}

export function dictRepr(machine: Machine, dict: PyDict): string {
  return guardRecursion(dict, "{...}", () => {
    const parts: string[] = [];
    for (const [key, value] of dict.entries()) parts.push(`${repr(machine, key)}: ${repr(machine, value)}`);
    return `{${parts.join(", ")}}`;
  });
}

function installSubscripts(methods: Methods<PyDict>): void {
  methods.one("__getitem__", (machine, self, key) => {
    const value = self.get(machine, key);
    if (value !== undefined) return value;
    if (self.type !== dictType) {
      const fallback = trySpecial(machine, self, "__missing__", key);
      if (fallback !== undefined) return fallback;
    }
    throw keyError(key);
  });
  methods.positional("__setitem__(self, key, value, /)", (machine, self, key, value) => {
    self.set(machine, key, value);
    return null;
  });
  methods.one("__delitem__", (machine, self, key) => {
    if (self.delete(machine, key) === undefined) throw keyError(key);
    return null;
  });
  methods.one("__contains__", (machine, self, key) => self.has(machine, key));
}

function installOperators(methods: Methods<PyDict>): void {
  methods.one("__eq__", (machine, self, other) =>
    other instanceof PyDict ? dictsEqual(machine, self, other) : NotImplemented,
  );
  methods.one("__ne__", (machine, self, other) =>
    other instanceof PyDict ? !dictsEqual(machine, self, other) : NotImplemented,
  );
  methods.one("__or__", (machine, self, other) => {
    if (!(other instanceof PyDict)) return NotImplemented;
    const result = copyDict(machine, self);
    updateDict(machine, result, other, null);
    return result;
  });
  methods.one("__ror__", (machine, self, other) => {
    if (!(other instanceof PyDict)) return NotImplemented;
    const result = copyDict(machine, other);
    updateDict(machine, result, self, null);
    return result;
  });
  methods.one("__ior__", (machine, self, other) => {
    updateDict(machine, self, other, null);
    return self;
  });
}

function popItem(machine: Machine, self: PyDict): Value {
  const key = self.lastKey();
  if (key === undefined) throw raised(KeyError, "popitem(): dictionary is empty");
  return new PyTuple([key, self.delete(machine, key) ?? null]);
}

function installMethods(methods: Methods<PyDict>): void {
  methods.positional("get(self, key, default=None, /)", (machine, self, key, fallback = null) => {
    const value = self.get(machine, key);
    return value === undefined ? fallback : value;
  });
  methods.positional("setdefault(self, key, default=None, /)", (machine, self, key, fallback = null) => {
    const value = self.get(machine, key);
    if (value !== undefined) return value;
    self.set(machine, key, fallback);
    return fallback;
  });
  methods.positional("pop(self, key, default=..., /)", (machine, self, key, fallback) => {
    // An empty dict does not ask for the key's hash.
    const value = self.size === 0 ? undefined : self.delete(machine, key);
    if (value !== undefined) return value;
    if (fallback === undefined) throw keyError(key);
    return fallback;
  });
  methods.none("popitem", (machine, self) => popItem(machine, self));
  methods.none("clear", (_machine, self) => {
    self.clear();
    return null;
  });
  methods.none("copy", (machine, self) => copyDict(machine, self));
  methods.none("keys", (_machine, self) => new DictView("keys", self));
  methods.none("values", (_machine, self) => new DictView("values", self));
  methods.none("items", (_machine, self) => new DictView("items", self));
  methods.classMethod("fromkeys(iterable, value=None, /)", (machine, type, keys, value = null) => {
    const dict = machine.call(type, []);
    for (const key of iterate(machine, keys)) setItem(machine, dict, key, value);
    return dict;
  });
}

/** `__init__` and `update` take any keyword, `self` too. */
function installUpdates(): void {
  for (const name of ["__init__", "update"]) {
    const method = new NativeFunction(name, (machine, args, keywords) => {
      updateArguments(machine, name, args, keywords);
      return null;
    });
    method.owner = dictType;
    dictType.attributes.set(name, method);
  }
}

export function installDict(): void {
  dictType.construct = (_machine, type) => new PyDict(type);
  const methods = new Methods<PyDict>(dictType, asDict);
  methods.none("__len__", (_machine, self) => self.size);
  methods.none("__iter__", (_machine, self) => new DictIterator(dictKeyIteratorType, self, self.keys()));
  methods.none("__reversed__", (_machine, self) => {
    const keys = [...self.keys()].reverse();
    return new DictIterator(dictReverseKeyIteratorType, self, keys.values());
  });
  methods.none("__repr__", (machine, self) => dictRepr(machine, self));
  dictType.attributes.set("__hash__", null);
  installUpdates();
  installSubscripts(methods);
  installOperators(methods);
  installMethods(methods);
  installDictViews();
}
