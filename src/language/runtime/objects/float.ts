import { PyObject, type PyType } from "./object.ts";
import { floatType } from "./types.ts";

export class PyFloat extends PyObject {
  constructor(readonly value: number) {
    super();
  }
  get type(): PyType {
    return floatType;
  }
}
