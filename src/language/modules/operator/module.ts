/** The module `operator`. */

import { functionOfOne, Methods, positionalFunction } from "../../runtime/builtins/define.ts";
import { toArgumentSize } from "../../runtime/builtins/receive.ts";
import { typeError, valueError } from "../../runtime/errors.ts";
import { NativeFunction } from "../../runtime/objects/function.ts";
import { type Machine, PyObject, PyType, type Value } from "../../runtime/objects/object.ts";
import { PyTuple } from "../../runtime/objects/sequence.ts";
import { objectType } from "../../runtime/objects/types.ts";
import {
  type BinaryOperator,
  binaryOperation,
  type Comparison,
  callMethod,
  compare,
  contains,
  deleteItem,
  getAttribute,
  getItem,
  identicalOrEqual,
  index,
  inplaceOperation,
  iterate,
  lengthHint,
  repr,
  setItem,
  textOf,
  truth,
  trySpecial,
  typeName,
  unaryOperation,
} from "../../runtime/protocols/index.ts";
import { findSpecial } from "../../runtime/protocols/special.ts";
import { nativeModule } from "../native-module.ts";
import type { ModuleDefinition } from "../registry.ts";

const binaries: readonly (readonly [string, BinaryOperator])[] = [
  ["add", "+"],
  ["sub", "-"],
  ["mul", "*"],
  ["truediv", "/"],
  ["floordiv", "//"],
  ["mod", "%"],
  ["pow", "**"],
  ["matmul", "@"],
  ["lshift", "<<"],
  ["rshift", ">>"],
  ["and_", "&"],
  ["or_", "|"],
  ["xor", "^"],
];

const comparisons: readonly (readonly [string, Comparison])[] = [
  ["lt", "<"],
  ["le", "<="],
  ["eq", "=="],
  ["ne", "!="],
  ["gt", ">"],
  ["ge", ">="],
];

const two = (name: string, body: (machine: Machine, a: Value, b: Value) => Value): NativeFunction =>
  positionalFunction(`${name}(a, b, /)`, body);
const one = (name: string, body: (machine: Machine, a: Value) => Value): NativeFunction =>
  functionOfOne(`${name}(a, /)`, body, "operator");

function joinable(value: Value): Value {
  if (findSpecial(value, "__getitem__") === undefined) {
    throw typeError(`'${typeName(value)}' object can't be concatenated`);
  }
  return value;
}

function functions(): NativeFunction[] {
  return [
    ...binaries.map(([name, op]) => two(name, (machine, a, b) => binaryOperation(machine, op, a, b))),
    ...binaries.map(([name, op]) =>
      two(`i${name.replace("_", "")}`, (machine, a, b) => inplaceOperation(machine, op, a, b)),
    ),
    ...comparisons.map(([name, op]) => two(name, (machine, a, b) => compare(machine, op, a, b))),
    two("concat", (machine, a, b) => binaryOperation(machine, "+", joinable(a), b)),
    two("iconcat", (machine, a, b) => inplaceOperation(machine, "+", joinable(a), b)),
    two("contains", (machine, a, b) => contains(machine, a, b)),
    two("getitem", getItem),
    two("is_", (_machine, a, b) => a === b),
    two("is_not", (_machine, a, b) => a !== b),
    two("countOf", (machine, a, b) => {
      let count = 0;
      for (const item of iterate(machine, a)) if (identicalOrEqual(machine, item, b)) count++;
      return count;
    }),
    two("indexOf", (machine, a, b) => {
      let at = 0;
      for (const item of iterate(machine, a)) {
        if (identicalOrEqual(machine, item, b)) return at;
        at++;
      }
      throw valueError("sequence.index(x): x not in sequence");
    }),
    two("delitem", (machine, a, b) => {
      deleteItem(machine, a, b);
      return null;
    }),
    positionalFunction("setitem(a, b, c, /)", (machine, a, b, c) => {
      setItem(machine, a, b, c);
      return null;
    }),
    one("neg", (machine, a) => unaryOperation(machine, "-", a)),
    one("pos", (machine, a) => unaryOperation(machine, "+", a)),
    one("inv", (machine, a) => unaryOperation(machine, "~", a)),
    one("invert", (machine, a) => unaryOperation(machine, "~", a)),
    one("not_", (machine, a) => !truth(machine, a)),
    one("truth", (machine, a) => truth(machine, a)),
    one("index", (machine, a) => index(machine, a)),
    one("abs", (machine, a) => {
      const result = trySpecial(machine, a, "__abs__");
      if (result === undefined) throw typeError(`bad operand type for abs(): '${typeName(a)}'`);
      return result;
    }),
    positionalFunction("length_hint(obj, default=0, /)", (machine, a, fallback = 0) => {
      toArgumentSize(machine, fallback);
      return lengthHint(machine, a) ?? index(machine, fallback);
    }),
    new NativeFunction("call", (machine, [callee, ...args], keywords) => machine.call(callee, args, keywords)),
  ];
}

