import { type Edge, gradientEdge } from "../../../../engine/autograd/index.ts";
import { rowVariances } from "../../../../engine/norm/worked.ts";
import { arrayOf, type NumberSource, slice, tensorSource } from "../../../../engine/statistics/index.ts";
import { isFloating } from "../../../../engine/tensor/dtype.ts";
import type { Tensor } from "../../../../engine/tensor/tensor.ts";
import { arenaStatistics, collectArena } from "../../../../engine/wasm/index.ts";
import type { FlowData, PayloadOf } from "../../../../figures/payload.ts";
import { NativeFunction } from "../../../runtime/objects/function.ts";
import type { Machine, Value } from "../../../runtime/objects/object.ts";
import { PyList, PyTuple } from "../../../runtime/objects/sequence.ts";
import { callMethod, getAttribute, isInstance, typeName } from "../../../runtime/protocols/index.ts";
import { PyTensor } from "../../torch/objects/tensor.ts";
import { wrapTensor } from "../../torch/wrap.ts";
import { round } from "../build/common.ts";
import { deadShare, flowOf, saturatedShare } from "../build/flow.ts";
import { rowNormOf } from "../norm-kind.ts";
import { namedModules, nnClass } from "../torch-calls.ts";

export const MODULE_LIMIT = 512;
/** Bytes that may be allocated between two collections while a model is traced. */
const COLLECT_AFTER = 48 * 2 ** 20;
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

export type ModuleData = PayloadOf<"trace">["modules"][number];

/** One call of a module while the passes run; its gradient comes later than its output. */
export interface CallRecord {
  readonly data: ModuleData;
  backward: FlowData | null;
  /** When its gradient arrived, counting from 0. */
  arrival: number;
}

/** Hooks on every submodule: each output is described as it passes, so that what is kept does not grow with its size. */
export class Recorder {
  readonly records: CallRecord[] = [];
  /** Calls beyond the limit. */
  left = 0;
  private readonly handles: Value[] = [];
  private usedThen = Number.POSITIVE_INFINITY;
  private collections = -1;
  private arrivals = 0;
  private readonly calls = new Map<string, number>();
  /** Where gradients are awaited. */
  readonly places: Edge[] = [];

  constructor(
    private readonly machine: Machine,
    private readonly where: string,
    /** Whether this call is of a second run, which has been described already. */
    private readonly isAgain: () => boolean,
  ) {}

  attach(model: Value): void {
    const { machine } = this;
    const skipped = containers.map((name) => nnClass(machine, name));
    const modules = namedModules(machine, model);
    for (const { name, value } of modules) {
      const isContainer = skipped.some((container) => isInstance(machine, value, container));
      // A model of one module is shown as that module.
      if (name === "" ? modules.length > 1 : isContainer) continue;
      const hook = new NativeFunction("trace_hook", (_machine, [module, args, output]) => {
        this.collectSometimes();
        if (!this.isAgain()) this.called(name || typeName(module), module, args, output);
        return null;
      });
      this.handles.push(callMethod(machine, value, "register_forward_hook", [hook]));
    }
  }

  detach(): void {
    for (const handle of this.handles) callMethod(this.machine, handle, "remove");
    this.handles.length = 0;
  }

  private called(name: string, module: Value, args: Value, output: Value): void {
    const tensor = firstTensor(output);
    const record = tensor === null ? null : this.record(name, module, args, tensor);
    if (record !== null && tensor !== null) this.awaitGradient(record, tensor);
  }

  private record(name: string, module: Value, args: Value, tensor: Tensor): CallRecord | null {
    const { machine } = this;
    if (this.records.length >= MODULE_LIMIT) {
      this.left++;
      return null;
    }
    const call = (this.calls.get(name) ?? 0) + 1;
    this.calls.set(name, call);
    const type = typeName(module);
    const source = tensorSource(tensor);
    const limits = bounded.get(type);
    const record: CallRecord = {
      data: {
        name: call === 1 ? name : `${name} (call ${call})`,
        type,
        shape: [...tensor.shape],
        forward: this.flow(source),
        backward: null,
        ...normShares(machine, module, args, this.where),
        dead: round(deadShare(source, tensor.shape.at(-1) ?? 1), 5),
        saturated: limits === undefined ? null : round(saturatedShare(source, limits[0], limits[1]), 5),
      },
      backward: null,
      arrival: Number.POSITIVE_INFINITY,
    };
    this.records.push(record);
    return record;
  }

  private awaitGradient(record: CallRecord, tensor: Tensor): void {
    const { machine } = this;
    const value = wrapTensor(tensor);
    if (getAttribute(machine, value, "requires_grad") !== true) return;
    const arrived = new NativeFunction("trace_gradient_hook", (_machine, [gradient]) => {
      this.collectSometimes();
      if (gradient instanceof PyTensor && record.backward === null) {
        record.backward = this.flow(tensorSource(gradient.tensor));
        record.arrival = this.arrivals++;
      }
      return null;
    });
    callMethod(machine, value, "register_hook", [arrived]);
    const place = gradientEdge(tensor);
    if (place !== null) this.places.push(place);
  }

  /** The arena waits longer where collections take time; but what a trace takes should not depend on how long it runs. */
  private collectSometimes(): void {
    const { used, collections } = arenaStatistics() ?? { used: 0, collections: 0 };
    if (collections !== this.collections || used < this.usedThen) this.usedThen = used;
    this.collections = collections;
    if (used < this.usedThen + COLLECT_AFTER) return;
    collectArena();
    this.usedThen = arenaStatistics()?.used ?? 0;
    this.collections++;
  }

  private flow(source: NumberSource): FlowData {
    return flowOf(source, () => this.machine.checkInterrupt());
  }
}

export function firstTensor(value: Value): Tensor | null {
  if (value instanceof PyTensor) return isFloating(value.tensor.dtype) ? value.tensor : null;
  if (!(value instanceof PyTuple) && !(value instanceof PyList)) return null;
  for (const item of value.items) {
    const found = firstTensor(item);
    if (found !== null) return found;
  }
  return null;
}

/** Elements that are looked at together. */
const PIECE = 2 ** 20;

/** The mean over rows of rstd, and of the share of eps in var + eps, where the module is a norm of rows. */
function normShares(
  machine: Machine,
  module: Value,
  args: Value,
  where: string,
): { rstd: number | null; epsShare: number | null } {
  const none = { rstd: null, epsShare: null };
  const isRowNorm = ["LayerNorm", "RMSNorm"].some((name) => isInstance(machine, module, nnClass(machine, name)));
  const input = args instanceof PyTuple ? args.items[0] : null;
  if (!isRowNorm || !(input instanceof PyTensor)) return none;
  const norm = rowNormOf(machine, module, input, where);
  const source: NumberSource = tensorSource(input.tensor);
  if (norm.size === 0 || source.length === 0) return none;
  const rows = source.length / norm.size;
  let rstd = 0;
  let share = 0;
  // In pieces: elements that do not lie one after the other are copied.
  const step = Math.max(1, Math.floor(PIECE / norm.size)) * norm.size;
  for (let start = 0; start < source.length; start += step) {
    const piece = arrayOf(slice(source, start, Math.min(step, source.length - start)));
    for (const variance of rowVariances(norm, piece, () => machine.checkInterrupt())) {
      rstd += 1 / Math.sqrt(variance + norm.eps) / rows;
      share += norm.eps / (variance + norm.eps) / rows;
    }
  }
  return { rstd: round(rstd), epsShare: round(share) };
}
