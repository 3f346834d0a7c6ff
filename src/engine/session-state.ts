/**
 * What a PyTorch process keeps beside its tensors: the default dtype, print options, modes, the default generator. One
 * set is in force at a time; each interpreter puts its own in force while it runs a cell, so that no session sees
 * another's settings.
 */

import { AutocastState, exchangeAutocast } from "./autocast.ts";
import {
  isAnomalyEnabled,
  isGradEnabled,
  isInferenceModeEnabled,
  setAnomalyEnabled,
  setGradEnabled,
  setInferenceMode,
} from "./autograd/modes.ts";
import { exchangeSavedTensorHooks, type SavedTensorHooks } from "./autograd/saved-hooks.ts";
import { freshPrintOptions, type PrintOptions, printOptions } from "./print/options.ts";
import { exchangeDefaultGenerator, type Generator } from "./random/generator.ts";
import type { DType } from "./tensor/dtype.ts";
import { defaultDType, setDefaultDType } from "./tensor/promotion.ts";
import { setThreadCount } from "./wasm/threads.ts";

export interface SessionState {
  readonly defaultDType: DType;
  readonly printOptions: PrintOptions;
  readonly gradEnabled: boolean;
  readonly inference: boolean;
  readonly anomaly: boolean;
  readonly autocast: AutocastState;
  readonly savedTensorHooks: SavedTensorHooks[];
  /** Null until it is first asked for. */
  readonly generator: Generator | null;
  /** Null: as many as the host has. */
  readonly threads: number | null;
}

/** PyTorch's state at its start. */
export const freshSessionState = (): SessionState => ({
  defaultDType: "float32",
  printOptions: freshPrintOptions(),
  gradEnabled: true,
  inference: false,
  anomaly: false,
  autocast: new AutocastState(),
  savedTensorHooks: [],
  generator: null,
  threads: null,
});

/** Puts a state in force and gives back the one that was. */
export function exchangeSessionState(next: SessionState): SessionState {
  const before = {
    defaultDType: defaultDType(),
    printOptions: { ...printOptions },
    gradEnabled: isGradEnabled(),
    inference: isInferenceModeEnabled(),
    anomaly: isAnomalyEnabled(),
    autocast: exchangeAutocast(next.autocast),
    savedTensorHooks: exchangeSavedTensorHooks(next.savedTensorHooks),
    generator: exchangeDefaultGenerator(next.generator),
    threads: setThreadCount(next.threads),
  };
  setDefaultDType(next.defaultDType);
  Object.assign(printOptions, next.printOptions);
  setGradEnabled(next.gradEnabled);
  setInferenceMode(next.inference);
  setAnomalyEnabled(next.anomaly);
  return before;
}
