/** Names in the recorded history. */
import type { Tensor } from "../../tensor/tensor.ts";

/** The result under the name that PyTorch's history shows for the whole composition. */
export function named(result: Tensor, name: string): Tensor {
  const node = result.gradient?.edge?.node;
  if (node) node.name = name;
  return result;
}
