/** Between the engine's values and a cell's. */
import type { Scalar } from "../../../engine/tensor/scalar.ts";
import { Tensor } from "../../../engine/tensor/tensor.ts";
import { PyFloat } from "../../runtime/objects/float.ts";
import type { Value } from "../../runtime/objects/object.ts";
import { PyTuple } from "../../runtime/objects/sequence.ts";
import { PyTensor } from "./objects/tensor.ts";

/** The cell's object for a tensor: always the same one for the same tensor. */
export function wrapTensor(tensor: Tensor): PyTensor {
  const { handle } = tensor;
  if (handle instanceof PyTensor && handle.tensor === tensor) return handle;
  const made = new PyTensor(tensor);
  tensor.handle = made;
  return made;
}

/** What an operation's implementation may give back. */
export type Result = Tensor | readonly Tensor[] | Value;

export function wrapResult(result: Result): Value {
  if (result instanceof Tensor) return wrapTensor(result);
  if (Array.isArray(result)) return wrapTuple(result);
  // The readonly array is the only member of Result that Array.isArray does not narrow away.
  return result as Value;
}

export const wrapTuple = (tensors: readonly Tensor[]): PyTuple => new PyTuple(tensors.map(wrapTensor));

const safe = 2n ** 53n;

/** A bigint as the int that cells use: a number where it is safe. */
export const toInt = (value: bigint): number | bigint => (value < safe && value > -safe ? Number(value) : value);

/** A scalar as Python's float, int or bool. */
export function fromScalar(value: Scalar): Value {
  if (typeof value === "number") return new PyFloat(value);
  return typeof value === "bigint" ? toInt(value) : value;
}
