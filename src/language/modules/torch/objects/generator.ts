import type { Generator } from "../../../../engine/random/generator.ts";
import { PyObject, PyType, type Value } from "../../../runtime/objects/object.ts";
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

/** The generator that a call's `generator=` names; undefined for the default one. */
export function requireGenerator(args: { named(name: string): Value }): Generator | undefined {
  const value = args.named("generator");
  return value instanceof PyGenerator ? value.generator : undefined;
}
