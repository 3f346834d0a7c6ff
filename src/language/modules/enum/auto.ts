/** `auto()`: a value that the class gives its member when it is complete. */
import { NativeFunction } from "../../runtime/objects/function.ts";
import { type Machine, PyObject, PyType, type Value } from "../../runtime/objects/object.ts";
import { objectType } from "../../runtime/objects/types.ts";
import { type BinaryOperator, binaryOperation, unaryOperation } from "../../runtime/protocols/index.ts";

export const autoType = new PyType("auto", [objectType], "enum");

/**
 * A value that is not known while the class body runs. Expressions of such values (`RW = R | W`) wait too.
 */
export class AutoValue extends PyObject {
  value: Value | undefined;
  constructor(readonly compute: ((machine: Machine) => Value) | null = null) {
    super();
  }
  get type(): PyType {
    return autoType;
  }
}

/** The value of an operand, which may still be waiting. */
function settled(machine: Machine, operand: Value): Value {
  if (!(operand instanceof AutoValue)) return operand;
  if (operand.value === undefined && operand.compute !== null) operand.value = operand.compute(machine);
  return operand.value ?? null;
}

export function installAuto(): void {
  autoType.construct = () => new AutoValue();
  const operators: readonly (readonly [string, BinaryOperator])[] = [
    ["or", "|"],
    ["and", "&"],
    ["xor", "^"],
    ["add", "+"],
    ["sub", "-"],
    ["mul", "*"],
    ["lshift", "<<"],
  ];
  const method = (name: string, code: NativeFunction["code"]): void => {
    autoType.attributes.set(name, new NativeFunction(name, code));
  };
  for (const [name, op] of operators) {
    const deferred = (a: Value, b: Value): AutoValue =>
      new AutoValue((machine) => binaryOperation(machine, op, settled(machine, a), settled(machine, b)));
    method(`__${name}__`, (_machine, [self, other]) => deferred(self, other));
    method(`__r${name}__`, (_machine, [self, other]) => deferred(other, self));
  }
  method(
    "__invert__",
    (_machine, [self]) => new AutoValue((machine) => unaryOperation(machine, "~", settled(machine, self))),
  );
}
