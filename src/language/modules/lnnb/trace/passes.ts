/** The forward and the backward pass of a trace, on copies of the inputs; parameters and their .grad stay as they are. */
import { requiresGrad, visit } from "../../../../engine/autograd/index.ts";
import { isFloating } from "../../../../engine/tensor/dtype.ts";
import type { Storage } from "../../../../engine/tensor/storage.ts";
import type { Tensor } from "../../../../engine/tensor/tensor.ts";
import { BaseException, raised, typeError, valueError } from "../../../runtime/errors.ts";
import { toException } from "../../../runtime/machine/exceptions.ts";
import { NativeFunction } from "../../../runtime/objects/function.ts";
import { type Machine, PyType, type Value } from "../../../runtime/objects/object.ts";
import { PyList } from "../../../runtime/objects/sequence.ts";
import { callMethod, getAttribute, typeName } from "../../../runtime/protocols/index.ts";
import { guarded } from "../../torch/errors.ts";
import { PyTensor } from "../../torch/objects/tensor.ts";
import { numberOf } from "../arguments.ts";
import { fixedNormals } from "../build/normal.ts";
import { part } from "../result.ts";
import { tensorFrom } from "../tensors.ts";
import { leafCopy, namedTensors, withGradients } from "../torch-calls.ts";
import { Activations } from "./activations.ts";
import { firstTensor, Recorder } from "./recorder.ts";

/** What a trace may keep at a time, in bytes: saved tensors, and inputs of modules at which a second run can begin. */
export const traceLimits = { saved: 128 * 2 ** 20, places: 96 * 2 ** 20 };

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

/** Ends a run that has computed what it was made for. No `except Exception` of a model catches it. */
const ranFarEnough = new PyType("RanFarEnough", [BaseException], "lnnb");
const cannotRepeat = new PyType("CannotRepeat", [BaseException], "lnnb");
const isOf = (thrown: unknown, type: PyType): boolean => toException(thrown).type === type;

export function runPasses(machine: Machine, traced: Traced, where: string): Passes {
  const args = traced.inputs.map((input) =>
    input instanceof PyTensor && isFloating(input.tensor.dtype) ? leafCopy(machine, input, null) : input,
  );
  if (traced.recompute === false) return keepingAll(machine, traced, args, where);
  const helper = machine.importModule("lnnb._recompute");
  const make = (name: string, ...values: Value[]): Value => machine.call(getAttribute(machine, helper, name), values);
  const integers = args.filter((arg) => arg instanceof PyTensor && !isFloating(arg.tensor.dtype));
  const state = make("State", traced.model, new PyList(integers));
  const call = (object: Value, name: string): Value => callMethod(machine, object, name);
  const run = () => targetOf(machine, traced, args, where);
  const held = heldStorages(machine, traced.model, args);
  const activations = new Activations({
    bound: traceLimits.saved,
    always: traced.recompute === true,
    isHeld: (storage) => held.has(storage),
    cannotRepeat: () => raised(cannotRepeat),
    repeat() {
      call(state, "rewind");
      call(row, "begin");
      try {
        // What a model prints it has printed before.
        withGradients(machine, () => machine.redirect(nowhere, run));
      } catch (thrown) {
        if (!isOf(thrown, ranFarEnough)) throw thrown;
      } finally {
        call(state, "restore");
      }
    },
  });
  const recorder = new Recorder(machine, where, () => {
    if (activations.isDone) throw raised(ranFarEnough);
    return activations.isAgain;
  });
  const row = make("Row", traced.model, activationsObject(activations), traceLimits.places);
  try {
    const found = attached(recorder, traced.model, () => {
      const target = activations.forward(run);
      return { value: target.value, notes: backward(target, recorder) };
    });
    const note =
      activations.dropped === 0
        ? []
        : ["To keep memory small, activations were computed again, a stretch at a time, for the backward pass."];
    return { recorder, loss: found.value, notes: [...found.notes, ...note] };
  } catch (thrown) {
    if (!isOf(thrown, cannotRepeat)) throw thrown;
    call(row, "remove");
    call(state, "rewind");
    const found = keepingAll(machine, traced, args, where);
    const note = "All activations were kept: a second run of this model does not do the same as the first.";
    return { ...found, notes: [...found.notes, note] };
  } finally {
    call(row, "remove");
  }
}

function keepingAll(machine: Machine, traced: Traced, args: readonly Value[], where: string): Passes {
  const recorder = new Recorder(machine, where, () => false);
  return attached(recorder, traced.model, () => {
    const target = targetOf(machine, traced, args, where);
    return { recorder, loss: target.value, notes: backward(target, recorder) };
  });
}

function attached<T>(recorder: Recorder, model: Value, run: () => T): T {
  try {
    recorder.attach(model);
    return run();
  } finally {
    recorder.detach();
  }
}

const nowhere = { write: () => undefined, display: () => undefined };

interface Target {
  readonly tensor: Tensor;
  /** The loss, where one was given. */
  readonly value: number | null;
}

/** The forward pass. */
function targetOf(machine: Machine, { model, loss }: Traced, args: readonly Value[], where: string): Target {
  const output = machine.call(model, [...args]);
  if (loss === null) {
    const tensor = firstTensor(output);
    if (tensor === null) {
      throw typeError(`${where}: the model must give a tensor, not ${typeName(output)}; or pass loss=...`);
    }
    return { tensor, value: null };
  }
  const found = machine.call(loss, [output]);
  const value = numberOf(found);
  if (value === undefined || !(found instanceof PyTensor)) {
    throw valueError(`${where}: the loss must give a tensor of one element, but gave ${typeName(found)}`);
  }
  return { tensor: found.tensor, value };
}

/** The backward pass, to all places where a gradient is awaited. Gives notes. */
function backward({ tensor, value }: Target, { places }: Recorder): string[] {
  const notes = value === null ? ["No loss was given: gradients are of a fixed random weighting of the output."] : [];
  if (places.length === 0 || !requiresGrad(tensor)) {
    return [...notes, "Nothing requires a gradient: only the forward pass is shown."];
  }
  const weights = value === null ? fixedNormals(tensor.elementCount, 1) : Float64Array.of(1);
  guarded(() => visit([tensor], [tensorFrom(weights, tensor.shape, tensor.dtype)], places));
  return notes;
}

/** Memory that the graph may keep for nothing: it is there anyway. */
function heldStorages(machine: Machine, model: Value, args: readonly Value[]): WeakSet<Storage> {
  const held = new WeakSet<Storage>();
  for (const value of [...args, ...namedTensors(machine, model)]) {
    if (value instanceof PyTensor) held.add(value.tensor.storage);
  }
  return held;
}

/** What recompute.py asks of the activations. */
function activationsObject(activations: Activations): Value {
  const method = (name: string, run: (place: Value) => Value) =>
    [name, new NativeFunction(name, (_machine, [place = null]) => run(place))] as const;
  return part({
    sentence: "activations of a trace",
    attributes: Object.fromEntries([
      method("is_again", () => activations.isAgain),
      method("place", () => activations.place),
      method("wanted_from", () => activations.wantedFrom),
      method("skip_to", (place) => {
        activations.skipTo(Number(place));
        return null;
      }),
    ]),
  });
}
