/** `torch.tensor` and what else turns data or numbers into tensors and dtypes. */
import * as engine from "../../../../engine/index.ts";
import { canCast, promoteTypes, resultType } from "../../../../engine/tensor/promotion.ts";
import { notImplementedError } from "../../../runtime/errors.ts";
import { guarded } from "../errors.ts";
import { requireCpu } from "../objects/device.ts";
import { dtypeObject } from "../objects/dtype.ts";
import { PyTensor } from "../objects/tensor.ts";
import { finish } from "../operations/creation.ts";
import { tensorFromData } from "../tensor/data.ts";
import { warn } from "../warnings.ts";
import { wrapTensor } from "../wrap.ts";
import { defineNative } from "./define.ts";

defineNative(
  "tensor",
  "(object data, *, dtype? dtype=None, device? device=None, bool pin_memory=False, bool requires_grad=False, name[]? names=None)",
  (machine, a) => {
    requireCpu(a.named("device"));
    const data = a.value(0);
    if (data instanceof PyTensor) {
      warn(
        machine,
        "To copy construct from a tensor, it is recommended to use sourceTensor.detach().clone() or sourceTensor.detach().clone().requires_grad_(True), rather than torch.tensor(sourceTensor).",
      );
    }
    return wrapTensor(finish(a, tensorFromData(machine, data, a.dtypeOrNull(1))));
  },
  "A fresh tensor with the data's values.",
);

for (const [name, signature] of [
  ["as_tensor", "(object data, *, dtype? dtype=None, device? device=None)"],
  ["asarray", "(object obj, *, dtype? dtype=None, device? device=None, bool? copy=None, bool requires_grad=False)"],
] as const) {
  defineNative(
    name,
    signature,
    (machine, a) => {
      requireCpu(a.named("device"));
      const data = a.value(0);
      const dtype = a.namedDType("dtype");
      if (!(data instanceof PyTensor)) return wrapTensor(finish(a, tensorFromData(machine, data, dtype)));
      if (dtype !== null && dtype !== data.tensor.dtype)
        return wrapTensor(guarded(() => engine.to(data.tensor, dtype)));
      return a.named("copy") === true ? wrapTensor(guarded(() => engine.clone(data.tensor))) : data;
    },
    "The data as a tensor; a tensor as it is.",
  );
}

for (const name of ["from_numpy", "frombuffer", "from_dlpack"]) {
  defineNative(
    name,
    "(object data)",
    () => {
      throw notImplementedError(
        `torch.${name} is not part of the cell language: there is no numpy here; use torch.tensor(data)`,
      );
    },
    "Not part of the cell language.",
  );
}

defineNative(
  "result_type",
  [
    "(Tensor tensor, Tensor other)",
    "(Scalar scalar, Tensor tensor)",
    "(Tensor tensor, Scalar other)",
    "(Scalar scalar1, Scalar scalar2)",
  ],
  (_machine, a) => dtypeObject(resultType(a.operand(0), a.operand(1))),
  "The dtype of an operation on two operands.",
);
defineNative(
  "promote_types",
  "(dtype type1, dtype type2)",
  (_machine, a) => dtypeObject(promoteTypes(a.dtypeOrNull(0) ?? "float32", a.dtypeOrNull(1) ?? "float32")),
  "The smallest dtype that both convert to.",
);
defineNative(
  "can_cast",
  "(dtype from_, dtype to)",
  (_machine, a) => canCast(a.dtypeOrNull(0) ?? "float32", a.dtypeOrNull(1) ?? "float32"),
  "Whether a result of one dtype may be written to a tensor of another.",
);
