/**
 * Gradients against central differences (torch.autograd.gradcheck), with PyTorch's order of checks and messages.
 * Jacobians have one row for each element of the input and one column for each element of the output.
 */
import { runtimeError, TorchError, valueError } from "../errors.ts";
import * as ops from "../ops/index.ts";
import { formatTensor } from "../print/index.ts";
import { uniform } from "../random/uniform.ts";
import { isFloating } from "../tensor/dtype.ts";
import { allocate, viewOf } from "../tensor/make.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { grad } from "./backward.ts";
import { allClose } from "./closeness.ts";
import { clone } from "./functions/copy.ts";
import { Failure, mismatch, notReentrant } from "./gradcheck-failures.ts";
import { checkProjections } from "./gradcheck-fast.ts";
import { requiresGrad, setRequiresGrad } from "./history.ts";
import { analyticalByColumns, type Differentiable, numericalJacobians, shownJacobians } from "./jacobians.ts";
import { enableGrad } from "./modes.ts";
import { record } from "./record.ts";
import { verdictsByStructure } from "./structure/index.ts";

export interface GradcheckOptions {
  /** The step of the differences. */
  readonly eps?: number;
  /** A pair passes where |analytical - numerical| <= atol + rtol * |numerical|. */
  readonly atol?: number;
  readonly rtol?: number;
  /** How far two runs of the same backward pass may differ. */
  readonly nondetTol?: number;
  /** How errors write that tolerance. */
  readonly nondetText?: string;
  /** Whether outputs without gradients are tried too. */
  readonly checkUndefinedGrad?: boolean;
  /** Whether gradients must have their input's dtype. */
  readonly checkGradDtypes?: boolean;
  /** Whether one random projection of each Jacobian is compared in place of all its elements. */
  readonly fastMode?: boolean;
  /** How errors write a single number. */
  readonly formatNumber?: (value: number) => string;
  readonly warn?: (message: string) => void;
  /** Whether structure that Jacobians have is made use of (true), or every element is moved by itself. */
  readonly useStructure?: boolean;
  /** Whether an error of the function says that it takes no batch of another size: the engine's own do. */
  readonly isRefusal?: (error: unknown) => boolean;
}

/** Whether the check passed; if not, PyTorch's GradcheckError text. */
export type GradcheckResult = { readonly ok: true } | { readonly ok: false; readonly message: string };

export type { Differentiable } from "./jacobians.ts";

/** Compares the gradients of `func` at `inputs`, for every input that requires one, with central differences. */
export function gradcheck(
  func: Differentiable,
  inputs: readonly Tensor[],
  options: GradcheckOptions = {},
): GradcheckResult {
  checkInputs(inputs, options.warn ?? (() => undefined));
  try {
    enableGrad(() => check(func, inputs, options));
    return { ok: true };
  } catch (error) {
    if (error instanceof Failure) return { ok: false, message: error.message };
    throw error;
  }
}

function checkInputs(inputs: readonly Tensor[], warn: (message: string) => void): void {
  let any = false;
  for (const [i, input] of inputs.entries()) {
    if (!requiresGrad(input)) continue;
    if (input.dtype !== "float64") {
      warn(
        `Input #${i} requires gradient and is not a double precision floating point or complex. This check will likely fail if all the inputs are not of double precision floating point or complex. `,
      );
    }
    if (input.shape.some((size, dim) => size > 1 && input.strides[dim] === 0)) {
      throw runtimeError(
        `The ${i}th input has a dimension with stride 0. gradcheck only supports inputs that are non-overlapping to be able to compute the numerical gradients correctly. You should call .contiguous on the input before passing it to gradcheck.`,
      );
    }
    any = true;
  }
  if (!any) {
    throw valueError(
      "gradcheck expects at least one input tensor to require gradient, but none of the them have requires_grad=True.",
    );
  }
}

