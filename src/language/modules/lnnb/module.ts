/** The module `lnnb`: what a cell can show. */
import type { NativeFunction } from "../../runtime/objects/function.ts";
import type { PyModule } from "../../runtime/objects/module.ts";
import { nativeModule } from "../native-module.ts";
import { bars } from "./bars.ts";
import { checkGradients } from "./check-gradients.ts";
import { compare } from "./compare.ts";
import { distribution } from "./distribution.ts";
import { gradientTerms } from "./gradient-terms.ts";
import { heatmap } from "./heatmap.ts";
import { interact } from "./interact/interact.ts";
import { lines, sweep } from "./lines.ts";
import { quiz } from "./quiz.ts";
import { resultTypes } from "./result.ts";
import { scatter } from "./scatter.ts";
import { steps } from "./steps.ts";
import { table } from "./table.ts";
import { trace } from "./trace/trace.ts";

export const lnnbFunctions: readonly NativeFunction[] = [
  distribution,
  compare,
  checkGradients,
  steps,
  gradientTerms,
  trace,
  sweep,
  lines,
  bars,
  scatter,
  heatmap,
  table,
  quiz,
  interact,
];

const doc = "Figures for notebooks about normalization: each call shows one, and returns what can be asserted on.";

export function createLnnb(): PyModule {
  const module = nativeModule("lnnb", [...lnnbFunctions, ...Object.values(resultTypes)], {}, doc);
  // Norms beyond torch.nn: loaded when they are asked for.
  module.missing = (machine, name) => (name === "nn" ? machine.importModule("lnnb.nn") : undefined);
  return module;
}
