/** Vector and matrix norms, distances and similarity. */
import { runtimeError } from "../../errors.ts";
import * as ops from "../../ops/index.ts";
import type { TypedReduceOptions } from "../../ops/reductions.ts";
import { dtypes, isFloating } from "../../tensor/dtype.ts";
import { newPlaces } from "../../tensor/places.ts";
import { floatResult, resultType } from "../../tensor/promotion.ts";
import type { Scalar } from "../../tensor/scalar.ts";
import { broadcastTwo, wrapDim } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { worked } from "../../work.ts";
import { add, div, mul, sub } from "./arithmetic.ts";
import { contiguous, to } from "./copy.ts";
import { drawnFrom } from "./draws.ts";
import { indexSelect } from "./gather.ts";
import { amax, amin, sum } from "./reductions.ts";
import { named } from "./rename.ts";
import { clamp } from "./selection.ts";
import { singularValues } from "./spectral.ts";
import { vectorNorm } from "./vector-norm.ts";
import { expand, movedim, unsqueeze } from "./views.ts";

/** `torch.norm`: a vector norm over all or some dimensions; "fro" is the 2-norm, "nuc" the sum of singular values. */
export function norm(input: Tensor, p: Scalar | "fro" | "nuc" = "fro", options: TypedReduceOptions = {}): Tensor {
  if (p === "nuc") {
    const dims = options.dims ?? input.shape.map((_, i) => i);
    return matrixNorm(input, "nuc", { ...options, dims });
  }
  return vectorNorm(input, p === "fro" ? 2 : p, options);
}

/** A norm of matrices in two dimensions (`linalg.matrix_norm`): "fro", "nuc", 1, -1, 2, -2, inf, -inf. */
export function matrixNorm(
  input: Tensor,
  order: Scalar | "fro" | "nuc" = "fro",
  { dims = [-2, -1], keepdim = false, dtype }: TypedReduceOptions = {},
): Tensor {
  const rank = input.shape.length;
  if (rank < 2) throw runtimeError("linalg.matrix_norm: The input tensor A must have at least 2 dimensions.");
  if (dims.length !== 2) throw runtimeError(`linalg.matrix_norm: dim must be a 2-tuple. Got ${dims.join(" ")}`);
  if (!isFloating(input.dtype)) {
    throw runtimeError(
      `linalg.matrix_norm: Expected a floating point or complex tensor as input. Got ${dtypes[input.dtype].scalarName}`,
    );
  }
  const [rows, columns] = dims.map((dim) => wrapDim(dim, rank));
  if (rows === columns) {
    throw runtimeError(`linalg.matrix_norm: dims must be different. Got (${dims[0]}, ${dims[1]})`);
  }
  const source = dtype === undefined ? input : to(input, dtype);
  if (order === "fro") return vectorNorm(source, 2, { dims: [rows, columns], keepdim });
  const p = order === "nuc" ? order : Number(order);
  if (p === "nuc" || Math.abs(p) === 2) {
    const values = singularValues(movedim(source, [rows, columns], [-2, -1]));
    const folded =
      p === "nuc" ? sum(values, { dims: [-1] }) : p === 2 ? amax(values, { dims: [-1] }) : amin(values, { dims: [-1] });
    if (!keepdim) return folded;
    const [first, second] = rows < columns ? [rows, columns] : [columns, rows];
    return named(unsqueeze(unsqueeze(folded, first), second), "PermuteBackward0");
  }
  if (Math.abs(p) !== 1 && Math.abs(p) !== Infinity) {
    throw runtimeError(`linalg.matrix_norm: Order ${p} not supported.`);
  }
  const [summed, kept] = Math.abs(p) === 1 ? [rows, columns] : [columns, rows];
  const sums = vectorNorm(source, 1, { dims: [summed], keepdim });
  const at = keepdim || summed > kept ? kept : kept - 1;
  return p > 0 ? amax(sums, { dims: [at], keepdim }) : amin(sums, { dims: [at], keepdim });
}

