/** Functions of vectors: combinations, the trapezoid rule, powers and cross products. */
import { runtimeError } from "../../../../../engine/errors.ts";
import * as engine from "../../../../../engine/index.ts";
import { newPlaces } from "../../../../../engine/tensor/places.ts";
import { wrapDim } from "../../../../../engine/tensor/shape.ts";
import type { Tensor } from "../../../../../engine/tensor/tensor.ts";
import { worked } from "../../../../../engine/work.ts";
import { named } from "./names.ts";

function numberOfCombinations(n: number, r: number): number {
  if (r > n) return r === 0 ? 1 : 0;
  let count = 1;
  for (let i = 1; i <= Math.min(r, n - r) && count < Number.MAX_SAFE_INTEGER; i++) {
    count = Math.round((count * (n - i + 1)) / i);
  }
  return count;
}

/** All r-element combinations of a vector's elements, in order. */
export function combinations(input: Tensor, r: number, withReplacement: boolean): Tensor {
  if (input.shape.length !== 1) {
    throw runtimeError(`Expect a 1D vector, but got shape [${input.shape.join(", ")}]`);
  }
  if (r < 0) throw runtimeError(`Expect a non-negative number, but got ${r}`);
  if (r === 0) return engine.zeros([0], input.dtype);
  const [n] = input.shape;
  const step = withReplacement ? 0 : 1;
  const rows = numberOfCombinations(withReplacement ? n + r - 1 : n, r);
  // All are as many as could never be kept, or few enough to be counted exactly.
  const places = newPlaces(rows * r);
  const chosen = Array.from({ length: rows === 0 ? 0 : r }, (_, i) => i * step);
  for (let row = 0; row < rows; row++) {
    places.set(chosen, row * r);
    worked(r);
    let last = r - 1;
    while (last >= 0 && chosen[last] === n - 1 - step * (r - 1 - last)) last--;
    if (last < 0) break;
    chosen[last]++;
    for (let i = last + 1; i < r; i++) chosen[i] = chosen[i - 1] + step;
  }
  const index = engine.fromNumbers(places, [places.length], "int64");
  return named(engine.reshape(engine.indexSelect(input, 0, index), [rows, r]), "StackBackward0");
}

/** The integral by the trapezoid rule, with PyTorch's order of sums: even steps of `dx`, or the places `x`. */
export function trapezoid(y: Tensor, x: Tensor | null, dx: number, dim: number): Tensor {
  const rank = y.shape.length;
  const d = wrapDim(dim, rank);
  const size = y.shape[d];
  if (size === 0)
    return engine.zeros(
      y.shape.filter((_, i) => i !== d),
      y.dtype,
    );
  if (y.dtype === "bool") throw runtimeError("trapezoid: received a bool input for `y`, but bool is not supported");
  if (x === null) {
    const ends = engine.add(engine.select(y, d, 0), engine.select(y, d, -1));
    return named(engine.mul(engine.sub(engine.sum(y, { dims: [d] }), engine.mul(ends, 0.5)), dx), "MulBackward1");
  }
  if (x.dtype === "bool")
    throw runtimeError("trapezoid: received a bool input for `x` or `y`, but bool is not supported");
  if (x.shape.length === 1 && x.shape[0] !== size) {
    throw runtimeError("trapezoid: There must be one `x` value for each sample point");
  }
  const spread =
    x.shape.length === 1 && rank > 1
      ? engine.reshape(
          x,
          y.shape.map((_, i) => (i === d ? size : 1)),
        )
      : x;
  const along = x.shape.length === 1 && rank > 1 ? d : d - rank + x.shape.length;
  const steps = engine.diff(spread, { dim: along });
  const pairs = engine.add(engine.slice(y, d, 0, size - 1, 1), engine.slice(y, d, 1, size, 1));
  return named(engine.div(engine.sum(engine.mul(pairs, steps), { dims: [d] }), 2), "DivBackward1");
}

/** The powers 0 to n - 1 of a vector's elements as columns, the highest first unless `increasing`. */
export function vander(input: Tensor, n: number, increasing: boolean): Tensor {
  if (input.shape.length !== 1) throw runtimeError("x must be a one-dimensional tensor.");
  if (n < 0) throw runtimeError("N must be non-negative.");
  const size = input.shape[0];
  const wide = engine.isFloating(input.dtype) ? input : engine.to(input, "int64");
  if (n === 0) return engine.zeros([size, 0], wide.dtype);
  const ones = engine.ones([size, 1], wide.dtype);
  const column = engine.unsqueeze(wide, 1);
  const result = n === 1 ? ones : engine.cat([ones, engine.cumprod(engine.expand(column, [size, n - 1]), 1)], 1);
  return increasing ? result : engine.flip(result, [1]);
}

/** Cross product over a dimension of size 3 (the first such one where none is named). */
export function cross(a: Tensor, b: Tensor, dim?: number): Tensor {
  const place = dim ?? a.shape.indexOf(3);
  if (place === -1 && dim === undefined && a.shape.length === b.shape.length) {
    throw runtimeError("no dimension of size 3 in input");
  }
  return engine.linalgCross(a, b, place);
}
