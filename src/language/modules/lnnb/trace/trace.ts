import { plural } from "../../../../figures/format.ts";
import type { FlowData, PayloadOf } from "../../../../figures/payload.ts";
import { typeError } from "../../../runtime/errors.ts";
import { PyDict } from "../../../runtime/objects/dict.ts";
import type { Machine, Value } from "../../../runtime/objects/object.ts";
import { PyList } from "../../../runtime/objects/sequence.ts";
import { native } from "../../../runtime/objects/signature.ts";
import { isCallable, typeName } from "../../../runtime/protocols/index.ts";
import { flagOf, textOf } from "../arguments.ts";
import { head } from "../build/common.ts";
import { mergedFlow } from "../build/flow.ts";
import { statisticsPart } from "../distribution.ts";
import { float, part, resultTypes, show, tuple } from "../result.ts";
import { isModule, withGradients } from "../torch-calls.ts";
import { runPasses } from "./passes.ts";
import { type CallRecord, MODULE_LIMIT, type ModuleData } from "./recorder.ts";

const where = "trace()";

export const trace = native(
  "trace(model, *inputs, loss=None, recompute=None, title=None)",
  (machine: Machine, model: Value, inputs: Value[], loss: Value, recompute: Value, title: Value) => {
    if (!isModule(machine, model))
      throw typeError(`${where}: argument 'model' must be an nn.Module, not ${typeName(model)}`);
    if (inputs.length === 0) throw typeError(`${where} needs the model's input: trace(model, x)`);
    if (loss !== null && !isCallable(loss)) {
      throw typeError(`${where}: argument 'loss' must be a function of the model's output, not ${typeName(loss)}`);
    }
    const traced = {
      model,
      inputs,
      loss,
      recompute: recompute === null ? null : flagOf(recompute, `${where}: argument 'recompute'`),
    };
    const { recorder, loss: lossValue, notes } = withGradients(machine, () => runPasses(machine, traced, where));
    const { records } = recorder;
    const bins = binLimit(records.length);
    const modules = records.map(({ data, backward }) => ({
      ...data,
      forward: mergedFlow(data.forward, bins),
      backward: backward === null ? null : mergedFlow(backward, bins),
    }));
    const firstNotFinite = firstLoss(records);
    const name = typeName(model);
    const left =
      recorder.left > 0 ? [`The first ${MODULE_LIMIT} calls are shown; ${recorder.left} more are left out.`] : [];
    return show(
      machine,
      {
        ...head("trace", textOf(title, `${where}: argument 'title'`) ?? `What flows through ${name}`, [
          ...notes,
          ...left,
        ]),
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

/** All bins while modules are few; a figure of many stays bounded. */
const binLimit = (modules: number): number => (modules <= 48 ? 60 : modules <= 160 ? 40 : 24);

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
