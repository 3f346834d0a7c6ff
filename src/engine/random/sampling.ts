/** Draws whose probabilities are tensors. */
import { notImplementedError, runtimeError } from "../errors.ts";
import { toNumbers } from "../ops/copy.ts";
import { dtypes, isFloating } from "../tensor/dtype.ts";
import { allocate } from "../tensor/make.ts";
import { castNumber } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { worked } from "../work.ts";
import { exponential } from "./distributions.ts";
import { fillWithDraws } from "./fill.ts";
import { defaultGenerator, type Generator } from "./generator.ts";
import { standardUniform } from "./uniform.ts";

/** 0 or 1 for each probability (`bernoulli`), of the same shape and dtype. RuntimeError outside [0, 1]. */
export function bernoulli(probabilities: Tensor, generator: Generator = defaultGenerator()): Tensor {
  const { dtype, shape } = probabilities;
  if (!isFloating(dtype)) {
    throw notImplementedError(`"bernoulli_tensor_cpu_p_" not implemented for '${dtypes[dtype].scalarName}'`);
  }
  const values = toNumbers(probabilities);
  const draw = standardUniform(dtype === "float64" ? "float64" : "float32", generator);
  let next = 0;
  return fillWithDraws(allocate(shape, dtype), () => {
    const p = values[next++];
    if (!(p >= 0 && p <= 1)) {
      throw runtimeError(
        "Expected p_in >= 0 && p_in <= 1 to be true, but got false.  (Could this error message be improved?  If so, please report an enhancement request to PyTorch.)",
      );
    }
    return draw() < p ? 1 : 0;
  });
}

/**
 * Indices drawn by their weights (`multinomial`): input of shape (n) or (rows, n), result int64 of shape (samples) or
 * (rows, samples). RuntimeErrors for other shapes and dtypes, invalid weights, and more samples than there are without
 * replacement.
 */
export function multinomial(
  weights: Tensor,
  samples: number,
  replacement = false,
  generator: Generator = defaultGenerator(),
): Tensor {
  const { dtype, shape } = weights;
  if (shape.length === 0 || shape.length > 2) throw runtimeError("prob_dist must be 1 or 2 dim");
  if (!isFloating(dtype)) {
    throw runtimeError(`multinomial only supports floating-point dtypes for input, got: ${dtypes[dtype].scalarName}`);
  }
  if (samples <= 0) throw runtimeError("cannot sample n_sample <= 0 samples");
  const categories = shape[shape.length - 1];
  if (!replacement && samples > categories) {
    throw runtimeError("cannot sample n_sample > prob_dist.size(-1) samples without replacement");
  }
  const rows = shape.length === 2 ? shape[0] : 1;
  const values = toNumbers(weights);
  checkWeights(values, rows, categories, replacement && samples > 1);
  const result = allocate(shape.length === 2 ? [rows, samples] : [samples], "int64");
  const picked = new Float64Array(rows * samples);
  const draw = replacement && samples > 1 ? drawWithReplacement : drawByRace;
  draw(picked, values, rows, categories, samples, weights, generator);
  let next = 0;
  return fillWithDraws(result, () => picked[next++]);
}

function checkWeights(values: Float64Array, rows: number, categories: number, replacement: boolean): void {
  if (replacement) {
    const wrong = values.find((w) => !(w >= 0 && w < Infinity));
    if (wrong !== undefined) {
      const what = wrong === Infinity ? "= infinity or NaN" : "< 0";
      throw runtimeError(`invalid multinomial distribution (encountering probability entry ${what})`);
    }
  }
  if (!values.every((w) => w >= 0 && w < Infinity)) {
    throw runtimeError("probability tensor contains either `inf`, `nan` or element < 0");
  }
  for (let row = 0; row < rows; row++) {
    const sum = values.subarray(row * categories, (row + 1) * categories).reduce((a, b) => a + b, 0);
    if (!(sum > 0)) throw runtimeError("invalid multinomial distribution (sum of probabilities <= 0)");
  }
}

/** The largest of weight / exponential draw wins, then the next: sampling without replacement. */
function drawByRace(
  picked: Float64Array,
  values: Float64Array,
  rows: number,
  categories: number,
  samples: number,
  weights: Tensor,
  generator: Generator,
): void {
  const times = toNumbers(exponential(allocate(weights.shape, weights.dtype), 1, generator));
  for (let row = 0; row < rows; row++) {
    const start = row * categories;
    const keys = Array.from({ length: categories }, (_, i) =>
      castNumber(values[start + i] / times[start + i], weights.dtype),
    );
    const order = keys.map((_, i) => i).sort((a, b) => keys[b] - keys[a] || a - b);
    picked.set(order.slice(0, samples), row * samples);
  }
}

function drawWithReplacement(
  picked: Float64Array,
  values: Float64Array,
  rows: number,
  categories: number,
  samples: number,
  weights: Tensor,
  generator: Generator,
): void {
  const round = (value: number): number => castNumber(value, weights.dtype);
  for (let row = 0; row < rows; row++) {
    const cumulative: number[] = [];
    let sum = 0;
    for (let i = 0; i < categories; i++) {
      sum = round(sum + values[row * categories + i]);
      cumulative.push(sum);
    }
    const shares = cumulative.map((partial) => round(partial / sum));
    shares[categories - 1] = 1;
    for (let sample = 0; sample < samples; sample++) {
      worked(16);
      const draw = generator.uniform();
      let [left, right] = [0, categories];
      while (right > left) {
        const middle = left + ((right - left) >> 1);
        if (shares[middle] < draw) left = middle + 1;
        else right = middle;
      }
      picked[row * samples + sample] = left;
    }
  }
}
