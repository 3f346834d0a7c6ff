/** The module `enum`. */

import { functionOfOne } from "../../runtime/builtins/define.ts";
import { MappingProxy } from "../../runtime/builtins/mapping-proxy.ts";
import { attributeError, keyError, typeError, valueError } from "../../runtime/errors.ts";
import { stringRepr } from "../../runtime/format/text.ts";
import { makeClass } from "../../runtime/machine/classes.ts";
import { ClassMethod, NativeProperty } from "../../runtime/objects/descriptor.ts";
import { PyDict } from "../../runtime/objects/dict.ts";
import { NativeFunction } from "../../runtime/objects/function.ts";
import { PyInstance } from "../../runtime/objects/instance.ts";
import { ArrayIterator } from "../../runtime/objects/iterator.ts";
import { type Machine, PyObject, PyType, type Value } from "../../runtime/objects/object.ts";
import { PyList, PyTuple } from "../../runtime/objects/sequence.ts";
import { intType, objectType, propertyType, strType, typeType } from "../../runtime/objects/types.ts";
import {
  callSpecial,
  format,
  hash,
  integerOf,
  isOfType,
  repr,
  str,
  textOf,
  toArray,
  typeName,
} from "../../runtime/protocols/index.ts";
import { nativeModule } from "../native-module.ts";
import type { ModuleDefinition } from "../registry.ts";
import { autoType, installAuto } from "./auto.ts";
import { flagOf, installFlag } from "./flags.ts";
import {
  dataTypeOf,
  defineMembers,
  type EnumData,
  enumDataOf,
  findByValue,
  memberValue,
  NonMember,
  refuseExtension,
} from "./members.ts";

export const enumMetaType = new PyType("EnumType", [typeType], "enum");
export const enumType = new PyType("Enum", [objectType], "enum");
const flagType = new PyType("Flag", [enumType], "enum");
const intEnumType = new PyType("IntEnum", [intType, enumType], "enum");
const strEnumType = new PyType("StrEnum", [strType, enumType], "enum");
const intFlagType = new PyType("IntFlag", [intType, flagType], "enum");
const memberType = new PyType("member", [objectType], "enum");
const nonmemberType = new PyType("nonmember", [objectType], "enum");

const isFlag = (type: PyType): boolean => type.isSubtypeOf(flagType);

const asEnum = (value: Value): { type: PyType; data: EnumData } => {
  const data = value instanceof PyType ? enumDataOf(value) : undefined;
  if (data === undefined || !(value instanceof PyType)) throw typeError(`${typeName(value)} is not an enum class`);
  return { type: value, data };
};

/** `Color(value)`: by value, by comparison, then by the class's `_missing_`. */
function lookUp(machine: Machine, type: PyType, data: EnumData, value: Value): Value {
  if (value instanceof PyInstance && value.type === type) return value;
  const found = isHashableKey(value) ? data.byValue.get(machine, value) : undefined;
  if (found !== undefined) return found;
  const equal = findByValue(machine, data, value);
  if (equal !== undefined) return equal;
  const integer = integerOf(value);
  if (data.isFlag && integer !== undefined) return flagOf(machine, type, data, integer);
  const missing = type.lookup("_missing_");
  const result = missing instanceof ClassMethod ? machine.call(missing.callee, [type, value]) : null;
  if (result instanceof PyInstance && result.type.isSubtypeOf(type)) return result;
  if (result !== null) {
    throw typeError(
      `error in ${type.name}._missing_: returned ${repr(machine, result)} instead of None or a valid member`,
    );
  }
  throw valueError(`${repr(machine, value)} is not a valid ${type.qualname}`);
}

function isHashableKey(value: Value): boolean {
  return !(value instanceof PyObject) || value.type.lookup("__hash__") !== null;
}

/** A data type that is mixed in brings methods of its own; how a member shows itself stays the enum's. */
function keepEnumText(type: PyType): void {
  const data = dataTypeOf(type);
  const first = type.bases.at(-1);
  if (data === null || first === undefined) return;
  for (const name of ["__repr__", "__str__", "__format__", "__reduce_ex__"]) {
    const found = type.lookup(name);
    const own = type.attributes.has(name);
    const wanted = first.lookup(name);
    if (!own && wanted !== undefined && (found === data.lookup(name) || found === objectType.lookup(name))) {
      type.setAttribute(name, wanted);
    }
  }
}