function check(func: Differentiable, inputs: readonly Tensor[], options: GradcheckOptions): void {
  const { checkUndefinedGrad = true } = options;
  const all = func(inputs);
  const outputs = all.filter(requiresGrad);
  const wanted = inputs.filter(requiresGrad);
  if (options.fastMode === true) checkProjections(func, inputs, all, options);
  else if (!agreesByStructure(func, inputs, all, options)) checkInFull(func, inputs, wanted, all, options);
  if (outputs.length === 0) return;
  checkScalesWithGradient(outputs, wanted);
  if (checkUndefinedGrad) checkUndefined(func, inputs, wanted, options.warn ?? (() => undefined));
}

/**
 * Whether all Jacobians were found right by the short ways that their structure allows. False where there are none; a
 * Failure where one is found wrong.
 */
function agreesByStructure(
  func: Differentiable,
  inputs: readonly Tensor[],
  outputs: readonly Tensor[],
  options: GradcheckOptions,
): boolean {
  const { eps = 1e-6, atol = 1e-5, rtol = 1e-3, nondetTol = 0, useStructure = true } = options;
  if (!useStructure) return false;
  // A copy, so that a node's in-place changes of what it is given do no harm.
  const roots = outputs.flatMap((output, index) => (requiresGrad(output) ? [{ root: clone(output), index }] : []));
  const { isRefusal = (error) => error instanceof TorchError } = options;
  const verdicts = verdictsByStructure(func, inputs, outputs, roots, { eps, atol, rtol, nondetTol }, isRefusal);
  if (verdicts === null) return false;
  const wanted = inputs.filter(requiresGrad);
  for (const [i, { index }] of roots.entries()) {
    const j = verdicts.findIndex((ofInput) => ofInput[i] === "differs");
    if (j >= 0) {
      const { numerical, analytical } = shownJacobians(func, inputs, wanted[j], outputs, index, eps);
      throw mismatch(i, j, numerical, analytical);
    }
  }
  return true;
}

/** All Jacobians, element by element. */
function checkInFull(
  func: Differentiable,
  inputs: readonly Tensor[],
  wanted: readonly Tensor[],
  all: readonly Tensor[],
  options: GradcheckOptions,
): void {
  const { eps = 1e-6, atol = 1e-5, rtol = 1e-3 } = options;
  const outputs = all.filter(requiresGrad);
  const numerical = wanted.map((input) => numericalJacobians(func, inputs, input, all, eps));
  if (outputs.length === 0) {
    const moves = (jacobian: Tensor, i: number): boolean =>
      isFloating(all[i].dtype) && ops.truth(ops.any(ops.ne(jacobian, 0)));
    if (numerical.some((jacobians) => jacobians.some(moves))) {
      throw new Failure("Numerical gradient for function expected to be zero");
    }
    return;
  }
  const differentiable = all.map((_, i) => i).filter((i) => requiresGrad(all[i]));
  for (const [i, output] of outputs.entries()) {
    const analytical = analyticalJacobians(output, wanted, options);
    for (const [j, jacobian] of analytical.entries()) {
      const expected = numerical[j][differentiable[i]];
      if (!allClose(jacobian, expected, { atol, rtol })) {
        throw mismatch(i, j, formatTensor(expected), formatTensor(jacobian));
      }
    }
  }
}

const zerosLike = (tensor: Tensor): Tensor => ops.zeros(tensor.shape, tensor.dtype);

/** The Jacobians of one output with respect to each input, from one backward pass for each of its elements. */
function analyticalJacobians(output: Tensor, inputs: readonly Tensor[], options: GradcheckOptions): Tensor[] {
  const { nondetTol = 0, nondetText = "0.0", checkGradDtypes = false } = options;
  const first = analyticalByColumns(output, inputs);
  const second = analyticalByColumns(output, inputs);
  if (!first.dtypesMatch && checkGradDtypes) throw new Failure("Gradient has dtype mismatch");
  if (!first.sizesMatch) throw new Failure("Analytical gradient has incorrect size");
  const reentrant = first.jacobians.every((jacobian, i) => {
    if (jacobian.elementCount === 0) return true;
    const largest = ops.max(ops.abs(ops.sub(jacobian, second.jacobians[i])));
    return !(ops.itemNumber(largest) > nondetTol);
  });
  if (!reentrant) {
    throw notReentrant(nondetText);
  }
  return first.jacobians;
}

