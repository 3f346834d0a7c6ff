/** Einstein summation and contractions, made of recorded steps. */
import * as ops from "../../ops/index.ts";
import { wrapDim } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { records, recordsAny } from "../history.ts";
import { mul } from "./arithmetic.ts";
import { bmm, matmul, mm } from "./matmul.ts";
import { sum } from "./reductions.ts";
import { diagonal, expand, movedim, permute, reshape, unsqueeze, view } from "./views.ts";

/** Made when it is needed: the modules that these come from refer to this one's neighbours in circles. */
const contraction = () => ({ permute, reshape, view, expand, unsqueeze, diagonal, movedim, sum, mul, bmm });

export function einsum(equation: string, operands: readonly Tensor[]): Tensor {
  return recordsAny(operands) ? ops.einsum(equation, operands, contraction()) : ops.einsum(equation, operands);
}

/** Sums products over pairs of dimensions: the last ones of `a` with the first of `b`, or those listed. */
export function tensordot(
  a: Tensor,
  b: Tensor,
  dims: number | readonly [readonly number[], readonly number[]] = 2,
): Tensor {
  const raw = ops.tensordot(a, b, dims);
  if (!records(a, b)) return raw;
  const [dimsA, dimsB] =
    typeof dims === "number"
      ? [Array.from({ length: dims }, (_, i) => i - dims), Array.from({ length: dims }, (_, i) => i)]
      : dims;
  const foldedA = dimsA.map((dim) => wrapDim(dim, a.shape.length));
  const foldedB = dimsB.map((dim) => wrapDim(dim, b.shape.length));
  const keptA = a.shape.map((_, i) => i).filter((i) => !foldedA.includes(i));
  const keptB = b.shape.map((_, i) => i).filter((i) => !foldedB.includes(i));
  const count = (tensor: Tensor, among: readonly number[]): number => among.reduce((n, i) => n * tensor.shape[i], 1);
  const left = reshape(permute(summedWhereOther(a, foldedA, b, foldedB), [...keptA, ...foldedA]), [
    count(a, keptA),
    -1,
  ]);
  const right = reshape(permute(summedWhereOther(b, foldedB, a, foldedA), [...foldedB, ...keptB]), [
    -1,
    count(b, keptB),
  ]);
  return reshape(mm(left, right), raw.shape);
}

/** A folded dimension of size 1 broadcasts: the other operand is summed over it first. */
function summedWhereOther(
  mine: Tensor,
  folded: readonly number[],
  other: Tensor,
  otherFolded: readonly number[],
): Tensor {
  const dims = folded.filter((dim, i) => mine.shape[dim] !== 1 && other.shape[otherFolded[i]] === 1);
  return dims.length === 0 ? mine : sum(mine, { dims, keepdim: true });
}

/** The Kronecker product. */
export function kron(a: Tensor, b: Tensor): Tensor {
  if (!records(a, b)) return ops.kron(a, b);
  const rank = Math.max(a.shape.length, b.shape.length);
  const padded = (tensor: Tensor): number[] => [
    ...new Array<number>(rank - tensor.shape.length).fill(1),
    ...tensor.shape,
  ];
  const [shapeA, shapeB] = [padded(a), padded(b)];
  const left = reshape(
    a,
    shapeA.flatMap((size) => [size, 1]),
  );
  const right = reshape(
    b,
    shapeB.flatMap((size) => [1, size]),
  );
  return reshape(
    mul(left, right),
    shapeA.map((size, i) => size * shapeB[i]),
  );
}

/** Products of last dimensions, summed. */
export function inner(a: Tensor, b: Tensor): Tensor {
  if (!records(a, b)) return ops.inner(a, b);
  if (a.shape.length === 0 || b.shape.length === 0) return mul(a, b);
  if (b.shape.length === 1) return matmul(a, b);
  return tensordot(a, b, [[a.shape.length - 1], [b.shape.length - 1]]);
}
