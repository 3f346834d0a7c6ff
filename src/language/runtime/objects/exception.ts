import type { SourceText } from "../code.ts";
import { PyObject, type PyType, type Value } from "./object.ts";
import type { PyTuple } from "./sequence.ts";

/** One line of a traceback: where a frame was when the exception passed it. */
export interface TracebackEntry {
  /** The code's file or cell name: `Cell In[3]`, `/home/a/x.py`. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly functionName: string;
  /** Character span in the source of the instruction, for carets. */
  readonly start: number;
  readonly end: number;
  readonly source: SourceText;
  /** False for frames of the library's own Python modules, which tracebacks leave out. */
  readonly shown: boolean;
}

export class PyException extends PyObject {
  private ownAttributes: Map<string, Value> | null = null;
  /** Outermost frame last, as frames are passed while unwinding. */
  traceback: TracebackEntry[] = [];
  cause: PyException | null = null;
  context: PyException | null = null;
  suppressContext = false;
  /** Lines added by `add_note`. */
  notes: string[] | null = null;
  constructor(
    readonly type: PyType,
    public args: PyTuple,
  ) {
    super();
  }
  /** Made when it is first asked for: most exceptions are caught and dropped without. */
  get attributes(): Map<string, Value> {
    this.ownAttributes ??= new Map();
    return this.ownAttributes;
  }
  override attributeMap(): Map<string, Value> {
    return this.attributes;
  }
}
