import { PyType, type Value } from "../../../runtime/objects/object.ts";
import { PyTuple } from "../../../runtime/objects/sequence.ts";
import { tupleType } from "../../../runtime/objects/types.ts";

/** `torch.Size`: a tuple of ints with its own repr. */
export const sizeType = new PyType("Size", [tupleType], "torch");

export function sizeOf(shape: readonly number[]): PyTuple {
  const items: readonly Value[] = shape;
  return new PyTuple(items.slice(), sizeType);
}
