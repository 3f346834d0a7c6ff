/** Whether operations are recorded: PyTorch's grad mode, inference mode and anomaly detection. */
import { allocationMode } from "../tensor/storage.ts";

interface Modes {
  gradEnabled: boolean;
  anomaly: boolean;
}

const modes: Modes = { gradEnabled: true, anomaly: false };

/** Whether operations on tensors that require gradients are recorded. */
export const isGradEnabled = (): boolean => modes.gradEnabled;
export function setGradEnabled(enabled: boolean): void {
  modes.gradEnabled = enabled;
}

export const isInferenceModeEnabled = (): boolean => allocationMode.inference;

/** Inference mode: nothing is recorded, and tensors made in it can never be. */
export function setInferenceMode(enabled: boolean): void {
  allocationMode.inference = enabled;
}

export const isAnomalyEnabled = (): boolean => modes.anomaly;
export function setAnomalyEnabled(enabled: boolean): void {
  modes.anomaly = enabled;
}

function withGrad<T>(enabled: boolean, run: () => T): T {
  const before = modes.gradEnabled;
  modes.gradEnabled = enabled;
  try {
    return run();
  } finally {
    modes.gradEnabled = before;
  }
}

/** Runs without recording. */
export const noGrad = <T>(run: () => T): T => withGrad(false, run);
/** Runs with recording. */
export const enableGrad = <T>(run: () => T): T => withGrad(true, run);

/** Runs in inference mode. */
export function inferenceMode<T>(run: () => T): T {
  const before = allocationMode.inference;
  allocationMode.inference = true;
  try {
    return noGrad(run);
  } finally {
    allocationMode.inference = before;
  }
}
