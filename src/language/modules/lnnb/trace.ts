import { forEachChunk, type NumberSource, slice, tensorSource } from "../../../engine/statistics/index.ts";
import { isFloating } from "../../../engine/tensor/dtype.ts";
import type { Tensor } from "../../../engine/tensor/tensor.ts";
import { plural } from "../../../figures/format.ts";
import type { FlowData, PayloadOf } from "../../../figures/payload.ts";
import { typeError, valueError } from "../../runtime/errors.ts";
import { PyDict } from "../../runtime/objects/dict.ts";
import { NativeFunction } from "../../runtime/objects/function.ts";
import type { Machine, Value } from "../../runtime/objects/object.ts";
import { PyList, PyTuple } from "../../runtime/objects/sequence.ts";
import { native } from "../../runtime/objects/signature.ts";
import { callMethod, getAttribute, isCallable, isInstance, typeName } from "../../runtime/protocols/index.ts";
import { PyTensor } from "../torch/objects/tensor.ts";
import { wrapTensor } from "../torch/wrap.ts";
import { numberOf, textOf } from "./arguments.ts";
import { head, round } from "./build/common.ts";
import { deadShare, flowOf, saturatedShare } from "./build/flow.ts";
import { fixedNormals } from "./build/normal.ts";
import { statisticsPart } from "./distribution.ts";
import { rowNormOf, rowStatistics } from "./norm-kind.ts";
import { float, part, resultTypes, show, tuple } from "./result.ts";
import { tensorFrom } from "./tensors.ts";
import {
  gradientsOf,
  isModule,
  leafCopy,
  namedModules,
  namedParameters,
  nnClass,
  withGradients,
} from "./torch-calls.ts";

const where = "trace()";
const MODULE_LIMIT = 512;
/** They pass their last child's output on: a row of their own would say it twice. */
const containers = ["Sequential", "ModuleList", "ModuleDict"];
/** The ends of activations that flatten out. */
const bounded: ReadonlyMap<string, readonly [number, number]> = new Map([
  ["Tanh", [-1, 1]],
  ["Hardtanh", [-1, 1]],
  ["Softsign", [-1, 1]],
  ["Sigmoid", [0, 1]],
  ["Hardsigmoid", [0, 1]],
]);

type ModuleData = PayloadOf<"trace">["modules"][number];
/** A module's record while the passes run; its gradient comes later than its output. */
interface CallRecord {
  readonly data: ModuleData;
  backward: FlowData | null;
  /** When its gradient arrived, counting from 0. */
  arrival: number;
}

export const trace = native(
  "trace(model, *inputs, loss=None, title=None)",
  (machine: Machine, model: Value, inputs: Value[], loss: Value, title: Value) => {
    if (!isModule(machine, model))
      throw typeError(`${where}: argument 'model' must be an nn.Module, not ${typeName(model)}`);
    if (inputs.length === 0) throw typeError(`${where} needs the model's input: trace(model, x)`);
    if (loss !== null && !isCallable(loss)) {
      throw typeError(`${where}: argument 'loss' must be a function of the model's output, not ${typeName(loss)}`);
    }
    const recorder = new Recorder(machine);
    const notes: string[] = [];
    const lossValue = withGradients(machine, () => {
      try {
        recorder.attach(model);
        return run(machine, model, inputs, loss, notes);
      } finally {
        recorder.detach();
      }
    });
    const { records } = recorder;
    if (recorder.left > 0) notes.push(`The first ${MODULE_LIMIT} calls are shown; ${recorder.left} more are left out.`);
    const modules = records.map(({ data, backward }) => ({ ...data, backward }));
    const firstNotFinite = firstLoss(records);
    const name = typeName(model);
    return show(
      machine,
      {
        ...head("trace", textOf(title, `${where}: argument 'title'`) ?? `What flows through ${name}`, notes),
        model: name,
        loss: lossValue,
        modules,
        firstNotFinite,
      },
      result(machine, name, modules, firstNotFinite),
    );
  },
  "Shows what flows through a model: each submodule's output and the gradient that arrives there, against depth.",
);

