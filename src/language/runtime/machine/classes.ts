/** What a `class` statement does. */
import { attributeError, typeError, valueError } from "../errors.ts";
import type { VirtualMachine } from "../machine.ts";
import { ClassMethod, NativeProperty, StaticMethod } from "../objects/descriptor.ts";
import { PyDict } from "../objects/dict.ts";
import { PyFunction } from "../objects/function.ts";
import { type Keywords, type Machine, PyObject, PyType, type Value } from "../objects/object.ts";
import { PyTuple } from "../objects/sequence.ts";
import { slotValues } from "../objects/slots.ts";
import { objectType, typeType } from "../objects/types.ts";
import { findAttribute, lookupSpecial, missingAttribute } from "../protocols/attributes.ts";
import { toArray } from "../protocols/iteration.ts";
import { callSpecial } from "../protocols/special.ts";
import { textOf } from "../protocols/text.ts";
import { typeName } from "../protocols/types.ts";

/** `class name(*bases, **keywords)` with the function of its body. */
export function buildClass(
  machine: VirtualMachine,
  body: PyFunction,
  name: string,
  baseValues: Value,
  keywordValues: Value,
): Value {
  const given = toArray(machine, baseValues);
  const bases = resolveBases(machine, given);
  const keywords = new Map<string, Value>();
  if (keywordValues instanceof PyDict) {
    for (const [key, value] of keywordValues.entries()) if (typeof key === "string") keywords.set(key, value);
  }
  const metaclass = chooseMetaclass(bases, keywords.get("metaclass"));
  keywords.delete("metaclass");
  const namespace = prepareNamespace(machine, metaclass, name, bases, keywords);
  namespace.set("__module__", body.globals.get("__name__") ?? "__main__");
  namespace.set("__qualname__", body.code.qualname);
  const cell = machine.runClassBody(body, namespace);
  if (given.length !== bases.length || given.some((base, i) => base !== bases[i])) {
    namespace.set("__orig_bases__", new PyTuple(given));
  }
  const custom = metaclass.lookup("__new__");
  let made: Value;
  if (metaclass !== typeType && (custom instanceof PyFunction || custom instanceof StaticMethod)) {
    made = machine.call(
      metaclass,
      [name, new PyTuple(bases), PyDict.view(namespace)],
      keywords.size > 0 ? keywords : null,
    );
  } else {
    made = makeClass(machine, metaclass, name, bases, namespace, keywords);
    if (metaclass !== typeType) runMetaclassInit(machine, metaclass, made, name, bases, namespace, keywords);
  }
  if (cell !== null) cell.value = made;
  return made;
}

function runMetaclassInit(
  machine: Machine,
  metaclass: PyType,
  made: Value,
  name: string,
  bases: Value[],
  namespace: Map<string, Value>,
  keywords: Keywords,
): void {
  const init = metaclass.lookup("__init__");
  if (init === undefined || init === typeType.lookup("__init__")) return;
  machine.call(init, [made, name, new PyTuple(bases), PyDict.view(namespace)], keywords);
}

/** Bases that are no classes (`Generic[T]`) stand for others: `__mro_entries__`. */
function resolveBases(machine: Machine, given: readonly Value[]): Value[] {
  const bases: Value[] = [];
  for (const base of given) {
    const entries = base instanceof PyType ? undefined : lookupSpecial(machine, base, "__mro_entries__");
    if (entries === undefined) bases.push(base);
    else bases.push(...toArray(machine, machine.call(entries, [new PyTuple([...given])])));
  }
  return bases;
}

/** A metaclass that a cell may name: one that a library module made. */
function chooseMetaclass(bases: readonly Value[], given: Value | undefined): PyType {
  let chosen = typeType;
  if (given !== undefined) {
    if (!(given instanceof PyType) || !given.isSubtypeOf(typeType)) {
      throw typeError("metaclasses are not part of the cell language: use a class decorator or __init_subclass__");
    }
    chosen = given;
  }
  for (const base of bases) {
    if (!(base instanceof PyType)) continue;
    const { type } = base;
    if (type.isSubtypeOf(chosen)) chosen = type;
    else if (!chosen.isSubtypeOf(type)) {
      throw typeError(
        "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases",
      );
    }
  }
  return chosen;
}

