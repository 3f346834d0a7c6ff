/** `gradcheck` and `gradgradcheck`: the engine's checks over Python functions. */

import { TorchError } from "../../../../engine/errors.ts";
import * as engine from "../../../../engine/index.ts";
import type { Tensor } from "../../../../engine/tensor/tensor.ts";
import {
  AssertionError,
  Exception,
  notImplementedError,
  RuntimeError,
  raised,
  typeError,
} from "../../../runtime/errors.ts";
import { floatRepr } from "../../../runtime/format/float.ts";
import type { NativeFunction } from "../../../runtime/objects/function.ts";
import { type Machine, PyType, type Value } from "../../../runtime/objects/object.ts";
import { Raised } from "../../../runtime/objects/raised.ts";
import { PyList, PyTuple } from "../../../runtime/objects/sequence.ts";
import { native } from "../../../runtime/objects/signature.ts";
import { getAttribute, repr, truth } from "../../../runtime/protocols/index.ts";
import { isNumber } from "../arguments/checks.ts";
import { toScalar } from "../arguments/parsed.ts";
import { typeName } from "../arguments/type-name.ts";
import { asRaised } from "../errors.ts";
import { PyTensor } from "../objects/tensor.ts";
import { warn } from "../warnings.ts";
import { wrapTensor } from "../wrap.ts";

/** `torch.autograd.gradcheck.GradcheckError`. */
export const gradcheckErrorType = new PyType("GradcheckError", [RuntimeError], "torch.autograd.gradcheck");
gradcheckErrorType.construct = RuntimeError.construct;

export const gradcheckFunctions = new Map<string, NativeFunction | PyType>([["GradcheckError", gradcheckErrorType]]);

const itemsOf = (value: Value): readonly Value[] =>
  value instanceof PyTuple || value instanceof PyList ? value.items : [value];

const numberOf = (value: Value, fallback: number): number => (isNumber(value) ? Number(toScalar(value)) : fallback);

/** The function over tensors alone: arguments that are no tensors stay as they are. */
function overTensors(
  machine: Machine,
  callee: Value,
  inputs: readonly Value[],
): (tensors: readonly Tensor[]) => Tensor[] {
  return (tensors) => {
    let next = 0;
    const args = inputs.map((input) => (input instanceof PyTensor ? wrapTensor(tensors[next++]) : input));
    return itemsOf(machine.call(callee, args)).map((output) => {
      if (output instanceof PyTensor) return output.tensor;
      getAttribute(machine, output, "requires_grad");
      throw typeError(`gradcheck needs functions that give tensors, not ${typeName(output)}`);
    });
  };
}

/** Errors that a function may raise at a batch of another size. An interrupt is none of them. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof TorchError || (error instanceof Raised && error.exception.type.isSubtypeOf(Exception));

const tensorsOf = (values: readonly Value[]): Tensor[] =>
  values.filter((value) => value instanceof PyTensor).map((value) => value.tensor);

function define(signature: string, body: (machine: Machine, ...bound: never[]) => Value, doc: string): void {
  const made = native(
    signature,
    // The wrapper passes on what the signature binds, whose types `body` names.
    ((machine: Machine, ...bound: never[]) => {
      try {
        return body(machine, ...bound);
      } catch (error) {
        throw asRaised(error);
      }
    }) as (machine: Machine, ...bound: never[]) => Value,
    doc,
  );
  made.module = "torch.autograd";
  gradcheckFunctions.set(made.name, made);
}

function finish(result: engine.GradcheckResult, raises: boolean): Value {
  if (result.ok) return true;
  if (raises) throw raised(gradcheckErrorType, result.message);
  return false;
}

type Mode = readonly [wanted: boolean, argument: string];

/** AssertionError, as PyTorch's, for modes that contradict each other; NotImplementedError for those that need forward mode or vmap. */
function checkModes(modes: Readonly<Record<"forward" | "backward" | "batched" | "batchedForward", Mode>>): void {
  const { forward, backward, batched, batchedForward } = modes;
  if (!forward[0] && !backward[0]) {
    throw raised(AssertionError, "Expected at least one of check_forward_ad or check_backward_ad to be True");
  }
  if (batched[0] && !backward[0]) {
    throw raised(AssertionError, "Setting check_batched_grad=True requires check_backward_ad to be True");
  }
  if (batchedForward[0] && !forward[0]) {
    throw raised(AssertionError, "Setting check_batched_forward_grad=True requires check_forward_ad to be True");
  }
  for (const [wanted, argument] of [forward, batched, batchedForward]) {
    if (!wanted) continue;
    const needs = argument.includes("batched") ? "torch.func.vmap" : "forward-mode differentiation";
    throw notImplementedError(
      `${argument}=True needs ${needs}, which is not part of the cell language: leave it out to check the backward pass`,
    );
  }
}

