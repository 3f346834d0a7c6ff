/** Draws from other distributions, each from one uniform double an element (core/TransformationHelper.h). */
import { notImplementedError, runtimeError } from "../errors.ts";
import { fma } from "../math/fma.ts";
import * as libm from "../math/libm.ts";
import { formatDouble } from "../number-format.ts";
import { dtypes, isFloating } from "../tensor/dtype.ts";
import { castNumber } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { fillWithDraws } from "./fill.ts";
import { defaultGenerator, type Generator } from "./generator.ts";
import { standardNormal } from "./normal.ts";

function checkFloating(tensor: Tensor, kernel: string): void {
  if (!isFloating(tensor.dtype)) {
    throw notImplementedError(`"${kernel}" not implemented for '${dtypes[tensor.dtype].scalarName}'`);
  }
}

function checkContinuous(tensor: Tensor, name: string): void {
  if (isFloating(tensor.dtype)) return;
  throw runtimeError(
    `${name} distribution is a continuous probability distribution. dtype must be a floating point but you specified ${dtypes[tensor.dtype].scalarName}`,
  );
}

/** Fills with exponential draws of rate `lambda` (`exponential_`). */
export function exponential(tensor: Tensor, lambda = 1, generator: Generator = defaultGenerator()): Tensor {
  if (!(lambda > 0)) {
    throw runtimeError(`exponential_ expects lambda > 0.0, but found lambda=${formatDouble(lambda)}`);
  }
  checkContinuous(tensor, "Exponential");
  return fillWithDraws(tensor, () => (-1 / lambda) * libm.log1p(-generator.uniform()));
}

/** Fills with numbers of trials up to the first success of probability `p` (`geometric_`). */
export function geometric(tensor: Tensor, p: number, generator: Generator = defaultGenerator()): Tensor {
  if (!(p > 0 && p < 1)) throw runtimeError(`geometric_ expects p to be in (0, 1), but got p=${formatDouble(p)}`);
  if (tensor.dtype === "bool") throw notImplementedError(`"geometric_cpu" not implemented for 'Bool'`);
  return fillWithDraws(tensor, () => Math.ceil(libm.log(generator.uniform()) / libm.log1p(-p)));
}

/** Fills with Cauchy draws (`cauchy_`). */
export function cauchy(tensor: Tensor, median = 0, sigma = 1, generator: Generator = defaultGenerator()): Tensor {
  if (!(sigma > 0)) throw runtimeError(`cauchy_ expects sigma > 0.0, but found sigma=${formatDouble(sigma)}`);
  checkContinuous(tensor, "Cauchy");
  return fillWithDraws(tensor, () => median + sigma * libm.tan(Math.PI * (generator.uniform() - 0.5)));
}

/** Fills with exponentials of normal draws (`log_normal_`). */
export function logNormal(tensor: Tensor, mean = 1, std = 2, generator: Generator = defaultGenerator()): Tensor {
  if (!(std > 0)) throw runtimeError(`log_normal_ expects std > 0.0, but found std=${formatDouble(std)}`);
  checkFloating(tensor, "log_normal_cpu");
  return fillWithDraws(tensor, () => libm.exp(fma(standardNormal(generator), std, mean)));
}

/** Fills with 0 and 1, 1 with probability `p` (`bernoulli_` with a number). */
export function bernoulliFill(tensor: Tensor, p = 0.5, generator: Generator = defaultGenerator()): Tensor {
  if (!(p >= 0 && p <= 1)) throw runtimeError(`bernoulli_ expects p to be in [0, 1], but got p=${formatDouble(p)}`);
  return fillWithDraws(tensor, () => (generator.uniform() < p ? 1 : 0));
}

/** What dropout multiplies by: 0 with probability `p`, else 1/(1-p), in the tensor's dtype. */
export function dropoutMask(like: Tensor, p: number, generator: Generator = defaultGenerator()): Tensor {
  const keep = 1 - p;
  const scale = castNumber(1 / castNumber(keep, like.dtype === "float64" ? "float64" : "float32"), like.dtype);
  return fillWithDraws(like, () => (generator.uniform() < keep ? scale : 0));
}
