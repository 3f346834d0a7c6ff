/** Cross products. */
import { runtimeError } from "../errors.ts";
import { fma } from "../math/fma.ts";
import { dtypes, isFloating } from "../tensor/dtype.ts";
import { allocate } from "../tensor/make.ts";
import { broadcastTwo, wrapDim } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Reader, Writer } from "../tensor/walk.ts";
import { mul, sub } from "./arithmetic.ts";
import { roll } from "./join.ts";
import { expand, movedim } from "./views.ts";

/** a * b - c * d. The wide types are computed with a fused multiply, as compilers make it of this. */
type Minor = (a: number, b: number, c: number, d: number) => number;
const double: Minor = (a, b, c, d) => fma(a, b, -(c * d));
const single: Minor = (a, b, c, d) => a * b - Math.fround(c * d);

/** Cross products of vectors of three elements along a dimension; the shapes broadcast. */
export function linalgCross(a: Tensor, b: Tensor, dim: number): Tensor {
  const rank = a.shape.length;
  if (rank !== b.shape.length) {
    throw runtimeError("linalg.cross: inputs must have the same number of dimensions.");
  }
  const place = wrapDim(dim, rank);
  if (a.shape[place] !== 3 || b.shape[place] !== 3) {
    throw runtimeError(
      `linalg.cross: inputs dimension ${dim} must have length 3. Got ${a.shape[place]} and ${b.shape[place]}`,
    );
  }
  const shape = broadcastTwo(a.shape, b.shape);
  if (a.dtype !== b.dtype) {
    throw runtimeError(`expected scalar type ${dtypes[a.dtype].scalarName} but found ${dtypes[b.dtype].scalarName}`);
  }
  const [left, right] = [expand(a, shape), expand(b, shape)];
  const minor = a.dtype === "float64" ? double : a.dtype === "float32" ? single : null;
  if (minor === null || !isFloating(a.dtype)) {
    const shifted = (tensor: Tensor, by: number): Tensor => roll(tensor, [by], [place]);
    return sub(mul(shifted(left, -1), shifted(right, -2)), mul(shifted(left, -2), shifted(right, -1)));
  }
  const result = allocate(shape, a.dtype);
  const readers = [left, right].map((tensor) => new Reader(movedim(tensor, [place], [-1])));
  const writer = new Writer(movedim(result, [place], [-1]));
  const [x, y, z] = [new Float64Array(3), new Float64Array(3), new Float64Array(3)];
  for (let count = result.elementCount / 3; count > 0; count--) {
    readers[0].read(x, 3);
    readers[1].read(y, 3);
    z[0] = minor(x[1], y[2], x[2], y[1]);
    z[1] = minor(x[2], y[0], x[0], y[2]);
    z[2] = minor(x[0], y[1], x[1], y[0]);
    writer.write(z, 3);
  }
  return result;
}
