/** `list[int]`: a class with type arguments, for annotations. It calls and reads as the class itself. */
import { typeError } from "../errors.ts";
import { ClassMethod, NativeProperty } from "../objects/descriptor.ts";
import { NativeFunction } from "../objects/function.ts";
import { ArrayIterator } from "../objects/iterator.ts";
import { type Machine, PyObject, PyType, type Value } from "../objects/object.ts";
import { PyList, PyTuple } from "../objects/sequence.ts";
import { Ellipsis, NotImplemented } from "../objects/singletons.ts";
import { objectType, unionType } from "../objects/types.ts";
import { equals, findAttribute, getAttribute, hash, qualifiedName, repr, str } from "../protocols/index.ts";
import { iteratorType } from "./iterators.ts";
import { makeUnion, UnionType } from "./union.ts";

export const genericAliasType = new PyType("GenericAlias", [objectType], "types");
genericAliasType.nativeName = "types.GenericAlias";

const aliasIteratorType = iteratorType("generic_alias_iterator", "types");
aliasIteratorType.nativeName = "generic_alias_iterator";

export class GenericAlias extends PyObject {
  constructor(
    readonly origin: Value,
    readonly args: readonly Value[],
    /** `*tuple[int]`: what iterating over an alias gives. */
    readonly starred = false,
  ) {
    super();
  }
  get type(): PyType {
    return genericAliasType;
  }
}

/** A type as annotations show it: `int`, `list[int]`, `None`, `...`. */
export function typeText(machine: Machine, value: Value): string {
  if (value === Ellipsis) return "...";
  if (value instanceof PyType) return value.module === "builtins" ? value.qualname : qualifiedName(value);
  if (value instanceof PyList) return `[${value.items.map((item) => typeText(machine, item)).join(", ")}]`;
  return namedText(machine, value) ?? repr(machine, value);
}

/** What has a module and a name is shown by them, unless it is an alias itself. */
function namedText(machine: Machine, value: Value): string | undefined {
  const isAlias = ["__origin__", "__args__"].every((name) => findAttribute(machine, value, name) !== undefined);
  if (isAlias) return undefined;
  const qualname = findAttribute(machine, value, "__qualname__");
  const module = findAttribute(machine, value, "__module__");
  if (qualname === undefined || module === undefined || module === null) return undefined;
  const name = str(machine, qualname);
  return module === "builtins" ? name : `${str(machine, module)}.${name}`;
}

const receive = (value: Value): GenericAlias => {
  if (value instanceof GenericAlias) return value;
  throw typeError("descriptor requires a 'types.GenericAlias' object");
};

/** The type variables among type arguments, each once. */
function variables(machine: Machine, args: readonly Value[]): Value[] {
  const found: Value[] = [];
  for (const argument of args) {
    if (argument instanceof GenericAlias || argument instanceof UnionType) {
      const inside = argument instanceof UnionType ? argument.members : argument.args;
      for (const inner of variables(machine, inside)) if (!found.includes(inner)) found.push(inner);
    } else if (argument instanceof PyObject && argument.type.name === "TypeVar" && !found.includes(argument)) {
      found.push(argument);
    }
  }
  return found;
}

/** `Union[names]` with values for its type variables; the text of a union that has none is in the error. */
function subscriptUnion(machine: Machine, union: UnionType, key: Value): Value {
  const names = variables(machine, union.members);
  if (names.length === 0) throw typeError(`${repr(machine, union)} is not a generic class`);
  const values = itemsOf(key);
  if (values.length !== names.length) {
    const many = values.length > names.length ? "many" : "few";
    throw typeError(
      `Too ${many} arguments for ${repr(machine, union)}; actual ${values.length}, expected ${names.length}`,
    );
  }
  return substitute(union.members, names, values).reduce((a, b) => makeUnion(machine, a, b));
}

function substitute(args: readonly Value[], names: readonly Value[], values: readonly Value[]): Value[] {
  return args.map((argument) => {
    if (argument instanceof GenericAlias)
      return new GenericAlias(argument.origin, substitute(argument.args, names, values));
    const at = names.indexOf(argument);
    return at < 0 ? argument : values[at];
  });
}

