/** The module `sys`, as far as a cell has a system. */
import { functionOfNone, functionOfOne, Methods, positionalFunction } from "../../runtime/builtins/define.ts";
import { PyStream } from "../../runtime/builtins/output.ts";
import { toInt } from "../../runtime/builtins/receive.ts";
import { raised, SystemExit, typeError, valueError } from "../../runtime/errors.ts";
import { VirtualMachine } from "../../runtime/machine.ts";
import { bitLength, maximumTextDigits } from "../../runtime/numbers/integer.ts";
import { NativeProperty } from "../../runtime/objects/descriptor.ts";
import { PyDict } from "../../runtime/objects/dict.ts";
import { PyFloat } from "../../runtime/objects/float.ts";
import type { NativeFunction } from "../../runtime/objects/function.ts";
import type { PyModule } from "../../runtime/objects/module.ts";
import { type Machine, PyType, type Value } from "../../runtime/objects/object.ts";
import { PyList, PyTuple } from "../../runtime/objects/sequence.ts";
import { PySet } from "../../runtime/objects/set.ts";
import { tracebackOf } from "../../runtime/objects/traceback.ts";
import { strType, tupleType } from "../../runtime/objects/types.ts";
import { index, isOfType, repr, textOf, trySpecial, typeName } from "../../runtime/protocols/index.ts";
import { nativeModule } from "../native-module.ts";
import type { ModuleDefinition } from "../registry.ts";

/** A tuple whose places have names, as C modules make them (`sys.version_info`). */
export function structure(name: string, fields: readonly (readonly [string, Value])[]): PyTuple {
  const type = new PyType(name, [tupleType], "sys");
  type.qualname = name.split(".").pop() ?? name;
  fields.forEach(([field], i) => {
    type.attributes.set(
      field,
      new NativeProperty(field, (_machine, self) => (self instanceof PyTuple ? self.items[i] : null)),
    );
  });
  new Methods<PyTuple>(type, (value) => (value instanceof PyTuple ? value : undefined)).none(
    "__repr__",
    (machine, self) => {
      const parts = fields.map(([field], i) => `${field}=${repr(machine, self.items[i])}`);
      return `${name}(${parts.join(", ")})`;
    },
  );
  return new PyTuple(
    fields.map(([, value]) => value),
    type,
  );
}

/** CPython's sizes on a 64-bit machine, for the types that people measure. */
function sizeOf(machine: Machine, value: Value): number {
  if (typeof value === "boolean" || typeof value === "number" || typeof value === "bigint") {
    const digits = Math.max(1, Math.ceil(bitLength(typeof value === "boolean" ? 1 : value) / 30));
    return 24 + 4 * digits;
  }
  if (value === null) return 16;
  if (value instanceof PyFloat) return 24;
  if (isOfType(value, strType)) return textSize(textOf(value) ?? "");
  if (value instanceof PyTuple) return 40 + 8 * value.items.length;
  if (value instanceof PyList) return 56 + 8 * value.items.length;
  if (value instanceof PyDict)
    return value.size === 0 ? 64 : value.size <= 5 ? 184 : 232 + 48 * Math.max(0, value.size - 8);
  if (value instanceof PySet) return value.size <= 4 ? 216 : 216 + 32 * value.size;
  const own = trySpecial(machine, value, "__sizeof__");
  return own === undefined ? 48 : Number(index(machine, own)) + 32;
}

function textSize(text: string): number {
  let widest = 0;
  for (const character of text) widest = Math.max(widest, character.codePointAt(0) ?? 0);
  if (widest < 128) return 49 + text.length;
  if (widest < 256) return 73 + text.length;
  return widest < 65536 ? 74 + 2 * text.length : 76 + 4 * Array.from(text).length;
}

const deepestRecursion = 20000;

function setRecursionLimit(machine: Machine, value: Value): null {
  const limit = toInt(machine, value);
  if (limit < 1) throw valueError("recursion limit must be greater or equal than 1");
  if (machine instanceof VirtualMachine) machine.recursionLimit = Math.min(limit, deepestRecursion);
  return null;
}