const isZero = (tensor: Tensor): boolean => ops.truth(ops.all(ops.eq(tensor, 0)));

/** A gradient of zeros must give zeros. */
function checkScalesWithGradient(outputs: readonly Tensor[], inputs: readonly Tensor[]): void {
  const gradients = grad(outputs, inputs, outputs.map(zerosLike), { allowUnused: true });
  for (const gradient of gradients) {
    if (gradient !== null && !isZero(gradient)) throw new Failure("backward not multiplied by grad_output");
  }
}

/** The tensor, whose gradient then goes no further. */
const withoutGradient = (output: Tensor): Tensor =>
  record("UndefinedGradBackward", [output], viewOf(output, output.shape, output.strides), [], () => [null]);

const undefinedNote = 'Please look at "Notes about undefined output gradients" in "tools/autograd/derivatives.yaml"';

/** Outputs that get no gradient at all, together and one at a time, must not upset the backward pass. */
function checkUndefined(
  func: Differentiable,
  inputs: readonly Tensor[],
  wanted: readonly Tensor[],
  warn: (message: string) => void,
): void {
  const fresh = (): Tensor[] => func(inputs).filter(requiresGrad);
  const first = fresh();
  const cases: Tensor[][] = [first.map(withoutGradient)];
  if (first.length > 1) {
    for (let i = 0; i < first.length; i++) {
      cases.push(fresh().map((output, k) => (k === i ? withoutGradient(output) : output)));
    }
  }
  const failed = (message: string): Failure => {
    warn(
      'Backwards compatibility: New undefined gradient support checking feature is enabled by default, but it may break existing callers of this function. If this is true for you, you can call this function with "check_undefined_grad=False" to disable the feature',
    );
    return new Failure(message);
  };
  for (const outputs of cases) {
    let gradients: (Tensor | null)[];
    try {
      gradients = grad(outputs, wanted, outputs.map(zerosLike), { allowUnused: true });
    } catch (error) {
      if (!(error instanceof TorchError) || error.kind !== "RuntimeError") throw error;
      throw failed(`Expected backward function to handle undefined output grads. ${undefinedNote}`);
    }
    if (gradients.some((gradient) => gradient !== null && !isZero(gradient))) {
      throw failed(
        `Expected all input grads to be undefined or zero when all output grads are undefined or zero. ${undefinedNote}`,
      );
    }
  }
}

/**
 * Compares second derivatives with central differences of the first. `gradOutputs` are the gradients to start with; random
 * ones between -1 and 1 where they are left out.
 */
export function gradgradcheck(
  func: Differentiable,
  inputs: readonly Tensor[],
  gradOutputs: readonly Tensor[] | null = null,
  options: GradcheckOptions = {},
): GradcheckResult {
  const starts = gradOutputs ?? enableGrad(() => func(inputs).filter(requiresGrad).map(randomGradient));
  const inputFlags = inputs.map(requiresGrad);
  const startFlags = starts.map(requiresGrad);
  const firstDerivative: Differentiable = (tensors) => {
    const own = tensors.slice(0, inputs.length);
    own.forEach((tensor, i) => {
      if (inputFlags[i] && !requiresGrad(tensor)) setRequiresGrad(tensor, true);
    });
    const given = tensors.slice(inputs.length);
    given.forEach((tensor, i) => {
      if (startFlags[i] && !requiresGrad(tensor)) setRequiresGrad(tensor, true);
    });
    const outputs = func(own).filter(requiresGrad);
    const wanted = own.filter((_, i) => inputFlags[i]);
    const gradients = grad(outputs, wanted, given, { createGraph: true, allowUnused: true });
    return gradients.filter((gradient) => gradient !== null);
  };
  return gradcheck(firstDerivative, [...inputs, ...starts], options);
}

const randomGradient = (output: Tensor): Tensor =>
  setRequiresGrad(uniform(allocate(output.shape, output.dtype), -1, 1), true);