const itemsOf = (key: Value): readonly Value[] => (key instanceof PyTuple ? key.items : [key]);

/** Gives a class `cls[args]`. */
export function makeSubscriptable(type: PyType): void {
  const method = new NativeFunction(
    "__class_getitem__",
    (_machine, [actual, key]) => new GenericAlias(actual, itemsOf(key)),
  );
  type.attributes.set("__class_getitem__", new ClassMethod(method));
}

export function installGenericAlias(subscriptable: readonly PyType[]): void {
  for (const type of subscriptable) makeSubscriptable(type);
  genericAliasType.construct = (_machine, _type, args, keywords) => {
    if (keywords !== null && keywords.size > 0) throw typeError("GenericAlias() takes no keyword arguments");
    if (args.length !== 2) throw typeError(`GenericAlias expected 2 arguments, got ${args.length}`);
    const [origin, key] = args;
    return new GenericAlias(origin, itemsOf(key));
  };
  unionType.attributes.set(
    "__getitem__",
    new NativeFunction("__getitem__", (machine, [self, key]) => {
      if (!(self instanceof UnionType)) throw typeError("descriptor requires a 'types.UnionType' object");
      return subscriptUnion(machine, self, key);
    }),
  );
  const method = (name: string, code: NativeFunction["code"]): void => {
    genericAliasType.attributes.set(name, new NativeFunction(name, code));
  };
  const property = (name: string, getter: (machine: Machine, self: GenericAlias) => Value): void => {
    genericAliasType.attributes.set(name, new NativeProperty(name, (machine, self) => getter(machine, receive(self))));
  };
  property("__origin__", (_machine, self) => self.origin);
  property("__args__", (_machine, self) => new PyTuple(self.args));
  property("__parameters__", (machine, self) => new PyTuple(variables(machine, self.args)));
  method("__repr__", (machine, [self]) => {
    const { origin, args, starred } = receive(self);
    const inner = args.length === 0 ? "()" : args.map((argument) => typeText(machine, argument)).join(", ");
    return `${starred ? "*" : ""}${typeText(machine, origin)}[${inner}]`;
  });
  method("__call__", (machine, [self, ...args], keywords) => machine.call(receive(self).origin, args, keywords));
  method("__mro_entries__", (_machine, [self]) => new PyTuple([receive(self).origin]));
  method("__getitem__", (machine, [self, key]) => {
    const { origin, args } = receive(self);
    const names = variables(machine, args);
    if (names.length === 0) throw typeError(`${repr(machine, self)} is not a generic class`);
    return new GenericAlias(origin, substitute(args, names, itemsOf(key)));
  });
  method("__iter__", (_machine, [self]) => {
    const { origin, args } = receive(self);
    return new ArrayIterator([new GenericAlias(origin, args, true)], aliasIteratorType);
  });
  method("__eq__", (machine, [self, other]) => {
    if (!(other instanceof GenericAlias)) return NotImplemented;
    const { origin, args } = receive(self);
    return equals(machine, origin, other.origin) && equals(machine, new PyTuple(args), new PyTuple(other.args));
  });
  method("__hash__", (machine, [self]) => hash(machine, new PyTuple([receive(self).origin, ...receive(self).args])));
  method("__or__", (machine, [self, other]) => makeUnion(machine, self, other));
  method("__ror__", (machine, [self, other]) => makeUnion(machine, other, self));
  method("__instancecheck__", () => {
    throw typeError("isinstance() argument 2 cannot be a parameterized generic");
  });
  method("__subclasscheck__", () => {
    throw typeError("issubclass() argument 2 cannot be a parameterized generic");
  });
  // What the alias lacks, its class has: `list[int].append`.
  method("__getattr__", (machine, [self, name]) => {
    const attribute = typeof name === "string" ? name : "";
    const { origin } = receive(self);
    if (attribute.startsWith("__") && findAttribute(machine, origin, attribute) === undefined) {
      return getAttribute(machine, genericAliasType, attribute);
    }
    return getAttribute(machine, origin, attribute);
  });
}
