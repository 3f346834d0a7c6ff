import type { Generator } from "../../../../engine/random/generator.ts";
import { PyObject, PyType } from "../../../runtime/objects/object.ts";
import { objectType } from "../../../runtime/objects/types.ts";

export const generatorType = new PyType("Generator", [objectType], "torch._C");

/** `torch.Generator`. */
export class PyGenerator extends PyObject {
  constructor(readonly generator: Generator) {
    super();
  }
  get type(): PyType {
    return generatorType;
  }
}
