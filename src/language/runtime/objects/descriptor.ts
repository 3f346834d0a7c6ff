import { type Machine, PyObject, type PyType, type Value } from "./object.ts";
import { classmethodType, getsetType, memberType, propertyType, staticmethodType } from "./types.ts";

/** `property(fget, fset, fdel, doc)`. */
export class PyProperty extends PyObject {
  attributes: Map<string, Value> | null = null;
  /** The name it was given in its class, for errors. */
  name: string | null = null;
  constructor(
    public getter: Value,
    public setter: Value = null,
    public deleter: Value = null,
    public doc: Value = null,
    readonly type: PyType = propertyType,
  ) {
    super();
  }
  override attributeMap(create: boolean): Map<string, Value> | null {
    if (this.attributes === null && create && this.type.hasDict) this.attributes = new Map();
    return this.attributes;
  }
}

/**
 * An attribute computed in TypeScript (CPython's getset and member descriptors): `type.attributes.set("shape", new
 * NativeProperty("shape", (machine, self) => ...))`. Without a setter it is read-only.
 */
export class NativeProperty extends PyObject {
  /** The class that it is an attribute of, for its repr. */
  owner: PyType | null = null;
  constructor(
    readonly name: string,
    readonly getter: (machine: Machine, self: Value) => Value,
    readonly setter: ((machine: Machine, self: Value, value: Value) => void) | null = null,
    readonly deleter: ((machine: Machine, self: Value) => void) | null = null,
    readonly doc: string | null = null,
  ) {
    super();
  }
  get type(): PyType {
    return this.owner?.heap === true ? memberType : getsetType;
  }
}

export class StaticMethod extends PyObject {
  readonly attributes = new Map<string, Value>();
  constructor(readonly callee: Value) {
    super();
  }
  get type(): PyType {
    return staticmethodType;
  }
  override attributeMap(): Map<string, Value> {
    return this.attributes;
  }
}

export class ClassMethod extends PyObject {
  readonly attributes = new Map<string, Value>();
  constructor(readonly callee: Value) {
    super();
  }
  get type(): PyType {
    return classmethodType;
  }
  override attributeMap(): Map<string, Value> {
    return this.attributes;
  }
}