/** `linalg.norm`: of the flat tensor, a vector norm over one dimension, or a matrix norm over two. */
export function linalgNorm(
  input: Tensor,
  order: Scalar | "fro" | "nuc" | undefined,
  options: TypedReduceOptions = {},
): Tensor {
  const { dims } = options;
  if (order === undefined) return vectorNorm(input, 2, options);
  if (dims === undefined && input.shape.length !== 1 && input.shape.length !== 2) {
    throw runtimeError(
      `linalg.norm: If dim is not specified but ord is, the input must be 1D or 2D. Got ${input.shape.length}D.`,
    );
  }
  const count = dims?.length ?? input.shape.length;
  if (order === "fro" || order === "nuc" || count === 2)
    return matrixNorm(input, order, { ...options, dims: dims ?? [0, 1] });
  return vectorNorm(input, order, options);
}

/** x1.x2 / (max(|x1|, eps) max(|x2|, eps)) along a dimension; the shapes broadcast. */
export function cosineSimilarity(a: Tensor, b: Tensor, dim = 1, eps = 1e-8): Tensor {
  const dtype = floatResult(resultType(a, b));
  const shape = broadcastTwo(a.shape, b.shape);
  const [left, right] = [expand(to(a, dtype), shape), expand(to(b, dtype), shape)];
  const dims = [dim];
  const unit = (tensor: Tensor): Tensor =>
    div(tensor, clamp(vectorNorm(tensor, 2, { dims, keepdim: true }), { min: eps }));
  return sum(mul(unit(left), unit(right)), { dims });
}

/** The p-norm of a - b + eps along the last dimension. */
export function pairwiseDistance(a: Tensor, b: Tensor, p = 2, eps = 1e-6, keepdim = false): Tensor {
  return vectorNorm(add(sub(a, b), eps), p, { dims: [-1], keepdim });
}

/** The p-norm distances of all pairs of rows: [.., n, d] and [.., m, d] give [.., n, m]. */
export function cdist(a: Tensor, b: Tensor, p = 2): Tensor {
  if (!isFloating(a.dtype))
    throw runtimeError(`cdist only supports floating-point dtypes, X1 got: ${dtypes[a.dtype].scalarName}`);
  if (!isFloating(b.dtype))
    throw runtimeError(`cdist only supports floating-point dtypes, X2 got: ${dtypes[b.dtype].scalarName}`);
  if (a.shape.length < 2) throw runtimeError(`cdist only supports at least 2D tensors, X1 got: ${a.shape.length}D`);
  if (b.shape.length < 2) throw runtimeError(`cdist only supports at least 2D tensors, X2 got: ${b.shape.length}D`);
  const [width, other] = [a.shape[a.shape.length - 1], b.shape[b.shape.length - 1]];
  if (width !== other) throw runtimeError(`X1 and X2 must have the same number of columns. X1: ${width} X2: ${other}`);
  if (p < 0) throw runtimeError("cdist only supports non-negative p values");
  if (p === 0) return countedDifferences(a, b);
  return contiguous(vectorNorm(sub(unsqueeze(a, -2), unsqueeze(b, -3)), p, { dims: [-1] }));
}

/** How many coordinates differ: zeros flow back, not nothing. */
function countedDifferences(a: Tensor, b: Tensor): Tensor {
  const counts = ops.vectorNorm(ops.sub(ops.unsqueeze(a, -2), ops.unsqueeze(b, -3)), 0, { dims: [-1] });
  return drawnFrom("CdistBackward0", [a, b], counts);
}

/** Distances of all pairs of rows of a matrix, i < j. */
export function pdist(input: Tensor, p = 2): Tensor {
  if (input.shape.length !== 2) throw runtimeError(`pdist only supports 2D tensors, got: ${input.shape.length}D`);
  const [n] = input.shape;
  const first = newPlaces((n * Math.max(n - 1, 0)) / 2);
  const second = newPlaces(first.length);
  for (let i = 0, at = 0; i < n; i++) {
    worked(n - i);
    for (let j = i + 1; j < n; j++, at++) {
      first[at] = i;
      second[at] = j;
    }
  }
  // Only the pairs themselves: the distance of a row to itself has no derivative.
  return vectorNorm(sub(indexSelect(input, 0, first), indexSelect(input, 0, second)), p, { dims: [-1] });
}
