/** Python's `x[...]` and `x[...] = y`. */
import * as ops from "../../ops/index.ts";
import type { Index, IndexPutOptions } from "../../ops/indexing.ts";
import type { Scalar } from "../../tensor/scalar.ts";
import { type Shape, sameShape } from "../../tensor/shape.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import type { Formula } from "../node.ts";
import { record } from "../record.ts";
import { alias, copyInPlace, to } from "./copy.ts";
import { differentiable, noOptions } from "./define.ts";
import { sumToSize } from "./sum-to-size.ts";
import { reshape, select, slice, unsqueeze } from "./views.ts";

/** Made when it is needed: the module that these come from refers to this one's neighbours in circles. */
const viewFunctions = () => ({ select, slice, unsqueeze });

const indexFormula =
  (shape: Shape, indices: readonly (Tensor | null)[]): Formula =>
  (gradient) => [indexPut(ops.zeros(shape, gradient.dtype), indices, gradient, { accumulate: true })];

/** Gathers through index tensors, one a dimension; null takes the whole dimension. */
export function indexTensors(input: Tensor, indices: readonly (Tensor | null)[]): Tensor {
  const result = ops.indexTensors(input, indices);
  if (!records(input)) return result;
  return record("IndexBackward0", [input], result, [null], indexFormula(input.shape, indices));
}

/** `input[items]`: a view for basic indices, a copy where there are index tensors. */
export function index(input: Tensor, items: readonly Index[]): Tensor {
  const { view, indices } = ops.basicIndexing(input, items, viewFunctions());
  if (indices.some((entry) => entry !== null)) return indexTensors(view, indices);
  return view === input ? alias(input) : view;
}

const indexPutFormula =
  (indices: readonly (Tensor | null)[], accumulate: boolean, valuesShape: Shape): Formula =>
  (gradient, _saved, node) => [
    node.needs(0) ? (accumulate ? gradient : indexPut(gradient, indices, ops.zeros([], gradient.dtype))) : null,
    node.needs(1) ? sumToSize(withoutLead(indexTensors(gradient, indices), valuesShape), valuesShape) : null,
  ];

/** Values may have leading dimensions of size 1 that the indexed shape lacks. */
function withoutLead(gradient: Tensor, valuesShape: Shape): Tensor {
  const extra = valuesShape.length - gradient.shape.length;
  return extra <= 0 ? gradient : reshape(gradient, [...new Array<number>(extra).fill(1), ...gradient.shape]);
}

/** Writes values where index tensors point. */
export function indexPut(
  input: Tensor,
  indices: readonly (Tensor | null)[],
  values: Tensor,
  options: IndexPutOptions = noOptions,
): Tensor {
  const { accumulate = false } = options;
  const recorded = (): Tensor => {
    const result = ops.indexPut(input, indices, values, { accumulate });
    return record("IndexPutBackward0", [input, values], result, [], indexPutFormula(indices, accumulate, values.shape));
  };
  const raw = (): Tensor => ops.indexPut(input, indices, values, options);
  return differentiable("index_put", [input, values], options, raw, recorded);
}

/** `input[items] = value`: through a view, or by index tensors. The value is converted and broadcast. */
export function setIndex(input: Tensor, items: readonly Index[], value: Tensor | Scalar): void {
  const { view, indices } = ops.basicIndexing(input, items, viewFunctions());
  const target = view === input && !indices.some((entry) => entry !== null) ? alias(input) : view;
  if (!indices.some((entry) => entry !== null)) {
    copyInPlace(target, value instanceof Tensor ? trimmed(value, target.shape) : value);
    return;
  }
  const values = value instanceof Tensor ? to(value, input.dtype) : ops.full([], value, input.dtype);
  indexPut(target, indices, values, { out: target });
}

/** Leading dimensions of size 1 that the target lacks are dropped, as in NumPy. */
function trimmed(value: Tensor, shape: Shape): Tensor {
  let lead = 0;
  while (value.shape.length - lead > shape.length && value.shape[lead] === 1) lead++;
  return lead === 0 || sameShape(value.shape, shape) ? value : reshape(value, value.shape.slice(lead));
}
