import type { Tensor } from "../../../../engine/tensor/tensor.ts";
import { PyObject, PyType, type Value } from "../../../runtime/objects/object.ts";
import { objectType } from "../../../runtime/objects/types.ts";

export const tensorType = new PyType("Tensor", [objectType], "torch");
tensorType.heap = true;

/** `torch.nn.parameter.Parameter`: a tensor that a module registers. */
export const parameterType = new PyType("Parameter", [tensorType], "torch.nn.parameter");
parameterType.heap = true;
/** `torch.nn.parameter.Buffer`. */
export const bufferType = new PyType("Buffer", [tensorType], "torch.nn.parameter");
bufferType.heap = true;

/** A tensor as a cell sees it. What it computes with is the engine's tensor; attributes are a user's own. */
export class PyTensor extends PyObject {
  attributes: Map<string, Value> | null = null;
  /** The object that `.grad` gave last, so that it stays the same object while the gradient does. */
  grad: PyTensor | null = null;
  constructor(
    /** Replaced by `x.data = y`. */
    public tensor: Tensor,
    public type: PyType = tensorType,
  ) {
    super();
  }
}

export const isTensor = (value: unknown): value is PyTensor => value instanceof PyTensor;
