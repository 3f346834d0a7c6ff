/** Derivatives of sampled values by differences of neighbours (`torch.gradient`). */
import { runtimeError } from "../../errors.ts";
import type { Scalar } from "../../tensor/scalar.ts";
import { wrapDim, wrapDims } from "../../tensor/shape.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { add, div, mul, neg, sub } from "./arithmetic.ts";
import { cat } from "./join.ts";
import { diff } from "./scan.ts";
import { reshape, select, slice } from "./views.ts";

/** What lies between samples: a step for every dimension, or the samples' places along it. */
export type Spacing = Scalar | readonly (Scalar | Tensor)[] | null;

export interface DifferenceOptions {
  readonly spacing?: Spacing;
  /** All of them where null. */
  readonly dims?: readonly number[] | null;
  /** 1 or 2: the accuracy of the first and last derivative. */
  readonly edgeOrder?: number;
}

function checkDifferences(
  input: Tensor,
  count: number | null,
  dims: readonly number[] | null,
  edgeOrder: number,
): void {
  const rank = input.shape.length;
  if (input.dtype === "uint8") throw runtimeError("torch.gradient does not support uint8 input.");
  if (count !== null && dims === null && count !== rank) {
    throw runtimeError(
      `torch.gradient expected spacing to be unspecified, a scalar, or a list of length equal to 'self.dim() = ${rank}', since dim argument was not given, but got a list of length ${count}`,
    );
  }
  if (count !== null && dims !== null && count !== dims.length) {
    throw runtimeError(
      `torch.gradient expected spacing to be unspecified, a scalar or it's spacing and dim arguments to have the same length, but got a spacing argument of length ${count} and a dim argument of length ${dims.length}.`,
    );
  }
  if (edgeOrder !== 1 && edgeOrder !== 2) {
    throw runtimeError("torch.gradient only supports edge_order=1 and edge_order=2.");
  }
  const checked = dims === null ? input.shape.map((_, i) => i) : wrapDims(dims, rank);
  if (checked.some((dim) => input.shape[dim] < edgeOrder + 1)) {
    throw runtimeError("torch.gradient expected each dimension size to be at least edge_order+1");
  }
}

/** A sum of slices along a dimension, each from one place to another and with a factor. */
function combination(
  input: Tensor,
  dim: number,
  parts: readonly (readonly [Scalar | Tensor, number, number])[],
): Tensor {
  const terms = parts.map(([factor, from, to]) => mul(factor, slice(input, dim, from, to, 1)));
  return terms.slice(1).reduce((sum, term) => add(sum, term), terms[0]);
}

function evenDifferences(input: Tensor, dim: number, step: Scalar, edgeOrder: number): Tensor {
  const n = input.shape[dim];
  const part = (from: number, to: number): Tensor => slice(input, dim, from, to, 1);
  const centre = div(div(sub(part(2, n), part(0, n - 2)), step), 2n);
  if (edgeOrder === 1) {
    const first = div(sub(part(1, 2), part(0, 1)), step);
    return cat([first, centre, div(sub(part(n - 1, n), part(n - 2, n - 1)), step)], dim);
  }
  const first = sub(add(mul(-1.5, part(0, 1)), mul(2n, part(1, 2))), mul(0.5, part(2, 3)));
  const last = add(sub(mul(0.5, part(n - 3, n - 2)), mul(2n, part(n - 2, n - 1))), mul(1.5, part(n - 1, n)));
  return cat([div(first, step), centre, div(last, step)], dim);
}

function unevenDifferences(input: Tensor, dim: number, places: Tensor, edgeOrder: number): Tensor {
  const n = input.shape[dim];
  const along = input.shape.map((_, i) => (i === dim ? -1 : 1));
  const steps = diff(places, { dim: 0 });
  const count = steps.shape[0];
  const [before, after] = [slice(steps, 0, 0, count - 1, 1), slice(steps, 0, 1, count, 1)];
  const both = add(before, after);
  const spread = (values: Tensor): Tensor => reshape(values, along);
  const centre = combination(input, dim, [
    [spread(div(neg(after), mul(before, both))), 0, n - 2],
    [spread(div(sub(after, before), mul(before, after))), 1, n - 1],
    [spread(div(before, mul(after, both))), 2, n],
  ]);
  const part = (from: number, to: number): Tensor => slice(input, dim, from, to, 1);
  const [first, last] = [select(steps, 0, 0), select(steps, 0, -1)];
  if (edgeOrder === 1) {
    const start = div(sub(part(1, 2), part(0, 1)), first);
    return cat([start, centre, div(sub(part(n - 1, n), part(n - 2, n - 1)), last)], dim);
  }
  const [second, secondLast] = [select(steps, 0, 1), select(steps, 0, -2)];
  const [opening, closing] = [add(first, second), add(last, secondLast)];
  const start = combination(input, dim, [
    [div(neg(add(mul(2, first), second)), mul(first, opening)), 0, 1],
    [div(opening, mul(first, second)), 1, 2],
    [div(neg(first), mul(second, opening)), 2, 3],
  ]);
  const end = combination(input, dim, [
    [div(last, mul(secondLast, closing)), n - 3, n - 2],
    [div(neg(closing), mul(last, secondLast)), n - 2, n - 1],
    [div(add(mul(2n, last), secondLast), mul(last, closing)), n - 1, n],
  ]);
  return cat([start, centre, end], dim);
}

/** The derivative along each dimension, of the input's shape: central differences inside, one-sided ones at the edges. */
export function differences(
  input: Tensor,
  { spacing = null, dims = null, edgeOrder = 1 }: DifferenceOptions,
): Tensor[] {
  const rank = input.shape.length;
  const chosen = dims ?? input.shape.map((_, i) => i);
  const isList = typeof spacing === "object" && spacing !== null;
  const steps = isList ? spacing : new Array<Scalar>(chosen.length).fill(spacing ?? 1);
  checkDifferences(input, isList ? steps.length : null, dims, edgeOrder);
  return chosen.map((dim, i) => {
    const direction = wrapDim(dim, rank);
    const step = steps[i];
    if (!(step instanceof Tensor)) return evenDifferences(input, direction, step, edgeOrder);
    if (step.shape.length !== 1) {
      throw runtimeError(
        `torch.gradient expected each element of spacing to have one dimension, but got an element with ${step.shape.length} dimensions!`,
      );
    }
    return unevenDifferences(input, direction, step, edgeOrder);
  });
}