/** Takes what CPython takes; the limit itself stays. */
function setMaximumDigits(machine: Machine, value: Value): null {
  const digits = toInt(machine, value);
  if (digits !== 0 && digits < 640) throw valueError("maxdigits must be 0 or larger than 640");
  return null;
}

function exceptionInfo(machine: Machine): PyTuple {
  const { handled } = machine;
  return new PyTuple(handled === null ? [null, null, null] : [handled.type, handled, tracebackOf(handled)]);
}

const functions: readonly NativeFunction[] = [
  positionalFunction("exit(status=None, /)", (_machine, status) => {
    throw status === undefined ? raised(SystemExit) : raised(SystemExit, status);
  }),
  functionOfNone(
    "getrecursionlimit",
    (machine) => (machine instanceof VirtualMachine ? machine.recursionLimit : 1000),
    "sys",
  ),
  functionOfOne("setrecursionlimit(limit, /)", setRecursionLimit, "sys"),
  functionOfNone("exc_info", exceptionInfo, "sys"),
  functionOfNone("exception", (machine) => machine.handled, "sys"),
  positionalFunction("getsizeof(object, default=..., /)", (machine, value) => sizeOf(machine, value)),
  functionOfOne(
    "intern(string, /)",
    (_machine, value) => {
      if (textOf(value) === undefined) throw typeError(`intern() argument must be str, not ${typeName(value)}`);
      return value;
    },
    "sys",
  ),
  functionOfOne("getrefcount(object, /)", () => 2, "sys"),
  functionOfNone("getdefaultencoding", () => "utf-8", "sys"),
  functionOfNone("get_int_max_str_digits", () => maximumTextDigits, "sys"),
  functionOfOne("set_int_max_str_digits(maxdigits)", setMaximumDigits, "sys"),
];

function create(machine: Machine): PyModule {
  const version: [string, Value][] = [
    ["major", 3],
    ["minor", 12],
    ["micro", 0],
    ["releaselevel", "final"],
    ["serial", 0],
  ];
  const float = (value: number): PyFloat => new PyFloat(value);
  const module = nativeModule("sys", functions, {
    version: "3.12.0 (LayerNorm Notebooks)",
    version_info: structure("sys.version_info", version),
    hexversion: 0x030c00f0,
    implementation: "lnnb",
    platform: "lnnb",
    byteorder: "little",
    executable: "",
    maxsize: 9223372036854775807n,
    maxunicode: 0x10ffff,
    argv: new PyList([""]),
    path: new PyList([]),
    warnoptions: new PyList([]),
    stdin: null,
    stdout: new PyStream("stdout"),
    stderr: new PyStream("stderr"),
    __stdout__: new PyStream("stdout"),
    __stderr__: new PyStream("stderr"),
    float_info: structure("sys.float_info", [
      ["max", float(Number.MAX_VALUE)],
      ["max_exp", 1024],
      ["max_10_exp", 308],
      ["min", float(2 ** -1022)],
      ["min_exp", -1021],
      ["min_10_exp", -307],
      ["dig", 15],
      ["mant_dig", 53],
      ["epsilon", float(Number.EPSILON)],
      ["radix", 2],
      ["rounds", 1],
    ]),
    int_info: structure("sys.int_info", [
      ["bits_per_digit", 30],
      ["sizeof_digit", 4],
      ["default_max_str_digits", 4300],
      ["str_digits_check_threshold", 640],
    ]),
    hash_info: structure("sys.hash_info", [
      ["width", 64],
      ["modulus", 2305843009213693951n],
      ["inf", 314159],
      ["nan", 0],
      ["imag", 1000003],
    ]),
  });
  module.missing = (_running, name) => {
    if (name !== "modules") return undefined;
    return PyDict.fromStrings(machine.modules);
  };
  return module;
}

export const sysModule: ModuleDefinition = { name: "sys", create };