define(
  "gradcheck(func, inputs, *, eps=1e-06, atol=1e-05, rtol=0.001, raise_exception=True, nondet_tol=0.0, check_undefined_grad=True, check_grad_dtypes=False, check_batched_grad=False, check_batched_forward_grad=False, check_forward_ad=False, check_backward_ad=True, fast_mode=False, masked=None)",
  (
    machine,
    func: Value,
    inputs: Value,
    eps: Value,
    atol: Value,
    rtol: Value,
    raises: Value,
    nondetTol: Value,
    undefinedGrad: Value,
    gradDtypes: Value,
    batchedGrad: Value,
    batchedForwardGrad: Value,
    forwardAd: Value,
    backwardAd: Value,
    fastMode: Value,
  ) => {
    const is = (value: Value): boolean => truth(machine, value);
    checkModes({
      forward: [is(forwardAd), "check_forward_ad"],
      backward: [is(backwardAd), "check_backward_ad"],
      batched: [is(batchedGrad), "check_batched_grad"],
      batchedForward: [is(batchedForwardGrad), "check_batched_forward_grad"],
    });
    const values = itemsOf(inputs);
    const result = engine.gradcheck(overTensors(machine, func, values), tensorsOf(values), {
      eps: numberOf(eps, 1e-6),
      atol: numberOf(atol, 1e-5),
      rtol: numberOf(rtol, 1e-3),
      nondetTol: numberOf(nondetTol, 0),
      nondetText: repr(machine, nondetTol),
      checkUndefinedGrad: is(undefinedGrad),
      checkGradDtypes: is(gradDtypes),
      fastMode: is(fastMode),
      formatNumber: floatRepr,
      isRefusal,
      warn: (message) => warn(machine, message),
    });
    return finish(result, truth(machine, raises));
  },
  "Compares gradients with central differences; raises where they differ.",
);
define(
  "gradgradcheck(func, inputs, grad_outputs=None, *, eps=1e-06, atol=1e-05, rtol=0.001, gen_non_contig_grad_outputs=False, raise_exception=True, nondet_tol=0.0, check_undefined_grad=True, check_grad_dtypes=False, check_batched_grad=False, check_fwd_over_rev=False, check_rev_over_rev=True, fast_mode=False, masked=False)",
  (
    machine,
    func: Value,
    inputs: Value,
    gradOutputs: Value,
    eps: Value,
    atol: Value,
    rtol: Value,
    _nonContiguous: Value,
    raises: Value,
    nondetTol: Value,
    undefinedGrad: Value,
    gradDtypes: Value,
    batchedGrad: Value,
    forwardOverReverse: Value,
    reverseOverReverse: Value,
    fastMode: Value,
  ) => {
    const is = (value: Value): boolean => truth(machine, value);
    checkModes({
      forward: [is(forwardOverReverse), "check_fwd_over_rev"],
      backward: [is(reverseOverReverse), "check_rev_over_rev"],
      batched: [is(batchedGrad), "check_batched_grad"],
      batchedForward: [false, "check_batched_forward_grad"],
    });
    const values = itemsOf(inputs);
    if (gradOutputs !== null && itemsOf(gradOutputs).some((value) => !(value instanceof PyTensor))) {
      throw typeError("grad_outputs must be tensors");
    }
    const result = engine.gradgradcheck(
      overTensors(machine, func, values),
      tensorsOf(values),
      gradOutputs === null ? null : tensorsOf(itemsOf(gradOutputs)),
      {
        eps: numberOf(eps, 1e-6),
        atol: numberOf(atol, 1e-5),
        rtol: numberOf(rtol, 1e-3),
        nondetTol: numberOf(nondetTol, 0),
        nondetText: repr(machine, nondetTol),
        checkUndefinedGrad: is(undefinedGrad),
        checkGradDtypes: is(gradDtypes),
        fastMode: is(fastMode),
        formatNumber: floatRepr,
        isRefusal,
        warn: (message) => warn(machine, message),
      },
    );
    return finish(result, truth(machine, raises));
  },
  "Compares second derivatives with central differences of the first; raises where they differ.",
);
