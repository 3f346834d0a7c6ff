/** Values that one element of a row decides: the gradient goes to that element. */
import * as ops from "../../ops/index.ts";
import type { ValuesAndIndices } from "../../ops/scan.ts";
import type { SortOptions, TopkOptions } from "../../ops/sort.ts";
import { type Shape, wrapDim } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import type { Formula, ManyFormula } from "../node.ts";
import { record, recordMany } from "../record.ts";
import { div } from "./arithmetic.ts";
import { scatterAddTo } from "./gather.ts";
import { where } from "./selection.ts";
import { unsqueeze } from "./views.ts";

/** The gradient at the chosen indices of a dimension, zero elsewhere. */
const atIndices =
  (shape: Shape, dim: number, dropped: boolean): ManyFormula =>
  ([gradient], [indices]) => {
    if (gradient === null) return [null];
    if (shape.length === 0) return [gradient];
    const restore = (reduced: Tensor): Tensor => (dropped ? unsqueeze(reduced, dim) : reduced);
    return [scatterAddTo(shape, dim, dropped ? ops.unsqueeze(indices, dim) : indices, restore(gradient))];
  };

function recordChoice(
  name: string,
  input: Tensor,
  results: ValuesAndIndices,
  dim: number,
  dropped: boolean,
): ValuesAndIndices {
  if (!records(input)) return results;
  const { values, indices } = results;
  const d = wrapDim(dim, input.shape.length);
  recordMany(name, [input], [values, indices], [indices], atIndices(input.shape, d, dropped));
  return results;
}

export const maxAlong = (input: Tensor, dim: number, keepdim = false): ValuesAndIndices =>
  recordChoice("MaxBackward0", input, ops.maxAlong(input, dim, keepdim), dim, !keepdim);
export const minAlong = (input: Tensor, dim: number, keepdim = false): ValuesAndIndices =>
  recordChoice("MinBackward0", input, ops.minAlong(input, dim, keepdim), dim, !keepdim);
export const medianAlong = (input: Tensor, dim: number, keepdim = false): ValuesAndIndices =>
  recordChoice("MedianBackward1", input, ops.medianAlong(input, dim, keepdim), dim, !keepdim);
export const nanmedianAlong = (input: Tensor, dim: number, keepdim = false): ValuesAndIndices =>
  recordChoice("NanmedianBackward1", input, ops.nanmedianAlong(input, dim, keepdim), dim, !keepdim);
export const mode = (input: Tensor, dim = -1, keepdim = false): ValuesAndIndices =>
  recordChoice("ModeBackward0", input, ops.mode(input, dim, keepdim), dim, !keepdim);
export const kthvalue = (input: Tensor, k: number, dim = -1, keepdim = false): ValuesAndIndices =>
  recordChoice("KthvalueBackward0", input, ops.kthvalue(input, k, dim, keepdim), dim, !keepdim);
export const topk = (input: Tensor, k: number, options: TopkOptions = {}): ValuesAndIndices =>
  recordChoice("TopkBackward0", input, ops.topk(input, k, options), options.dim ?? -1, false);
export const sort = (input: Tensor, options: SortOptions = {}, name = "SortBackward0"): ValuesAndIndices =>
  recordChoice(name, input, ops.sort(input, options), options.dim ?? -1, false);
export const msort = (input: Tensor): Tensor => sort(input, { dim: 0 }).values;
export const cummax = (input: Tensor, dim: number): ValuesAndIndices =>
  recordChoice("CummaxBackward0", input, ops.cummax(input, dim), dim, false);
export const cummin = (input: Tensor, dim: number): ValuesAndIndices =>
  recordChoice("CumminBackward0", input, ops.cummin(input, dim), dim, false);

/** All elements with the value share the gradient. */
const evenly: Formula = (gradient, [x, value]) => {
  const chosen = ops.truth(ops.isnan(value)) ? ops.isnan(x) : ops.eq(x, value);
  return [where(chosen, div(gradient, ops.sum(chosen)), 0)];
};

const recordAll = (name: string, input: Tensor, result: Tensor): Tensor =>
  records(input) ? record(name, [input], result, [input, result], evenly) : result;

/** The largest of all elements. */
export const max = (input: Tensor): Tensor => recordAll("MaxBackward1", input, ops.max(input));
export const min = (input: Tensor): Tensor => recordAll("MinBackward1", input, ops.min(input));
export const median = (input: Tensor): Tensor => recordAll("MedianBackward0", input, ops.median(input));
export const nanmedian = (input: Tensor): Tensor => recordAll("NanmedianBackward0", input, ops.nanmedian(input));
