/** `collections.namedtuple` and the base class of `typing.NamedTuple`. */
import { attributeError, typeError, valueError } from "../../runtime/errors.ts";
import { stringRepr } from "../../runtime/format/text.ts";
import { ClassMethod, NativeProperty } from "../../runtime/objects/descriptor.ts";
import { PyDict } from "../../runtime/objects/dict.ts";
import { NativeFunction } from "../../runtime/objects/function.ts";
import { type Machine, PyType, type Value } from "../../runtime/objects/object.ts";
import { PyList, PyTuple } from "../../runtime/objects/sequence.ts";
import { bindArguments, native, type Parameter, type Signature } from "../../runtime/objects/signature.ts";
import { tupleType } from "../../runtime/objects/types.ts";
import { repr, str, textOf, toArray, truth } from "../../runtime/protocols/index.ts";
import { isIdentifier } from "../../runtime/text/case.ts";
import { isKeyword } from "../keywords.ts";

const parameter = (name: string, value: Value | undefined): Parameter => ({
  name,
  kind: "normal",
  default: value,
  hasDefault: value !== undefined,
  defaultText: null,
});

/** Gives a tuple subclass named fields; `defaults` belong to the last ones. */
export function nameFields(type: PyType, fields: readonly string[], defaults: readonly Value[]): void {
  const firstDefault = fields.length - defaults.length;
  const parameters = fields.map((field, i) =>
    parameter(field, i < firstDefault ? undefined : defaults[i - firstDefault]),
  );
  const signature: Signature = {
    name: `${type.name}.__new__`,
    parameters: [parameter("_cls", undefined), ...parameters],
    text: `${type.name}(${fields.join(", ")})`,
  };
  type.construct = (_machine, actual, args, keywords) => {
    // Every parameter is a plain value.
    const bound = bindArguments(signature, [actual, ...args], keywords) as Value[];
    return new PyTuple(bound.slice(1), actual);
  };
  const names = new PyTuple([...fields]);
  type.attributes.set("_fields", names);
  type.attributes.set("__match_args__", names);
  type.attributes.set(
    "_field_defaults",
    PyDict.fromStrings(defaults.map((value, i): [string, Value] => [fields[firstDefault + i], value])),
  );
  fields.forEach((field, i) => {
    // A class's own defaults stood under the same names.
    type.attributes.set(field, fieldProperty(field, i));
  });
  installMethods(type, fields);
  PyType.epoch++;
}

function fieldProperty(field: string, place: number): NativeProperty {
  const refuse = (): never => {
    throw attributeError("can't set attribute");
  };
  return new NativeProperty(
    field,
    (_machine, self) => {
      if (self instanceof PyTuple) return self.items[place];
      throw typeError(`descriptor '${field}' for 'tuple' objects doesn't apply to this object`);
    },
    refuse,
    () => {
      throw attributeError("can't delete attribute");
    },
    `Alias for field number ${place}`,
  );
}

function installMethods(type: PyType, fields: readonly string[]): void {
  const receive = (value: Value): PyTuple => {
    if (value instanceof PyTuple) return value;
    throw typeError(`descriptor requires a '${type.name}' object`);
  };
  const method = (name: string, code: NativeFunction["code"]): void => {
    if (type.attributes.has(name)) return;
    const made = new NativeFunction(name, code);
    made.owner = type;
    type.attributes.set(name, made);
  };
  method("__repr__", (machine, [self]) => {
    const { items, type: actual } = receive(self);
    return `${actual.name}(${fields.map((field, i) => `${field}=${repr(machine, items[i])}`).join(", ")})`;
  });
  method("_asdict", (_machine, [self]) =>
    PyDict.fromStrings(receive(self).items.map((value, i): [string, Value] => [fields[i], value])),
  );
  method("_replace", (machine, [self], keywords) => {
    const unknown = [...(keywords?.keys() ?? [])].filter((name) => !fields.includes(name));
    if (unknown.length > 0) {
      throw valueError(`Got unexpected field names: ${repr(machine, new PyList(unknown))}`);
    }
    const { items, type: actual } = receive(self);
    return new PyTuple(
      items.map((value, i) => heldOr(keywords, fields[i], value)),
      actual,
    );
  });
  method("__getnewargs__", (_machine, [self]) => new PyTuple(receive(self).items));
  const make = new NativeFunction("_make", (machine, [actual, values]) => {
    const items = toArray(machine, values);
    if (items.length !== fields.length) throw typeError(`Expected ${fields.length} arguments, got ${items.length}`);
    return new PyTuple(items, actual instanceof PyType ? actual : type);
  });
  type.attributes.set("_make", new ClassMethod(make));
}