function prepareNamespace(
  machine: Machine,
  metaclass: PyType,
  name: string,
  bases: Value[],
  keywords: Map<string, Value>,
): Map<string, Value> {
  const prepare = metaclass === typeType ? undefined : findAttribute(machine, metaclass, "__prepare__");
  if (prepare !== undefined) {
    machine.call(prepare, [name, new PyTuple(bases)], keywords.size > 0 ? new Map(keywords) : null);
  }
  return new Map();
}

/** `type(name, bases, namespace)`: a new class, its descriptors told their names and its base told of it. */
export function makeClass(
  machine: Machine,
  metaclass: PyType,
  name: string,
  baseValues: readonly Value[],
  namespace: ReadonlyMap<string, Value>,
  keywords: Keywords,
): PyType {
  const bases = baseValues.length === 0 ? [objectType] : baseValues.map((base) => checkedBase(base));
  bases.forEach((base, i) => {
    if (bases.indexOf(base) < i) throw typeError(`duplicate base class ${base.name}`);
  });
  const solid = solidBase(bases);
  checkSlots(machine, name, solid, bases, namespace);
  const type = newType(name, bases);
  type.heap = true;
  if (metaclass !== typeType) type.metaclass = metaclass;
  type.construct = solid.construct;
  for (const [key, value] of namespace) type.attributes.set(key, classAttribute(key, value));
  const module = namespace.get("__module__");
  type.module = typeof module === "string" ? module : "__main__";
  const qualname = textOf(namespace.get("__qualname__") ?? null);
  type.qualname = qualname ?? name;
  type.attributes.delete("__qualname__");
  if (!type.attributes.has("__doc__")) type.attributes.set("__doc__", null);
  if (type.attributes.has("__eq__") && !type.attributes.has("__hash__")) type.attributes.set("__hash__", null);
  applySlots(machine, type, namespace.get("__slots__"));
  for (const base of bases) base.addSubclass(type);
  for (const [key, value] of namespace) {
    if (!(value instanceof PyObject)) continue;
    const setName = value.type.lookup("__set_name__");
    if (setName !== undefined) callSpecial(machine, setName, value, [type, key]);
  }
  initSubclass(machine, type, keywords);
  return type;
}

function newType(name: string, bases: PyType[]): PyType {
  try {
    return new PyType(name, bases);
  } catch (error) {
    // linearize throws a plain Error, with CPython's words but its line break.
    if (error instanceof Error && !(error instanceof RangeError))
      throw typeError(error.message.replace(" order (MRO)", "\norder (MRO)"));
    throw error;
  }
}

function checkedBase(base: Value): PyType {
  if (!(base instanceof PyType)) throw typeError("bases must be types");
  if (base === typeType) {
    throw typeError("metaclasses are not part of the cell language: use a class decorator or __init_subclass__");
  }
  if (!base.subclassable) throw typeError(`type '${base.name}' is not an acceptable base type`);
  return base;
}

/** The base whose instances hold native data; two different ones cannot be joined. */
function solidBase(bases: readonly PyType[]): PyType {
  let solid: PyType = bases[0];
  for (const base of bases) {
    if (base.construct === solid.construct || nativeBase(base) === objectType) continue;
    if (nativeBase(solid) === objectType || nativeBase(base).isSubtypeOf(nativeBase(solid))) solid = base;
    else if (!nativeBase(solid).isSubtypeOf(nativeBase(base))) {
      throw typeError("multiple bases have instance lay-out conflict");
    }
  }
  return solid;
}

