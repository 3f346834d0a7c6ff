/** Copies and conversions. */
import * as ops from "../../ops/index.ts";
import type { DType } from "../../tensor/dtype.ts";
import { isFloating } from "../../tensor/dtype.ts";
import { viewOf } from "../../tensor/make.ts";
import type { Scalar } from "../../tensor/scalar.ts";
import { isContiguous } from "../../tensor/strides.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import { checkInPlace, rebaseHistory } from "../in-place.ts";
import { record, recordView } from "../record.ts";

/** A copy with its own memory. */
export function clone(input: Tensor): Tensor {
  const result = ops.clone(input);
  return records(input) ? record("CloneBackward0", [input], result, [], (gradient) => [gradient]) : result;
}

/** Another dtype; the tensor itself where it has that dtype. */
export function to(input: Tensor, dtype: DType): Tensor {
  const result = ops.to(input, dtype);
  if (result === input || !isFloating(dtype) || !records(input)) return result;
  return record("ToCopyBackward0", [input], result, [], (gradient) => [to(gradient, input.dtype)]);
}

/** Row-major memory; the tensor itself where it has it. */
export function contiguous(input: Tensor): Tensor {
  return isContiguous(input) ? input : cloneContiguous(input);
}

/** The values in the memory order of another tensor of their shape. */
export function inOrderOf(values: Tensor, like: Tensor): Tensor {
  const result = ops.inOrderOf(values, like);
  if (result === values || !records(values)) return result;
  return record("CloneBackward0", [values], result, [], (gradient) => [gradient]);
}

/** A row-major copy. */
export function cloneContiguous(input: Tensor): Tensor {
  const result = isContiguous(input) ? ops.clone(input) : ops.contiguous(input);
  return records(input) ? record("CloneBackward0", [input], result, [], (gradient) => [gradient]) : result;
}

/** A view of everything. */
export const alias = (input: Tensor): Tensor =>
  recordView("AliasBackward0", input, ops.alias(input), (gradient) => gradient);

/** Writes source over target (`copy_`): broadcast and converted. A number fills. */
export function copyInPlace(target: Tensor, source: Tensor | Scalar): Tensor {
  if (!(source instanceof Tensor)) return fillInPlace(target, source);
  const recorded = records(target, source);
  checkInPlace(target, recorded);
  const result = recorded ? recordCopy(target, source) : null;
  ops.assign(target, source);
  if (result !== null) takeHistory(target, result);
  return target;
}

function recordCopy(target: Tensor, source: Tensor): Tensor {
  const holder = viewOf(target, target.shape, target.strides);
  return record("CopyBackwards", [target, source], holder, [], (gradient, _saved, node) => [
    node.needs(0) ? zerosLike(gradient) : null,
    gradient,
  ]);
}

/** Every element becomes one value (`fill_`). */
export function fillInPlace(target: Tensor, value: Scalar): Tensor {
  checkInPlace(target);
  const recorded = records(target);
  ops.fill(target, value);
  if (recorded) {
    const holder = viewOf(target, target.shape, target.strides);
    const name = Number(value) === 0 ? "ZeroBackward0" : "FillBackward0";
    takeHistory(
      target,
      record(name, [target], holder, [], (gradient) => [zerosLike(gradient)]),
    );
  }
  return target;
}

/** Moves the history of a tensor made for the purpose to the tensor that was changed. */
function takeHistory(target: Tensor, holder: Tensor): void {
  const edge = holder.gradient?.edge ?? null;
  if (edge !== null) rebaseHistory(target, edge);
}

export const zerosLike = (input: Tensor): Tensor => ops.zeros(input.shape, input.dtype);
