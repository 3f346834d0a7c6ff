import type { PyException, TracebackEntry } from "./exception.ts";
import { PyObject, type PyType, type Value } from "./object.ts";
import { tracebackType } from "./types.ts";

/** `__traceback__`: what a cell sees of an exception's traceback, outermost frame first. */
export class PyTraceback extends PyObject {
  constructor(
    /** Outermost first. */
    readonly entries: readonly TracebackEntry[],
    readonly depth = 0,
  ) {
    super();
  }
  get type(): PyType {
    return tracebackType;
  }
  get entry(): TracebackEntry {
    return this.entries[this.depth];
  }
  get next(): PyTraceback | null {
    return this.depth + 1 < this.entries.length ? new PyTraceback(this.entries, this.depth + 1) : null;
  }
}

/** The traceback as it is now; None while the exception has not been raised. */
export function tracebackOf(exception: PyException): Value {
  return exception.traceback.length === 0 ? null : new PyTraceback([...exception.traceback].reverse());
}
