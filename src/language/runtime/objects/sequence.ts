import { PyObject, type PyType, type Value } from "./object.ts";
import { listType, rangeType, sliceType, tupleType } from "./types.ts";

export class PyTuple extends PyObject {
  /** Attributes of an instance of a user's subclass. */
  attributes: Map<string, Value> | null = null;
  constructor(
    readonly items: readonly Value[],
    readonly type: PyType = tupleType,
  ) {
    super();
  }
  override attributeMap(create: boolean): Map<string, Value> | null {
    if (this.attributes === null && create && this.type.hasDict) this.attributes = new Map();
    return this.attributes;
  }
}

export class PyList extends PyObject {
  attributes: Map<string, Value> | null = null;
  constructor(
    public items: Value[],
    readonly type: PyType = listType,
  ) {
    super();
  }
  override attributeMap(create: boolean): Map<string, Value> | null {
    if (this.attributes === null && create && this.type.hasDict) this.attributes = new Map();
    return this.attributes;
  }
}

export class PySlice extends PyObject {
  constructor(
    readonly start: Value,
    readonly stop: Value,
    readonly step: Value,
  ) {
    super();
  }
  get type(): PyType {
    return sliceType;
  }
}

/** `range`; bounds are numbers where they are safe integers, bigints otherwise. */
export class PyRange extends PyObject {
  constructor(
    readonly start: number | bigint,
    readonly stop: number | bigint,
    readonly step: number | bigint,
  ) {
    super();
  }
  get type(): PyType {
    return rangeType;
  }
}
