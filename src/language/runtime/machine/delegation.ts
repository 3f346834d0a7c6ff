/** `yield from`: passing values and errors on to the inner iterator. */
import { GeneratorExit, RuntimeError, raised, StopIteration } from "../errors.ts";
import type { Frame } from "../frame.ts";
import type { PyException } from "../objects/exception.ts";
import { PyGenerator } from "../objects/generator.ts";
import { PyIterator } from "../objects/iterator.ts";
import type { Machine, PyObject, Value } from "../objects/object.ts";
import { Raised } from "../objects/raised.ts";
import { tracebackOf } from "../objects/traceback.ts";
import { findAttribute } from "../protocols/attributes.ts";
import { callMethod } from "../protocols/calls.ts";
import { nextOf } from "../protocols/iteration.ts";
import { callSpecial, findSpecial } from "../protocols/special.ts";

export interface Step {
  readonly done: boolean;
  /** What was yielded, or what the iterator returned. */
  readonly value: Value;
}

/** One step of an iterator that is not a running generator. */
export function sendTo(machine: Machine, iterator: PyObject, sent: Value): Step {
  if (iterator instanceof PyGenerator) {
    const value = machine.resume(iterator, sent);
    return value === undefined ? { done: true, value: iterator.returned } : { done: false, value };
  }
  return untilStop(() => {
    if (sent !== null) return callMethod(machine, iterator, "send", [sent]);
    if (iterator instanceof PyIterator) return nextOf(machine, iterator);
    const method = findSpecial(iterator, "__next__");
    return method === undefined ? nextOf(machine, iterator) : callSpecial(machine, method, iterator, []);
  });
}

/** Raises an error inside the inner iterator, where it can take one; undefined where it cannot. */
export function throwTo(machine: Machine, iterator: PyObject, error: PyException): Step | undefined {
  if (error.type.isSubtypeOf(GeneratorExit)) {
    closeIterator(machine, iterator);
    return undefined;
  }
  if (iterator instanceof PyGenerator) {
    return untilStop(() => throwInto(machine, iterator, error), iterator);
  }
  const method = findAttribute(machine, iterator, "throw");
  if (method === undefined) return undefined;
  return untilStop(() => machine.call(method, [error.type, error, tracebackOf(error)]));
}

function untilStop(step: () => Value | undefined, generator: PyGenerator | null = null): Step {
  try {
    const value = step();
    return value === undefined ? { done: true, value: generator?.returned ?? null } : { done: false, value };
  } catch (thrown) {
    if (thrown instanceof Raised && thrown.exception.type.isSubtypeOf(StopIteration)) {
      return { done: true, value: thrown.exception.args.items[0] ?? null };
    }
    throw thrown;
  }
}

/** `generator.throw(error)`: what it yields next; undefined where it ends. */
export function throwInto(machine: Machine, generator: PyGenerator, error: PyException): Value | undefined {
  return machine.resume(generator, null, error);
}

/** `generator.close()`. */
export function closeGenerator(machine: Machine, generator: PyGenerator): Value {
  if (generator.state === "finished") return null;
  if (generator.state === "created") {
    generator.state = "finished";
    generator.frame = null;
    return null;
  }
  try {
    const value = throwInto(machine, generator, raised(GeneratorExit).exception);
    if (value === undefined) return null;
  } catch (thrown) {
    if (thrown instanceof Raised) {
      const { type } = thrown.exception;
      if (type.isSubtypeOf(GeneratorExit) || type.isSubtypeOf(StopIteration)) return null;
    }
    throw thrown;
  }
  throw raised(RuntimeError, "generator ignored GeneratorExit");
}

function closeIterator(machine: Machine, iterator: PyObject): void {
  if (iterator instanceof PyGenerator) closeGenerator(machine, iterator);
  else if (findAttribute(machine, iterator, "close") !== undefined) callMethod(machine, iterator, "close");
}

/** Closes the generators of loops that an exception leaves. */
export function closeOwned(machine: Machine, frame: Frame, level: number): void {
  const { slots } = frame;
  for (let i = slots.length - 1; i >= level; i--) {
    const value = slots[i];
    if (value instanceof PyGenerator && value.owned && value.state === "suspended") closeGenerator(machine, value);
  }
}
