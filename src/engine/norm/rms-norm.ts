/**
 * RMS norm (Zhang and Sennrich 2019, arXiv:1910.07467) of long rows of float32 in one pass, raw: the composition that
 * torch.rms_norm is on a CPU (autograd/functions/norms.ts) is the definition, and computes everything else.
 */
import { zeros } from "../ops/creation.ts";
import { allocateUnset } from "../tensor/make.ts";
import { countOf, type Shape } from "../tensor/shape.ts";
import { isContiguous } from "../tensor/strides.ts";
import type { Tensor } from "../tensor/tensor.ts";
import * as fast from "../wasm/rms-norm.ts";
import { floatResult, floatValues, optionalValues } from "./values.ts";

export interface RmsNormResult {
  readonly output: Tensor;
  /** One value a row. */
  readonly rstd: Tensor;
}

/** Null where the composition is to be used. Shapes: input (*, normalizedShape), weight normalizedShape. */
export function rmsNormForward(input: Tensor, shape: Shape, weight: Tensor | null, eps: number): RmsNormResult | null {
  const features = countOf(shape);
  const isFloat32 = input.dtype === "float32" && (weight === null || weight.dtype === "float32");
  if (!isFloat32 || !isContiguous(input) || !fast.isWorth(features) || input.elementCount === 0) return null;
  const rows = input.elementCount / features;
  const rstd = floatResult([rows], "float32");
  const output = allocateUnset(input.shape, "float32");
  const x = floatValues(input);
  const call = { x, rows, features, gamma: optionalValues(weight), eps, y: floatValues(output), rstd: rstd.values };
  return fast.rmsNormForward(call) ? { output, rstd: rstd.tensor } : null;
}

/** Gradients of input and weight; null where the composition is to be used. */
export function rmsNormBackward(
  gradOutput: Tensor,
  input: Tensor,
  weight: Tensor | null,
  rstd: Tensor,
): { readonly input: Tensor; readonly weight: Tensor | null } | null {
  const rows = rstd.elementCount;
  const features = input.elementCount / rows;
  const dx = allocateUnset(input.shape, "float32");
  const dgamma = weight === null ? null : zeros(weight.shape, "float32");
  const done = fast.rmsNormBackward({
    x: floatValues(input),
    dy: floatValues(gradOutput),
    rows,
    features,
    gamma: optionalValues(weight),
    rstd: floatValues(rstd),
    dx: floatValues(dx),
    dgamma: optionalValues(dgamma),
  });
  return done ? { input: dx, weight: dgamma } : null;
}
