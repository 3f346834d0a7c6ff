/** Quantiles: sorted values, interpolated between neighbours. */
import { runtimeError, valueError } from "../../errors.ts";
import { sortedValues } from "../../ops/sort.ts";
import { dtypes } from "../../tensor/dtype.ts";
import { wrapDim } from "../../tensor/shape.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import { add, mul, sub } from "./arithmetic.ts";
import { to } from "./copy.ts";
import { sort } from "./extrema.ts";
import { gather } from "./gather.ts";
import { any, full, isnan, logicalNot, lt, scalarTensor, toNumbers } from "./plain.ts";
import { sum } from "./reductions.ts";
import { named } from "./rename.ts";
import { cumsum } from "./scan.ts";
import { lerp, maskedFill } from "./selection.ts";
import { ceil, floor, round } from "./unary.ts";
import { expand, flatten, movedim, narrow, squeeze, unsqueeze, view } from "./views.ts";

export interface QuantileOptions {
  readonly dim?: number;
  readonly keepdim?: boolean;
  readonly interpolation?: string;
}

const interpolations = ["linear", "lower", "higher", "midpoint", "nearest"];

/** Both functions' messages speak of quantile(). */
function checkArguments(input: Tensor, q: number | Tensor, interpolation: string): Tensor {
  if (input.elementCount === 0) throw runtimeError(`quantile() input tensor must be non-empty`);
  if (input.dtype !== "float32" && input.dtype !== "float64") {
    throw runtimeError(`quantile() input tensor must be either float or double dtype`);
  }
  if (!interpolations.includes(interpolation)) {
    throw runtimeError(
      `quantile() interpolation must be one of linear, lower, higher, midpoint or nearest, but got ${interpolation}`,
    );
  }
  if (!(q instanceof Tensor)) {
    if (!(q >= 0 && q <= 1)) throw runtimeError(`quantile() q must be in the range [0, 1] but got ${q}`);
    return scalarTensor(q, input.dtype);
  }
  if (q.shape.length > 1) throw runtimeError(`quantile() q must be a scalar or 1D tensor`);
  if (q.dtype !== input.dtype) throw runtimeError(`quantile() q tensor must be same dtype as the input tensor`);
  if (toNumbers(q).some((value) => !(value >= 0 && value <= 1))) {
    throw runtimeError(`quantile() q values must be in the range [0, 1]`);
  }
  return q;
}

function compute(input: Tensor, given: number | Tensor, options: QuantileOptions, ignoreNan: boolean): Tensor {
  const { dim, keepdim = false, interpolation = "linear" } = options;
  const q = checkArguments(input, given, interpolation);
  const d = dim === undefined ? undefined : wrapDim(dim, input.shape.length);
  const rows = d === undefined || input.shape.length === 0 ? flatten(input) : movedim(input, [d], [-1]);
  const sorted = records(rows) ? sort(rows, { dim: -1 }).values : sortedValues(rows, -1);
  const last = sorted.shape[sorted.shape.length - 1] - 1;
  // Ranks along a new last dimension: one for each q.
  const qs = q.shape.length === 0 ? unsqueeze(q, 0) : q;
  const rankShape = [...sorted.shape.slice(0, -1), qs.elementCount];
  const missing = isnan(sorted);
  let ranks: Tensor;
  if (ignoreNan) {
    const counts = sum(logicalNot(missing), { dims: [-1], keepdim: true });
    const products = mul(qs, sub(to(counts, input.dtype), 1n));
    ranks = maskedFill(expand(products, rankShape), lt(products, 0), 0);
  } else {
    ranks = maskedFill(expand(mul(qs, last), rankShape), any(missing, { dims: [-1], keepdim: true }), last);
  }
  if (interpolation === "lower") ranks = floor(ranks);
  else if (interpolation === "higher") ranks = ceil(ranks);
  else if (interpolation === "nearest") ranks = round(ranks);
  const below = to(ranks, "int64");
  let values = gather(sorted, -1, below);
  if (interpolation === "linear" || interpolation === "midpoint") {
    const weights = interpolation === "midpoint" ? full(rankShape, 0.5, input.dtype) : sub(ranks, below);
    values = lerp(values, gather(sorted, -1, to(ceil(ranks), "int64")), weights);
  }
  return arrange(values, q, input, d, keepdim);
}

/** The values with q's dimension (if it has one) first, and the folded dimension kept where asked. */
function arrange(values: Tensor, q: Tensor, input: Tensor, d: number | undefined, keepdim: boolean): Tensor {
  const first = movedim(values, [-1], [0]);
  let result = first;
  if (keepdim) {
    result =
      d === undefined || input.shape.length === 0
        ? view(first, [first.shape[0], ...input.shape.map(() => 1)])
        : unsqueeze(first, d + 1);
  }
  return named(q.shape.length === 0 ? squeeze(result, [0]) : result, "SqueezeBackward4");
}

/** Quantiles of all elements or along a dimension; NaN where there is one. */
export const quantile = (input: Tensor, q: number | Tensor, options: QuantileOptions = {}): Tensor =>
  compute(input, q, options, false);

/** Quantiles of what is not NaN. */
export const nanquantile = (input: Tensor, q: number | Tensor, options: QuantileOptions = {}): Tensor =>
  compute(input, q, options, true);

/** The area under samples along a dimension, by trapezoids between points `dx` or `x` apart. */
export function trapezoid(y: Tensor, { x, dx = 1, dim = -1 }: { x?: Tensor; dx?: number; dim?: number } = {}): Tensor {
  return sum(trapezoids("trapezoid", y, x, dx, dim), { dims: [wrapDim(dim, y.shape.length)] });
}

/** The single trapezoids: for the sum and the running sum. */
function trapezoids(name: string, y: Tensor, x: Tensor | undefined, dx: number, dim: number): Tensor {
  const d = wrapDim(dim, y.shape.length);
  const n = y.shape[d];
  if (dtypes[y.dtype].kind === "bool")
    throw valueError(`${name}: received a bool input for \`y\`, but bool is not supported`);
  const moved = movedim(y, [d], [-1]);
  const heights = mul(add(...neighbours(moved, n)), 0.5);
  if (x === undefined) return movedim(mul(heights, dx), [-1], [d]);
  if (x.shape.length === 1 ? x.shape[0] !== n : x.shape[wrapDim(dim, x.shape.length)] !== n) {
    throw runtimeError(`${name}: There must be one \`x\` value for each sample point`);
  }
  const points = x.shape.length === 1 ? x : movedim(x, [wrapDim(dim, x.shape.length)], [-1]);
  return movedim(mul(heights, sub(...neighbours(points, n))), [-1], [d]);
}

const neighbours = (input: Tensor, n: number): [Tensor, Tensor] => {
  const last = input.shape.length - 1;
  return [narrow(input, last, 1, Math.max(n - 1, 0)), narrow(input, last, 0, Math.max(n - 1, 0))];
};

/** The running area under samples, one value fewer than samples. */
export function cumulativeTrapezoid(
  y: Tensor,
  { x, dx = 1, dim = -1 }: { x?: Tensor; dx?: number; dim?: number } = {},
): Tensor {
  return cumsum(trapezoids("cumulative_trapezoid", y, x, dx, dim), dim);
}
