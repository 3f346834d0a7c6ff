/** The norms, raw: forward and backward without autograd. */
export { addLayerNormBackward, addLayerNormForward } from "./add-layer-norm.ts";
export * from "./batch-norm.ts";
export * from "./group-norm.ts";
export { normKernels } from "./kernels.ts";
export * from "./layer-norm.ts";
export * from "./rms-norm.ts";
