/** Resizing the spatial dimensions (`F.interpolate`): each dimension is a choice of places, or a matrix of weights. */

import * as ops from "../../ops/index.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { alongDim } from "./along-dim.ts";
import { indexSelect } from "./gather.ts";
import { named } from "./rename.ts";

export type Interpolation = "nearest" | "nearest-exact" | "linear" | "cubic";

export interface Resize {
  readonly size: number;
  /** The factor that was asked for; the ratio of the sizes where null. */
  readonly scale: number | null;
}

/** Input positions for a step of one output position. */
const stepOf = (own: number, { size, scale }: Resize): number => (scale === null ? own / size : 1 / scale);

function nearest(input: Tensor, dim: number, to: Resize, exact: boolean): Tensor {
  const own = input.shape[dim];
  const step = stepOf(own, to);
  const places = Array.from({ length: to.size }, (_, i) =>
    Math.min(Math.floor(Math.fround(exact ? (i + 0.5) * step : i * step)), own - 1),
  );
  return indexSelect(input, dim, places);
}

/** Keys' cubic weights for a distance t in [0, 1) from the second of four points, a = -0.75. */
function cubicWeights(t: number): number[] {
  const a = -0.75;
  const near = (x: number): number => ((a + 2) * x - (a + 3)) * x * x + 1;
  const far = (x: number): number => ((a * x - 5 * a) * x + 8 * a) * x - 4 * a;
  return [far(t + 1), near(t), near(1 - t), far(2 - t)];
}

function weightMatrix(own: number, to: Resize, cubic: boolean, alignCorners: boolean, like: Tensor): Tensor {
  const values = new Array<number>(to.size * own).fill(0);
  const step = alignCorners ? (to.size > 1 ? (own - 1) / (to.size - 1) : 0) : stepOf(own, to);
  const put = (row: number, place: number, weight: number): void => {
    values[row * own + Math.min(Math.max(place, 0), own - 1)] += weight;
  };
  for (let row = 0; row < to.size; row++) {
    const at = alignCorners ? row * step : (row + 0.5) * step - 0.5;
    if (cubic) {
      const first = Math.floor(at);
      for (const [k, weight] of cubicWeights(at - first).entries()) put(row, first - 1 + k, weight);
    } else {
      const inside = Math.max(at, 0);
      const first = Math.min(Math.floor(inside), own - 1);
      const share = Math.min(inside - first, 1);
      put(row, first, 1 - share);
      put(row, first + 1, share);
    }
  }
  return ops.fromNumbers(values, [to.size, own], like.dtype);
}

/** The last dimensions resized, one entry of `to` each. */
export function interpolate(input: Tensor, to: readonly Resize[], mode: Interpolation, alignCorners: boolean): Tensor {
  let result = input;
  for (const [i, resize] of to.entries()) {
    const dim = input.shape.length - to.length + i;
    if (mode === "nearest" || mode === "nearest-exact") result = nearest(result, dim, resize, mode !== "nearest");
    else result = alongDim(result, dim, weightMatrix(input.shape[dim], resize, mode === "cubic", alignCorners, input));
  }
  if (result === input) return result;
  return named(result, `Upsample${nodeNames[mode][to.length - 1]}${to.length}DBackward0`);
}

/** What PyTorch calls each interpolation, by the number of dimensions. */
const nodeNames: Readonly<Record<Interpolation, readonly string[]>> = {
  nearest: ["Nearest", "Nearest", "Nearest"],
  "nearest-exact": ["NearestExact", "NearestExact", "NearestExact"],
  linear: ["Linear", "Bilinear", "Trilinear"],
  cubic: ["Cubic", "Bicubic", "Tricubic"],
};
