import { BaseException, typeError } from "../errors.ts";
import { closeGenerator, throwInto } from "../machine/delegation.ts";
import { NativeProperty } from "../objects/descriptor.ts";
import { PyException } from "../objects/exception.ts";
import { NativeFunction } from "../objects/function.ts";
import { PyGenerator } from "../objects/generator.ts";
import { type Machine, PyType, type Value } from "../objects/object.ts";
import { generatorType } from "../objects/types.ts";
import { endOf } from "../protocols/iteration.ts";
import { identity, typeName } from "../protocols/types.ts";

const receive = (value: Value, name: string): PyGenerator => {
  if (value instanceof PyGenerator) return value;
  throw typeError(`descriptor '${name}' requires a 'generator' object but received a '${typeName(value)}'`);
};

/** What a step gave, or StopIteration with the generator's value. */
function yielded(generator: PyGenerator, value: Value | undefined): Value {
  if (value !== undefined) return value;
  throw endOf(generator);
}

export function installGenerator(): void {
  generatorType.subclassable = false;
  const method = (name: string, body: (machine: Machine, self: PyGenerator, ...args: Value[]) => Value): void => {
    const made = new NativeFunction(name, (machine, [self, ...args]) => body(machine, receive(self, name), ...args));
    made.owner = generatorType;
    generatorType.attributes.set(name, made);
  };
  const property = (name: string, getter: (self: PyGenerator) => Value): void => {
    generatorType.attributes.set(name, new NativeProperty(name, (_machine, self) => getter(receive(self, name))));
  };
  method("__iter__", (_machine, self) => self);
  method("__next__", (machine, self) => yielded(self, machine.resume(self, null)));
  method("send", (machine, self, ...args) => {
    if (args.length !== 1) throw typeError(`generator.send() takes exactly one argument (${args.length} given)`);
    return yielded(self, machine.resume(self, args[0]));
  });
  method("throw", (machine, self, ...args) => yielded(self, throwInto(machine, self, thrownException(machine, args))));
  method("close", (machine, self) => closeGenerator(machine, self));
  method("__repr__", (_machine, self) => `<generator object ${self.qualname} at 0x${identity(self).toString(16)}>`);
  property("__name__", (self) => self.name);
  property("__qualname__", (self) => self.qualname);
  property("gi_running", (self) => self.state === "running");
  property("gi_suspended", (self) => self.state === "suspended");
  property("gi_code", (self) => self.frame?.code ?? null);
}

/** `throw(exception)`, or the older `throw(type, value, traceback)`. */
function thrownException(machine: Machine, args: readonly Value[]): PyException {
  if (args.length === 0) throw typeError("throw expected at least 1 argument, got 0");
  const [first, value = null] = args;
  if (first instanceof PyException) {
    if (value !== null) throw typeError("instance exception may not have a separate value");
    return first;
  }
  if (first instanceof PyType && first.isSubtypeOf(BaseException)) {
    if (value instanceof PyException) return value;
    const made = machine.call(first, value === null ? [] : [value]);
    if (made instanceof PyException) return made;
  }
  throw typeError(`exceptions must be classes or instances deriving from BaseException, not ${typeName(first)}`);
}