function nativeBase(type: PyType): PyType {
  return type.mro.find((entry) => !entry.heap && entry.construct === type.construct) ?? objectType;
}

/** Functions that are static or class methods without saying so. */
function classAttribute(name: string, value: Value): Value {
  if (!(value instanceof PyFunction)) return value;
  if (name === "__new__") return new StaticMethod(value);
  return name === "__init_subclass__" || name === "__class_getitem__" ? new ClassMethod(value) : value;
}

/** Types whose objects are of any length in CPython, so that nothing can be laid out after them. */
const variableSize: ReadonlySet<string> = new Set(["int", "tuple", "bytes"]);

/** `__name` in a class body is the class's own. */
function mangled(className: string, name: string): string {
  const stem = className.replace(/^_+/, "");
  return stem !== "" && name.startsWith("__") && !name.endsWith("__") ? `_${stem}${name}` : name;
}

/** What CPython refuses before it looks for the order of the bases. */
function checkSlots(
  machine: Machine,
  className: string,
  solid: PyType,
  bases: readonly PyType[],
  namespace: ReadonlyMap<string, Value>,
): void {
  const slots = namespace.get("__slots__");
  if (slots === undefined) return;
  const names = textOf(slots) !== undefined ? [slots] : toArray(machine, slots);
  if (names.length > 0 && variableSize.has(nativeBase(solid).name)) {
    throw typeError(`nonempty __slots__ not supported for subtype of '${solid.name}'`);
  }
  const seen = new Set<string>();
  for (const value of names) {
    const name = textOf(value);
    if (name === undefined) throw typeError(`__slots__ items must be strings, not '${typeName(value)}'`);
    if (!/^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(name)) throw typeError("__slots__ must be identifiers");
    if (name === "__dict__" && (seen.has(name) || bases[0].hasDict)) {
      throw typeError("__dict__ slot disallowed: we already got one");
    }
    seen.add(name);
  }
  for (const slot of seen) {
    const name = mangled(className, slot);
    if (namespace.has(name) && name !== "__qualname__" && name !== "__classcell__") {
      throw valueError(`'${name}' in __slots__ conflicts with class variable`);
    }
  }
}

/** With `__slots__` in the whole mro, instances have no `__dict__`: each slot is a data descriptor. */
function applySlots(machine: Machine, type: PyType, slots: Value | undefined): void {
  const inherited = type.bases.some((base) => base.hasDict);
  if (slots === undefined) {
    type.hasDict = true;
    return;
  }
  const names = textOf(slots) !== undefined ? [slots] : toArray(machine, slots);
  type.hasDict = inherited;
  for (const value of names) {
    const slot = textOf(value) ?? "";
    if (slot === "__dict__") type.hasDict = true;
    else if (slot !== "__weakref__") {
      const name = mangled(type.name, slot);
      type.attributes.set(name, slotDescriptor(type, name));
    }
  }
}

function initSubclass(machine: Machine, type: PyType, keywords: Keywords): void {
  const named = keywords !== null && keywords.size > 0 ? new Map(keywords) : null;
  for (const base of type.mro.slice(1)) {
    const hook = base.attributes.get("__init_subclass__");
    if (hook === undefined) continue;
    const callee = hook instanceof ClassMethod ? hook.callee : hook;
    machine.call(callee, [type], named);
    return;
  }
  if (named !== null) throw typeError(`${type.name}.__init_subclass__() takes no keyword arguments`);
}

function slotDescriptor(owner: PyType, name: string): NativeProperty {
  const descriptor = new NativeProperty(
    name,
    (_machine, object) => {
      const value = slotValues(object).get(name);
      if (value === undefined) throw missingAttribute(object, name);
      return value;
    },
    (_machine, object, value) => {
      slotValues(object).set(name, value);
    },
    (_machine, object) => {
      if (!slotValues(object).delete(name)) throw attributeError(name);
    },
  );
  descriptor.owner = owner;
  return descriptor;
}
