import type { Tensor } from "../../../../engine/tensor/tensor.ts";
import { PyObject, PyType, type Value } from "../../../runtime/objects/object.ts";
import { objectType } from "../../../runtime/objects/types.ts";

export const tensorType = new PyType("Tensor", [objectType], "torch");
tensorType.hasDict = true;

/** `torch.nn.parameter.Parameter`: a tensor that a module registers. */
export const parameterType = new PyType("Parameter", [tensorType], "torch.nn.parameter");
parameterType.hasDict = true;
/** `torch.nn.parameter.Buffer`. */
export const bufferType = new PyType("Buffer", [tensorType], "torch.nn.parameter");
bufferType.hasDict = true;

/** A tensor as a cell sees it. What it computes with is the engine's tensor; attributes are a user's own. */
export class PyTensor extends PyObject {
  attributes: Map<string, Value> | null = null;
  constructor(
    /** Replaced by `x.data = y`. */
    public tensor: Tensor,
    public type: PyType = tensorType,
  ) {
    super();
  }
  override attributeMap(create: boolean): Map<string, Value> | null {
    if (this.attributes === null && create) this.attributes = new Map();
    return this.attributes;
  }
}

export const isTensor = (value: unknown): value is PyTensor => value instanceof PyTensor;
