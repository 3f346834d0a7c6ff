import { formatNumber } from "../../../figures/format.ts";
import type { GroupData } from "../../../figures/payload.ts";
import { typeError, valueError } from "../../runtime/errors.ts";
import { PyDict } from "../../runtime/objects/dict.ts";
import type { Machine, PyObject, Value } from "../../runtime/objects/object.ts";
import { PyList } from "../../runtime/objects/sequence.ts";
import { native } from "../../runtime/objects/signature.ts";
import { typeName } from "../../runtime/protocols/index.ts";
import { labelledValues, numbersOf, roleOf, textOf } from "./arguments.ts";
import { distributionPayload } from "./build/distribution.ts";
import { float, part, resultTypes, show, whole } from "./result.ts";

export const distribution = native(
  "distribution(*tensors, per=None, bins=None, title=None, **named)",
  (machine: Machine, tensors: Value[], per: Value, bins: Value, title: Value, named: Map<string, Value>) => {
    const given = labelledValues(machine, tensors, named);
    if (given.length === 0)
      throw typeError("distribution() needs at least one tensor: distribution(before=x, after=y)");
    if (given.length > 16) throw valueError(`distribution() shows at most 16 tensors, but got ${given.length}`);
    const group = textOf(per, "distribution(): argument 'per'") ?? null;
    const series = given.map(({ label, name, value }) => {
      const numbers = numbersOf(machine, value, `distribution(): '${label}'`);
      if (group !== null && numbers.shape.length === 0) {
        throw valueError(`distribution(): per="${group}" needs at least one dimension, but '${label}' is a scalar`);
      }
      return { label, role: roleOf(name), ...numbers };
    });
    const payload = distributionPayload(series, {
      title: textOf(title, "distribution(): argument 'title'") ?? given.map(({ label }) => label).join(" and "),
      per: group,
      bins: binCount(bins),
      checkInterrupt: () => machine.checkInterrupt(),
    });
    const statistics = payload.series.map(({ overall }) => statisticsPart(overall));
    const byName = new PyDict();
    given.forEach(({ name, label }, i) => {
      byName.set(machine, name ?? label, statistics[i]);
    });
    const named_ = Object.fromEntries(
      given.flatMap(({ name }, i) => (name !== null && /^[A-Za-z]\w*$/.test(name) ? [[name, statistics[i]]] : [])),
    );
    return show(machine, payload, {
      type: resultTypes.Distribution,
      sentence: `distribution of ${payload.series.map(({ label, overall }) => `${label}: mean ${formatNumber(overall.statistics.mean)}, std ${formatNumber(overall.statistics.std)}`).join("; ")}`,
      attributes: {
        ...(payload.series.length === 1 ? statisticsAttributes(payload.series[0].overall) : {}),
        ...named_,
        series: byName,
        groups: groupsOf(machine, payload.series),
      },
    });
  },
  "Shows how values are distributed: overlaid histograms, mean and standard deviation, a table of statistics; `per` splits by row.",
);

function groupsOf(machine: Machine, series: readonly { label: string; groups: readonly GroupData[] }[]): PyObject {
  const groups = new PyDict();
  for (const { label, groups: own } of series) groups.set(machine, label, new PyList(own.map(statisticsPart)));
  return groups;
}

function binCount(bins: Value): number | null {
  if (bins === null) return null;
  if (typeof bins !== "number")
    throw typeError(`distribution(): argument 'bins' must be an int, not ${typeName(bins)}`);
  if (bins < 1 || bins > 500) throw valueError(`distribution(): argument 'bins' must be from 1 to 500, but is ${bins}`);
  return bins;
}

export function statisticsAttributes({ statistics: s }: Pick<GroupData, "statistics">): Record<string, Value> {
  return {
    count: whole(s.count),
    mean: float(s.mean),
    std: float(s.std),
    var: float(s.std * s.std),
    skewness: float(s.skewness),
    kurtosis: float(s.kurtosis),
    min: float(s.min),
    max: float(s.max),
    median: float(s.quantiles[3]),
    quantiles: new PyList(s.quantiles.map(float)),
    zeros: whole(s.zeros),
    nan: whole(s.nan),
    inf: whole(s.positiveInfinity + s.negativeInfinity),
  };
}

export const statisticsPart = (group: GroupData): PyObject =>
  part({
    type: resultTypes.Statistics,
    sentence: `${group.label}: mean ${formatNumber(group.statistics.mean)}, std ${formatNumber(group.statistics.std)}, min ${formatNumber(group.statistics.min)}, max ${formatNumber(group.statistics.max)}`,
    attributes: statisticsAttributes(group),
  });
