/** Normal draws. */

import { notImplementedError, runtimeError } from "../errors.ts";
import { fma } from "../math/fma.ts";
import * as libm from "../math/libm.ts";
import { formatDouble } from "../number-format.ts";
import { checkNoInternalOverlap } from "../ops/pointwise/out.ts";
import { dtypes, isFloating } from "../tensor/dtype.ts";
import { castNumber } from "../tensor/scalar.ts";
import { isContiguous } from "../tensor/strides.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Writer } from "../tensor/walk.ts";
import { normalFloats, uniformFloats } from "../wasm/random.ts";
import { worked } from "../work.ts";
import { boxMuller } from "./box-muller.ts";
import { fillWithDraws } from "./fill.ts";
import { defaultGenerator, type Generator } from "./generator.ts";
import { standardUniform } from "./uniform.ts";

const countedDraws = 2 ** 14;

/** One draw with mean 0 and standard deviation 1; of each Box-Muller pair the second waits in the generator. */
export function standardNormal(generator: Generator): number {
  const cached = generator.cachedNormal;
  if (cached !== null) {
    generator.cachedNormal = null;
    return cached;
  }
  const first = generator.uniform();
  const second = generator.uniform();
  const radius = Math.sqrt(-2 * libm.log1p(-second));
  const angle = 2 * Math.PI * first;
  generator.cachedNormal = radius * libm.sin(angle);
  return radius * libm.cos(angle);
}

/**
 * Fills with normal draws (`normal_`), any float dtype. Sixteen and more elements in a row take PyTorch's vector method,
 * whose draws differ from those of fewer. RuntimeError for an integer dtype or a negative standard deviation.
 */
export function normal(tensor: Tensor, mean = 0, std = 1, generator: Generator = defaultGenerator()): Tensor {
  if (!(std >= 0)) throw runtimeError(`normal expects std >= 0.0, but found std ${formatDouble(std)}`);
  const { dtype } = tensor;
  if (!isFloating(dtype)) {
    throw notImplementedError(`"normal_kernel_cpu" not implemented for '${dtypes[dtype].scalarName}'`);
  }
  const count = tensor.elementCount;
  if (count < 16 || !isContiguous(tensor)) {
    return fillWithDraws(tensor, () => fma(standardNormal(generator), std, mean));
  }
  checkNoInternalOverlap(tensor);
  tensor.storage.version++;
  if (normalFloat32(tensor, mean, std, generator)) return tensor;
  const draws = new Float64Array(count);
  const draw = standardUniform(dtype, generator);
  for (let i = 0; i < count; i++) {
    if (i % countedDraws === 0) worked(4 * countedDraws);
    draws[i] = draw();
  }
  const transform = boxMuller(dtype);
  const center = castNumber(mean, dtype);
  const spread = castNumber(std, dtype);
  for (let i = 0; i + 16 <= count; i += 16) {
    worked(128);
    transform(draws, i, center, spread);
  }
  if (count % 16 !== 0) {
    for (let i = count - 16; i < count; i++) draws[i] = draw();
    transform(draws, count - 16, center, spread);
  }
  new Writer(tensor).write(draws, count);
  return tensor;
}

/** Large float32 tensors in WebAssembly, with the same bits. False where they are left to the plain version. */
function normalFloat32(tensor: Tensor, mean: number, std: number, generator: Generator): boolean {
  const { data } = tensor.storage;
  if (!(data instanceof Float32Array)) return false;
  const { offset, elementCount: count } = tensor;
  const center = castNumber(mean, "float32");
  const spread = castNumber(std, "float32");
  const instance = generator.fillWords(data, offset, count);
  if (instance === null) return false;
  uniformFloats(instance, data, offset, count, 1, 0);
  normalFloats(instance, data, offset, count - (count % 16), center, spread);
  if (count % 16 === 0) return true;
  // The last sixteen are drawn anew, some of them for the second time.
  const last = offset + count - 16;
  for (let i = last; i < last + 16; i++) data[i] = (generator.random() & 0xffffff) * 2 ** -24;
  normalFloats(instance, data, last, 16, center, spread);
  return true;
}