/** The forward and the backward pass, on copies of the inputs; parameters and their .grad stay as they are. */
function run(machine: Machine, model: Value, inputs: readonly Value[], loss: Value, notes: string[]): number | null {
  const args = inputs.map((input) =>
    input instanceof PyTensor && isFloating(input.tensor.dtype) ? leafCopy(machine, input, null) : input,
  );
  const output = machine.call(model, args);
  const sources = [
    ...args.filter((arg) => arg instanceof PyTensor).filter((arg) => isFloating(arg.tensor.dtype)),
    ...namedParameters(machine, model)
      .map(({ tensor }) => tensor)
      .filter((tensor) => getAttribute(machine, tensor, "requires_grad") === true),
  ];
  let target: Value = output;
  let weights: Tensor | null = null;
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
    if (tensor === null)
      throw typeError(`${where}: the model must give a tensor, not ${typeName(output)}; or pass loss=...`);
    target = wrapTensor(tensor);
    weights = tensorFrom(fixedNormals(tensor.elementCount, 1), tensor.shape, tensor.dtype);
    notes.push("No loss was given: gradients are of a fixed random weighting of the output.");
  }
  if (sources.length === 0 || getAttribute(machine, target, "requires_grad") !== true) {
    notes.push("Nothing requires a gradient: only the forward pass is shown.");
    return value;
  }
  gradientsOf(machine, [target], [weights], sources);
  return value;
}

function firstTensor(value: Value): Tensor | null {
  if (value instanceof PyTensor) return isFloating(value.tensor.dtype) ? value.tensor : null;
  if (!(value instanceof PyTuple) && !(value instanceof PyList)) return null;
  for (const item of value.items) {
    const found = firstTensor(item);
    if (found !== null) return found;
  }
  return null;
}

/** Hooks on every submodule: each output is described as it passes, so that memory does not grow with the model. */
class Recorder {
  readonly records: CallRecord[] = [];
  /** Calls beyond the limit. */
  left = 0;
  private readonly handles: Value[] = [];
  private arrivals = 0;
  private readonly calls = new Map<string, number>();

  constructor(private readonly machine: Machine) {}

  attach(model: Value): void {
    const { machine } = this;
    const skipped = containers.map((name) => nnClass(machine, name));
    const modules = namedModules(machine, model);
    for (const { name, value } of modules) {
      const isContainer = skipped.some((container) => isInstance(machine, value, container));
      // A model of one module is shown as that module.
      if (name === "" ? modules.length > 1 : isContainer) continue;
      const hook = new NativeFunction("trace_hook", (_machine, [module, args, output]) => {
        this.record(name || typeName(module), module, args, output);
        return null;
      });
      this.handles.push(callMethod(machine, value, "register_forward_hook", [hook]));
    }
  }

  detach(): void {
    for (const handle of this.handles) callMethod(this.machine, handle, "remove");
  }

  private record(name: string, module: Value, args: Value, output: Value): void {
    const { machine } = this;
    const tensor = firstTensor(output);
    if (tensor === null) return;
    if (this.records.length >= MODULE_LIMIT) {
      this.left++;
      return;
    }
    const call = (this.calls.get(name) ?? 0) + 1;
    this.calls.set(name, call);
    const type = typeName(module);
    const source = tensorSource(tensor);
    const limits = bounded.get(type);
    const bins = this.records.length > 64 ? 24 : 40;
    const check = (): void => machine.checkInterrupt();
    const record: CallRecord = {
      data: {
        name: call === 1 ? name : `${name} (call ${call})`,
        type,
        shape: [...tensor.shape],
        forward: flowOf(source, bins, check),
        backward: null,
        ...normShares(machine, module, args),
        dead: round(deadShare(source, tensor.shape.at(-1) ?? 1), 5),
        saturated: limits === undefined ? null : round(saturatedShare(source, limits[0], limits[1]), 5),
      },
      backward: null,
      arrival: Number.POSITIVE_INFINITY,
    };
    this.records.push(record);
    const value = wrapTensor(tensor);
    if (getAttribute(machine, value, "requires_grad") !== true) return;
    const arrived = new NativeFunction("trace_gradient_hook", (_machine, [gradient]) => {
      if (gradient instanceof PyTensor) {
        record.backward = flowOf(tensorSource(gradient.tensor), bins, check);
        record.arrival = this.arrivals++;
      }
      return null;
    });
    callMethod(machine, value, "register_hook", [arrived]);
  }
}

