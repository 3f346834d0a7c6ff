/** The types of the iterators that builtins make, and how such a type is made. */
import { raised, StopIteration, typeError, valueError } from "../errors.ts";
import { ListIterator, PyIterator } from "../objects/iterator.ts";
import { type Machine, PyType, type Value } from "../objects/object.ts";
import { PyTuple } from "../objects/sequence.ts";
import {
  asciiIteratorType,
  bytesIteratorType,
  callableIteratorType,
  dictKeyIteratorType,
  listIteratorType,
  longRangeIteratorType,
  objectType,
  rangeIteratorType,
  sequenceIteratorType,
  setIteratorType,
  strIteratorType,
  tupleIteratorType,
} from "../objects/types.ts";
import { typeName } from "../protocols/types.ts";
import { Methods } from "./define.ts";

/** Gives an iterator type `__iter__`, `__next__` and, where it is one that knows, `__length_hint__`. */
export function installIterator(type: PyType): void {
  const methods = new Methods<PyIterator>(type, (value) => (value instanceof PyIterator ? value : undefined));
  methods.none("__iter__", (_machine, self) => self);
  methods.none("__next__", (machine, self) => {
    const value = self.next(machine);
    if (value === undefined) throw raised(StopIteration);
    return value;
  });
  methods.none("__reduce__", (machine, self) => {
    const parts = self.parts((name) => machine.builtins.get(name) ?? null);
    if (parts === null) throw typeError(`cannot pickle '${typeName(self)}' object`);
    return new PyTuple(parts);
  });
  if (type === listIteratorType) {
    methods.one("__setstate__", (_machine, self, state) => {
      if (self instanceof ListIterator && typeof state === "number") self.index = Math.max(0, state);
      return null;
    });
  }
  if (knowsLength(type.name)) methods.none("__length_hint__", (_machine, self) => self.lengthHint() ?? 0);
}

/** Whether an iterator of that type has a `__length_hint__`: those over what has a length. */
const knowsLength = (name: string): boolean =>
  name === "reversed" || (name.endsWith("iterator") && !/^(?:callable|odict|generic_alias)_iterator$/.test(name));

/** A new iterator type. */
export function iteratorType(name: string, module = "builtins"): PyType {
  const type = new PyType(name, [objectType], module);
  if (module !== "builtins") type.nativeName = `${module}.${name}`;
  installIterator(type);
  return type;
}

export const listReverseIteratorType = iteratorType("list_reverseiterator");
export const dictValueIteratorType = iteratorType("dict_valueiterator");
export const dictItemIteratorType = iteratorType("dict_itemiterator");
export const dictReverseKeyIteratorType = iteratorType("dict_reversekeyiterator");
export const enumerateType = iteratorType("enumerate");
export const zipType = iteratorType("zip");
export const mapType = iteratorType("map");
export const filterType = iteratorType("filter");
export const reversedType = iteratorType("reversed");

/** An iterator over what a JavaScript iterator yields. */
export class GeneratedIterator extends PyIterator {
  constructor(
    readonly type: PyType,
    private readonly source: Iterator<Value>,
  ) {
    super();
  }
  private running = false;
  next(_machine: Machine): Value | undefined {
    if (this.running) throw valueError("generator already executing");
    this.running = true;
    try {
      const step = this.source.next();
      return step.done ? undefined : step.value;
    } finally {
      this.running = false;
    }
  }
}

/** For types whose instances only other builtins make. */
export function notCallable(type: PyType): void {
  type.construct = () => {
    throw typeError(`cannot create '${type.nativeName ?? type.name}' instances`);
  };
}

export function installIterators(): void {
  const types = [
    listIteratorType,
    tupleIteratorType,
    asciiIteratorType,
    strIteratorType,
    bytesIteratorType,
    rangeIteratorType,
    longRangeIteratorType,
    setIteratorType,
    dictKeyIteratorType,
    callableIteratorType,
    sequenceIteratorType,
  ];
  for (const type of types) {
    installIterator(type);
    notCallable(type);
  }
}
