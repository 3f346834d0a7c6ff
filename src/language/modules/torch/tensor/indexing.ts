/** `x[index]` and `x[index] = value`: Python's index to the engine's (torch/csrc/autograd/python_variable_indexing.cpp). */
import * as engine from "../../../../engine/index.ts";
import { dtypes } from "../../../../engine/tensor/dtype.ts";
import type { Scalar } from "../../../../engine/tensor/scalar.ts";
import type { Tensor } from "../../../../engine/tensor/tensor.ts";
import { indexError, typeError, valueError } from "../../../runtime/errors.ts";
import type { Machine, Value } from "../../../runtime/objects/object.ts";
import { PyList, PyRange, PySlice, PyTuple } from "../../../runtime/objects/sequence.ts";
import { Ellipsis } from "../../../runtime/objects/singletons.ts";
import { callSpecial, findSpecial } from "../../../runtime/protocols/index.ts";
import { isInt, isNumber, plain } from "../arguments/checks.ts";
import { toIndex, toScalar } from "../arguments/parsed.ts";
import { typeName } from "../arguments/type-name.ts";
import { PyTensor } from "../objects/tensor.ts";
import { wrapTensor } from "../wrap.ts";
import { indexFromData } from "./data.ts";
import { slot } from "./slots.ts";

function sliceBound(machine: Machine, value: Value): number | undefined {
  if (value === null) return undefined;
  if (isInt(value) || typeof value === "boolean") return clampIndex(value);
  if (value instanceof PyTensor && value.tensor.elementCount === 1 && !engine.isFloating(value.tensor.dtype)) {
    return Number(engine.item(value.tensor));
  }
  const index = findSpecial(value, "__index__");
  if (index !== undefined && !(value instanceof PyTensor)) return toIndex(callSpecial(machine, index, value, []));
  throw typeError("slice indices must be integers or None or have an __index__ method");
}

const clampIndex = (value: Value): number => {
  const inner = plain(value);
  if (typeof inner === "bigint") return inner > 0n ? Number.MAX_SAFE_INTEGER : -Number.MAX_SAFE_INTEGER;
  return toIndex(inner);
};

function sliceOf(machine: Machine, slice: PySlice): engine.Index {
  const step = sliceBound(machine, slice.step) ?? 1;
  if (step === 0) throw valueError("slice step cannot be zero");
  if (step < 0) throw valueError("step must be greater than zero");
  return {
    kind: "slice",
    start: sliceBound(machine, slice.start),
    stop: sliceBound(machine, slice.stop),
    step,
  };
}

function oneIndex(machine: Machine, value: Value): engine.Index {
  if (value === null) return { kind: "newaxis" };
  if (value === Ellipsis) return { kind: "ellipsis" };
  if (typeof value === "boolean") return { kind: "bool", value };
  if (isInt(value)) return { kind: "integer", value: clampIndex(value) };
  if (value instanceof PySlice) return sliceOf(machine, value);
  if (value instanceof PyTensor) return { kind: "tensor", tensor: value.tensor };
  if (value instanceof PyList || value instanceof PyTuple || value instanceof PyRange)
    return { kind: "tensor", tensor: indexFromData(machine, value) };
  const index = typeof value === "string" ? undefined : findSpecial(value, "__index__");
  if (index !== undefined) return { kind: "integer", value: toIndex(callSpecial(machine, index, value, [])) };
  // A string is a sequence, of which a tensor of indices would be made.
  if (typeof value === "string") throw typeError("new(): invalid data type 'str'");
  throw indexError(
    `only integers, slices (\`:\`), ellipsis (\`...\`), None and long or byte Variables are valid indices (got ${typeName(value)})`,
  );
}

/** A list at the top that holds slices, tensors or lists is read as a tuple, as NumPy once did. */
function actsAsTuple(value: PyList): boolean {
  return (
    value.items.length < 32 &&
    value.items.some(
      (item) =>
        item === null ||
        item === Ellipsis ||
        item instanceof PySlice ||
        item instanceof PyTensor ||
        item instanceof PyList ||
        item instanceof PyTuple ||
        item instanceof PyRange,
    )
  );
}

function indicesOf(machine: Machine, index: Value): engine.Index[] {
  if (index instanceof PyTuple || (index instanceof PyList && actsAsTuple(index))) {
    return index.items.map((item) => oneIndex(machine, item));
  }
  return [oneIndex(machine, index)];
}

/** What is assigned: a tensor or a number. */
function assignedValue(self: Tensor, value: Value): Tensor | Scalar {
  if (value instanceof PyTensor) return value.tensor;
  if (isNumber(value)) return toScalar(value);
  throw typeError(`can't assign a ${typeName(value)} to a torch.${dtypes[self.dtype].scalarName}Tensor`);
}

export function installIndexing(): void {
  slot("__getitem__", (machine, self, index) => {
    if (typeof index === "number") return wrapTensor(engine.select(self.tensor, 0, checkedFirst(self.tensor, index)));
    return wrapTensor(engine.index(self.tensor, indicesOf(machine, index)));
  });
  slot("__setitem__", (machine, self, index, value) => {
    const indices = indicesOf(machine, index);
    engine.setIndex(self.tensor, indices, assignedValue(self.tensor, value));
    return null;
  });
  slot("__delitem__", () => {
    throw typeError("Tensor does not support deleting items");
  });
}

/** `x[3]`, the common case, with indexing's own errors. */
function checkedFirst(tensor: Tensor, index: number): number {
  if (tensor.shape.length === 0) {
    if (index !== 0) throw indexError(`index ${index} is out of bounds for dimension 0 with size 0`);
    throw indexError(
      "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a 0-dim tensor to a number",
    );
  }
  const size = tensor.shape[0];
  if (index < -size || index >= size) {
    throw indexError(`index ${index} is out of bounds for dimension 0 with size ${size}`);
  }
  return index;
}
