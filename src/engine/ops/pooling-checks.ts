/** What PyTorch checks before it pools, in its order and words (ATen/native/Pool.h and the callers). */
import { indexError, notImplementedError, runtimeError } from "../errors.ts";
import { type DType, dtypes } from "../tensor/dtype.ts";
import { formatShape, type Shape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";

export interface Pooling {
  readonly kernel: Shape;
  /** The kernel's sizes where empty. */
  readonly stride: Shape;
  readonly padding: Shape;
  readonly dilation: Shape;
  readonly ceilMode: boolean;
}

const floating: readonly DType[] = ["float64", "float32", "float16", "bfloat16"];
const poolable: Readonly<Record<"all" | "floating" | "floatingOrLong", readonly DType[]>> = {
  all: [...floating, "int64", "int32", "int16", "int8", "uint8"],
  floating,
  floatingOrLong: [...floating, "int64"],
};

/** NotImplementedError where a kernel lacks the dtype. */
export function checkPoolable(input: Tensor, which: keyof typeof poolable, kernel: string): void {
  if (poolable[which].includes(input.dtype)) return;
  throw notImplementedError(`"${kernel}" not implemented for '${dtypes[input.dtype].scalarName}'`);
}

/** RuntimeError for a tensor of another rank than two or three, for a pool of sequences. */
export function checkSequence(input: Tensor, name: string): void {
  const rank = input.shape.length;
  if (rank === 2 || rank === 3) return;
  throw runtimeError(
    `Expected 2 to 3 dimensions, but got ${rank}-dimensional tensor for argument #1 'self' (while checking arguments for ${name})`,
  );
}

/** The one number of a list for a pool of sequences. */
export function checkOne(name: string, argument: string, given: Shape): void {
  if (given.length === 1) return;
  throw runtimeError(`${name}() argument '${argument}' should contain one int (got ${given.length})`);
}

/** Max pooling of sequences has words of its own. */
export function checkMaxPool1d(input: Tensor, pooling: Pooling): void {
  const { shape } = input;
  const rank = shape.length;
  const isFilled = (rank === 2 && shape[0] !== 0 && shape[1] !== 0) || (rank === 3 && shape[1] !== 0 && shape[2] !== 0);
  if (!isFilled) {
    throw runtimeError(
      `max_pool1d: Expected 2D or 3D (batch mode) tensor with optional 0 dim batch size for input, but got:${formatShape(shape)}`,
    );
  }
  const { kernel, padding, dilation } = pooling;
  const stride = pooling.stride.length === 0 ? kernel : pooling.stride;
  const one = (list: Shape, text: string): void => {
    if (list.length !== 1) throw runtimeError(`max_pool1d() ${text} of size 1 but got size ${list.length}`);
  };
  one(kernel, "kernel_size must be an int, list of ints or tuple of ints");
  one(stride, "stride must be None, an int, list of ints, or tuple of ints");
  one(padding, "padding must be an int, list of ints, or tuple of ints");
  one(dilation, "dilation must be an int, list of ints or tuple of ints");
  const [k, s, p, d] = [kernel[0], stride[0], padding[0], dilation[0]];
  if (k <= 0) throw runtimeError(`max_pool1d() kernel_size must be greater than zero, but got ${k}`);
  if (s <= 0) throw runtimeError(`max_pool1d() stride must be greater than zero, but got ${s}`);
  if (p < 0) throw runtimeError(`max_pool1d() padding must be non-negative, but got ${p}`);
  if (p > Math.floor(k / 2)) {
    throw runtimeError(
      `max_pool1d() padding should be at most half of kernel size, but got padding=${p} and kernel_size=${k}`,
    );
  }
  if (d <= 0) throw runtimeError(`max_pool1d() dilation must be greater than zero, but got ${d}`);
  const count = windowCount(shape[rank - 1], k, s, p, d, pooling.ceilMode);
  if (count <= 0) throw runtimeError(`max_pool1d() Invalid computed output size: ${count}`);
}

const lengthTexts: Readonly<Record<string, readonly [string, string, string]>> = {
  max_pool2d: ["must either be a single int", "must either be omitted, a single int", "must either be a single int"],
  max_pool3d: ["must either be a single int", "must either be omitted, a single int", "must either be a single int"],
  avg_pool2d: ["must either be a single int", "must either be omitted, a single int", "must either be a single int"],
  avg_pool3d: ["must be a single int", "must be omitted, a single int", "must be a single int"],
};

/** Lists of one number a dimension: a lone number stands for all. RuntimeError for other lengths. */
export function completePooling(pooling: Pooling, spatial: number, name: string): Pooling {
  const count = spatial === 2 ? "two" : "three";
  const [kernelText, strideText, paddingText] = lengthTexts[name];
  const spread = (list: Shape, what: string, text: string): Shape => {
    if (list.length === spatial) return list;
    if (list.length === 1) return new Array<number>(spatial).fill(list[0]);
    throw runtimeError(`${name}: ${what} ${text}, or a tuple of ${count} ints`);
  };
  const kernel = spread(pooling.kernel, "kernel_size", kernelText);
  const stride = pooling.stride.length === 0 ? kernel : spread(pooling.stride, "stride", strideText);
  return {
    kernel,
    stride,
    padding: spread(
      pooling.padding,
      "padding",
      name.startsWith("max_pool") ? "must either be a single int" : paddingText,
    ),
    dilation: spread(pooling.dilation, "dilation", "must be either a single int"),
    ceilMode: pooling.ceilMode,
  };
}

/** The number of windows along one dimension. With `ceil` the last one may begin inside and end beyond the input. */
export function windowCount(
  size: number,
  kernel: number,
  stride: number,
  padding: number,
  dilation: number,
  ceil: boolean,
): number {
  if (stride === 0) throw runtimeError("stride should not be zero");
  if (padding < 0) throw runtimeError(`pad must be non-negative, but got pad: ${padding}`);
  if (padding > Math.trunc(((kernel - 1) * dilation + 1) / 2)) {
    throw runtimeError(
      `pad should be at most half of effective kernel size, but got pad=${padding}, kernel_size=${kernel} and dilation=${dilation}`,
    );
  }
  const room = size + 2 * padding - dilation * (kernel - 1) - 1;
  const count = Math.floor((room + (ceil ? stride - 1 : 0)) / stride) + 1;
  return ceil && (count - 1) * stride >= size + padding ? count - 1 : count;
}

const list = (names: readonly string[], values: Shape): string =>
  names.map((name, i) => `${name}: ${values[i]}`).join(" ");

/** The counts of windows, after every check of sizes. `fullName` is how three-dimensional pools call themselves. */
export function checkedCounts(input: Tensor, pooling: Pooling, fullName: string, fitsKernel: boolean): number[] {
  const spatial = pooling.kernel.length;
  const { kernel, stride, padding, dilation, ceilMode } = pooling;
  const { shape } = input;
  const rank = shape.length;
  if (rank < spatial + 1) {
    throw indexError(
      `Dimension out of range (expected to be in range of [${-Math.max(rank, 1)}, ${Math.max(rank, 1) - 1}], but got ${-spatial - 1})`,
    );
  }
  const sizes = shape.slice(-spatial);
  const counts = sizes.map((size, i) => windowCount(size, kernel[i], stride[i], padding[i], dilation[i], ceilMode));
  const axes = spatial === 2 ? ["H", "W"] : ["T", "H", "W"];
  for (const [what, short, values] of [
    ["kernel size", "k", kernel],
    ["stride", "d", stride],
    ["dilation", "dilation", dilation],
  ] as const) {
    if (values.some((value) => value <= 0)) {
      const names = axes.map((axis) => `${short}${axis}`);
      throw runtimeError(`${what} should be greater than zero, but got ${list(names, values)}`);
    }
  }
  checkFilled(shape, spatial, fullName);
  if (fitsKernel && sizes.some((size, i) => size < kernel[i])) {
    const own = list(axes, sizes);
    throw runtimeError(`input image (${own}) smaller than kernel size (${list(["kT", "kH", "kW"], kernel)})`);
  }
  if (spatial === 3 && padding.some((pad, i) => pad > Math.floor(kernel[i] / 2))) {
    const effective = kernel.map((size, i) => (size - 1) * dilation[i] + 1);
    const [t, h, w] = padding;
    const [et, eh, ew] = effective;
    throw runtimeError(
      `pad should be smaller than or equal to half of effective kernel size, but got padT: ${t} padW: ${w} padH: ${h} effectiveKT: ${et} effectiveKW: ${ew} effectiveKH: ${eh}`,
    );
  }
  if (counts.some((count) => count < 1)) {
    const channels = shape[rank - spatial - 1];
    const text = (all: Shape): string => [channels, ...all].join("x");
    throw runtimeError(
      `Given input size: (${text(sizes)}). Calculated output size: (${text(counts)}). Output size is too small`,
    );
  }
  return counts;
}

/** RuntimeError for a rank that does not fit, or a dimension without elements that is not the batch. */
function checkFilled(shape: Shape, spatial: number, fullName: string): void {
  const rank = shape.length;
  const fits = rank === spatial + 1 || rank === spatial + 2;
  const places = rank === spatial + 2 ? shape.slice(1) : shape;
  if (spatial === 2) {
    if (fits && !places.includes(0)) return;
    throw runtimeError(
      `Expected 3D or 4D (batch mode) tensor with optional 0 dim batch size for input, but got:${formatShape(shape)}`,
    );
  }
  if (!fits) throw runtimeError(`${fullName}: Expected 4D or 5D tensor for input, but got: ${formatShape(shape)}`);
  if (!places.includes(0)) return;
  throw runtimeError(
    `${fullName}: Expected input's non-batch dimensions to have positive length, but input has a shape of ${formatShape(shape)} and non-batch dimension 0 has length zero!`,
  );
}

/** No dimension from the first on is empty. */
export function checkElements(shape: Shape, first: number, name: string): void {
  const dim = shape.indexOf(0, first);
  if (dim < 0) return;
  throw runtimeError(
    `${name}(): Expected input to have non-zero size for non-batch dimensions, but input has sizes ${formatShape(shape)} with dimension ${dim} being empty`,
  );
}

/** Adaptive pools: sizes and ranks, each pool in its words. */
export function checkAdaptive(input: Tensor, sizes: Shape, spatial: number, name: string): void {
  const { shape } = input;
  const rank = shape.length;
  const fits = rank === spatial + 1 || rank === spatial + 2;
  const colon = name.startsWith("adaptive_max") ? ":" : "";
  const ranks = `Expected ${spatial + 1}D or ${spatial + 2}D tensor, but got${colon} ${formatShape(shape)}`;
  // Means of volumes are asked for their sizes first, the others for their rank; means of images do not ask for channels.
  if ((spatial === 2 || name.startsWith("adaptive_max")) && !fits) throw runtimeError(`${name}(): ${ranks}`);
  checkElements(shape, name === "adaptive_avg_pool2d" ? rank - 2 : 1, name);
  if (!fits) throw runtimeError(`${name}(): ${ranks}`);
  if (sizes.length !== spatial) throw runtimeError(`${name}(): internal error: output_size.size() must be ${spatial}`);
  const negative = sizes.find((size) => size < 0);
  if (negative !== undefined) {
    const whole = [...shape.slice(0, -spatial), ...sizes];
    throw runtimeError(`Trying to create tensor with negative dimension ${negative}: ${formatShape(whole)}`);
  }
}

/** The gradient of an adaptive pool has elements, but for the batch. */
export function checkAdaptiveGradient(gradient: Tensor, name: string): void {
  const empty = gradient.shape.findIndex((size, dim) => dim > 0 && size === 0);
  if (empty < 0) return;
  throw runtimeError(
    `${name}_backward(): Expected grad_output to have non-zero size for non-batch dimensions, but grad_output has sizes ${formatShape(gradient.shape)} with dimension ${empty} being empty`,
  );
}
