/** Powers, exponentials, condition numbers and products of matrices, and cross products. */
import { runtimeError } from "../../errors.ts";
import { formatDouble } from "../../number-format.ts";
import * as ops from "../../ops/index.ts";
import { checkSquare } from "../../ops/matrices.ts";
import { dtypes, isFloating } from "../../tensor/dtype.ts";
import { cppTypeNames } from "../../tensor/names.ts";
import { formatShape } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import type { Formula } from "../node.ts";
import { record } from "../record.ts";
import { div, mul } from "./arithmetic.ts";
import { cloneContiguous } from "./copy.ts";
import { matrixNorm } from "./distances.ts";
import { drawnFrom } from "./draws.ts";
import { cat } from "./join.ts";
import { inv, invEx } from "./linalg.ts";
import { matmul, mm } from "./matmul.ts";
import { sum } from "./reductions.ts";
import { maskedFill, nanToNum } from "./selection.ts";
import { singularValues } from "./spectral.ts";
import { sumToSize } from "./sum-to-size.ts";
import { reciprocal } from "./unary.ts";
import { matrixTranspose, narrow, squeeze, unsqueeze, view } from "./views.ts";

/** A square matrix to a whole power, by squaring; LinAlgError for a negative power of a singular one. */
export function matrixPower(input: Tensor, power: number): Tensor {
  checkSquare("linalg.matrix_power", input);
  const n = input.shape[input.shape.length - 1];
  if (power === 0) {
    const identity = ops.clone(ops.expand(ops.eye(n, undefined, input.dtype), input.shape));
    return drawnFrom("CopyBackwards", [input], ops.contiguous(identity));
  }
  if (power === 1) return cloneContiguous(input);
  const base = power < 0 ? inv(input) : input;
  if (power === -1) return base;
  const size = Math.abs(power);
  if (size === 2) return matmul(base, base);
  if (size === 3) return matmul(matmul(base, base), base);
  let square = base;
  let result: Tensor | null = null;
  for (let left = size; left > 0; left = Math.floor(left / 2)) {
    if (left !== size) square = matmul(square, square);
    if (left % 2 === 1) result = result === null ? square : matmul(result, square);
  }
  return result ?? base;
}

/** The derivative of exp(A^T) in the direction of the gradient is a block of the exponential of [[A^T, G], [0, A^T]]. */
const exponentialFormula: Formula = (gradient, [a]) => {
  const n = a.shape[a.shape.length - 1];
  const transposed = matrixTranspose(a);
  const upper = cat([transposed, gradient], -1);
  const lower = cat([ops.zeros(a.shape, a.dtype), transposed], -1);
  return [narrow(narrow(matrixExponential(cat([upper, lower], -2)), -2, 0, n), -1, n, n)];
};

/** e to the power of each square matrix. */
export function matrixExponential(input: Tensor): Tensor {
  const name = "linalg.matrix_exp";
  checkSquare(name, input);
  if (!isFloating(input.dtype)) {
    throw runtimeError(
      `${name}: Expected a floating point or complex tensor as input. Got ${dtypes[input.dtype].scalarName}`,
    );
  }
  const n = input.shape[input.shape.length - 1];
  const result = n === 0 ? ops.clone(input) : n === 1 ? ops.exp(input) : ops.matrixExponential(input);
  return records(input) ? record("LinalgMatrixExpBackward0", [input], result, [input], exponentialFormula) : result;
}

const isSpectralOrder = (order: number | string): boolean => order === 2 || order === -2;

/**
 * |A| |A^-1| in a norm: 2, -2, 1, -1, inf, -inf, "fro" or "nuc"; infinite for a singular matrix. `orderText` is how errors
 * about the shape write a number.
 */
export function cond(input: Tensor, order: number | string, orderText: string): Tensor {
  if (typeof order === "string") checkSquare(`linalg.cond(ord=${order})`, input);
  if (typeof order === "string" ? order !== "fro" && order !== "nuc" : ![1, 2, Infinity].includes(Math.abs(order))) {
    throw runtimeError(
      `linalg.cond got an invalid norm type: ${typeof order === "string" ? order : formatDouble(order)}`,
    );
  }
  if (input.elementCount === 0) return ops.zeros(input.shape.slice(0, -2), input.dtype);
  if (isSpectralOrder(order)) {
    const values = singularValues(input);
    const [largest, smallest] = [narrow(values, -1, 0, 1), narrow(values, -1, -1, 1)];
    return squeeze(order === 2 ? div(largest, smallest) : div(smallest, largest), [-1]);
  }
  if (order === "nuc") {
    const values = singularValues(input);
    return mul(sum(values, { dims: [-1] }), sum(reciprocal(values), { dims: [-1] }));
  }
  if (typeof order === "number") checkSquare(`linalg.cond(ord=${orderText})`, input);
  const { inverse, info } = invEx(input);
  const mask = ops.unsqueeze(ops.unsqueeze(ops.gt(info, 0), -1), -1);
  // In place, as PyTorch does it: the backward pass then finds the inverse changed, and says so.
  maskedFill(inverse, mask, Infinity, { out: inverse });
  const p = order === "fro" ? order : Number(order);
  const result = mul(matrixNorm(input, p), matrixNorm(inverse, p));
  return nanToNum(result, { nan: Infinity, out: result });
}

