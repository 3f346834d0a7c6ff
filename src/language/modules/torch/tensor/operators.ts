/** Tensor's operators: arithmetic, comparison, bits, and their reflected and in-place forms. */
import * as engine from "../../../../engine/index.ts";
import type { Scalar } from "../../../../engine/tensor/scalar.ts";
import type { Tensor } from "../../../../engine/tensor/tensor.ts";
import { typeError } from "../../../runtime/errors.ts";
import type { Value } from "../../../runtime/objects/object.ts";
import { NotImplemented } from "../../../runtime/objects/singletons.ts";
import { isNumber } from "../arguments/checks.ts";
import { toScalar } from "../arguments/parsed.ts";
import { PyTensor } from "../objects/tensor.ts";
import { autocastFactor } from "../operations/autocast.ts";
import type { Target } from "../operations/definition.ts";
import { wrapTensor } from "../wrap.ts";
import { slot } from "./slots.ts";

type Operand = Tensor | Scalar;

/** The engine's operand for the other side, or undefined where the operator must give way. */
function operandOf(value: Value): Operand | undefined {
  if (value instanceof PyTensor) return value.tensor;
  return isNumber(value) ? toScalar(value) : undefined;
}

function binary(name: string, compute: (self: Tensor, other: Operand) => Tensor): void {
  slot(name, (_machine, self, other) => {
    const operand = operandOf(other);
    return operand === undefined ? NotImplemented : wrapTensor(compute(self.tensor, operand));
  });
}

function inPlace(name: string, compute: (self: Tensor, other: Operand, target: Target) => Tensor): void {
  slot(name, (_machine, self, other) => {
    const operand = operandOf(other);
    if (operand === undefined) return NotImplemented;
    compute(self.tensor, operand, { out: self.tensor });
    return self;
  });
}

function unary(name: string, compute: (self: Tensor) => Tensor): void {
  slot(name, (_machine, self) => wrapTensor(compute(self.tensor)));
}

/** Installs the operators on the Tensor class. */
export function installOperators(): void {
  for (const [name, compute] of [
    ["add", engine.add],
    ["sub", engine.sub],
    ["mul", engine.mul],
    ["truediv", engine.div],
    ["floordiv", engine.floorDivide],
    ["mod", engine.remainder],
    ["pow", engine.pow],
    ["and", engine.bitwiseAnd],
    ["or", engine.bitwiseOr],
    ["xor", engine.bitwiseXor],
    ["lshift", engine.bitwiseLeftShift],
    ["rshift", engine.bitwiseRightShift],
  ] as const) {
    binary(`__${name}__`, compute);
    inPlace(`__i${name}__`, compute);
  }
  binary("__radd__", (self, other) => engine.add(self, other));
  binary("__rmul__", (self, other) => engine.mul(self, other));
  binary("__rsub__", (self, other) => engine.rsub(self, other));
  // PyTorch divides a number by a tensor as reciprocal times number, which rounds twice.
  binary("__rtruediv__", (self, other) => engine.mul(engine.reciprocal(self), other));
  binary("__rfloordiv__", (self, other) => engine.floorDivide(other, self));
  binary("__rmod__", (self, other) => engine.remainder(other, self));
  binary("__rpow__", (self, other) => engine.pow(other, self));
  binary("__rand__", (self, other) => engine.bitwiseAnd(self, other));
  binary("__ror__", (self, other) => engine.bitwiseOr(self, other));
  binary("__rxor__", (self, other) => engine.bitwiseXor(self, other));
  binary("__rlshift__", (self, other) => engine.bitwiseLeftShift(other, self));
  binary("__rrshift__", (self, other) => engine.bitwiseRightShift(other, self));
  for (const [name, compute] of [
    ["__eq__", engine.eq],
    ["__ne__", engine.ne],
    ["__lt__", engine.lt],
    ["__le__", engine.le],
    ["__gt__", engine.gt],
    ["__ge__", engine.ge],
  ] as const) {
    binary(name, compute);
  }
  slot("__matmul__", (_machine, self, other) =>
    other instanceof PyTensor
      ? wrapTensor(engine.matmul(autocastFactor(self.tensor), autocastFactor(other.tensor)))
      : NotImplemented,
  );
  slot("__rmatmul__", (_machine, self, other) =>
    other instanceof PyTensor
      ? wrapTensor(engine.matmul(autocastFactor(other.tensor), autocastFactor(self.tensor)))
      : NotImplemented,
  );
  unary("__neg__", (self) => engine.neg(self));
  unary("__pos__", (self) => engine.positive(self));
  unary("__abs__", (self) => engine.abs(self));
  unary("__invert__", (self) => {
    if (engine.isFloating(self.dtype)) {
      throw typeError("~ (operator.invert) is only implemented on integer and Boolean-type tensors");
    }
    return engine.bitwiseNot(self);
  });
}
