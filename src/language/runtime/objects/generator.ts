import type { Frame } from "../frame.ts";
import type { PyException } from "./exception.ts";
import { PyIterator } from "./iterator.ts";
import type { Machine, PyType, Value } from "./object.ts";
import { generatorType } from "./types.ts";

export class PyGenerator extends PyIterator {
  /** `finished` generators hold no frame. */
  state: "created" | "suspended" | "running" | "finished" = "created";
  /** What the generator itself is handling while it is suspended. */
  handled: PyException | null = null;
  /** What `return` gave. */
  returned: Value = null;
  /** Held by nothing but the loop that runs it: leaving the loop early closes it, as CPython's reference counts do. */
  owned = false;
  constructor(
    public frame: Frame | null,
    public name: string,
    public qualname: string,
  ) {
    super();
  }
  get type(): PyType {
    return generatorType;
  }
  next(machine: Machine): Value | undefined {
    return machine.resume(this, null);
  }
}
