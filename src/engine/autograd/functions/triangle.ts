/** Triangles and diagonals. */
import * as ops from "../../ops/index.ts";
import type { Out } from "../../ops/options.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import type { Formula } from "../node.ts";
import { record } from "../record.ts";
import { clone } from "./copy.ts";
import { differentiable, noOptions } from "./define.ts";
import { diagonal, flatten } from "./views.ts";

type Part = (input: Tensor, offset?: number, options?: Out) => Tensor;

/** One triangle; its gradient is the same triangle of the gradient. */
function triangle(operation: string, name: string, raw: Part): Part {
  const formula =
    (offset: number): Formula =>
    (gradient) => [part(gradient, offset)];
  const part: Part = (input, offset = 0, options = noOptions) => {
    if (options.out === undefined && !records(input)) return raw(input, offset, options);
    const recorded = (): Tensor => record(name, [input], raw(input, offset), [], formula(offset));
    return differentiable(operation, [input], options, () => raw(input, offset, options), recorded);
  };
  return part;
}

export const tril = triangle("tril", "TrilBackward0", ops.tril);
export const triu = triangle("triu", "TriuBackward0", ops.triu);

const diagEmbedFormula =
  (offset: number, dim1: number, dim2: number): Formula =>
  (gradient) => [clone(diagonal(gradient, offset, dim1, dim2))];

/** The last dimension laid along the diagonal of two new ones. */
export function diagEmbed(input: Tensor, offset = 0, dim1 = -2, dim2 = -1): Tensor {
  const result = ops.diagEmbed(input, offset, dim1, dim2);
  if (!records(input)) return result;
  return record("DiagEmbedBackward0", [input], result, [], diagEmbedFormula(offset, dim1, dim2));
}

export const diagflat = (input: Tensor, offset = 0): Tensor => diagEmbed(flatten(input), offset);

/** A vector's diagonal matrix, or a matrix's diagonal as a copy. */
export function diag(input: Tensor, offset = 0): Tensor {
  if (!records(input)) return ops.diag(input, offset);
  return input.shape.length === 1 ? diagEmbed(input, offset) : clone(diagonal(input, offset));
}
