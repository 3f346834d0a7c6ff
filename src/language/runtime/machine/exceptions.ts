/** Raising, matching and chaining. */
import { TorchError } from "../../../engine/errors.ts";
import { isTrap } from "../../../engine/wasm/index.ts";
import type { Code } from "../code.ts";
import {
  BaseException,
  exceptionTypes,
  MemoryError,
  OverflowError,
  RecursionError,
  RuntimeError,
  raised,
  SystemError,
  typeError,
} from "../errors.ts";
import type { VirtualMachine } from "../machine.ts";
import { PyException } from "../objects/exception.ts";
import { PyType, type Value } from "../objects/object.ts";
import { Raised } from "../objects/raised.ts";
import { PyTuple } from "../objects/sequence.ts";

/** The Python exception for anything that TypeScript code threw. */
export function toException(thrown: unknown): PyException {
  if (thrown instanceof Raised) return thrown.exception;
  if (thrown instanceof TorchError) {
    const type = exceptionTypes.get(thrown.kind) ?? RuntimeError;
    return raised(type, thrown.message).exception;
  }
  if (isTrap(thrown)) {
    const text = `a kernel of the engine has failed (${thrown.message}); the session and its variables are kept. Please report what the cell does.`;
    const exception = raised(RuntimeError, text).exception;
    if (thrown.stack !== undefined) internalStacks.set(exception, thrown.stack);
    return exception;
  }
  if (thrown instanceof RangeError) {
    if (/call stack/.test(thrown.message)) return raised(RecursionError, "maximum recursion depth exceeded").exception;
    if (/BigInt/.test(thrown.message)) return raised(OverflowError, "int too large").exception;
    if (/string length|array length|array buffer|allocation|typed array|maximum size/i.test(thrown.message))
      return raised(MemoryError).exception;
  }
  const text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  const exception = raised(SystemError, `internal error: ${text}`).exception;
  if (thrown instanceof Error && thrown.stack !== undefined) internalStacks.set(exception, thrown.stack);
  return exception;
}

/** JavaScript stacks of our own bugs, for tests and logs; never shown to a cell. */
export const internalStacks = new WeakMap<PyException, string>();

/** The handler row for an instruction, or -1. */
export function findHandler(code: Code, instruction: number): number {
  const { handlers } = code;
  for (let row = 0; row < handlers.length; row += 4) {
    if (instruction >= handlers[row] && instruction < handlers[row + 1]) return row;
  }
  return -1;
}

/** `raise`, `raise exception`, `raise exception from cause`. */
export function exceptionToRaise(machine: VirtualMachine, count: number, value: Value, cause: Value): PyException {
  if (count === 0) {
    if (machine.handled === null) throw raised(RuntimeError, "No active exception to reraise");
    return machine.handled;
  }
  const exception = instantiate(machine, value);
  if (exception === null) throw typeError("exceptions must derive from BaseException");
  if (count === 2) {
    if (cause === null) exception.cause = null;
    else {
      const reason = instantiate(machine, cause);
      if (reason === null) throw typeError("exception causes must derive from BaseException");
      exception.cause = reason;
    }
    exception.suppressContext = true;
  }
  setContext(exception, machine.handled);
  return exception;
}

function instantiate(machine: VirtualMachine, value: Value): PyException | null {
  if (value instanceof PyException) return value;
  if (!(value instanceof PyType) || !value.isSubtypeOf(BaseException)) return null;
  const made = machine.call(value, []);
  if (made instanceof PyException) return made;
  throw typeError(
    `calling ${value.name} should have returned an instance of BaseException, not ${made === null ? "NoneType" : typeof made}`,
  );
}

/** Makes `context` what was being handled, without making a circle. */
export function setContext(exception: PyException, handled: PyException | null): void {
  if (handled === null || handled === exception) return;
  for (let link: PyException | null = handled; link !== null; link = link.context) {
    if (link.context === exception) {
      link.context = null;
      break;
    }
  }
  exception.context = handled;
}

/** Whether `except type` takes the exception. */
export function matchesException(exception: PyException, type: Value): boolean {
  if (type instanceof PyTuple) {
    for (const item of type.items) checkCatchable(item);
    return type.items.some((item) => matchesException(exception, item));
  }
  checkCatchable(type);
  return type instanceof PyType && exception.type.isSubtypeOf(type);
}

function checkCatchable(type: Value): void {
  if (!(type instanceof PyType) || !type.isSubtypeOf(BaseException)) {
    throw typeError("catching classes that do not inherit from BaseException is not allowed");
  }
}