/** The mean over rows of rstd, and of the share of eps in var + eps, where the module is a norm of rows. */
function normShares(machine: Machine, module: Value, args: Value): { rstd: number | null; epsShare: number | null } {
  const none = { rstd: null, epsShare: null };
  const isRowNorm = ["LayerNorm", "RMSNorm"].some((name) => isInstance(machine, module, nnClass(machine, name)));
  const input = args instanceof PyTuple ? args.items[0] : null;
  if (!isRowNorm || !(input instanceof PyTensor)) return none;
  const norm = rowNormOf(machine, module, input, where);
  const source: NumberSource = tensorSource(input.tensor);
  if (norm.size === 0 || source.length === 0) return none;
  const rows = source.length / norm.size;
  const row = new Float64Array(norm.size);
  let rstd = 0;
  let share = 0;
  for (let r = 0; r < rows; r++) {
    forEachChunk(slice(source, r * norm.size, norm.size), (piece, start) => row.set(piece, start));
    const { variance } = rowStatistics(row, norm.kind);
    rstd += 1 / Math.sqrt(variance + norm.eps) / rows;
    share += norm.eps / (variance + norm.eps) / rows;
    if (r % 64 === 0) machine.checkInterrupt();
  }
  return { rstd: round(rstd), epsShare: round(share) };
}

/** The module whose output is the first with NaN or infinities; where all outputs are finite, the one whose gradient is. */
function firstLoss(records: readonly CallRecord[]): PayloadOf<"trace">["firstNotFinite"] {
  const what = (flow: FlowData | null): string | null => {
    if (flow === null) return null;
    const { nan, positiveInfinity, negativeInfinity } = flow.statistics;
    return nan > 0 ? "NaN" : positiveInfinity + negativeInfinity > 0 ? "infinity" : null;
  };
  for (const { data } of records) {
    const found = what(data.forward);
    if (found !== null) return { module: data.name, direction: "forward", what: found };
  }
  for (const { data, backward } of [...records].sort((a, b) => a.arrival - b.arrival)) {
    const found = what(backward);
    if (found !== null) return { module: data.name, direction: "backward", what: found };
  }
  return null;
}

function result(
  machine: Machine,
  name: string,
  modules: readonly ModuleData[],
  firstNotFinite: PayloadOf<"trace">["firstNotFinite"],
) {
  const optional = (value: number | null): Value => (value === null ? null : float(value));
  const parts = modules.map((module) =>
    part({
      type: resultTypes.TraceModule,
      sentence: `${module.name} (${module.type})`,
      attributes: {
        name: module.name,
        type: module.type,
        shape: tuple(module.shape),
        output: statisticsPart({ ...module.forward, label: module.name }),
        gradient: module.backward === null ? null : statisticsPart({ ...module.backward, label: module.name }),
        grad_norm: optional(module.backward?.norm ?? null),
        rstd: optional(module.rstd),
        eps_share: optional(module.epsShare),
        dead: float(module.dead),
        saturated: optional(module.saturated),
      },
    }),
  );
  const byName = new PyDict();
  modules.forEach((module, i) => {
    byName.set(machine, module.name, parts[i]);
  });
  const list = (pick: (module: ModuleData) => number | null) =>
    new PyList(modules.map((module) => optional(pick(module))));
  return {
    type: resultTypes.Trace,
    sentence: `${plural(modules.length, "module")} of ${name}${firstNotFinite === null ? "" : `, first ${firstNotFinite.what} at ${firstNotFinite.module}`}`,
    verdict: firstNotFinite === null,
    attributes: {
      ok: firstNotFinite === null,
      modules: new PyList(parts),
      by_name: byName,
      names: new PyList(modules.map((module) => module.name)),
      mean: list((module) => module.forward.statistics.mean),
      std: list((module) => module.forward.statistics.std),
      grad_norm: list((module) => module.backward?.norm ?? null),
      first_bad: firstNotFinite === null ? null : firstNotFinite.module,
    },
  };
}
