/** Activation functions (`torch.nn.functional`), forward only. */
import { runtimeError } from "../errors.ts";
import { type DType, dtypes, isFloating, isHalf } from "../tensor/dtype.ts";
import { castNumber, checkScalarFits, type Scalar, toInt64 } from "../tensor/scalar.ts";
import { wrapDim } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { add, div, mul, notImplemented, sub } from "./arithmetic.ts";
import * as activations from "./kernels/activations.ts";
import type { Kernel } from "./kernels/kernel.ts";
import type { Out } from "./options.ts";
import { type Operand, pointwise } from "./pointwise/pointwise.ts";
import { clamp } from "./selection.ts";
import { abs, sigmoid, tanh } from "./unary.ts";
import { contiguous, narrow, view } from "./views.ts";

function run(kernel: Kernel, name: string, operands: readonly [Tensor, ...Operand[]], out?: Tensor): Tensor {
  const { dtype } = operands[0];
  if (!isFloating(dtype)) throw notImplemented(name, dtype);
  return pointwise(kernel, operands, { compute: dtype, preciseScalar: true }, out);
}

/** The kernel with float32's intermediate roundings for all but float64. */
const rounded = (input: Tensor, kernel: Kernel, float32: Kernel): Kernel =>
  input.dtype === "float64" ? kernel : float32;

/** max(x, 0) for any dtype but bool. */
export function relu(input: Tensor, { out }: Out = {}): Tensor {
  if (input.dtype === "bool") throw runtimeError("Boolean inputs not supported for relu");
  return pointwise(activations.relu, [input], { compute: input.dtype }, out);
}

export interface GeluOptions extends Out {
  readonly approximate?: string;
}

/** x Phi(x), exactly or by the tanh approximation. */
export function gelu(input: Tensor, { approximate = "none", out }: GeluOptions = {}): Tensor {
  if (approximate === "tanh") {
    return run(rounded(input, activations.geluTanh, activations.geluTanhFloat32), "GeluKernelImpl", [input], out);
  }
  if (approximate !== "none") throw runtimeError("approximate argument must be either none or tanh.");
  return run(rounded(input, activations.gelu, activations.geluFloat32), "GeluKernelImpl", [input], out);
}

export const silu = (input: Tensor, { out }: Out = {}): Tensor =>
  run(rounded(input, activations.silu, activations.siluFloat32), "silu_cpu", [input], out);
export const mish = (input: Tensor, { out }: Out = {}): Tensor => run(activations.mish, "mish_cpu", [input], out);
export const logSigmoid = (input: Tensor): Tensor =>
  run(activations.logSigmoid, "log_sigmoid_cpu", [contiguous(input)]);
/** x / (1 + |x|). */
export const softsign = (input: Tensor): Tensor => div(input, add(abs(input), 1n));
/** x - tanh(x). */
export const tanhshrink = (input: Tensor): Tensor => sub(input, tanh(input));
export const hardsigmoid = (input: Tensor, { out }: Out = {}): Tensor =>
  run(activations.hardsigmoid, "hardsigmoid_cpu", [input], out);
export const hardswish = (input: Tensor, { out }: Out = {}): Tensor =>
  run(activations.hardswish, "hardswish_cpu", [input], out);

/** log(1 + exp(beta x)) / beta; linear where beta x passes the threshold. */
export const softplus = (input: Tensor, beta: Scalar = 1, threshold: Scalar = 20, { out }: Out = {}): Tensor =>
  run(rounded(input, activations.softplus, activations.softplusFloat32), "softplus_cpu", [input, beta, threshold], out);

export const leakyRelu = (input: Tensor, negativeSlope: Scalar = 0.01, { out }: Out = {}): Tensor =>
  run(activations.leakyRelu, "leaky_relu_cpu", [input, negativeSlope], out);

