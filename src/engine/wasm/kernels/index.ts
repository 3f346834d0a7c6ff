/** What JavaScript calls. Every address is in bytes; every range of rows or elements is half open. */
export { gradientRuns, measureRuns, projectRuns, scaleRuns } from "./channel-runs";
export { copyBytes, copyVectors, fillBytes } from "./memory";
export { countInBins, describeBlocks } from "./statistics";
export { bfloat16FromFloat32, float16FromFloat32, float32FromBfloat16, float32FromFloat16 } from "./halves";
export { layerNormForward } from "./layer-norm";
export { layerNormBackward } from "./layer-norm-backward";
export { matmul } from "./matmul";
export { pointwise } from "./pointwise";
export { copyRows, copyTransposed } from "./move";
export { exponentialSums, logSoftmaxBackward, softmaxBackward, softmaxForward, subtractTwo } from "./softmax";
export { sumColumns, sumParts, sumRows, sumRowsDouble, sumsOfReplaced } from "./sums";
export { layerNormBackwardDouble, layerNormForwardDouble } from "./layer-norm-double";
export { mersenneWords, normalFloats, uniformFloats } from "./random";
export { rmsNormBackward, rmsNormForward } from "./rms-norm";
export { isNearTransposed, scaledDifferences } from "./jacobian";
export { compareFloats } from "./comparison";
export { runExtremes } from "./extremes";
export { gradientTerms, normSteps } from "./worked-norms";