interface Chain {
  readonly first: number;
  readonly last: number;
}

/** Where to cut each stretch of a chain of matrices so that the fewest multiplications are made. */
function chainCuts(tensors: readonly Tensor[]): Map<string, number> {
  const sizes = [tensors[0].shape[0], ...tensors.map(({ shape }) => shape[1])];
  const costs = new Map<string, number>();
  const cuts = new Map<string, number>();
  const key = (first: number, last: number): string => `${first},${last}`;
  for (let length = 1; length < tensors.length; length++) {
    for (let first = 0; first + length < tensors.length; first++) {
      const last = first + length;
      for (let cut = first; cut < last; cut++) {
        const own = sizes[first] * sizes[cut + 1] * sizes[last + 1];
        const cost = (costs.get(key(first, cut)) ?? 0) + (costs.get(key(cut + 1, last)) ?? 0) + own;
        if (cost < (costs.get(key(first, last)) ?? Infinity)) {
          costs.set(key(first, last), cost);
          cuts.set(key(first, last), cut);
        }
      }
    }
  }
  return cuts;
}

function chainProduct(tensors: readonly Tensor[], { first, last }: Chain, cuts: Map<string, number>): Tensor {
  if (first === last) return tensors[first];
  const cut = cuts.get(`${first},${last}`) ?? first;
  return mm(chainProduct(tensors, { first, last: cut }, cuts), chainProduct(tensors, { first: cut + 1, last }, cuts));
}

function checkedChain(tensors: readonly Tensor[]): Tensor[] {
  const count = tensors.length;
  if (count < 2) throw runtimeError(`multi_dot(): expected at least 2 tensors but got ${count}`);
  const matrices = tensors.map((tensor, i) => {
    const rank = tensor.shape.length;
    if (i === 0 || i === count - 1) return rank === 1 ? unsqueeze(tensor, i === 0 ? 0 : -1) : tensor;
    return tensor;
  });
  for (const [i, place] of [
    [0, "first"],
    [count - 1, "last"],
  ] as const) {
    const rank = tensors[i].shape.length;
    if (rank !== 1 && rank !== 2) {
      throw runtimeError(`multi_dot(): the ${place} tensor must be 1D or 2D but got ${rank}D`);
    }
  }
  for (let i = 1; i < count - 1; i++) {
    const rank = tensors[i].shape.length;
    if (rank !== 2) throw runtimeError(`multi_dot(): tensor ${i} must be 2D but got ${rank}D`);
  }
  for (let i = 1; i < count; i++) {
    if (tensors[i].dtype !== tensors[0].dtype) {
      const [own, other] = [cppTypeNames[tensors[0].dtype], cppTypeNames[tensors[i].dtype]];
      throw runtimeError(
        `multi_dot(): all tensors must have be the same dtype but tensor 0 is ${own} and tensor ${i} ${other}`,
      );
    }
    if (matrices[i - 1].shape[1] !== matrices[i].shape[0]) {
      const [left, right] = [formatShape(tensors[i - 1].shape), formatShape(tensors[i].shape)];
      throw runtimeError(
        `multi_dot(): tensors ${i - 1} and ${i} with shapes ${left} and ${right} cannot be multiplied`,
      );
    }
  }
  return matrices;
}

/** The product of two matrices or more, in the order that takes the fewest multiplications. */
export function multiDot(tensors: readonly Tensor[]): Tensor {
  const matrices = checkedChain(tensors);
  const count = matrices.length;
  const rows = tensors[0].shape.length === 1 ? [] : [matrices[0].shape[0]];
  const columns = tensors[count - 1].shape.length === 1 ? [] : [matrices[count - 1].shape[1]];
  if (count !== 3) {
    return view(chainProduct(matrices, { first: 0, last: count - 1 }, chainCuts(matrices)), [...rows, ...columns]);
  }
  const [a, b, c, d] = [...matrices.map(({ shape }) => shape[0]), matrices[2].shape[1]];
  const isRightFirst = a * c * (b + d) > b * d * (a + c);
  const [first, second, third] = matrices;
  const product = isRightFirst ? mm(first, mm(second, third)) : mm(mm(first, second), third);
  return view(product, [...rows, ...columns]);
}

const crossFormula =
  (dim: number): Formula =>
  (gradient, [a, b], node) => [
    node.needs(0) ? sumToSize(linalgCross(b, gradient, dim), a.shape) : null,
    node.needs(1) ? sumToSize(linalgCross(gradient, a, dim), b.shape) : null,
  ];

/** Cross products of vectors of three elements along a dimension; the shapes broadcast. */
export function linalgCross(a: Tensor, b: Tensor, dim: number): Tensor {
  const result = ops.linalgCross(a, b, dim);
  return records(a, b) ? record("LinalgCrossBackward0", [a, b], result, [a, b], crossFormula(dim)) : result;
}