/** One slope, or one a channel (dimension 1). */
export function prelu(input: Tensor, weight: Tensor): Tensor {
  const channels = input.shape.length >= 2 ? input.shape[1] : 1;
  const count = weight.elementCount;
  if (input.dtype !== weight.dtype) {
    const [own, other] = [dtypes[input.dtype].scalarName, dtypes[weight.dtype].scalarName];
    throw runtimeError(`prelu: Type promoting not supported. Got ${own} and ${other}`);
  }
  if (count !== 1 && input.shape.length === 0) throw runtimeError("Not allow zero-dim input tensor.");
  if (count !== 1 && count !== channels) {
    throw runtimeError(
      `Mismatch of parameter numbers and input channel size. Found parameter numbers = ${count} and channel size = ${channels}.`,
    );
  }
  if (weight.shape.length > 1) {
    throw runtimeError(
      `prelu: Expected \`weight\` to be a scalar or 1D tensor, but got: ndim = ${weight.shape.length}`,
    );
  }
  const rank = input.shape.length;
  const shape = input.shape.map((_, i) => (i === 1 && count > 1 ? count : 1));
  const slopes = rank < 2 || count === 1 ? view(weight, new Array<number>(rank).fill(1)) : view(weight, shape);
  return run(activations.leakyRelu, "prelu_cpu", [input, slopes]);
}

export interface EluOptions extends Out {
  readonly alpha?: number;
  readonly scale?: number;
}

/** scale * x above zero, scale * alpha * (exp(x) - 1) below. */
export const elu = (input: Tensor, { alpha = 1, scale = 1, out }: EluOptions = {}): Tensor =>
  run(activations.elu, "elu_cpu", [input, scale, alpha * scale], out);

/** ELU with Klambauer's constants (arXiv:1706.02515). */
export const selu = (input: Tensor, { out }: Out = {}): Tensor =>
  elu(input, { alpha: 1.6732632423543772, scale: 1.0507009873554805, out });

export function celu(input: Tensor, alpha: number = 1, { out }: Out = {}): Tensor {
  if (alpha === 0) throw runtimeError("ZeroDivisionError: alpha cannot be 0 for CELU");
  return run(activations.celu, "elu_cpu", [input, alpha], out);
}

/** The input limited to [min, max], in its own dtype. RuntimeErrors for bool, and for uint8 with a negative limit. */
export function hardtanh(input: Tensor, min: Scalar = -1, max: Scalar = 1, { out }: Out = {}): Tensor {
  if (input.dtype === "bool") throw runtimeError("Bool inputs not supported for hardtanh");
  if (isFloating(input.dtype)) return clamp(input, { min, max, out });
  if (input.dtype === "uint8" && (Number(min) < 0 || Number(max) < 0)) {
    throw runtimeError("cannot do hardtanh on an unsigned type with negative limits");
  }
  return clamp(input, { min: toInt64(min), max: toInt64(max), out });
}

export const relu6 = (input: Tensor, options: Out = {}): Tensor => hardtanh(input, 0, 6, options);

export const softshrink = (input: Tensor, lambda: Scalar = 0.5): Tensor => {
  if (Number(lambda) < 0) throw runtimeError(`lambda must be greater or equal to 0, but found to be ${lambda}.`);
  return run(activations.softshrink, "softshrink_cpu", [input, lambda]);
};
/** What a shrinking function compares with: PyTorch rounds it to a half type (but for softshrink's own values). */
export const shrinkBound = (lambda: Scalar, dtype: DType): Scalar =>
  isHalf(dtype) ? castNumber(Number(lambda), dtype) : lambda;

export const hardshrink = (input: Tensor, lambda: Scalar = 0.5): Tensor =>
  run(activations.hardshrink, "hardshrink_cpu", [input, shrinkBound(lambda, input.dtype)]);

/** The input where it passes the threshold, `value` elsewhere. */
export function threshold(input: Tensor, limit: Scalar, value: Scalar, { out }: Out = {}): Tensor {
  checkScalarFits(limit, input.dtype);
  checkScalarFits(value, input.dtype);
  return thresholded(input, limit, value, { out });
}

const thresholded = (input: Tensor, limit: Scalar, value: Scalar, { out }: Out): Tensor =>
  pointwise(activations.threshold, [input, limit, value], { compute: input.dtype, preciseScalar: true }, out);

/** The first half of a dimension times the sigmoid of the second. */
export function glu(input: Tensor, dim = -1): Tensor {
  if (input.shape.length === 0) throw runtimeError("glu does not support 0-dimensional tensors");
  const d = wrapDim(dim, input.shape.length);
  const size = input.shape[d];
  if (size % 2 !== 0) throw runtimeError(`Halving dimension must be even, but dimension ${d} is size ${size}`);
  return mul(narrow(input, d, 0, size / 2), sigmoid(narrow(input, d, size / 2, size / 2)));
}