function heldOr(keywords: ReadonlyMap<string, Value> | null, name: string, held: Value): Value {
  const given = keywords?.get(name);
  return given === undefined ? held : given;
}

function fieldNames(machine: Machine, names: Value): string[] {
  const text = textOf(names);
  if (text !== undefined)
    return text
      .replaceAll(",", " ")
      .split(/\s+/)
      .filter((name) => name !== "");
  return toArray(machine, names).map((name) => str(machine, name));
}

/** Invalid names become `_0`, `_1`, ... */
function renamed(fields: readonly string[]): string[] {
  const seen = new Set<string>();
  return fields.map((field, i) => {
    const bad = !isIdentifier(field) || isKeyword(field) || field.startsWith("_") || seen.has(field);
    seen.add(field);
    return bad ? `_${i}` : field;
  });
}

function checkNames(name: string, fields: readonly string[], rename: boolean): void {
  for (const candidate of [name, ...fields]) {
    if (!isIdentifier(candidate)) {
      throw valueError(`Type names and field names must be valid identifiers: ${stringRepr(candidate)}`);
    }
    if (isKeyword(candidate)) {
      throw valueError(`Type names and field names cannot be a keyword: ${stringRepr(candidate)}`);
    }
  }
  const seen = new Set<string>();
  for (const field of fields) {
    if (field.startsWith("_") && !rename) {
      throw valueError(`Field names cannot start with an underscore: ${stringRepr(field)}`);
    }
    if (seen.has(field)) throw valueError(`Encountered duplicate field name: ${stringRepr(field)}`);
    seen.add(field);
  }
}

export const namedtuple = native(
  "namedtuple(typename, field_names, *, rename=False, defaults=None, module=None)",
  (machine, typename: Value, names: Value, rename: Value, defaults: Value, module: Value) => {
    const name = str(machine, typename);
    const renaming = truth(machine, rename);
    const given = fieldNames(machine, names);
    const fields = renaming ? renamed(given) : given;
    checkNames(name, fields, renaming);
    const values = defaults === null ? [] : toArray(machine, defaults);
    if (values.length > fields.length) throw typeError("Got more default values than field names");
    const home = module === null ? machine.currentGlobals().get("__name__") : module;
    const type = new PyType(name, [tupleType], textOf(home ?? null) ?? "__main__");
    type.heap = true;
    type.attributes.set("__doc__", `${name}(${fields.join(", ")})`);
    type.attributes.set("__slots__", new PyTuple([]));
    type.attributes.set("__module__", type.module);
    nameFields(type, fields, values);
    return type;
  },
);

/** `class Point(NamedTuple): x: int; y: int = 0`. */
export const namedTupleBase = new PyType("NamedTuple", [tupleType], "typing");

function fieldsOfClass(type: PyType): { fields: string[]; defaults: Value[] } {
  const annotations = type.attributes.get("__annotations__");
  const fields: string[] = [];
  const defaults: Value[] = [];
  if (annotations instanceof PyDict) {
    for (const key of annotations.keys()) {
      const field = textOf(key) ?? "";
      const value = type.attributes.get(field);
      if (value !== undefined) defaults.push(value);
      else if (defaults.length > 0) {
        const earlier = fields.slice(fields.length - defaults.length).join(", ");
        const plural = defaults.length > 1 ? "s" : "";
        throw typeError(`non-default namedtuple field ${field} cannot follow default field${plural} ${earlier}`);
      }
      fields.push(field);
    }
  }
  return { fields, defaults };
}

export function installNamedTuple(): void {
  namedTupleBase.attributes.set(
    "__init_subclass__",
    new ClassMethod(
      new NativeFunction("__init_subclass__", (_machine, [type]) => {
        if (type instanceof PyType && type.bases.includes(namedTupleBase)) {
          const { fields, defaults } = fieldsOfClass(type);
          type.hasDict = false;
          nameFields(type, fields, defaults);
        }
        return null;
      }),
    ),
  );
  namedTupleBase.construct = (machine, _type, [name, fields], keywords) => {
    const pairs =
      fields === undefined
        ? [...(keywords ?? [])].map(([field, hint]) => [field, hint])
        : toArray(machine, fields).map((pair) => toArray(machine, pair));
    const type = machine.call(namedtuple, [name, new PyTuple(pairs.map(([field]) => field))]);
    if (type instanceof PyType) {
      const annotations = new PyDict();
      for (const [field, hint] of pairs) annotations.set(machine, field, hint);
      type.setAttribute("__annotations__", annotations);
    }
    return type;
  };
}
