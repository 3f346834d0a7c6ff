/**
 * The residual stream of a pre-norm block: x + branch and its layer norm, in one pass over memory where the kernels take
 * it. Results have the bits of the two operations one after the other. Raw, without autograd.
 */
import { add } from "../ops/arithmetic.ts";
import { allocateUnset } from "../tensor/make.ts";
import { countOf, type Shape, sameShape } from "../tensor/shape.ts";
import { isContiguous } from "../tensor/strides.ts";
import type { Tensor } from "../tensor/tensor.ts";
import * as fast from "../wasm/norms.ts";
import { normKernels } from "./kernels.ts";
import { checkNormalizedShape, type LayerNormGradients, layerNormBackward, layerNormForward } from "./layer-norm.ts";
import { floatResult, floatValues, optionalValues } from "./values.ts";

export interface AddLayerNormResult {
  readonly sum: Tensor;
  readonly output: Tensor;
  readonly mean: Tensor;
  readonly rstd: Tensor;
}

const isPlain = (tensor: Tensor): boolean => tensor.dtype === "float32" && isContiguous(tensor);

/** Shapes: input and branch (*, normalizedShape), alike; weight and bias normalizedShape. Errors: those of layer_norm. */
export function addLayerNormForward(
  input: Tensor,
  branch: Tensor,
  normalizedShape: Shape,
  weight: Tensor | null,
  bias: Tensor | null,
  eps: number,
): AddLayerNormResult {
  const parameters = [weight, bias].filter((tensor) => tensor !== null);
  if (sameShape(input.shape, branch.shape) && [input, branch, ...parameters].every(isPlain)) {
    checkNormalizedShape(input, normalizedShape, weight, bias);
    const outer = input.shape.slice(0, input.shape.length - normalizedShape.length);
    const statisticsShape = [...outer, ...normalizedShape.map(() => 1)];
    const sum = allocateUnset(input.shape, "float32");
    const output = floatResult(input.shape, "float32", false);
    const mean = floatResult(statisticsShape, "float32");
    const rstd = floatResult(statisticsShape, "float32");
    const isDone = fast.addLayerNormForward({
      first: floatValues(input),
      second: floatValues(branch),
      x: floatValues(sum),
      rows: countOf(outer),
      features: countOf(normalizedShape),
      gamma: optionalValues(weight),
      beta: optionalValues(bias),
      eps,
      half: false,
      y: output.values,
      mean: mean.values,
      rstd: rstd.values,
    });
    if (isDone) return { sum, output: output.tensor, mean: mean.tensor, rstd: rstd.tensor };
  }
  const sum = add(input, branch);
  return { sum, ...layerNormForward(sum, normalizedShape, weight, bias, eps) };
}

/** The gradient of both inputs (they have the same), and those of weight and bias. `gradSum` reaches the sum beside the norm. */
export function addLayerNormBackward(
  gradSum: Tensor,
  gradOutput: Tensor,
  sum: Tensor,
  normalizedShape: Shape,
  statistics: { readonly mean: Tensor; readonly rstd: Tensor },
  weight: Tensor | null,
  needs: { readonly input: boolean; readonly weight: boolean; readonly bias: boolean },
): LayerNormGradients {
  const features = countOf(normalizedShape);
  if (needs.input && [gradSum, gradOutput, sum].every(isPlain) && (weight === null || isPlain(weight))) {
    const dx = floatResult(sum.shape, "float32", false);
    const dgamma = needs.weight ? floatResult(normalizedShape, "float32") : null;
    const dbeta = needs.bias ? floatResult(normalizedShape, "float32") : null;
    const call = {
      dy: floatValues(gradOutput),
      x: floatValues(sum),
      rows: features === 0 ? 0 : sum.elementCount / features,
      features,
      gamma: optionalValues(weight),
      mean: floatValues(statistics.mean),
      rstd: floatValues(statistics.rstd),
      dx: dx.values,
      dgamma: dgamma?.values ?? null,
      dbeta: dbeta?.values ?? null,
    };
    const residual = floatValues(gradSum);
    if (fast.canAddResidual(call, residual)) {
      normKernels.layerNormBackward({ ...call, residual });
      return { input: dx.tensor, weight: dgamma?.tensor ?? null, bias: dbeta?.tensor ?? null };
    }
  }
  const found = layerNormBackward(gradOutput, sum, normalizedShape, statistics, weight, needs);
  return { ...found, input: found.input === null ? null : add(found.input, gradSum) };
}
