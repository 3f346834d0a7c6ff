/** Operations that choose between tensors, limit them or blend them. */
import * as engine from "../../../../engine/index.ts";
import { runtimeError } from "../../../runtime/errors.ts";
import { define } from "./definition.ts";

const limits = [
  "(Tensor input, Tensor? min=None, Tensor? max=None, *, Tensor out=None)",
  "(Tensor input, Scalar? min=None, Scalar? max=None, *, Tensor out=None)",
];

define(
  "clamp",
  limits,
  (a, target) => {
    if (!a.has(1) && !a.has(2)) throw runtimeError("torch.clamp: At least one of 'min' or 'max' must not be None");
    return engine.clamp(a.tensor(0), {
      min: a.has(1) ? a.operand(1) : undefined,
      max: a.has(2) ? a.operand(2) : undefined,
      ...target,
    });
  },
  "Each element limited to [min, max].",
  { hasInPlace: true, aliases: ["clip"] },
);
define(
  "clamp_min",
  ["(Tensor input, Scalar min, *, Tensor out=None)", "(Tensor input, Tensor min, *, Tensor out=None)"],
  (a, target) => engine.clampMin(a.tensor(0), a.operand(1), target),
  "Each element, at least min.",
  { hasInPlace: true },
);
define(
  "clamp_max",
  ["(Tensor input, Scalar max, *, Tensor out=None)", "(Tensor input, Tensor max, *, Tensor out=None)"],
  (a, target) => engine.clampMax(a.tensor(0), a.operand(1), target),
  "Each element, at most max.",
  { hasInPlace: true },
);

define(
  "where",
  [
    "(Tensor condition)",
    "(Tensor condition, Tensor input, Tensor other, *, Tensor out=None)",
    "(Tensor condition, Scalar self, Tensor other)",
    "(Tensor condition, Tensor input, Scalar other)",
    "(Tensor condition, Scalar self, Scalar other)",
    "(Tensor self, Tensor condition, Tensor other)|hidden",
    "(Tensor self, Tensor condition, Scalar other)|hidden",
  ],
  (a, target) => {
    if (a.index === 0) return engine.nonzeroTuple(a.tensor(0));
    // As a method, `x.where(condition, other)` names the condition second.
    if (a.index > 4) return engine.where(a.tensor(1), a.tensor(0), a.operand(2), target);
    return engine.where(a.tensor(0), a.operand(1), a.operand(2), target);
  },
  "Elements of input where the condition holds, of other elsewhere; with the condition alone, the indices where it holds.",
);

define(
  "masked_fill",
  ["(Tensor input, Tensor mask, Tensor value)", "(Tensor input, Tensor mask, Scalar value)"],
  (a, target) => engine.maskedFill(a.tensor(0), a.tensor(1), a.operand(2), target),
  "A value where the mask holds, the input elsewhere.",
  { hasInPlace: true },
);
define(
  "masked_select",
  "(Tensor input, Tensor mask, *, Tensor out=None)",
  (a) => engine.maskedSelect(a.tensor(0), a.tensor(1)),
  "The elements where the mask holds, as one dimension.",
);
define(
  "masked_scatter",
  "(Tensor input, Tensor mask, Tensor source)",
  (a, target) => engine.maskedScatter(a.tensor(0), a.tensor(1), a.tensor(2), target),
  "Elements of source, in order, where the mask holds.",
  { hasInPlace: true },
);

define(
  "lerp",
  [
    "(Tensor input, Tensor end, Tensor weight, *, Tensor out=None)",
    "(Tensor input, Tensor end, Scalar weight, *, Tensor out=None)",
  ],
  (a, target) => engine.lerp(a.tensor(0), a.tensor(1), a.operand(2), target),
  "input + weight * (end - input).",
  { hasInPlace: true },
);
define(
  "addcmul",
  [
    "(Tensor input, Tensor tensor1, Tensor tensor2, *, Scalar value=1, Tensor out=None)",
    "(Tensor input, Scalar value, Tensor tensor1, Tensor tensor2, *, Tensor out=None)|hidden",
  ],
  (a, target) =>
    a.index === 0
      ? engine.addcmul(a.tensor(0), a.tensor(1), a.tensor(2), { value: a.scalar(3, 1n), ...target })
      : engine.addcmul(a.tensor(0), a.tensor(2), a.tensor(3), { value: a.scalar(1), ...target }),
  "input + value * tensor1 * tensor2.",
  { hasInPlace: true },
);
define(
  "addcdiv",
  [
    "(Tensor input, Tensor tensor1, Tensor tensor2, *, Scalar value=1, Tensor out=None)",
    "(Tensor input, Scalar value, Tensor tensor1, Tensor tensor2, *, Tensor out=None)|hidden",
  ],
  (a, target) =>
    a.index === 0
      ? engine.addcdiv(a.tensor(0), a.tensor(1), a.tensor(2), { value: a.scalar(3, 1n), ...target })
      : engine.addcdiv(a.tensor(0), a.tensor(2), a.tensor(3), { value: a.scalar(1), ...target }),
  "input + value * tensor1 / tensor2.",
  { hasInPlace: true },
);
