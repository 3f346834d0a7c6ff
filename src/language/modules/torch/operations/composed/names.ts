/** The names that histories and errors show: of a composition, and of a dtype. */
import { type DType, dtypes } from "../../../../../engine/tensor/dtype.ts";
import type { Tensor } from "../../../../../engine/tensor/tensor.ts";

/** The result under the name that PyTorch's history shows for the whole composition. */
export function named(result: Tensor, name: string): Tensor {
  const node = result.gradient?.edge?.node;
  if (node) node.name = name;
  return result;
}

export const scalarName = (dtype: DType): string => dtypes[dtype].scalarName;
