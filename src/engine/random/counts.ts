/** Poisson and gamma draws, each with rates or shapes from a tensor (native/Distributions.cpp, Distributions.h). */

import { notImplementedError, runtimeError } from "../errors.ts";
import { lgamma } from "../math/gamma.ts";
import * as libm from "../math/libm.ts";
import { toNumbers } from "../ops/copy.ts";
import { dtypes, isFloating } from "../tensor/dtype.ts";
import { allocate } from "../tensor/make.ts";
import { castNumber } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Writer } from "../tensor/walk.ts";
import { worked } from "../work.ts";
import { defaultGenerator, type Generator } from "./generator.ts";
import { standardNormal } from "./normal.ts";

/** One count with this rate: products of uniform draws, from 10 on transformed rejection (Hoermann 1993). */
function poissonDraw(rate: number, generator: Generator): number {
  if (rate === 0) return 0;
  if (rate < 10) {
    const limit = libm.exp(-rate);
    let product = 1;
    for (let count = 0; ; count++) {
      product *= generator.uniform();
      if (!(product > limit)) return count;
    }
  }
  const root = Math.sqrt(rate);
  const logarithm = libm.log(rate);
  const b = 0.931 + 2.53 * root;
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const sure = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = generator.uniform() - 0.5;
    const v = generator.uniform();
    const edge = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / edge + b) * u + rate + 0.43);
    if (edge >= 0.07 && v <= sure) return count;
    if (count < 0 || (edge < 0.013 && v > edge)) continue;
    const left = libm.log(v) + libm.log(inverseAlpha) - libm.log(a / (edge * edge) + b);
    if (left <= -rate + count * logarithm - lgamma(count + 1)) return count;
  }
}

/** One draw with this shape (Marsaglia and Tsang 2000); what is computed from the shape alone is rounded to its dtype. */
function gammaDraw(shape: number, round: (value: number) => number, generator: Generator): number {
  if (shape === 0) return 0;
  let scale = 1;
  let alpha = shape;
  if (alpha < 1) {
    scale *= libm.pow(1 - generator.uniform(), round(1 / alpha));
    alpha = round(alpha + 1);
  }
  // The constants are float32 in the source that this follows.
  const d = round(alpha - Math.fround(1 / 3));
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    let x: number;
    let y: number;
    do {
      x = standardNormal(generator);
      y = 1 + c * x;
    } while (y <= 0);
    const v = y * y * y;
    const u = 1 - generator.uniform();
    const square = x * x;
    if (u < 1 - Math.fround(0.0331) * square * square) return scale * d * v;
    if (libm.log(u) < 0.5 * square + d * (1 - v + libm.log(v))) return scale * d * v;
  }
}

function drawn(parameters: Tensor, draw: (value: number) => number): Tensor {
  const result = allocate(parameters.shape, parameters.dtype);
  const values = toNumbers(parameters);
  for (let i = 0; i < values.length; i++) {
    worked(64);
    values[i] = draw(values[i]);
  }
  new Writer(result).write(values, values.length);
  return result;
}

/** Counts with the given rates (`torch.poisson`), in the dtype of the rates. RuntimeError for negative rates and ints. */
export function poisson(rates: Tensor, generator: Generator = defaultGenerator()): Tensor {
  if (!isFloating(rates.dtype)) {
    throw notImplementedError(`"poisson_cpu" not implemented for '${dtypes[rates.dtype].scalarName}'`);
  }
  return drawn(rates, (rate) => {
    if (!(rate >= 0)) throw runtimeError("invalid Poisson rate, expected rate to be non-negative");
    return poissonDraw(rate, generator);
  });
}

/** Gamma draws of scale 1 with the given shapes (`torch._standard_gamma`); never below the dtype's smallest number. */
export function standardGamma(shapes: Tensor, generator: Generator = defaultGenerator()): Tensor {
  const smallest = shapes.dtype === "float64" ? 2 ** -1022 : 2 ** -126;
  const round = (value: number): number => castNumber(value, shapes.dtype);
  return drawn(shapes, (shape) => Math.max(smallest, gammaDraw(shape, round, generator)));
}
