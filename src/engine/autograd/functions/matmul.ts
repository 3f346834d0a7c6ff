/** Products of matrices and vectors. */

import * as ops from "../../ops/index.ts";
import type { ScaleOptions } from "../../ops/matmul.ts";
import type { Scalar } from "../../tensor/scalar.ts";
import { broadcastTwo, countOf, type Shape } from "../../tensor/shape.ts";
import { isContiguous } from "../../tensor/strides.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import type { Formula } from "../node.ts";
import { record } from "../record.ts";
import { add, mul } from "./arithmetic.ts";
import { differentiable, noOptions } from "./define.ts";
import { expand, reshape, squeezeWithin, t, transpose, unsqueeze, view } from "./views.ts";

/** An operand where the other's gradient needs it. */
const keptFor = (operand: Tensor, other: Tensor): Tensor | null => (records(other) ? operand : null);

const mmFormula: Formula = (gradient, [b, a], node) => [
  node.needs(0) ? mm(gradient, t(b)) : null,
  node.needs(1) ? mm(t(a), gradient) : null,
];

/** The product of two matrices. */
export function mm(a: Tensor, b: Tensor): Tensor {
  const result = ops.mm(a, b);
  return records(a, b) ? record("MmBackward0", [a, b], result, [keptFor(b, a), keptFor(a, b)], mmFormula) : result;
}

const bmmFormula: Formula = (gradient, [b, a], node) => [
  node.needs(0) ? bmm(gradient, transpose(b, 1, 2)) : null,
  node.needs(1) ? bmm(transpose(a, 1, 2), gradient) : null,
];

/** The products of two batches of matrices. */
export function bmm(a: Tensor, b: Tensor): Tensor {
  const result = ops.bmm(a, b);
  return records(a, b) ? record("BmmBackward0", [a, b], result, [keptFor(b, a), keptFor(a, b)], bmmFormula) : result;
}

const mvFormula: Formula = (gradient, [matrix, vector], node) => [
  node.needs(0) ? outer(gradient, vector) : null,
  node.needs(1) ? mv(t(matrix), gradient) : null,
];

export function mv(matrix: Tensor, vector: Tensor): Tensor {
  const result = ops.mv(matrix, vector);
  if (!records(matrix, vector)) return result;
  return record("MvBackward0", [matrix, vector], result, [keptFor(matrix, vector), keptFor(vector, matrix)], mvFormula);
}

const dotFormula: Formula = (gradient, [a, b], node) => [
  node.needs(0) ? mul(gradient, b) : null,
  node.needs(1) ? mul(gradient, a) : null,
];

/** The inner product of two vectors. */
export function dot(a: Tensor, b: Tensor, name = "DotBackward0"): Tensor {
  const result = ops.dot(a, b);
  return records(a, b) ? record(name, [a, b], result, [keptFor(a, b), keptFor(b, a)], dotFormula) : result;
}

export function outer(a: Tensor, b: Tensor): Tensor {
  if (!records(a, b) || a.shape.length !== 1 || b.shape.length !== 1) return ops.outer(a, b);
  return mul(reshape(a, [a.shape[0], 1]), b);
}

/** A view as PyTorch's `_unsafe_view` records it. */
function unsafeView(input: Tensor, shape: Shape): Tensor {
  const result = ops.view(input, shape);
  return records(input) ? record("UnsafeViewBackward0", [input], result, [], unsafeViewFormula(input.shape)) : result;
}
const unsafeViewFormula =
  (shape: Shape): Formula =>
  (gradient) => [reshape(gradient, shape)];

/** The product of tensors of any rank: vectors, matrices, and batches that broadcast (`@`). */
export function matmul(a: Tensor, b: Tensor): Tensor {
  if (!records(a, b)) return ops.matmul(a, b);
  const [rankA, rankB] = [a.shape.length, b.shape.length];
  if (rankA === 0 || rankB === 0) return ops.matmul(a, b);
  if (rankA === 1 && rankB === 1) return dot(a, b);
  if (rankA === 2 && rankB === 1) return mv(a, b);
  if (rankA === 1 && rankB === 2) return squeezeWithin(mm(unsqueeze(a, 0), b), 0);
  if (rankA === 2 && rankB === 2) return mm(a, b);
  if (rankA >= 3 && rankB <= 2) {
    const folded = reshape(a, [countOf(a.shape.slice(0, -1)), a.shape[rankA - 1]]);
    const product = rankB === 1 ? mv(folded, b) : mm(folded, b);
    return unsafeView(product, [...a.shape.slice(0, -1), ...(rankB === 2 ? [b.shape[1]] : [])]);
  }
  return batchedMatmul(a, b);
}

