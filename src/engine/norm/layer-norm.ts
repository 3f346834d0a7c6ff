/**
 * Layer norm (Ba, Kiros and Hinton 2016, arXiv:1607.06450), as torch.native_layer_norm: raw, without autograd.
 * Every row of `normalizedShape` elements is normalized on its own.
 */
import { runtimeError } from "../errors.ts";
import { countOf, formatShape, type Shape, sameShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { normKernels } from "./kernels.ts";
import { checkFloating, floatResult, floatValues, optionalValues, parameterDType, rounded } from "./values.ts";

/** PyTorch's checks of normalized_shape against input and parameters. `name` is the one in its messages. */
export function checkNormalizedShape(
  input: Tensor,
  normalizedShape: Shape,
  weight: Tensor | null,
  bias: Tensor | null,
  comma = true,
): void {
  if (normalizedShape.length === 0) {
    throw runtimeError(
      "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one element, but got normalized_shape = []",
    );
  }
  for (const [name, parameter] of [
    ["weight", weight],
    ["bias", bias],
  ] as const) {
    if (parameter !== null && !sameShape(parameter.shape, normalizedShape)) {
      throw runtimeError(
        `Expected ${name} to be of same shape as normalized_shape, but got ${name} of shape ${formatShape(parameter.shape)} and normalized_shape = ${formatShape(normalizedShape)}`,
      );
    }
  }
  const rest = input.shape.length - normalizedShape.length;
  if (rest < 0 || !sameShape(input.shape.slice(rest), normalizedShape)) {
    const wanted = `[*${comma ? ", " : ""}${normalizedShape.join(", ")}]`;
    throw runtimeError(
      `Given normalized_shape=${formatShape(normalizedShape)}, expected input with shape ${wanted}, but got input of size${formatShape(input.shape)}`,
    );
  }
}

export interface LayerNormResult {
  readonly output: Tensor;
  /** Of shape [..., 1, ..., 1], in the parameters' dtype. */
  readonly mean: Tensor;
  readonly rstd: Tensor;
}

/** Shapes: input (*, normalizedShape), weight and bias normalizedShape. Errors: as torch.nn.functional.layer_norm. */
export function layerNormForward(
  input: Tensor,
  normalizedShape: Shape,
  weight: Tensor | null,
  bias: Tensor | null,
  eps: number,
): LayerNormResult {
  checkNormalizedShape(input, normalizedShape, weight, bias);
  const statistics = parameterDType(input, [weight, bias]);
  checkFloating("LayerNormKernelImpl", input);
  const outer = input.shape.slice(0, input.shape.length - normalizedShape.length);
  const statisticsShape = [...outer, ...normalizedShape.map(() => 1)];
  const features = countOf(normalizedShape);
  const rows = countOf(outer);
  const output = floatResult(input.shape, input.dtype, false);
  const mean = floatResult(statisticsShape, input.dtype);
  const rstd = floatResult(statisticsShape, input.dtype);
  const half = input.dtype === "float16" || input.dtype === "bfloat16";
  normKernels.layerNormForward({
    x: floatValues(input),
    rows,
    features,
    gamma: optionalValues(weight),
    beta: optionalValues(bias),
    eps,
    half,
    y: output.values,
    mean: mean.values,
    rstd: rstd.values,
  });
  return {
    output: rounded(output.tensor, input.dtype),
    mean: rounded(mean.tensor, statistics),
    rstd: rounded(rstd.tensor, statistics),
  };
}

export interface LayerNormGradients {
  readonly input: Tensor | null;
  readonly weight: Tensor | null;
  readonly bias: Tensor | null;
}

/** Gradients of input, weight and bias; only those that `needs` names are computed. */
export function layerNormBackward(
  gradOutput: Tensor,
  input: Tensor,
  normalizedShape: Shape,
  { mean, rstd }: { readonly mean: Tensor; readonly rstd: Tensor },
  weight: Tensor | null,
  needs: { readonly input: boolean; readonly weight: boolean; readonly bias: boolean },
): LayerNormGradients {
  const features = countOf(normalizedShape);
  const rows = features === 0 ? 0 : input.elementCount / features;
  const dx = needs.input ? floatResult(input.shape, input.dtype, false) : null;
  const dtype = weight?.dtype ?? input.dtype;
  const dgamma = needs.weight ? floatResult(normalizedShape, dtype) : null;
  const dbeta = needs.bias ? floatResult(normalizedShape, dtype) : null;
  normKernels.layerNormBackward({
    dy: floatValues(gradOutput),
    x: floatValues(input),
    rows,
    features,
    gamma: optionalValues(weight),
    mean: floatValues(mean),
    rstd: floatValues(rstd),
    dx: dx?.values ?? null,
    dgamma: dgamma?.values ?? null,
    dbeta: dbeta?.values ?? null,
  });
  return {
    input: dx && rounded(dx.tensor, input.dtype),
    weight: dgamma && rounded(dgamma.tensor, dtype),
    bias: dbeta && rounded(dbeta.tensor, dtype),
  };
}
