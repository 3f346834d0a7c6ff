import type { DType } from "../../../../engine/tensor/dtype.ts";
import { readScalar } from "../../../../engine/tensor/elements.ts";
import type { Scalar } from "../../../../engine/tensor/scalar.ts";
import type { Tensor } from "../../../../engine/tensor/tensor.ts";
import { OverflowError, raised, runtimeError, typeError } from "../../../runtime/errors.ts";
import { PyFloat } from "../../../runtime/objects/float.ts";
import { PyType, type Value } from "../../../runtime/objects/object.ts";
import { PyList, PyTuple } from "../../../runtime/objects/sequence.ts";
import { deviceOf, PyDevice } from "../objects/device.ts";
import { PyDType, pythonDTypes } from "../objects/dtype.ts";
import { PyGenerator } from "../objects/generator.ts";
import { PyTensor } from "../objects/tensor.ts";
import { wrapTensor } from "../wrap.ts";
import { isIndex, plain } from "./checks.ts";
import { type Overload, withSelf } from "./overload.ts";
import { typeName } from "./type-name.ts";

/** A Python number as the engine's: floats are numbers, ints bigints, so that the kind survives. */
export function toScalar(value: Value): Scalar {
  const inner = plain(value);
  if (inner instanceof PyFloat) return inner.value;
  if (typeof inner === "number") return BigInt(inner);
  if (typeof inner === "bigint") {
    if (inner > 2n ** 63n - 1n || inner < -(2n ** 63n)) {
      throw raised(OverflowError, "int too big to convert");
    }
    return inner;
  }
  if (typeof inner === "boolean") return inner;
  if (inner instanceof PyTensor) return readScalar(inner.tensor.storage, inner.tensor.offset);
  throw new Error(`not a number: ${typeName(value)}`);
}

/** An int that fits a C long, as a JavaScript number (sizes and dims beyond 2^53 do not occur; they are rounded). */
export function toIndex(value: Value): number {
  const inner = plain(value);
  if (typeof inner === "number") return inner;
  if (typeof inner === "boolean") return inner ? 1 : 0;
  return Number(toScalar(value));
}

/**
 * The arguments of one call, bound to the parameters of the overload that they fit. Each accessor is for a parameter
 * whose kind is its name; a missing or None argument gives null where the accessor's name says so, else the default.
 */
export class ParsedArguments {
  constructor(
    readonly functionName: string,
    /** The overload's place in the list. */
    readonly index: number,
    readonly overload: Overload,
    private readonly values: readonly (Value | undefined)[],
  ) {}

  has(i: number): boolean {
    const value = this.values[i];
    return value !== undefined && value !== null;
  }

  /** The argument as it was given. */
  value(i: number): Value {
    return this.values[i] ?? null;
  }

  private position(name: string): number {
    return this.overload.parameters.findIndex((parameter) => parameter.name === name);
  }

  /** The value of the parameter of this name, null where the overload has none or it was left out. */
  named(name: string): Value {
    const at = this.position(name);
    return at < 0 ? null : (this.values[at] ?? null);
  }

  tensorObject(i: number): PyTensor {
    const value = this.values[i];
    if (value instanceof PyTensor) return value;
    throw typeError(
      `${this.functionName}(): argument '${this.overload.parameters[i].name}' must be Tensor, not ${typeName(value ?? null)}`,
    );
  }

  tensor(i: number): Tensor {
    return this.tensorObject(i).tensor;
  }

  tensorOrNull(i: number): Tensor | null {
    return this.has(i) ? this.tensor(i) : null;
  }

  /** Every tensor among the arguments but `out`, those in lists too. */
  allTensors(): Tensor[] {
    const found: Tensor[] = [];
    const at = this.position("out");
    for (const [i, value] of this.values.entries()) {
      if (i === at) continue;
      const items = value instanceof PyTuple || value instanceof PyList ? value.items : [value];
      for (const item of items) if (item instanceof PyTensor) found.push(item.tensor);
    }
    return found;
  }

  /** The same arguments with every tensor but `out` replaced by what `change` gives, those in lists too. */
  mapTensors(change: (tensor: Tensor) => Tensor): ParsedArguments {
    const at = this.position("out");
    const replaced = (value: Value): Value => {
      if (value instanceof PyTensor) {
        const changed = change(value.tensor);
        return changed === value.tensor ? value : wrapTensor(changed);
      }
      if (value instanceof PyTuple) return new PyTuple(value.items.map(replaced));
      return value instanceof PyList ? new PyList(value.items.map(replaced)) : value;
    };
    const values = this.values.map((value, i) => (i === at || value === undefined ? value : replaced(value)));
    return new ParsedArguments(this.functionName, this.index, this.overload, values);
  }

