/** The forward and the backward pass of a trace, on copies of the inputs; parameters and their .grad stay as they are. */
import { dtypes, isFloating } from "../../../../engine/tensor/dtype.ts";
import type { Tensor } from "../../../../engine/tensor/tensor.ts";
import { typeError, valueError } from "../../../runtime/errors.ts";
import { toException } from "../../../runtime/machine/exceptions.ts";
import type { Machine, PyObject, Value } from "../../../runtime/objects/object.ts";
import { getAttribute, typeName } from "../../../runtime/protocols/index.ts";
import { PyTensor } from "../../torch/objects/tensor.ts";
import { wrapTensor } from "../../torch/wrap.ts";
import { numberOf } from "../arguments.ts";
import { fixedNormals } from "../build/normal.ts";
import { tensorFrom } from "../tensors.ts";
import { gradientsOf, leafCopy, namedModules, namedParameters } from "../torch-calls.ts";
import { firstTensor, Recorder } from "./recorder.ts";

/** From here on a pass that keeps all activations is too much: bytes that they may take. */
const KEPT_BYTES = 384 * 2 ** 20;

export interface Passes {
  readonly recorder: Recorder;
  readonly loss: number | null;
  readonly notes: readonly string[];
}

export interface Traced {
  readonly model: Value;
  readonly inputs: readonly Value[];
  readonly loss: Value;
  /** Whether activations are computed again for the backward pass; null: where they would take too much. */
  readonly recompute: boolean | null;
}

export function runPasses(machine: Machine, traced: Traced, where: string): Passes {
  const helper = machine.importModule("lnnb._recompute");
  const call = (name: string, ...args: Value[]): Value => machine.call(getAttribute(machine, helper, name), args);
  const counts = traced.recompute !== false && call("keeps_statistics", traced.model) === true;
  if (traced.recompute === true && counts) {
    throw valueError(
      `${where}: recompute=True would count a batch twice in the running statistics of this model: call model.eval() first`,
    );
  }
  if (!counts && (traced.recompute ?? keptBytes(machine, traced) > KEPT_BYTES)) {
    const passes = inParts(machine, traced, where, call);
    if (passes !== null) return passes;
  }
  const recorder = new Recorder(machine, where);
  return attached(recorder, traced.model, () => passesWith(machine, traced, recorder, where));
}

function attached(recorder: Recorder, model: Value, run: () => Passes): Passes {
  try {
    recorder.attach(model);
    return run();
  } finally {
    recorder.detach();
  }
}

/** null where a part of the model gives something else than a tensor. */
function inParts(
  machine: Machine,
  traced: Traced,
  where: string,
  call: (name: string, ...args: Value[]) => Value,
): Passes | null {
  const recorder = new Recorder(machine, where);
  const object: PyObject = recorder.asObject();
  const wrapped = call("wrap", traced.model, object);
  try {
    const passes = attached(recorder, traced.model, () => passesWith(machine, traced, recorder, where));
    const note = "To keep memory small, activations were computed again, part by part, for the backward pass.";
    return { ...passes, notes: [...passes.notes, note] };
  } catch (thrown) {
    if (toException(thrown).type.name !== "NotATensor") throw thrown;
    return null;
  } finally {
    call("unwrap", wrapped);
  }
}

/** About what the activations of a plain pass take, if each is as large as the largest input. */
function keptBytes(machine: Machine, { model, inputs }: Traced): number {
  const modules = namedModules(machine, model).length;
  // Token ids become vectors as wide as the widest table of embeddings.
  const width = Math.max(
    1,
    ...namedParameters(machine, model).map(({ tensor }) =>
      tensor.tensor.shape.length === 2 ? tensor.tensor.shape[1] : 1,
    ),
  );
  const bytes = inputs.map((input) => {
    if (!(input instanceof PyTensor)) return 0;
    const { tensor } = input;
    return isFloating(tensor.dtype)
      ? tensor.elementCount * dtypes[tensor.dtype].bytes
      : tensor.elementCount * width * 4;
  });
  return modules * Math.max(0, ...bytes);
}

function passesWith(machine: Machine, { model, inputs, loss }: Traced, recorder: Recorder, where: string): Passes {
  const notes: string[] = [];
  const args = inputs.map((input) =>
    input instanceof PyTensor && isFloating(input.tensor.dtype) ? leafCopy(machine, input, null) : input,
  );
  const output = machine.call(model, args);
  let target: Value = output;
  let weights: Tensor;
  let value: number | null = null;
  if (loss !== null) {
    target = machine.call(loss, [output]);
    const found = numberOf(target);
    if (found === undefined || !(target instanceof PyTensor)) {
      throw valueError(`${where}: the loss must give a tensor of one element, but gave ${typeName(target)}`);
    }
    value = found;
    weights = tensorFrom(Float64Array.of(1), target.tensor.shape, target.tensor.dtype);
  } else {
    const tensor = firstTensor(output);
    if (tensor === null) {
      throw typeError(`${where}: the model must give a tensor, not ${typeName(output)}; or pass loss=...`);
    }
    target = wrapTensor(tensor);
    weights = tensorFrom(fixedNormals(tensor.elementCount, 1), tensor.shape, tensor.dtype);
    notes.push("No loss was given: gradients are of a fixed random weighting of the output.");
  }
  const sources = [
    ...args.filter((arg) => arg instanceof PyTensor).filter((arg) => isFloating(arg.tensor.dtype)),
    ...namedParameters(machine, model)
      .map(({ tensor }) => tensor)
      .filter((tensor) => getAttribute(machine, tensor, "requires_grad") === true),
  ];
  if (sources.length === 0 || getAttribute(machine, target, "requires_grad") !== true) {
    notes.push("Nothing requires a gradient: only the forward pass is shown.");
  } else gradientsOf(machine, [target], [weights], sources);
  return { recorder, loss: value, notes };
}
