/** What works on a tensor's own elements: filling, scattering, and the same bytes as another dtype. */
import { runtimeError } from "../../../../../engine/errors.ts";
import * as engine from "../../../../../engine/index.ts";
import { type DType, dtypes } from "../../../../../engine/tensor/dtype.ts";
import type { Scalar } from "../../../../../engine/tensor/scalar.ts";
import { Storage } from "../../../../../engine/tensor/storage.ts";
import { Tensor } from "../../../../../engine/tensor/tensor.ts";
import type { Target } from "../definition.ts";
import { scalarName } from "./names.ts";

/** A number that was given as such or as a tensor without dimensions. */
export function numberOf(operand: Tensor | Scalar): Scalar {
  if (!(operand instanceof Tensor)) return operand;
  if (operand.shape.length > 0) {
    throw runtimeError(
      `index_fill_ only supports a 0-dimensional value tensor, but got tensor with ${operand.shape.length} dimension(s).`,
    );
  }
  return engine.item(operand);
}

/** `fill_diagonal_`: the main diagonal of a matrix, or of a tensor with equal sizes, set to one value. */
export function fillDiagonal_(input: Tensor, value: Scalar, wrap: boolean): Tensor {
  const rank = input.shape.length;
  if (rank < 2) throw runtimeError("dimensions must larger than 1");
  if (rank > 2 && input.shape.some((size) => size !== input.shape[0])) {
    throw runtimeError("all dimensions of input must be of equal length");
  }
  const step = input.strides.reduce((sum, stride) => sum + stride, 0);
  const [rows, columns] = input.shape;
  const count = Math.min(...input.shape);
  engine.fillInPlace(engine.asStrided(input, [count], [step], input.offset), value);
  if (wrap && rank === 2 && rows > columns + 1) {
    for (let start = columns + 1; start < rows; start += columns + 1) {
      const length = Math.min(rows - start, columns);
      const offset = input.offset + start * input.strides[0];
      engine.fillInPlace(engine.asStrided(input, [length], [step], offset), value);
    }
  }
  return input;
}

/** The same bytes as another dtype; the last dimension's size changes with the dtype's. */
export function viewAsDType(input: Tensor, dtype: DType): Tensor {
  const { bytes, makeArray } = dtypes[dtype];
  const own = dtypes[input.dtype].bytes;
  if (dtype === input.dtype) return engine.alias(input);
  const rank = input.shape.length;
  if (own !== bytes && rank === 0) {
    throw runtimeError(
      `self.dim() cannot be 0 to view ${scalarName(input.dtype)} as ${scalarName(dtype)} (different element sizes)`,
    );
  }
  const contiguous = engine.contiguous(engine.detach(input));
  const { data } = contiguous.storage;
  const last = input.shape[rank - 1] ?? 1;
  if ((last * own) % bytes !== 0) {
    throw runtimeError(
      `self.size(-1) must be divisible by ${bytes / own} to view ${scalarName(input.dtype)} as ${scalarName(dtype)} (different element sizes), but got ${last}`,
    );
  }
  const count = (contiguous.elementCount * own) / bytes;
  const storage = new Storage(dtype, makeArray(data.buffer, data.byteOffset + contiguous.offset * own, count));
  const shape = rank === 0 ? [] : [...input.shape.slice(0, -1), (last * own) / bytes];
  return engine.reshape(new Tensor(storage, [count], [1], 0), shape);
}

/** `scatter(..., reduce="add" | "multiply")`. */
export function scatterWithReduce(
  input: Tensor,
  dim: number,
  index: Tensor,
  source: Tensor | Scalar,
  reduce: string,
  target: Target,
): Tensor {
  const how = reduce === "add" ? "sum" : reduce === "multiply" ? "prod" : null;
  if (how === null) throw runtimeError("reduce argument must be either add or multiply.");
  const values = source instanceof Tensor ? source : engine.full(index.shape, source, input.dtype);
  return engine.scatterReduce(input, dim, index, values, how, { includeSelf: true, ...target });
}
