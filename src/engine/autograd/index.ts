/** Gradients: recording, running backward, and what a tensor shows of its history. */
export { type BackwardOptions, backward, type GradOptions, grad, visit } from "./backward.ts";
export { type GradcheckOptions, type GradcheckResult, gradcheck, gradgradcheck } from "./gradcheck.ts";
export {
  dataOf,
  detach,
  detach_,
  gradFnOf,
  gradientEdge,
  gradOf,
  isInference,
  isLeaf,
  requiresGrad,
  retainGrad,
  setGrad,
  setRequiresGrad,
  withData,
} from "./history.ts";
export { registerHook, registerPostAccumulateHook } from "./hooks.ts";
export { checkInPlace, replaceInPlace, writeOut } from "./in-place.ts";
export * from "./modes.ts";
export type { Edge, GradientHook, Gradients, Node, OutputInfo } from "./node.ts";
export { edgesOf, record, recordMany } from "./record.ts";
export {
  popSavedTensorHooks,
  pushSavedTensorHooks,
  refuseSavedTensorHooks,
  type SavedTensorHooks,
} from "./saved-hooks.ts";
export { type SavedTensors, type SavedTensorsKeeper, setSavedTensorsKeeper } from "./saved-tensors.ts";
