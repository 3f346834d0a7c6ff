import { PyObject, type PyType } from "./object.ts";
import { ellipsisType, notImplementedType } from "./types.ts";

class Singleton extends PyObject {
  constructor(
    readonly type: PyType,
    readonly text: string,
  ) {
    super();
  }
}

/** `...` */
export const Ellipsis = new Singleton(ellipsisType, "Ellipsis");
/** What a binary dunder returns to let the other operand try. */
export const NotImplemented = new Singleton(notImplementedType, "NotImplemented");
