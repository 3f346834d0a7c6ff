/**
 * The fast mode of torch.autograd.gradcheck: of every Jacobian J one number v^T J u is compared, for a random u over its
 * input and a random v over its output. The numerical one moves a whole input along u, the analytical one runs backward
 * once with v. Both directions come from a generator of PyTorch's default seed, so the numbers are PyTorch's too.
 */
import { TorchError } from "../errors.ts";
import * as ops from "../ops/index.ts";
import { formatTensor } from "../print/index.ts";
import { rand } from "../random/creation.ts";
import { Generator } from "../random/generator.ts";
import { type DType, isFloating } from "../tensor/dtype.ts";
import { readNumber, writeScalar } from "../tensor/elements.ts";
import { castNumber } from "../tensor/scalar.ts";
import { sameShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { storagePositions } from "../tensor/walk.ts";
import { grad } from "./backward.ts";
import { allClose, isClose } from "./closeness.ts";
import { clone } from "./functions/copy.ts";
import type { GradcheckOptions } from "./gradcheck.ts";
import { Failure, mismatch, notReentrant } from "./gradcheck-failures.ts";
import { requiresGrad } from "./history.ts";
import { analyticalByColumns, checkSameShape, type Differentiable, numericalJacobians } from "./jacobians.ts";

/** A vector of length one for the elements of a tensor, none of them negative. */
function direction(tensor: Tensor, generator: Generator): Tensor {
  const drawn = ops.to(rand([tensor.elementCount], undefined, generator), tensor.dtype);
  return ops.div(drawn, ops.vectorNorm(drawn));
}

/** Throws a Failure for the first pair of an input and an output whose projected Jacobians differ. */
export function checkProjections(
  func: Differentiable,
  inputs: readonly Tensor[],
  all: readonly Tensor[],
  options: GradcheckOptions,
): void {
  const { eps = 1e-6, atol = 1e-5, rtol = 1e-3, nondetTol = 0, formatNumber = String } = options;
  const wanted = inputs.filter(requiresGrad);
  const outputs = all.filter(requiresGrad);
  const generator = new Generator();
  const us = wanted.map((input) => direction(input, generator));
  const vs = outputs.map((output) => direction(output, generator));
  const moved = wanted.map((input, i) => movedAlong(func, inputs, input, us[i], eps));
  if (outputs.length === 0) {
    const moves = (change: Tensor): boolean =>
      change.elementCount > 0 && ops.itemNumber(ops.max(ops.abs(change))) > nondetTol;
    if (moved.some((changes) => changes.some(moves)))
      throw new Failure("Numerical gradient for function expected to be zero");
    return;
  }
  const numerical = moved.map((changes) => {
    // As PyTorch pairs them: the directions of outputs with gradients, and the changes of all that hold floats.
    const floating = changes.filter((_, i) => isFloating(all[i].dtype));
    return vs.slice(0, floating.length).map((v, i) => ops.itemNumber(ops.sum(ops.mul(v, floating[i]))));
  });
  const analytical = outputs.map((output, i) => projected(output, wanted, us, vs[i], options));
  for (const [j, ofInput] of numerical.entries()) {
    for (const [i, n] of ofInput.entries()) {
      const a = analytical[i][j];
      const scaled = atol * ops.itemNumber(ops.sum(us[j])) * ops.itemNumber(ops.sum(vs[i]));
      if (isClose(a, n, { atol: scaled, rtol })) continue;
      const slowly = inFull(func, inputs, wanted[j], all, all.indexOf(outputs[i]), options);
      throw mismatch(i, j, formatNumber(n), formatNumber(a), slowly);
    }
  }
}

/** How much each output changes for a step of one input along u, divided by the step: J u, as vectors. */
function movedAlong(
  func: Differentiable,
  inputs: readonly Tensor[],
  input: Tensor,
  u: Tensor,
  eps: number,
): readonly Tensor[] {
  const positions = storagePositions(input);
  const { storage, dtype } = input;
  const step = ops.toNumbers(ops.mul(u, eps));
  const original = Array.from(positions, (at) => readNumber(storage, at));
  // As `x.data` in PyTorch: the change is seen by no version check.
  const put = (sign: number): void => {
    for (const [i, at] of positions.entries())
      writeScalar(storage, at, castNumber(original[i] + sign * step[i], dtype));
  };
  let before: readonly Tensor[];
  let after: readonly Tensor[];
  try {
    put(-1);
    before = func(inputs).map(ops.clone);
    put(1);
    after = func(inputs).map(ops.clone);
  } finally {
    put(0);
  }
  return before.map((low, i) => {
    checkSameShape(low.shape, after[i].shape, eps);
    return ops.reshape(ops.div(ops.sub(after[i], low), 2 * eps), [-1]);
  });
}

/** v^T J u of one output with respect to each input, by one backward pass, which is run twice to see whether it repeats. */
function projected(
  output: Tensor,
  inputs: readonly Tensor[],
  us: readonly Tensor[],
  v: Tensor,
  { nondetTol = 0, nondetText = "0.0", checkGradDtypes = false }: GradcheckOptions,
): number[] {
  const seed = ops.reshape(v, output.shape);
  const run = (): Vector[] => {
    const gradients = grad([clone(output)], inputs, [ops.clone(seed)], { retainGraph: true, allowUnused: true });
    return gradients.map((gradient, i) => vectorOf(gradient, inputs[i]));
  };
  const [first, second] = [run(), run()];
  if (checkGradDtypes && first.some(({ dtype }, i) => dtype !== inputs[i].dtype))
    throw new Failure("Gradient has dtype mismatch");
  if (first.some(({ values }) => values === null)) throw new Failure("Analytical gradient has incorrect size");
  return first.map(({ values }, i) => {
    const again = second[i].values;
    if (values === null || again === null) return 0;
    if (values.elementCount === 0) return 0;
    if (ops.itemNumber(ops.max(ops.abs(ops.sub(values, again)))) > nondetTol) throw notReentrant(nondetText);
    return ops.itemNumber(ops.dot(values, us[i]));
  });
}

/** A gradient as a vector of its input's dtype; null where it has another size. */
interface Vector {
  readonly values: Tensor | null;
  readonly dtype: DType;
}

function vectorOf(gradient: Tensor | null, input: Tensor): Vector {
  if (gradient === null) return { values: ops.zeros([input.elementCount], input.dtype), dtype: input.dtype };
  const fits = sameShape(gradient.shape, input.shape);
  return { values: fits ? ops.to(ops.reshape(gradient, [-1]), input.dtype) : null, dtype: gradient.dtype };
}

const slowModeAgrees = `Fast gradcheck failed but element-wise differences are small. This means that the
test might've passed in slow_mode!

If you are adding a new operator, please file an issue and then use one of the
workarounds. The workaround depends on how your test invokes gradcheck/gradgradcheck:

If the test
- manually invokes gradcheck/gradgradcheck, then call gradcheck/gradgradcheck
  with \`fast_mode=False\` as a keyword argument.
- is OpInfo-based (e.g., in test_ops_gradients.py), then modify the OpInfo for the test
  to have \`gradcheck_fast_mode=False\`
- is a Module test (e.g., in common_nn.py), then modify the corresponding
  module_test entry to have \`gradcheck_fast_mode=False\``;

/** The whole Jacobians of a pair that differs, as text, and whether they would have passed. */
function inFull(
  func: Differentiable,
  inputs: readonly Tensor[],
  input: Tensor,
  all: readonly Tensor[],
  index: number,
  { eps = 1e-6, atol = 1e-5, rtol = 1e-3, formatNumber = String }: GradcheckOptions,
): string {
  const numerical = numericalJacobians(func, inputs, input, all, eps)[index];
  const [analytical] = analyticalByColumns(all[index], [input]).jacobians;
  if (numerical === undefined || analytical === undefined) throw new TorchError("RuntimeError", "no Jacobian");
  const largest = ops.itemNumber(ops.max(ops.abs(ops.sub(numerical, analytical))));
  const agrees = allClose(analytical, numerical, { atol, rtol });
  return `
The above quantities relating the numerical and analytical jacobians are computed 
in fast mode. See: https://github.com/pytorch/pytorch/issues/53876 for more background 
about fast mode. Below, we recompute numerical and analytical jacobians in slow mode:

Numerical:
 ${formatTensor(numerical)}
Analytical:
${formatTensor(analytical)}

The max per-element difference (slow mode) is: ${formatNumber(largest)}.
${agrees ? slowModeAgrees : ""}`;
}
