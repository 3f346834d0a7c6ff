/** Sampling images at places of a grid, and the grids of affine maps (spatial transformers, Jaderberg et al. 2015). */
import { runtimeError } from "../../errors.ts";
import { type GridForm, gridSampleBackward, gridSample as rawSample } from "../../ops/grid-sample.ts";
import * as ops from "../../ops/index.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import type { Formula } from "../node.ts";
import { record } from "../record.ts";
import { bmm } from "./matmul.ts";
import { named } from "./rename.ts";
import { transpose, view } from "./views.ts";

export type { GridForm } from "../../ops/grid-sample.ts";

const noSecond =
  (dims: number): Formula =>
  () => {
    throw runtimeError(`derivative for aten::grid_sampler_${dims}d_backward is not implemented`);
  };

const formula =
  (form: GridForm): Formula =>
  (gradient, [grid, input], node) => {
    const { forInput, forGrid } = gridSampleBackward(gradient, input, grid, form);
    const once = (result: Tensor): Tensor =>
      records(gradient, input, grid)
        ? record("NotImplemented", [gradient, input, grid], result, [], noSecond(input.shape.length - 2))
        : result;
    return [node.needs(0) ? once(forInput) : null, node.needs(1) ? once(forGrid) : null];
  };

/** The input [N, C, (D,) H, W] at the places of the grid [N, ..., 2 or 3], whose coordinates go from -1 to 1, x first. */
export function gridSample(input: Tensor, grid: Tensor, form: GridForm): Tensor {
  const result = rawSample(input, grid, form);
  if (!records(input, grid)) return result;
  return record(`GridSampler${input.shape.length - 2}DBackward0`, [input, grid], result, [grid, input], formula(form));
}

/** The coordinates of so many elements from -1 to 1: of their centres, where the outer edges are -1 and 1. */
function coordinates(count: number, alignCorners: boolean, like: Tensor): Tensor {
  if (count <= 1) return ops.zeros([count], like.dtype);
  const range = ops.linspace(-1n, 1n, count, like.dtype);
  return alignCorners ? range : ops.div(ops.mul(range, BigInt(count - 1)), BigInt(count));
}

/** Where affine maps [N, 2, 3] (or [N, 3, 4]) send the places of an output of that size: [N, (D,) H, W, 2 or 3]. */
export function affineGrid(theta: Tensor, size: readonly number[], alignCorners: boolean): Tensor {
  if (size.length !== 4 && size.length !== 5) {
    throw runtimeError("AffineGridGenerator needs 4d (spatial) or 5d (volumetric) inputs.");
  }
  const [images, , ...sizes] = size;
  const dims = sizes.length;
  const columns = sizes.map((count, dim) => {
    const own = coordinates(count, alignCorners, theta);
    const along = sizes.map((_, i) => (i === dim ? count : 1));
    return ops.expand(ops.reshape(own, along), sizes);
  });
  const base = ops.stack([...columns.reverse(), ops.ones(sizes, theta.dtype)], -1);
  const places = sizes.reduce((product, count) => product * count, 1);
  const whole = ops.reshape(ops.expand(base, [images, ...sizes, dims + 1]), [images, places, dims + 1]);
  const grid = view(bmm(whole, transpose(theta, 1, 2)), [images, ...sizes, dims]);
  return records(theta) ? named(grid, "AffineGridGeneratorBackward0") : grid;
}
