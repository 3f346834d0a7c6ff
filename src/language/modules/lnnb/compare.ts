import { commonFloatType, type FloatType } from "../../../engine/statistics/index.ts";
import { formatIndex, formatNumber, formatUlp } from "../../../figures/format.ts";
import type { ComparisonData, ElementErrorData } from "../../../figures/payload.ts";
import { valueError } from "../../runtime/errors.ts";
import type { Machine, PyObject, Value } from "../../runtime/objects/object.ts";
import { native } from "../../runtime/objects/signature.ts";
import { argumentText, numbersOf, textOf, toleranceOf } from "./arguments.ts";
import { head } from "./build/common.ts";
import { comparisonOf } from "./build/comparison.ts";
import { float, part, resultTypes, show, tuple, whole } from "./result.ts";

/** `torch.testing.assert_close`'s tolerances, by the coarser dtype. */
const tolerances: Readonly<Record<FloatType, { atol: number; rtol: number }>> = {
  float64: { atol: 1e-7, rtol: 1e-7 },
  float32: { atol: 1e-5, rtol: 1.3e-6 },
  float16: { atol: 1e-5, rtol: 1e-3 },
  bfloat16: { atol: 1e-5, rtol: 1.6e-2 },
};

export const compare = native(
  "compare(a, b, atol=None, rtol=None, title=None)",
  (machine: Machine, a: Value, b: Value, atol: Value, rtol: Value, title: Value) => {
    const first = numbersOf(machine, a, "compare(): argument 'a'");
    const second = numbersOf(machine, b, "compare(): argument 'b'");
    if (first.shape.length !== second.shape.length || first.shape.some((size, d) => size !== second.shape[d])) {
      throw valueError(
        `compare(): shapes must be equal, but are (${first.shape.join(", ")}) and (${second.shape.join(", ")})`,
      );
    }
    const type = commonFloatType(first.dtype, second.dtype);
    const comparison = comparisonOf(
      first.source,
      second.source,
      first.shape,
      {
        type,
        atol: atol === null ? tolerances[type].atol : toleranceOf(atol, "compare(): argument 'atol'"),
        rtol: rtol === null ? tolerances[type].rtol : toleranceOf(rtol, "compare(): argument 'rtol'"),
      },
      { checkInterrupt: () => machine.checkInterrupt() },
    );
    const labels = [argumentText(machine, 0, "a", "a"), argumentText(machine, 1, "b", "b")];
    const notes =
      first.dtype === second.dtype
        ? []
        : [`Ulps are counted in ${type}, the coarser of ${first.dtype} and ${second.dtype}.`];
    return show(
      machine,
      {
        ...head("compare", textOf(title, "compare(): argument 'title'") ?? `${labels[0]} and ${labels[1]}`, notes),
        first: { label: labels[0], role: null },
        second: { label: labels[1], role: null },
        comparison,
      },
      comparisonResult(comparison, labels[0], labels[1]),
    );
  },
  "Shows how far two tensors that should agree are apart: absolute, relative and ulp errors, and where the worst one is.",
);

export function comparisonResult(data: ComparisonData, first: string, second: string) {
  return {
    type: resultTypes.Comparison,
    sentence: `${data.ok ? "ok" : "not ok"}: max abs ${formatNumber(data.maxAbsolute, 3)}, max rel ${formatNumber(data.maxRelative, 3)}, max ${formatUlp(data.maxUlp)} ulp`,
    verdict: data.ok,
    attributes: {
      ok: data.ok,
      max_abs: float(data.maxAbsolute),
      max_rel: float(data.maxRelative),
      max_ulp: whole(data.maxUlp),
      mean_abs: float(data.meanAbsolute),
      rms: float(data.rootMeanSquare),
      count: whole(data.count),
      mismatches: whole(data.outside),
      equal: whole(data.exact),
      atol: float(data.atol),
      rtol: float(data.rtol),
      worst: data.worst.length === 0 ? null : elementPart(data.worst[0], first, second),
    },
  };
}

/** One element's error under names; `where` is said before the index where a result has several tensors. */
export function elementPart(element: ElementErrorData, first: string, second: string, where = ""): PyObject {
  const { index, a, b, absolute, relative, ulp } = element;
  return part({
    type: resultTypes.ElementError,
    sentence: `${where}${formatIndex(index)}: ${first} ${formatNumber(a, 9)}, ${second} ${formatNumber(b, 9)}, abs ${formatNumber(absolute, 3)}, rel ${formatNumber(relative, 3)}, ${formatUlp(ulp)} ulp`,
    attributes: {
      index: tuple(index),
      a: float(a),
      b: float(b),
      abs: float(absolute),
      rel: float(relative),
      ulp: whole(ulp),
    },
  });
}
