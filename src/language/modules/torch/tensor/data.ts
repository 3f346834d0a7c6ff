/** Nested Python data to tensors (torch/csrc/utils/tensor_new.cpp): dtype inference, shapes and their errors. */

import * as engine from "../../../../engine/index.ts";
import type { DType } from "../../../../engine/tensor/dtype.ts";
import { isFloating } from "../../../../engine/tensor/dtype.ts";
import { promoteTypes } from "../../../../engine/tensor/promotion.ts";
import { checkElementFits, type Scalar } from "../../../../engine/tensor/scalar.ts";
import type { Tensor } from "../../../../engine/tensor/tensor.ts";
import { worked } from "../../../../engine/work.ts";
import { runtimeError, typeError, valueError } from "../../../runtime/errors.ts";
import { PyFloat } from "../../../runtime/objects/float.ts";
import type { Machine, Value } from "../../../runtime/objects/object.ts";
import { PyList, PyRange, PyTuple } from "../../../runtime/objects/sequence.ts";
import { findSpecial, toArray } from "../../../runtime/protocols/index.ts";
import { plain } from "../arguments/checks.ts";
import { toScalar } from "../arguments/parsed.ts";
import { typeName } from "../arguments/type-name.ts";
import { guarded } from "../errors.ts";
import { PyTensor } from "../objects/tensor.ts";

const maxDims = 128;

/** The items of a list, tuple, range or another sequence; null for everything else. */
function itemsOf(machine: Machine, value: Value): readonly Value[] | null {
  if (value instanceof PyList || value instanceof PyTuple) return value.items;
  if (value instanceof PyRange) return toArray(machine, value);
  if (value === null || typeof value !== "object" || value instanceof PyTensor || value instanceof PyFloat) return null;
  const isSequence = findSpecial(value, "__getitem__") !== undefined && findSpecial(value, "__len__") !== undefined;
  return isSequence && findSpecial(value, "keys") === undefined ? toArray(machine, value) : null;
}

function inferDType(machine: Machine, value: Value): DType | null {
  const inner = plain(value);
  if (inner instanceof PyFloat) return engine.defaultDType();
  if (typeof inner === "number" || typeof inner === "bigint") return "int64";
  if (typeof inner === "boolean") return "bool";
  if (value instanceof PyTensor) return value.tensor.dtype;
  if (typeof inner === "string") throw typeError("new(): invalid data type 'str'");
  const items = itemsOf(machine, value);
  if (items === null) throw runtimeError(`Could not infer dtype of ${typeName(value)}`);
  let found: DType | null = null;
  worked(16 * items.length);
  for (const item of items) {
    const dtype = inferDType(machine, item);
    if (dtype !== null) found = found === null ? dtype : promoteTypes(found, dtype);
  }
  return found;
}

/** The shape that the first elements show; a ragged list is found when the values are read. */
function inferShape(machine: Machine, value: Value): number[] {
  const shape: number[] = [];
  let items = itemsOf(machine, value);
  let holder = value;
  while (items !== null) {
    shape.push(items.length);
    if (shape.length > maxDims) throw valueError(`too many dimensions '${typeName(holder)}'`);
    if (items.length === 0) break;
    holder = items[0];
    items = typeof holder === "string" ? null : itemsOf(machine, holder);
  }
  if (typeof holder === "string") throw valueError(`too many dimensions 'str'`);
  return shape;
}

function leaf(value: Value, dtype: DType): Scalar {
  const inner = plain(value);
  if (inner instanceof PyTensor) {
    if (inner.tensor.elementCount !== 1) {
      throw valueError("only one element tensors can be converted to Python scalars");
    }
    return guarded(() => engine.item(inner.tensor));
  }
  if (
    typeof inner === "number" ||
    typeof inner === "boolean" ||
    inner instanceof PyFloat ||
    typeof inner === "bigint"
  ) {
    if (typeof inner === "bigint" && (inner >= 2n ** 63n || inner < -(2n ** 63n))) {
      throw runtimeError("Overflow when unpacking long long");
    }
    return toScalar(inner);
  }
  if (dtype === "bool") return inner !== null;
  if (isFloating(dtype)) throw typeError(`must be real number, not ${typeName(value)}`);
  throw typeError(`'${typeName(value)}' object cannot be interpreted as an integer`);
}

function fillFrom(
  machine: Machine,
  value: Value,
  shape: readonly number[],
  dim: number,
  dtype: DType,
  into: Scalar[],
): void {
  if (dim === shape.length) {
    into.push(leaf(value, dtype));
    return;
  }
  const items = itemsOf(machine, value);
  if (items === null) throw typeError("not a sequence");
  if (items.length !== shape[dim]) {
    throw valueError(`expected sequence of length ${shape[dim]} at dim ${dim} (got ${items.length})`);
  }
  worked(32 * items.length);
  for (const item of items) fillFrom(machine, item, shape, dim + 1, dtype, into);
}

/** A list of indices or of bools: int64, floats cut off, or a mask. */
export function indexFromData(machine: Machine, data: Value): Tensor {
  const inferred = inferDType(machine, data);
  return tensorFromData(machine, data, inferred === "bool" || inferred === "uint8" ? inferred : "int64");
}

/** A fresh tensor with the data's values; a tensor is copied without its history. */
export function tensorFromData(machine: Machine, data: Value, dtype: DType | null): Tensor {
  if (data instanceof PyTensor) {
    return guarded(() => {
      const copy = engine.clone(engine.detach(data.tensor));
      return dtype === null ? copy : engine.to(copy, dtype);
    });
  }
  const target = dtype ?? inferDType(machine, data) ?? engine.defaultDType();
  const shape = inferShape(machine, data);
  const values: Scalar[] = [];
  if (!shape.includes(0)) fillFrom(machine, data, shape, 0, target, values);
  return guarded(() => {
    if (!isFloating(target)) for (const value of values) checkElementFits(value, target);
    if (target === "int64") return engine.reshape(engine.tensor(values, target), shape);
    return engine.fromNumbers(values.map(Number), shape, target);
  });
}
