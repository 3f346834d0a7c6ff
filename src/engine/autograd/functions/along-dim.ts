/** A linear map of one dimension. */
import type { Tensor } from "../../tensor/tensor.ts";
import { matmul } from "./matmul.ts";
import { transpose } from "./views.ts";

/** Applies a matrix [count, size] along one dimension. */
export function alongDim(input: Tensor, dim: number, matrix: Tensor): Tensor {
  const last = input.shape.length - 1;
  const moved = transpose(input, dim, last);
  return transpose(matmul(moved, transpose(matrix, 0, 1)), dim, last);
}