  /** A tensor, or a number where the function takes numbers for tensors. */
  operand(i: number): Tensor | Scalar {
    const value = this.values[i];
    return value instanceof PyTensor ? value.tensor : toScalar(value ?? null);
  }

  tensors(i: number): Tensor[] {
    return this.items(i).map((item) => {
      if (item instanceof PyTensor) return item.tensor;
      throw typeError(`expected Tensor as element in argument ${i}, but got ${typeName(item)}`);
    });
  }

  items(i: number): readonly Value[] {
    const value = this.values[i];
    return value instanceof PyTuple || value instanceof PyList ? value.items : [];
  }

  scalar(i: number, fallback?: Scalar): Scalar {
    const value = this.values[i];
    if (value === undefined || value === null) {
      if (fallback !== undefined) return fallback;
      throw new Error(`${this.functionName} lacks a default for ${this.overload.parameters[i].name}`);
    }
    return toScalar(value);
  }

  scalarOrNull(i: number): Scalar | null {
    return this.has(i) ? this.scalar(i) : null;
  }

  float(i: number, fallback = 0): number {
    return this.has(i) ? Number(this.scalar(i)) : fallback;
  }

  floatOrNull(i: number): number | null {
    return this.has(i) ? Number(this.scalar(i)) : null;
  }

  int(i: number, fallback = 0): number {
    const value = this.values[i];
    if (typeof value === "number") return value;
    return value === undefined || value === null ? fallback : toIndex(value);
  }

  intOrNull(i: number): number | null {
    return this.has(i) ? this.int(i) : null;
  }

  /** A list of ints; a lone int stands for as many as the parameter's size says. */
  ints(i: number): number[] {
    const value = this.values[i];
    const parameter = this.overload.parameters[i];
    if (value === undefined || value === null) return [];
    if (!(value instanceof PyTuple || value instanceof PyList)) {
      return new Array<number>(Math.max(1, parameter.broadcast)).fill(toIndex(value));
    }
    return value.items.map((item, at) => {
      if (typeof item === "number") return item;
      if (!isIndex(item)) {
        throw typeError(
          `${this.functionName}(): argument '${parameter.name}' failed to unpack the object at pos ${at + 1} with error "type must be ${parameter.kindName},but got ${typeName(item)}"`,
        );
      }
      return toIndex(item);
    });
  }

  intsOrNull(i: number): number[] | null {
    return this.has(i) ? this.ints(i) : null;
  }

  floats(i: number): number[] {
    return this.items(i).map((item) => Number(toScalar(item)));
  }

  bool(i: number, fallback = false): boolean {
    const value = this.values[i];
    return typeof value === "boolean" ? value : fallback;
  }

  boolOrNull(i: number): boolean | null {
    const value = this.values[i];
    return typeof value === "boolean" ? value : null;
  }

  string(i: number, fallback = ""): string {
    const value = this.values[i];
    return typeof value === "string" ? value : fallback;
  }

  dtypeOrNull(i: number): DType | null {
    return dtypeOf(this.values[i] ?? null);
  }

  generatorOrNull(i: number): PyGenerator["generator"] | null {
    const value = this.values[i];
    return value instanceof PyGenerator ? value.generator : null;
  }

  namedDType(name: string): DType | null {
    return dtypeOf(this.named(name));
  }

  deviceOrNull(i: number): PyDevice | null {
    const value = this.values[i];
    if (value === undefined || value === null) return null;
    if (value instanceof PyDevice || typeof value === "string") return deviceOf(value);
    return deviceOf(toIndex(value));
  }

  /** The same arguments with the tensor that the method was called on in front, for the function's overload `index`. */
  behind(self: PyTensor, index: number): ParsedArguments {
    return new ParsedArguments(this.functionName, index, withSelf(this.overload), [self, ...this.values]);
  }

  /** Throws for an argument of the kinds "name" and "name[]": tensors here have no named dimensions. */
  refuseNames(self?: Tensor): void {
    if (!this.overload.hasNames) return;
    for (const [i, parameter] of this.overload.parameters.entries()) {
      if (parameter.kind !== "name" && parameter.kind !== "name[]") continue;
      const value = this.values[i];
      const name = value instanceof PyTuple || value instanceof PyList ? value.items[0] : value;
      if (typeof name !== "string") continue;
      const first = this.values.find((candidate) => candidate instanceof PyTensor);
      const rank = (self ?? (first instanceof PyTensor ? first.tensor : undefined))?.shape.length ?? 0;
      throw runtimeError(`Name '${name}' not found in Tensor[${new Array<string>(rank).fill("None").join(", ")}].`);
    }
  }
}

/** The dtype that an argument names; Python's own float, int and bool name the widest. */
export function dtypeOf(value: Value): DType | null {
  if (value instanceof PyDType) return value.dtype;
  if (value instanceof PyType) return pythonDTypes.get(value) ?? null;
  return null;
}