function batchedMatmul(a: Tensor, b: Tensor): Tensor {
  const left = a.shape.length === 1 ? unsqueeze(a, 0) : a;
  const right = b.shape.length === 1 ? unsqueeze(b, 1) : b;
  const [n, k] = left.shape.slice(-2);
  const [depth, m] = right.shape.slice(-2);
  // The raw function words the errors.
  if (k !== depth) return ops.matmul(a, b);
  const batch = broadcastTwo(left.shape.slice(0, -2), right.shape.slice(0, -2));
  const count = countOf(batch);
  const product = bmm(
    reshape(expand(left, [...batch, n, k]), [count, n, k]),
    reshape(expand(right, [...batch, depth, m]), [count, depth, m]),
  );
  const rows = a.shape.length === 1 ? [] : [n];
  const columns = b.shape.length === 1 ? [] : [m];
  return unsafeView(product, [...batch, ...rows, ...columns]);
}

const scaled = (gradient: Tensor, factor: Scalar): Tensor => (Number(factor) === 1 ? gradient : mul(gradient, factor));

type ProductGradients = (gradient: Tensor, a: Tensor, b: Tensor, which: 0 | 1) => Tensor;

/** beta * input + alpha * product(a, b). */
const scaledFormula =
  (beta: Scalar, alpha: Scalar, product: ProductGradients): Formula =>
  (gradient, [a, b], node) => [
    node.needs(0) ? scaled(gradient, beta) : null,
    node.needs(1) ? scaled(product(gradient, a, b, 0), alpha) : null,
    node.needs(2) ? scaled(product(gradient, a, b, 1), alpha) : null,
  ];

type ScaledProduct = (input: Tensor, a: Tensor, b: Tensor, options?: ScaleOptions) => Tensor;

function scaledProduct(operation: string, name: string, raw: ScaledProduct, product: ProductGradients): ScaledProduct {
  return (input, a, b, options = noOptions) => {
    if (options.out === undefined && !records(input, a, b)) return raw(input, a, b, options);
    const { beta = 1n, alpha = 1n } = options;
    const recorded = (): Tensor => {
      const result = raw(input, a, b, { beta, alpha });
      const saved = [keptFor(a, b), keptFor(b, a)];
      return record(name, [input, a, b], result, saved, scaledFormula(beta, alpha, product));
    };
    return differentiable(operation, [input, a, b], options, () => raw(input, a, b, options), recorded);
  };
}

/** beta * input + alpha * (a @ b). */
export const addmm = scaledProduct("addmm", "AddmmBackward0", ops.addmm, (gradient, a, b, which) =>
  which === 0 ? mm(gradient, t(b)) : mm(t(a), gradient),
);
export const addmv = scaledProduct("addmv", "AddmvBackward0", ops.addmv, (gradient, a, b, which) =>
  which === 0 ? outer(gradient, b) : mv(t(a), gradient),
);
export const addr = scaledProduct("addr", "AddrBackward0", ops.addr, (gradient, a, b, which) =>
  which === 0 ? mv(gradient, b) : mv(t(gradient), a),
);
export const baddbmm = scaledProduct("baddbmm", "BaddbmmBackward0", ops.baddbmm, (gradient, a, b, which) =>
  which === 0 ? bmm(gradient, transpose(b, 1, 2)) : bmm(transpose(a, 1, 2), gradient),
);
export const addbmm = scaledProduct("addbmm", "AddbmmBackward0", ops.addbmm, (gradient, a, b, which) => {
  const wide = expand(gradient, [a.shape[0], ...gradient.shape]);
  return which === 0 ? bmm(wide, transpose(b, 1, 2)) : bmm(transpose(a, 1, 2), wide);
});

/** input @ weight.T + bias. */
export function linear(input: Tensor, weight: Tensor, bias?: Tensor | null): Tensor {
  const added = bias ?? undefined;
  if (!records(input, weight, added)) return ops.linear(input, weight, added);
  const weightT = weight.shape.length === 2 ? t(weight) : weight;
  if (added === undefined) return matmul(input, weightT);
  if (input.shape.length === 2 && weight.shape.length === 2) return addmm(added, input, weightT);
  if (input.shape.length > 0 && weight.shape.length === 2 && isContiguous(input)) {
    const folded = reshape(input, [countOf(input.shape.slice(0, -1)), input.shape[input.shape.length - 1]]);
    return view(addmm(added, folded, weightT), [...input.shape.slice(0, -1), weight.shape[0]]);
  }
  return add(matmul(input, weightT), added);
}

const traceFormula =
  (shape: Shape): Formula =>
  (gradient) => [mul(gradient, ops.eye(shape[0], shape[1], gradient.dtype))];

/** The sum of a matrix's diagonal. */
export function trace(input: Tensor): Tensor {
  const result = ops.trace(input);
  return records(input) ? record("TraceBackward0", [input], result, [], traceFormula(input.shape)) : result;
}
