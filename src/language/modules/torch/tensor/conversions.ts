/** Methods written like PyTorch's own Python ones: `type`, `new_tensor`, `masked_*_`, and names that are refused. */
import * as engine from "../../../../engine/index.ts";
import { attributeError, notImplementedError, typeError } from "../../../runtime/errors.ts";
import { PyType, type Value } from "../../../runtime/objects/object.ts";
import { dtypeOf } from "../arguments/parsed.ts";
import { typeName } from "../arguments/type-name.ts";
import { isPyTorchName } from "../names/pytorch-names.ts";
import { tensorType } from "../objects/tensor.ts";
import { wrapTensor } from "../wrap.ts";
import { tensorFromData } from "./data.ts";
import { dtypeOfTypeName, typeNameOf } from "./legacy-types.ts";
import { pythonMethod, slot } from "./slots.ts";

export function installConversions(): void {
  pythonMethod(
    "type(self, dtype=None, non_blocking=False, **kwargs)",
    (_machine, self, dtype: Value) => {
      if (dtype === null) return typeNameOf(self.tensor.dtype);
      const named = dtype instanceof PyType && dtype.isSubtypeOf(tensorType) ? `torch.${dtype.name}` : dtype;
      const target = typeof named === "string" ? dtypeOfTypeName(named) : dtypeOf(named);
      if (target === null) throw typeError("dtype must be a type, str, or dtype object");
      return wrapTensor(engine.to(self.tensor, target));
    },
    "The old name of the dtype, or the tensor converted to another.",
  );
  pythonMethod(
    "new_tensor(self, data, *, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False)",
    (machine, self, data: Value, dtype: Value, _device: Value, requiresGrad: Value) => {
      const made = tensorFromData(machine, data, dtypeOf(dtype) ?? self.tensor.dtype);
      if (requiresGrad === true) engine.setRequiresGrad(made, true);
      return wrapTensor(made);
    },
    "A fresh tensor with the data's values and this one's dtype.",
  );
  pythonMethod(
    "__dlpack__(self, **kwargs)",
    () => {
      throw notImplementedError("sharing memory with other libraries is not part of the cell language");
    },
    "Not part of the cell language.",
  );
  slot("__getattr__", (_machine, self, name) => {
    if (typeof name === "string" && isPyTorchName("Tensor", name)) {
      throw notImplementedError(`torch.Tensor.${name} is not part of the cell language yet`);
    }
    throw attributeError(`'${typeName(self)}' object has no attribute '${String(name)}'`);
  });
}
