/** `with`: the managers' `__enter__` and `__exit__`. */
import { AssertionError, raised, typeError } from "../errors.ts";
import type { PyException } from "../objects/exception.ts";
import { BoundMethod, NativeFunction, PyFunction } from "../objects/function.ts";
import type { Machine, Value } from "../objects/object.ts";
import type { Raised } from "../objects/raised.ts";
import { tracebackOf } from "../objects/traceback.ts";
import { bindTo } from "../protocols/attributes.ts";
import { truth } from "../protocols/truth.ts";
import { typeName, typeOf } from "../protocols/types.ts";

type Stack = (Value | undefined)[];

/** manager -> exit, entered; returns the new stack top. */
export function enterContext(machine: Machine, stack: Stack, top: number): number {
  const manager = stack[top - 1] as Value;
  const type = typeOf(manager);
  const enter = type.lookup("__enter__");
  if (enter === undefined) {
    throw typeError(`'${typeName(manager)}' object does not support the context manager protocol`);
  }
  const exit = type.lookup("__exit__");
  if (exit === undefined) {
    throw typeError(
      `'${typeName(manager)}' object does not support the context manager protocol (missed __exit__ method)`,
    );
  }
  stack[top - 1] =
    exit instanceof PyFunction || (exit instanceof NativeFunction && exit.binds)
      ? new BoundMethod(manager, exit)
      : bindTo(machine, exit, manager, type);
  stack[top] = machine.call(bindTo(machine, enter, manager, type), []);
  return top + 1;
}

export function exitContext(machine: Machine, exit: Value): void {
  machine.call(exit, [null, null, null]);
}

/** True where `__exit__` takes the exception upon itself. */
export function exitContextWithError(machine: Machine, exit: Value, exception: PyException): boolean {
  return truth(machine, machine.call(exit, [exception.type, exception, tracebackOf(exception)]));
}

/** `assert`'s error; undefined for no message. */
export function assertionError(message: Value | undefined): Raised {
  return message === undefined ? raised(AssertionError) : raised(AssertionError, message);
}
