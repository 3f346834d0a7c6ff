import { PyObject, type PyType, type Value } from "./object.ts";
import { moduleType } from "./types.ts";

export class PyModule extends PyObject {
  /** The module's globals. A `Map` (not a PyDict): names are always strings. */
  readonly attributes = new Map<string, Value>();
  /**
   * Called for a name that `attributes` lacks, before AttributeError: loads lazily (and stores) or throws
   * NotImplementedError for what PyTorch has and the cell language has not.
   */
  missing: ((machine: import("./object.ts").Machine, name: string) => Value | undefined) | null = null;
  constructor(
    readonly name: string,
    readonly doc: string | null = null,
  ) {
    super();
  }
  get type(): PyType {
    return moduleType;
  }
}
