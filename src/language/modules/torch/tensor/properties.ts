/** Tensor's attributes that are computed when read. */
import * as engine from "../../../../engine/index.ts";
import { dtypes } from "../../../../engine/tensor/dtype.ts";
import { formatShape } from "../../../../engine/tensor/shape.ts";
import { attributeError, RuntimeError, raised, runtimeError, typeError } from "../../../runtime/errors.ts";
import type { Value } from "../../../runtime/objects/object.ts";
import { PyTuple } from "../../../runtime/objects/sequence.ts";
import { typeName } from "../arguments/type-name.ts";
import { nodeObject } from "../autograd/node-object.ts";
import { cpu } from "../objects/device.ts";
import { dtypeObject } from "../objects/dtype.ts";
import { sizeOf } from "../objects/size.ts";
import { PyTensor } from "../objects/tensor.ts";
import { layouts } from "../objects/tokens.ts";
import { wrapTensor } from "../wrap.ts";
import { property } from "./slots.ts";

function notWritable(name: string): never {
  throw attributeError(`attribute '${name}' of 'torch._C.TensorBase' objects is not writable`);
}

function readOnly(name: string, get: (self: PyTensor) => Value): void {
  property(name, get, () => notWritable(name));
}

/** `x.grad = g`, with PyTorch's checks. */
function setGrad(self: PyTensor, value: Value): void {
  if (value === null) {
    engine.setGrad(self.tensor, null);
    return;
  }
  if (!(value instanceof PyTensor)) {
    throw typeError(`assigned grad expected to be a Tensor or None but got grad of type ${typeName(value)}`);
  }
  if (value === self) throw runtimeError("can't assign Variable as its own grad");
  const [own, grad] = [self.tensor, value.tensor];
  if (grad.dtype !== own.dtype) {
    throw runtimeError(
      `attempting to assign a gradient with dtype '${cppName(grad.dtype)}' to a tensor with grad_dtype '${dtypes[own.dtype].scalarName}'. The gradient must match the tensor's grad_dtype (defaults to the tensor's dtype). You can set the tensor's grad_dtype attribute with a specific dtype, or None to allow any dtype. Set grad_dtype with caution. Diverging the dtypes of a tensor and its gradient may break downstream systems that assume they match.`,
    );
  }
  if (grad.shape.length !== own.shape.length || grad.shape.some((n, i) => n !== own.shape[i])) {
    throw runtimeError(
      `attempting to assign a gradient of size '${formatShape(grad.shape)}' to a tensor of size '${formatShape(own.shape)}'. Please ensure that the gradient and the tensor are the same size`,
    );
  }
  engine.setGrad(own, grad);
}

const cppNames: Readonly<Record<string, string>> = {
  float64: "double",
  float32: "float",
  float16: "c10::Half",
  bfloat16: "c10::BFloat16",
  int64: "long",
  int32: "int",
  int16: "short",
  int8: "signed char",
  uint8: "unsigned char",
  bool: "bool",
};
const cppName = (dtype: string): string => cppNames[dtype] ?? dtype;

function setRequiresGrad(self: PyTensor, value: Value): void {
  if (typeof value !== "boolean") throw runtimeError("requires_grad must be a bool");
  if (!engine.isLeaf(self.tensor)) {
    if (value) return;
    throw runtimeError(
      "you can only change requires_grad flags of leaf variables. If you want to use a computed variable in a subgraph that doesn't require differentiation use var_no_grad = var.detach().",
    );
  }
  if (value && dtypes[self.tensor.dtype].kind !== "float") {
    throw raised(RuntimeError, "only Tensors of floating point and complex dtype can require gradients");
  }
  engine.setRequiresGrad(self.tensor, value);
}

export function installProperties(): void {
  readOnly("shape", (self) => sizeOf(self.tensor.shape));
  readOnly("dtype", (self) => dtypeObject(self.tensor.dtype));
  readOnly("device", () => cpu);
  readOnly("layout", () => layouts.get("torch.strided") ?? layouts.get("strided") ?? null);
  readOnly("ndim", (self) => self.tensor.shape.length);
  readOnly("itemsize", (self) => dtypes[self.tensor.dtype].bytes);
  readOnly("nbytes", (self) => dtypes[self.tensor.dtype].bytes * self.tensor.elementCount);
  readOnly("is_leaf", (self) => engine.isLeaf(self.tensor));
  readOnly("grad_fn", (self) => nodeObject(engine.gradFnOf(self.tensor)));
  readOnly("output_nr", (self) => self.tensor.gradient?.edge?.index ?? 0);
  readOnly("retains_grad", (self) => self.tensor.gradient?.retainsGrad === true && !engine.isLeaf(self.tensor));
  readOnly("_base", (self) => {
    const base = self.tensor.gradient?.view?.base;
    return base === undefined ? null : wrapTensor(base);
  });
  readOnly("_version", (self) => {
    if (self.tensor.storage.inference) throw runtimeError("Inference tensors do not track version counter.");
    return self.tensor.storage.version;
  });
  readOnly("names", (self) => new PyTuple(self.tensor.shape.map(() => null)));
  for (const name of [
    "is_cuda",
    "is_sparse",
    "is_quantized",
    "is_mps",
    "is_meta",
    "is_nested",
    "is_mkldnn",
    "is_xpu",
  ]) {
    readOnly(name, () => false);
  }
  readOnly("is_cpu", () => true);
  readOnly("T", (self) => wrapTensor(engine.reverseDims(self.tensor)));
  readOnly("mT", (self) => wrapTensor(engine.matrixTranspose(self.tensor)));
  readOnly("H", (self) => {
    const rank = self.tensor.shape.length;
    if (rank !== 2 && rank !== 0) {
      throw runtimeError(`tensor.H is only supported on matrices (2-D tensors). Got ${rank}-D tensor.`);
    }
    return wrapTensor(rank === 0 ? self.tensor : engine.transpose(self.tensor, 0, 1));
  });
  readOnly("mH", (self) => wrapTensor(engine.matrixTranspose(self.tensor)));
  property("real", (self) => self);
  property("requires_grad", (self) => engine.requiresGrad(self.tensor), setRequiresGrad);
  property(
    "grad",
    (self) => {
      const grad = engine.gradOf(self.tensor);
      return grad === null ? null : wrapTensor(grad);
    },
    setGrad,
    (self) => engine.setGrad(self.tensor, null),
  );
  property(
    "data",
    (self) => wrapTensor(engine.dataOf(self.tensor)),
    (self, value) => {
      if (!(value instanceof PyTensor)) {
        throw typeError(`Variable data has to be a tensor, but got ${typeName(value)}`);
      }
      self.tensor = engine.withData(self.tensor, value.tensor);
      self.tensor.handle = self;
    },
  );
}
