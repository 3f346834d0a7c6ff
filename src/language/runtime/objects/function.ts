import type { Code } from "../code.ts";
import type { Cell } from "./cell.ts";
import type { PyDict } from "./dict.ts";
import type { Namespace } from "./namespace.ts";
import { type Keywords, type Machine, PyObject, type PyType, type Value } from "./object.ts";
import type { Signature } from "./signature.ts";
import { fillsSlot } from "./slot-names.ts";
import {
  functionType,
  methodDescriptorType,
  methodType,
  methodWrapperType,
  nativeFunctionType,
  wrapperDescriptorType,
} from "./types.ts";

/** `args` belongs to the callee: it may keep or change it. For a method, `args[0]` is self. */
export type NativeCode = (machine: Machine, args: Value[], keywords: Keywords) => Value;

/**
 * A function written in TypeScript. As a class attribute it binds like a method when `binds` is true (the default,
 * as CPython's method descriptors do).
 */
export class NativeFunction extends PyObject {
  /** `__module__`, e.g. "math"; shown by hover. */
  module: string | null = null;
  /** What `code` does for one argument, or two, without an array of them; null where calls must go through `code`. */
  one: ((machine: Machine, a: Value) => Value) | null = null;
  two: ((machine: Machine, a: Value, b: Value) => Value) | null = null;
  /** The class it belongs to, for errors and repr (`list.append()`). */
  owner: PyType | null = null;
  /** True for what CPython keeps in a sequence slot: `[1] + x` asks x first. */
  sequence = false;
  constructor(
    readonly name: string,
    readonly code: NativeCode,
    /** For hover, completion and the compatibility table; null where the call shape has no Python signature. */
    readonly signature: Signature | null = null,
    readonly doc: string | null = null,
    /** False for functions of modules written in C: as class attributes they stay what they are. */
    public binds = true,
  ) {
    super();
  }
  get type(): PyType {
    if (this.owner === null || this.name === "__new__") return nativeFunctionType;
    return fillsSlot(this.owner, this.name) ? wrapperDescriptorType : methodDescriptorType;
  }
}

/** A function made by `def` or `lambda`. */
export class PyFunction extends PyObject {
  name: string;
  qualname: string;
  doc: Value;
  module: Value;
  attributes: Map<string, Value> | null = null;
  annotations: PyDict | null = null;
  constructor(
    readonly code: Code,
    readonly globals: Namespace,
    /** Values of the last positional parameters. */
    public defaults: readonly Value[],
    public keywordDefaults: ReadonlyMap<string, Value> | null,
    /** One for each of the code's free names. */
    readonly closure: readonly Cell[],
  ) {
    super();
    this.name = code.name;
    this.qualname = code.qualname;
    this.doc = code.doc;
    this.module = globals.get("__name__") ?? null;
  }
  get type(): PyType {
    return functionType;
  }
  override attributeMap(create: boolean): Map<string, Value> | null {
    if (this.attributes === null && create) this.attributes = new Map();
    return this.attributes;
  }
}

/** A function (native or not) with its first argument fixed. */
export class BoundMethod extends PyObject {
  constructor(
    readonly self: Value,
    readonly callee: PyObject,
  ) {
    super();
  }
  get type(): PyType {
    const { callee } = this;
    if (!(callee instanceof NativeFunction)) return methodType;
    return callee.owner !== null && fillsSlot(callee.owner, callee.name) ? methodWrapperType : nativeFunctionType;
  }
}