/** `Enum("Color", "RED GREEN")`: names as text or a list, pairs, or a dict. */
function fromNames(machine: Machine, base: PyType, name: Value, names: Value, start: Value): PyType {
  const namespace = new Map<string, Value>();
  const text = textOf(names);
  const entries: Value[] =
    text !== undefined
      ? text
          .replaceAll(",", " ")
          .split(/\s+/)
          .filter((part) => part !== "")
      : names instanceof PyDict
        ? [...names.entries()].map((pair) => new PyTuple(pair))
        : toArray(machine, names);
  let next = integerOf(start) ?? 1;
  for (const entry of entries) {
    const single = textOf(entry);
    if (single !== undefined) {
      namespace.set(single, isOfType(base, strType) || base === strEnumType ? single.toLowerCase() : next);
      next = isFlag(base) ? Number(next) * 2 : Number(next) + 1;
      continue;
    }
    const [key, value] = toArray(machine, entry);
    namespace.set(str(machine, key), value);
  }
  const title = str(machine, name);
  namespace.set("__module__", machine.currentGlobals().get("__name__") ?? "__main__");
  const type = makeClass(machine, enumMetaType, title, [base], namespace, null);
  keepEnumText(type);
  defineMembers(machine, type, namespace, isFlag(base));
  return type;
}

function installMeta(): void {
  const method = (name: string, code: NativeFunction["code"]): void => {
    const made = new NativeFunction(name, code);
    made.owner = enumMetaType;
    enumMetaType.attributes.set(name, made);
  };
  enumMetaType.construct = typeType.construct;
  method("__init__", (machine, [type, _name, _bases, namespace]) => {
    if (!(type instanceof PyType) || enumDataOf(type) !== undefined) return null;
    refuseExtension(type);
    const body = new Map<string, Value>();
    if (namespace instanceof PyDict) {
      for (const [key, value] of namespace.entries()) body.set(textOf(key) ?? "", value);
    }
    keepEnumText(type);
    defineMembers(machine, type, body, isFlag(type));
    return null;
  });
  method("__call__", (machine, [type, value, names, ...rest], keywords) => {
    const { type: actual, data } = asEnum(type);
    const given = value ?? keywords?.get("value");
    if (given === undefined) throw typeError("EnumType.__call__() missing 1 required positional argument: 'value'");
    const listed = names ?? keywords?.get("names");
    if (data.byName.size === 0 && listed !== undefined) {
      return fromNames(machine, actual, given, listed, keywords?.get("start") ?? 1);
    }
    if (data.byName.size === 0) {
      const shown = `<${isFlag(actual) ? "flag" : "enum"} '${actual.name}'>`;
      throw typeError(`${shown} has no members; specify \`names=()\` if you meant to create a new, empty, enum`);
    }
    const whole = names === undefined ? given : new PyTuple([given, names, ...rest]);
    return lookUp(machine, actual, data, whole);
  });
  method("__iter__", (_machine, [type]) => new ArrayIterator([...asEnum(type).data.members]));
  method("__reversed__", (_machine, [type]) => new ArrayIterator([...asEnum(type).data.members].reverse()));
  method("__len__", (_machine, [type]) => asEnum(type).data.members.length);
  method("__bool__", () => true);
  method("__getitem__", (_machine, [type, name]) => {
    const member = asEnum(type).data.byName.get(textOf(name) ?? "");
    if (member === undefined) throw keyError(name);
    return member;
  });
  method("__contains__", (machine, [type, value]) => {
    const { type: actual, data } = asEnum(type);
    if (value instanceof PyInstance && value.type === actual) return true;
    return findByValue(machine, data, value) !== undefined;
  });
  method("__repr__", (_machine, [type]) => {
    const { type: actual, data } = asEnum(type);
    return `<${data.isFlag ? "flag" : "enum"} '${actual.name}'>`;
  });
  method("__setattr__", (_machine, [type, name, value]) => {
    const { type: actual, data } = asEnum(type);
    const text = textOf(name) ?? "";
    if (data.byName.has(text)) throw attributeError(`cannot reassign member ${stringRepr(text)}`);
    actual.setAttribute(text, value);
    return null;
  });
  method("__delattr__", (_machine, [type, name]) => {
    const { type: actual, data } = asEnum(type);
    const text = textOf(name) ?? "";
    if (data.byName.has(text)) throw attributeError(`'${actual.name}' cannot delete member ${stringRepr(text)}.`);
    if (!actual.deleteAttribute(text)) {
      throw attributeError(`type object '${actual.name}' has no attribute ${stringRepr(text)}`);
    }
    return null;
  });
  const property = (name: string, getter: (machine: Machine, data: EnumData, type: PyType) => Value): void => {
    enumMetaType.attributes.set(
      name,
      new NativeProperty(name, (machine, self) => {
        const { data, type } = asEnum(self);
        return getter(machine, data, type);
      }),
    );
  };
  property("__members__", (_machine, data, type) => new MappingProxy(PyDict.fromStrings(data.byName), type));
  property("_member_map_", (_machine, data) => PyDict.fromStrings(data.byName));
  property(
    "_member_names_",
    (_machine, data) => new PyList(data.members.map((member) => member.attributes.get("_name_") ?? null)),
  );
  property("_value2member_map_", (_machine, data) => data.byValue);
}

const asMember = (value: Value): PyInstance => {
  if (value instanceof PyInstance) return value;
  throw typeError("descriptor requires an enum member");
};

const memberName = (member: PyInstance): string => {
  const name = member.attributes.get("_name_");
  return typeof name === "string" ? name : "";
};

