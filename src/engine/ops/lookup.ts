/** Tables read by index, and their opposite. */
import { runtimeError } from "../errors.ts";
import { dtypes } from "../tensor/dtype.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { toNumbers } from "./copy.ts";
import { zeros } from "./creation.ts";
import { indexSelect } from "./gather.ts";
import { scatter } from "./scatter.ts";
import { reshape, unsqueeze, view } from "./views.ts";

/** Rows of a matrix by index: indices of any shape give that shape and a row each. */
export function embedding(weight: Tensor, indices: Tensor): Tensor {
  if (weight.shape.length !== 2) throw runtimeError("'weight' must be 2-D");
  if (indices.dtype !== "int64" && indices.dtype !== "int32") {
    throw runtimeError(
      `Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got torch.${dtypes[indices.dtype].scalarName}Tensor instead (while checking arguments for embedding)`,
    );
  }
  const rows = indexSelect(weight, 0, reshape(indices, [-1]));
  return view(rows, [...indices.shape, weight.shape[1]]);
}

/** 1 at each class and 0 elsewhere, in a new last dimension; -1 counts the classes. */
export function oneHot(indices: Tensor, classes = -1): Tensor {
  if (indices.dtype !== "int64") throw runtimeError("one_hot is only applicable to index tensor of type LongTensor.");
  const values = toNumbers(indices);
  if (values.length === 0) {
    if (classes <= 0) throw runtimeError("Can not infer total number of classes from empty tensor.");
    return zeros([...indices.shape, classes], "int64");
  }
  const largest = values.reduce((most, value) => Math.max(most, value));
  if (values.some((value) => value < 0)) throw runtimeError("Class values must be non-negative.");
  if (classes === -1) return oneHot(indices, largest + 1);
  if (classes < 1) throw runtimeError("num_classes should be positive");
  if (largest >= classes) throw runtimeError("Class values must be smaller than num_classes.");
  const target = zeros([...indices.shape, classes], "int64");
  return scatter(target, -1, unsqueeze(indices, -1), 1n, { out: target });
}
