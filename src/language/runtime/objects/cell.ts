import { PyObject, type PyType, type Value } from "./object.ts";
import { cellType } from "./types.ts";

/** A variable that an inner function shares with its outer one; `undefined` while it is unbound. */
export class Cell extends PyObject {
  constructor(public value: Value | undefined) {
    super();
  }
  get type(): PyType {
    return cellType;
  }
}