/** `itemgetter`, `attrgetter` and `methodcaller`: callables that remember what to fetch. */
class Getter extends PyObject {
  constructor(
    readonly type: PyType,
    readonly fetch: (machine: Machine, object: Value) => Value,
    readonly shown: (machine: Machine) => string,
    readonly args: readonly Value[],
    readonly keywords: ReadonlyMap<string, Value> | null = null,
  ) {
    super();
  }
  /** The type and its arguments; keywords go in a partial of the type. */
  reduced(machine: Machine): PyTuple {
    if (this.keywords === null) return new PyTuple([this.type, new PyTuple(this.args)]);
    const partial = getAttribute(machine, machine.importModule("functools"), "partial");
    const [name, ...rest] = this.args;
    return new PyTuple([machine.call(partial, [this.type, name], this.keywords), new PyTuple(rest)]);
  }
}

function getterType(
  name: string,
  make: (type: PyType, args: Value[], keywords: ReadonlyMap<string, Value> | null) => Getter,
): PyType {
  const type = new PyType(name, [objectType], "operator");
  type.nativeName = `operator.${name}`;
  type.construct = (_machine, actual, args, keywords) => {
    if (keywords !== null && keywords.size > 0 && name !== "methodcaller") {
      throw typeError(`${name}() takes no keyword arguments`);
    }
    if (args.length === 0) {
      throw typeError(
        name === "methodcaller"
          ? "methodcaller needs at least one argument, the method name"
          : `${name} expected 1 argument, got 0`,
      );
    }
    return make(actual, args, keywords);
  };
  const methods = new Methods<Getter>(type, (value) => (value instanceof Getter ? value : undefined));
  methods.one("__call__", (machine, self, object) => self.fetch(machine, object));
  methods.none("__reduce__", (machine, self) => self.reduced(machine));
  methods.none("__repr__", (machine, self) => `operator.${name}(${self.shown(machine)})`);
  return type;
}

/** One result alone, several as a tuple. */
const collect = (parts: readonly ((object: Value) => Value)[], object: Value): Value =>
  parts.length === 1 ? parts[0](object) : new PyTuple(parts.map((part) => part(object)));

function dotted(machine: Machine, object: Value, path: Value): Value {
  const text = textOf(path);
  if (text === undefined) throw typeError("attribute name must be a string");
  return text.split(".").reduce<Value>((value, name) => getAttribute(machine, value, name), object);
}

const shownArgs = (machine: Machine, args: readonly Value[]): string =>
  args.map((value) => repr(machine, value)).join(", ");

const getters: readonly PyType[] = [
  getterType(
    "itemgetter",
    (type, args) =>
      new Getter(
        type,
        (machine, object) =>
          collect(
            args.map((key) => (value) => getItem(machine, value, key)),
            object,
          ),
        (machine) => shownArgs(machine, args),
        args,
      ),
  ),
  getterType("attrgetter", (type, args) => {
    if (args.some((path) => textOf(path) === undefined)) throw typeError("attribute name must be a string");
    return new Getter(
      type,
      (machine, object) =>
        collect(
          args.map((path) => (value) => dotted(machine, value, path)),
          object,
        ),
      (machine) => shownArgs(machine, args),
      args,
    );
  }),
  getterType("methodcaller", (type, [name, ...args], keywords) => {
    const method = textOf(name);
    if (method === undefined) throw typeError("method name must be a string");
    return new Getter(
      type,
      (machine, object) => callMethod(machine, object, method, [...args], keywords),
      (machine) => {
        const named = [...(keywords ?? [])].map(([key, value]) => `${key}=${repr(machine, value)}`);
        return [shownArgs(machine, [name, ...args]), ...named].join(", ");
      },
      [name, ...args],
      keywords,
    );
  }),
];

export const operatorModule: ModuleDefinition = {
  name: "operator",
  create: () => {
    const made = functions();
    // Every function goes by its special method's name too.
    const dunders = made.map((callee): [string, Value] => [`__${callee.name.replace(/_$/, "")}__`, callee]);
    return nativeModule("operator", [...made, ...getters], Object.fromEntries(dunders));
  },
};
