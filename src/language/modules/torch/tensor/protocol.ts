/** How Python's own functions see a tensor: len, iteration, truth, conversion, formatting, hashing, copying. */
import * as engine from "../../../../engine/index.ts";
import type { Tensor } from "../../../../engine/tensor/tensor.ts";
import {
  notImplementedError,
  OverflowError,
  raised,
  runtimeError,
  typeError,
  valueError,
} from "../../../runtime/errors.ts";
import { PyDict } from "../../../runtime/objects/dict.ts";
import { PyFloat } from "../../../runtime/objects/float.ts";
import type { Machine, Value } from "../../../runtime/objects/object.ts";
import { PyList } from "../../../runtime/objects/sequence.ts";
import { format, getIterator, identity, repr, str, typeOf } from "../../../runtime/protocols/index.ts";
import { isNumber } from "../arguments/checks.ts";
import { toScalar } from "../arguments/parsed.ts";
import { bufferType, PyTensor, parameterType } from "../objects/tensor.ts";
import { fromScalar, toInt, wrapTensor } from "../wrap.ts";
import { slot } from "./slots.ts";
import { tensorText } from "./text.ts";

/** `x.item()`. */
export const itemOf = (tensor: Tensor): Value => fromScalar(engine.item(tensor));

/** The tensor where it has one element, as `float(x)` and `int(x)` want it. */
function oneElement(tensor: Tensor): Tensor {
  if (tensor.elementCount === 1) return tensor;
  throw valueError("only one element tensors can be converted to Python scalars");
}

/** `int(x)`: floats lose their fraction. */
function integerOf(tensor: Tensor): Value {
  const value = engine.item(oneElement(tensor));
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "bigint") return toInt(value);
  if (Number.isNaN(value)) throw valueError("cannot convert float NaN to integer");
  if (!Number.isFinite(value)) throw raised(OverflowError, "cannot convert float infinity to integer");
  return toInt(BigInt(Math.trunc(value)));
}

export function truthOf(tensor: Tensor): boolean {
  if (tensor.elementCount === 1) return Boolean(Number(engine.item(tensor)));
  const what = tensor.elementCount === 0 ? "no values" : "more than one value";
  throw runtimeError(`Boolean value of Tensor with ${what} is ambiguous`);
}

function indexOf(tensor: Tensor): Value {
  const integral = tensor.elementCount === 1 && !engine.isFloating(tensor.dtype);
  if (!integral) throw typeError("only integer tensors of a single element can be converted to an index");
  return integerOf(tensor);
}

function deepCopy(machine: Machine, self: PyTensor, memo: Value): Value {
  if (!engine.isLeaf(self.tensor)) {
    throw runtimeError(
      "Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at the moment.  If you were attempting to deepcopy a module, this may be because of a torch.nn.utils.weight_norm usage, see https://github.com/pytorch/pytorch/pull/103001",
    );
  }
  const key = identity(self);
  if (memo instanceof PyDict) {
    const known = memo.get(machine, key);
    if (known !== undefined) return known;
  }
  const copy = new PyTensor(engine.clone(engine.detach(self.tensor)), self.type);
  copy.tensor.handle = copy;
  if (engine.requiresGrad(self.tensor)) engine.setRequiresGrad(copy.tensor, true);
  // A Parameter is made anew from its data: only plain tensors keep their gradient.
  const grad = self.type.isSubtypeOf(parameterType) ? null : engine.gradOf(self.tensor);
  if (grad !== null) engine.setGrad(copy.tensor, engine.clone(engine.detach(grad)));
  if (self.attributes !== null) copy.attributes = new Map(self.attributes);
  if (memo instanceof PyDict) memo.set(machine, key, copy);
  return copy;
}

export function installProtocol(): void {
  slot("__len__", (_machine, self) => {
    if (self.tensor.shape.length === 0) throw typeError("len() of a 0-d tensor");
    return self.tensor.shape[0];
  });
  slot("__iter__", (machine, self) => {
    if (self.tensor.shape.length === 0) throw typeError("iteration over a 0-d tensor");
    return getIterator(machine, new PyList(engine.unbind(self.tensor, 0).map(wrapTensor)));
  });
  slot("__reversed__", (_machine, self) =>
    self.tensor.shape.length === 0
      ? self
      : wrapTensor(
          engine.flip(
            self.tensor,
            self.tensor.shape.map((_, i) => i),
          ),
        ),
  );
  slot("__contains__", (machine, self, element) => {
    const operand = element instanceof PyTensor ? element.tensor : isNumber(element) ? toScalar(element) : undefined;
    if (operand === undefined) {
      throw runtimeError(
        `Tensor.__contains__ only supports Tensor or scalar, but you passed in a ${str(machine, typeOf(element))}.`,
      );
    }
    return truthOf(engine.any(engine.eq(self.tensor, operand)));
  });
  slot("__bool__", (_machine, self) => truthOf(self.tensor));
  slot("__int__", (_machine, self) => integerOf(self.tensor));
  slot("__index__", (_machine, self) => indexOf(self.tensor));
  slot("__float__", (_machine, self) => new PyFloat(Number(engine.item(oneElement(self.tensor)))));
  slot("__hash__", (_machine, self) => identity(self));
  slot("__repr__", (_machine, self) => {
    const text = tensorText(self.tensor);
    if (self.type.isSubtypeOf(parameterType)) return `Parameter containing:\n${text}`;
    return self.type.isSubtypeOf(bufferType) ? `Buffer containing:\n${text}` : text;
  });
  slot("__format__", (machine, self, spec) => {
    const text = typeof spec === "string" ? spec : "";
    if (self.tensor.shape.length === 0 && !self.type.isSubtypeOf(parameterType)) {
      return format(machine, itemOf(self.tensor), text);
    }
    if (text !== "") throw typeError(`unsupported format string passed to ${self.type.name}.__format__`);
    return repr(machine, self);
  });
  slot("__deepcopy__", deepCopy);
  slot("__copy__", (_machine, self) => {
    const copy = new PyTensor(engine.alias(self.tensor), self.type);
    copy.tensor.handle = copy;
    return copy;
  });
  slot("__array__", () => {
    throw notImplementedError("numpy is not part of the cell language: use x.tolist() for Python numbers");
  });
}
