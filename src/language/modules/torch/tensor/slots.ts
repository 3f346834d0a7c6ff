/** Installing what is written in TypeScript on the Tensor class. */

import { typeError } from "../../../runtime/errors.ts";
import { NativeProperty } from "../../../runtime/objects/descriptor.ts";
import { type NativeCode, NativeFunction } from "../../../runtime/objects/function.ts";
import type { Machine, Value } from "../../../runtime/objects/object.ts";
import { native } from "../../../runtime/objects/signature.ts";
import { typeName } from "../arguments/type-name.ts";
import { asRaised } from "../errors.ts";
import { PyTensor, tensorType } from "../objects/tensor.ts";

function receiver(name: string, value: Value | undefined): PyTensor {
  if (value instanceof PyTensor) return value;
  throw typeError(
    `descriptor '${name}' for 'torch._C.TensorBase' objects doesn't apply to a '${typeName(value ?? null)}' object`,
  );
}

/** A special method: `self` and positional arguments. */
export function slot(name: string, body: (machine: Machine, self: PyTensor, ...args: Value[]) => Value): void {
  const code: NativeCode = (machine, args) => {
    try {
      return body(machine, receiver(name, args[0]), ...args.slice(1));
    } catch (error) {
      throw asRaised(error);
    }
  };
  define(new NativeFunction(name, code));
}

/** A method with a Python signature that starts with `self`; errors are those of functions written in Python. */
export function pythonMethod(
  signature: string,
  body: (machine: Machine, self: PyTensor, ...bound: never[]) => Value,
  doc: string,
): void {
  const made = native(
    signature,
    // The signature starts with self; the parameter types are those that it binds.
    ((machine: Machine, self: Value, ...rest: never[]) => {
      try {
        return body(machine, receiver(made.name, self), ...rest);
      } catch (error) {
        throw asRaised(error);
      }
    }) as (machine: Machine, ...bound: never[]) => Value,
    doc,
  );
  define(made);
}

function define(made: NativeFunction): void {
  made.owner = tensorType;
  tensorType.setAttribute(made.name, made);
}

export function property(
  name: string,
  get: (self: PyTensor, machine: Machine) => Value,
  set?: (self: PyTensor, value: Value, machine: Machine) => void,
  remove?: (self: PyTensor) => void,
): void {
  const wrapped =
    set === undefined
      ? null
      : (machine: Machine, self: Value, value: Value): void => {
          try {
            set(receiver(name, self), value, machine);
          } catch (error) {
            throw asRaised(error);
          }
        };
  tensorType.setAttribute(
    name,
    new NativeProperty(
      name,
      (machine: Machine, self: Value) => {
        try {
          return get(receiver(name, self), machine);
        } catch (error) {
          throw asRaised(error);
        }
      },
      wrapped,
      remove === undefined ? null : (_machine, self) => remove(receiver(name, self)),
    ),
  );
}
