import { PyObject, type PyType, type Value } from "./object.ts";

/** An instance of a user's class (or of a library class that keeps its state in attributes). */
export class PyInstance extends PyObject {
  /** The instance `__dict__`. */
  readonly attributes = new Map<string, Value>();
  /** The immediate value inside an instance of a subclass of int, float or str; undefined for all others. */
  payload: Value | undefined = undefined;
  /** Values of `__slots__`, which are no part of `__dict__`. */
  slotValues: Map<string, Value> | null = null;
  constructor(public type: PyType) {
    super();
  }
  override attributeMap(): Map<string, Value> | null {
    return this.type.hasDict ? this.attributes : null;
  }
}
