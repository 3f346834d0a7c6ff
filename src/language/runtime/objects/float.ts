import { PyObject, type PyType } from "./object.ts";
import { floatType } from "./types.ts";

/** A float. */
export interface PyFloat extends PyObject {}

/**
 * Not written as `extends PyObject`, though it is one: V8 inlines a constructor this short wherever a float is made, and
 * one that calls `super()` only where little else is inlined, which the machine's loop is not.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the prototype is set below
export class PyFloat {
  constructor(readonly value: number) {}
  get type(): PyType {
    return floatType;
  }
}

Object.setPrototypeOf(PyFloat.prototype, PyObject.prototype);
