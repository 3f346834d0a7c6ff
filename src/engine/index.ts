/** The public face of the engine: tensors and every function on them, with gradients. */
export * from "./autograd/functions/index.ts";
export * from "./autograd/index.ts";
export { TorchError, type TorchErrorKind } from "./errors.ts";
export { adamStep } from "./ops/adam.ts";
export type { QrMode } from "./ops/decompositions.ts";
export type { Index } from "./ops/indexing.ts";
export * from "./print/index.ts";
export * from "./random/index.ts";
export { type DType, dtypes, isFloating } from "./tensor/dtype.ts";
export { finfo, iinfo } from "./tensor/limits.ts";
export { canCast, defaultDType, promoteTypes, resultType, setDefaultDType } from "./tensor/promotion.ts";
export type { Scalar } from "./tensor/scalar.ts";
export { isContiguous } from "./tensor/strides.ts";
export { Tensor } from "./tensor/tensor.ts";