/** `Color.RED`; a flag without bits shows its value. */
function shownName(member: PyInstance): string {
  const name = memberName(member);
  return name === "" ? `${member.type.name}(${String(memberValue(member))})` : `${member.type.name}.${name}`;
}

function installBase(): void {
  const method = (type: PyType, name: string, code: NativeFunction["code"]): void => {
    const made = new NativeFunction(name, code);
    made.owner = type;
    type.attributes.set(name, made);
  };
  method(enumType, "__repr__", (machine, [self]) => {
    const member = asMember(self);
    const name = memberName(member);
    const value = repr(machine, memberValue(member));
    return name === "" ? `<${member.type.name}: ${value}>` : `<${member.type.name}.${name}: ${value}>`;
  });
  method(enumType, "__str__", (_machine, [self]) => shownName(asMember(self)));
  method(enumType, "__hash__", (machine, [self]) => hash(machine, memberName(asMember(self))));
  method(enumType, "__format__", (machine, [self, spec]) => format(machine, str(machine, self), textOf(spec) ?? ""));
  method(
    enumType,
    "__reduce_ex__",
    (_machine, [self]) => new PyTuple([asMember(self).type, new PyTuple([memberValue(asMember(self))])]),
  );
  method(enumType, "__copy__", (_machine, [self]) => self);
  method(enumType, "__deepcopy__", (_machine, [self]) => self);
  for (const name of ["name", "value"]) {
    enumType.attributes.set(
      name,
      new NativeProperty(
        name,
        (_machine, self) => asMember(self).attributes.get(`_${name}_`) ?? null,
        (_machine, _self) => {
          throw attributeError(`<enum 'Enum'> cannot set attribute ${stringRepr(name)}`);
        },
      ),
    );
  }
  const missing = new NativeFunction("_missing_", () => null);
  enumType.attributes.set("_missing_", new ClassMethod(missing));
  // Enums that are ints or strings read as those, but show themselves as members.
  for (const [type, base] of [
    [intEnumType, intType],
    [intFlagType, intType],
    [strEnumType, strType],
  ] as const) {
    const plain = base.attributes.get("__repr__") ?? null;
    method(type, "__repr__", (machine, [self]) =>
      callSpecial(machine, enumType.attributes.get("__repr__") ?? null, self, []),
    );
    method(type, "__str__", (machine, [self]) =>
      base === strType ? (asMember(self).payload ?? "") : callSpecial(machine, plain, self, []),
    );
    method(type, "__format__", (machine, [self, spec]) =>
      format(machine, asMember(self).payload ?? null, textOf(spec) ?? ""),
    );
  }
  method(intFlagType, "__or__", combinedWithInts("__or__"));
  method(intFlagType, "__and__", combinedWithInts("__and__"));
  method(intFlagType, "__xor__", combinedWithInts("__xor__"));
  method(intFlagType, "__ror__", combinedWithInts("__ror__"));
  method(intFlagType, "__rand__", combinedWithInts("__rand__"));
  method(intFlagType, "__rxor__", combinedWithInts("__rxor__"));
  method(intFlagType, "__invert__", combinedWithInts("__invert__"));
}

/** int comes before Flag in the mro: the flag's own operators must be asked first. */
const combinedWithInts =
  (name: string): NativeFunction["code"] =>
  (machine, [self, ...rest]) =>
    callSpecial(machine, flagType.attributes.get(name) ?? null, self, rest);

const unique = functionOfOne("unique(enumeration)", (machine, type) => {
  const { data } = asEnum(type);
  const aliases = [...data.byName].filter(([name, member]) => memberName(member) !== name);
  if (aliases.length > 0) {
    const shown = aliases.map(([alias, member]) => `${alias} -> ${memberName(member)}`).join(", ");
    throw valueError(`duplicate values found in ${repr(machine, type)}: ${shown}`);
  }
  return type;
});

let installed = false;

function install(): void {
  if (installed) return;
  installed = true;
  installAuto();
  installMeta();
  installBase();
  installFlag(flagType);
  for (const type of [enumType, flagType, intEnumType, strEnumType, intFlagType]) {
    type.metaclass = enumMetaType;
    type.hasDict = true;
    type.heap = true;
    type.construct = (dataTypeOf(type) ?? objectType).construct;
  }
  for (const type of [memberType, nonmemberType]) {
    type.construct = (_machine, actual, [value]) => new NonMember(actual, value ?? null);
  }
  PyType.epoch++;
}

export const enumModule: ModuleDefinition = {
  name: "enum",
  create: (machine) => {
    install();
    for (const type of [enumType, flagType, intEnumType, strEnumType, intFlagType]) {
      if (enumDataOf(type) === undefined) defineMembers(machine, type, new Map(), isFlag(type));
    }
    return nativeModule(
      "enum",
      [
        enumMetaType,
        enumType,
        flagType,
        intEnumType,
        strEnumType,
        intFlagType,
        autoType,
        memberType,
        nonmemberType,
        unique,
      ],
      { EnumMeta: enumMetaType, property: propertyType },
    );
  },
};
