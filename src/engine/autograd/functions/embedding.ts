/** Rows of a table by index. */
import * as ops from "../../ops/index.ts";
import type { Shape } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import type { Formula } from "../node.ts";
import { record } from "../record.ts";
import { div } from "./arithmetic.ts";
import { indexAdd } from "./gather.ts";
import { maskedFill } from "./selection.ts";
import { reshape } from "./views.ts";

export interface EmbeddingOptions {
  /** A row whose gradient stays zero; negative for none. */
  readonly paddingIdx?: number;
  /** Divides each row's gradient by how often it was used. */
  readonly scaleGradByFreq?: boolean;
}

const embeddingFormula =
  (shape: Shape, { paddingIdx = -1, scaleGradByFreq = false }: EmbeddingOptions): Formula =>
  (gradient, [indices]) => {
    const flat = ops.reshape(indices, [-1]);
    let rows = reshape(gradient, [flat.elementCount, shape[1]]);
    if (paddingIdx >= 0) rows = maskedFill(rows, ops.unsqueeze(ops.eq(flat, BigInt(paddingIdx)), 1), 0);
    if (scaleGradByFreq) {
      const counts = ops.bincount(flat, { minlength: shape[0] });
      rows = div(rows, ops.unsqueeze(ops.indexSelect(counts, 0, flat), 1));
    }
    return [indexAdd(ops.zeros(shape, gradient.dtype), 0, flat, rows)];
  };

/** Rows of weight (a matrix) at indices of any shape. */
export function embedding(weight: Tensor, indices: Tensor, options: EmbeddingOptions = {}): Tensor {
  const result = ops.embedding(weight, indices);
  if (!records(weight)) return result;
  return record("EmbeddingBackward0", [weight], result, [indices], embeddingFormula(weight.shape, options));
}
