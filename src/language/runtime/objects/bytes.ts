import { PyObject, type PyType, type Value } from "./object.ts";
import { bytesType } from "./types.ts";

export class PyBytes extends PyObject {
  attributes: Map<string, Value> | null = null;
  constructor(
    readonly data: Uint8Array,
    readonly type: PyType = bytesType,
  ) {
    super();
  }
  override attributeMap(create: boolean): Map<string, Value> | null {
    if (this.attributes === null && create && this.type.hasDict) this.attributes = new Map();
    return this.attributes;
  }
}
