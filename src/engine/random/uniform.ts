/** Uniform draws. A float32 has 24 random bits, a float64 53, float16 and bfloat16 11 and 8. */
import { notImplementedError, runtimeError } from "../errors.ts";
import { fma } from "../math/fma.ts";
import { formatDouble } from "../number-format.ts";
import { checkNoInternalOverlap } from "../ops/pointwise/out.ts";
import { type DType, dtypes, isFloating } from "../tensor/dtype.ts";
import { finfo } from "../tensor/limits.ts";
import { castNumber, cppNames } from "../tensor/scalar.ts";
import { isContiguous } from "../tensor/strides.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { uniformFloats } from "../wasm/random.ts";
import { fillWithDraws } from "./fill.ts";
import { defaultGenerator, type Generator } from "./generator.ts";

/** Draws in [0, 1) with as many bits as the dtype has. */
export function standardUniform(dtype: DType, generator: Generator): () => number {
  switch (dtype) {
    case "float64":
      return () => generator.uniform();
    case "float32":
      return () => (generator.random() & 0xffffff) * 2 ** -24;
    case "float16":
      return () => (generator.random() & 0x7ff) * 2 ** -11;
    default:
      return () => (generator.random() & 0xff) * 2 ** -8;
  }
}

/**
 * Fills with uniform draws from [from, to) (`uniform_`), any float dtype.
 * RuntimeError for an integer dtype, a range that is empty, not finite or beyond the dtype.
 */
export function uniform(tensor: Tensor, from = 0, to = 1, generator: Generator = defaultGenerator()): Tensor {
  const { dtype } = tensor;
  if (!isFloating(dtype)) {
    throw notImplementedError(`"check_uniform_bounds" not implemented for '${dtypes[dtype].scalarName}'`);
  }
  checkBounds(from, to, dtype);
  const draw = standardUniform(dtype, generator);
  const low = castNumber(from, dtype);
  const high = castNumber(to, dtype);
  if (dtype === "float64") {
    const width = high - low;
    return fillWithDraws(tensor, () => fma(draw(), width, low));
  }
  const width = castNumber(high - low, dtype);
  const { data } = tensor.storage;
  if (data instanceof Float32Array && isContiguous(tensor)) {
    checkNoInternalOverlap(tensor);
    tensor.storage.version++;
    const instance = generator.fillWords(data, tensor.offset, tensor.elementCount);
    if (instance !== null) {
      uniformFloats(instance, data, tensor.offset, tensor.elementCount, width, low);
      return tensor;
    }
    const end = tensor.offset + tensor.elementCount;
    for (let i = tensor.offset; i < end; i++) data[i] = (generator.random() & 0xffffff) * 2 ** -24 * width + low;
    return tensor;
  }
  return fillWithDraws(tensor, () => Math.fround(draw() * width + low));
}

function checkBounds(from: number, to: number, dtype: DType): void {
  const { min, max } = finfo(dtype);
  if (!(from >= min && from <= max)) throw runtimeError(`from is out of bounds for ${cppNames[dtype]}`);
  if (!(to >= min && to <= max)) throw runtimeError(`to is out of bounds for ${cppNames[dtype]}`);
  if (!(from <= to)) {
    throw runtimeError(
      `uniform_ expects to return a [from, to) range, but found from=${formatDouble(from)} > to=${formatDouble(to)}`,
    );
  }
  if (!(to - from <= max)) {
    throw runtimeError(
      `uniform_ expects to-from <= std::numeric_limits<${dtypes[dtype].scalarName}>::max(), but found to=${formatDouble(to)} and from=${formatDouble(from)} which result in to-from to exceed the limit`,
    );
  }
}
