import { Namespace } from "./namespace.ts";
import { type Machine, PyObject, type PyType, type Value } from "./object.ts";
import { moduleType } from "./types.ts";

export class PyModule extends PyObject {
  /** The module's globals; used like a `Map`. */
  readonly attributes = new Namespace();
  /**
   * Called for a name that `attributes` lacks, before AttributeError: loads lazily (and stores) or throws
   * NotImplementedError for what PyTorch has and the cell language has not.
   */
  missing: ((machine: Machine, name: string) => Value | undefined) | null = null;
  constructor(
    readonly name: string,
    readonly doc: string | null = null,
  ) {
    super();
    this.attributes.set("__name__", name).set("__doc__", doc);
  }
  get type(): PyType {
    return moduleType;
  }
}
