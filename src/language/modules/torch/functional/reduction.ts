/** `reduction=` and its deprecated forerunners `size_average=` and `reduce=`. */
import { valueError } from "../../../runtime/errors.ts";
import type { Machine, Value } from "../../../runtime/objects/object.ts";
import { repr, str, truth } from "../../../runtime/protocols/index.ts";
import { warn } from "../warnings.ts";

const names = ["none", "mean", "sum"];

/** The number by which native functions know a reduction. ValueError for an unknown one. */
export function reductionCode(machine: Machine, sizeAverage: Value, reduce: Value, reduction: Value): number {
  if (sizeAverage === null && reduce === null) {
    const code = typeof reduction === "string" ? names.indexOf(reduction) : -1;
    if (code < 0) throw valueError(`${str(machine, reduction)} is not a valid value for reduction`);
    return code;
  }
  const averages = sizeAverage === null || truth(machine, sizeAverage);
  const reduces = reduce === null || truth(machine, reduce);
  const chosen = reduces ? (averages ? "mean" : "sum") : "none";
  warn(
    machine,
    `size_average and reduce args will be deprecated, please use reduction=${repr(machine, chosen)} instead.`,
  );
  return names.indexOf(chosen);
}
