/** Products of matrices and vectors. Each sum runs in order, in steps of the dtype (float32 for the half types). */
import { runtimeError } from "../errors.ts";
import { type DType, dtypes, isFloating } from "../tensor/dtype.ts";
import { allocateStrided, allocateUnset } from "../tensor/make.ts";
import { cppTypeNames } from "../tensor/names.ts";
import type { Scalar } from "../tensor/scalar.ts";
import { broadcastTwo, countOf, formatShape } from "../tensor/shape.ts";
import { isContiguous, viewStrides } from "../tensor/strides.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Reader, Writer } from "../tensor/walk.ts";
import * as fast from "../wasm/matmul.ts";
import { add, mul, notImplemented } from "./arithmetic.ts";
import { assign } from "./copy.ts";
import { zeros } from "./creation.ts";
import { matmulKernels } from "./kernels/matmul.ts";
import type { Out } from "./options.ts";
import { memoryOrder, stridesInOrder } from "./pointwise/layout.ts";
import { allExact, kernelFor, multiplyExactly, multiplyInStrips } from "./products.ts";
import { foldDims } from "./reduce/fold.ts";
import { sumFolder } from "./reduce/folders.ts";
import { diagonal, expand, reshape, select, squeeze, t, transpose, unsqueeze, view } from "./views.ts";

/** The batched product of [batch, n, k] and [batch, k, m], whose shapes fit. */
function multiplyBatches(a: Tensor, b: Tensor, isBatched = false, name = "addmm_impl_cpu_"): Tensor {
  const [batch, rows, depth] = a.shape;
  const columns = b.shape[2];
  const result = allocateUnset([batch, rows, columns], a.dtype);
  if (result.elementCount === 0) return result;
  if (isFast(a.dtype, rows * columns * depth, isBatched) && fast.multiply(a, b, null, result)) return result;
  if (a.dtype === "bool") throw notImplemented(name, "bool");
  const integers = !isFloating(a.dtype);
  const writer = new Writer(result);
  let isExact = true;
  multiplyInStrips(a, b, kernelFor(a.dtype, rows * columns * depth, isBatched), (product, count, exact) => {
    isExact = !integers || (exact && allExact(product, count));
    if (isExact) writer.write(product, count);
    return isExact;
  });
  return isExact ? result : multiplyExactly(a, b, result);
}

/** Whether a product's numbers are those of the plain float32 kernel, which the fast one has too. */
const isFast = (dtype: DType, multiplications: number, isBatched: boolean): boolean =>
  dtype === "float32" && kernelFor(dtype, multiplications, isBatched) === matmulKernels.floats;

const batched = (matrix: Tensor): Tensor => unsqueeze(matrix, 0);
const shapeText = ({ shape }: Tensor): string => shape.join("x");

function checkMatrices(a: Tensor, b: Tensor): void {
  if (a.shape[1] !== b.shape[0]) {
    throw runtimeError(`mat1 and mat2 shapes cannot be multiplied (${shapeText(a)} and ${shapeText(b)})`);
  }
  if (a.dtype !== b.dtype) {
    throw runtimeError(
      `expected m1 and m2 to have the same dtype, but got: ${cppTypeNames[a.dtype]} != ${cppTypeNames[b.dtype]}`,
    );
  }
}

/** The product of two matrices, [n, k] and [k, m]. RuntimeErrors for ranks, sizes and dtypes. */
export function mm(a: Tensor, b: Tensor): Tensor {
  if (a.shape.length !== 2) throw runtimeError("self must be a matrix");
  if (b.shape.length !== 2) throw runtimeError("mat2 must be a matrix");
  checkMatrices(a, b);
  return squeeze(multiplyBatches(batched(a), batched(b)), [0]);
}

/** The products of two batches of matrices, [batch, n, k] and [batch, k, m]. */
export function bmm(a: Tensor, b: Tensor): Tensor {
  if (a.shape.length !== 3) throw runtimeError("batch1 must be a 3D tensor");
  if (b.shape.length !== 3) throw runtimeError("batch2 must be a 3D tensor");
  const [batch, , depth] = a.shape;
  if (b.shape[0] !== batch || b.shape[1] !== depth) {
    throw runtimeError(
      `Expected size for first two dimensions of batch2 tensor to be: [${batch}, ${depth}] but got: [${b.shape[0]}, ${b.shape[1]}].`,
    );
  }
  checkSameScalar(a, b);
  return multiplyBatches(a, b, true, "bmm");
}

function checkSameScalar(a: Tensor, b: Tensor): void {
  if (a.dtype !== b.dtype) {
    throw runtimeError(`expected scalar type ${dtypes[a.dtype].scalarName} but found ${dtypes[b.dtype].scalarName}`);
  }
}

/** Matrix [n, k] times vector [k]. */
export function mv(matrix: Tensor, vector: Tensor): Tensor {
  if (matrix.shape.length !== 2 || vector.shape.length !== 1) {
    throw runtimeError(`vector + matrix @ vector expected, got 1, ${matrix.shape.length}, ${vector.shape.length}`);
  }
  if (matrix.shape[1] !== vector.shape[0]) {
    throw runtimeError(
      `size mismatch, got input (${matrix.shape[0]}), mat (${shapeText(matrix)}), vec (${vector.shape[0]})`,
    );
  }
  checkSameScalar(matrix, vector);
  return view(multiplyBatches(batched(matrix), batched(unsqueeze(vector, 1)), false, "addmv_impl_cpu"), [
    matrix.shape[0],
  ]);
}

/** The inner product of two vectors. */
export function dot(a: Tensor, b: Tensor): Tensor {
  if (a.shape.length !== 1 || b.shape.length !== 1) {
    throw runtimeError(`1D tensors expected, but got ${a.shape.length}D and ${b.shape.length}D tensors`);
  }
  if (a.dtype !== b.dtype) {
    throw runtimeError(
      `dot : expected both vectors to have same dtype, but found ${dtypes[a.dtype].scalarName} and ${dtypes[b.dtype].scalarName}`,
    );
  }
  if (a.shape[0] !== b.shape[0]) {
    throw runtimeError(
      `inconsistent tensor size, expected tensor ${formatShape(a.shape)} and src ${formatShape(b.shape)} to have the same number of elements, but got ${a.shape[0]} and ${b.shape[0]} elements respectively`,
    );
  }
  return view(multiplyBatches(batched(unsqueeze(a, 0)), batched(unsqueeze(b, 1))), []);
}

/** The products of all pairs of two vectors' elements, [n, m]. */
export function outer(a: Tensor, b: Tensor): Tensor {
  if (a.shape.length !== 1) throw runtimeError(`outer: Expected 1-D argument self, but got ${a.shape.length}-D`);
  if (b.shape.length !== 1) throw runtimeError(`outer: Expected 1-D argument vec2, but got ${b.shape.length}-D`);
  return mul(unsqueeze(a, 1), b);
}

/** The product of tensors of any rank: vectors, matrices, and batches that broadcast (`@`). */
export function matmul(a: Tensor, b: Tensor): Tensor {
  const [rankA, rankB] = [a.shape.length, b.shape.length];
  if (rankA === 0 || rankB === 0) {
    throw runtimeError(`both arguments to matmul need to be at least 1D, but they are ${rankA}D and ${rankB}D`);
  }
  if (rankA === 1 && rankB === 1) return dot(a, b);
  if (rankA === 2 && rankB === 1) return mv(a, b);
  if (rankA === 1 && rankB === 2) return squeeze(mm(unsqueeze(a, 0), b), [0]);
  if (rankA === 2 && rankB === 2) return mm(a, b);
  // One matrix for all of the other's rows: a single large product.
  if (rankA >= 3 && rankB <= 2) {
    if (rankB === 2) checkFolding(a, b);
    const folded = reshape(a, [countOf(a.shape.slice(0, -1)), a.shape[rankA - 1]]);
    const product = rankB === 1 ? mv(folded, b) : mm(folded, b);
    return view(product, [...a.shape.slice(0, -1), ...(rankB === 2 ? [b.shape[1]] : [])]);
  }
  return broadcastMatmul(a, b);
}

function broadcastMatmul(a: Tensor, b: Tensor): Tensor {
  const left = a.shape.length === 1 ? unsqueeze(a, 0) : a;
  const right = b.shape.length === 1 ? unsqueeze(b, 1) : b;
  const [n, k] = left.shape.slice(-2);
  const [depth, m] = right.shape.slice(-2);
  const batch = broadcastTwo(left.shape.slice(0, -2), right.shape.slice(0, -2));
  const count = countOf(batch);
  const wideA = reshape(expand(left, [...batch, n, k]), [count, n, k]);
  const wideB = reshape(expand(right, [...batch, depth, m]), [count, depth, m]);
  const shape = [...batch, ...(a.shape.length === 1 ? [] : [n]), ...(b.shape.length === 1 ? [] : [m])];
  return view(bmm(wideA, wideB), shape);
}

export interface ScaleOptions extends Out {
  /** Multiplies the added tensor; where 0 it is not read. */
  readonly beta?: Scalar;
  /** Multiplies the product. */
  readonly alpha?: Scalar;
}

/** beta * input + alpha * product. */
function addScaled(input: Tensor, product: Tensor, { beta = 1n, alpha = 1n, out }: ScaleOptions): Tensor {
  const scaled = Number(alpha) === 1 ? product : mul(product, alpha, { out: product });
  if (Number(beta) === 0) return out === undefined ? scaled : assign(out, scaled);
  const sum = add(scaled, Number(beta) === 1 ? input : mul(input, beta), { out: scaled });
  return out === undefined ? sum : assign(out, sum);
}

function checkSameDType(name: string, tensor: Tensor, matrix: Tensor): void {
  if (tensor.dtype === matrix.dtype) return;
  throw runtimeError(
    `${name} and mat2 must have the same dtype, but got ${dtypes[tensor.dtype].scalarName} and ${dtypes[matrix.dtype].scalarName}`,
  );
}

/** beta * input + alpha * (a @ b) for matrices; input broadcasts. */
export function addmm(input: Tensor, a: Tensor, b: Tensor, options: ScaleOptions = {}): Tensor {
  checkSameDType("self", input, b);
  checkSameDType("mat1", a, b);
  if (a.shape.length !== 2) throw runtimeError(`mat1 must be a matrix, got ${a.shape.length}-D tensor`);
  if (b.shape.length !== 2) throw runtimeError(`mat2 must be a matrix, got ${b.shape.length}-D tensor`);
  checkMatrices(a, b);
  const wide = expand(input, [a.shape[0], b.shape[1]]);
  const product = (): Tensor => (isIgnored(a, options) ? zeros(wide.shape, a.dtype) : mm(a, b));
  return fused(wide, batched(a), batched(b), options) ?? addScaled(wide, product(), options);
}

/** BLAS does not look at factors whose product counts for nothing: not at NaN and infinities among them either. */
const isIgnored = ({ dtype }: Tensor, { alpha = 1n }: ScaleOptions): boolean =>
  Number(alpha) === 0 && (dtype === "float32" || dtype === "float64");

/** The common case beta = alpha = 1 of floats: the half types round once, after the addition. */
function fused(wide: Tensor, a: Tensor, b: Tensor, { beta = 1n, alpha = 1n, out }: ScaleOptions): Tensor | null {
  if (!isFloating(a.dtype) || Number(beta) !== 1 || Number(alpha) !== 1) return null;
  const [, rows, depth] = a.shape;
  const columns = b.shape[2];
  const result = allocateUnset([rows, columns], a.dtype);
  // The fast kernel adds one row to all rows.
  const isDone =
    wide.strides[0] === 0 &&
    result.elementCount > 0 &&
    isFast(a.dtype, rows * columns * depth, false) &&
    fast.multiply(a, b, select(wide, 0, 0), result);
  if (result.elementCount > 0 && !isDone) {
    const bias = new Float64Array(columns);
    const round = a.dtype === "float64" ? (value: number): number => value : Math.fround;
    const [readBias, writer] = [new Reader(wide), new Writer(result)];
    multiplyInStrips(a, b, kernelFor(a.dtype, rows * columns * depth, false), (product, count) => {
      for (let at = 0; at < count; ) {
        readBias.read(bias, columns);
        for (let column = 0; column < columns; column++, at++) product[at] = round(product[at]) + bias[column];
      }
      writer.write(product, count);
      return true;
    });
  }
  return out === undefined ? result : assign(out, result);
}

/** beta * input + alpha * (matrix @ vector). */
export const addmv = (input: Tensor, matrix: Tensor, vector: Tensor, options: ScaleOptions = {}): Tensor => {
  const whole = mv(matrix, vector);
  const product = isIgnored(matrix, options) ? zeros(whole.shape, whole.dtype) : whole;
  return addScaled(expand(input, product.shape), product, options);
};

/** beta * input + alpha * (a outer b). */
export const addr = (input: Tensor, a: Tensor, b: Tensor, options: ScaleOptions = {}): Tensor => {
  // PyTorch scales the first vector, not the products.
  const isScaled = Number(options.alpha ?? 1n) !== 1;
  const product = outer(isScaled ? mul(a, options.alpha ?? 1n) : a, b);
  const { shape } = product;
  const wide = expand(input, shape);
  const order = memoryOrder(shape, [wide.strides, [a.strides[0], 0], [0, b.strides[0]]]);
  const result = addScaled(wide, product, { ...options, alpha: 1n });
  if (order === null) return result;
  return assign(allocateStrided(shape, stridesInOrder(shape, order), result.dtype), result);
};

/** beta * input + alpha * (a @ b) for batches. */
export function baddbmm(input: Tensor, a: Tensor, b: Tensor, options: ScaleOptions = {}): Tensor {
  const product = bmm(a, b);
  return addScaled(expand(input, product.shape), product, options);
}

/** beta * input + alpha * the sum of the batch's products. */
export function addbmm(input: Tensor, a: Tensor, b: Tensor, options: ScaleOptions = {}): Tensor {
  if (a.shape[0] !== b.shape[0]) {
    throw runtimeError(`batch1 and batch2 must have same number of batches, got ${a.shape[0]} and ${b.shape[0]}`);
  }
  if (a.shape[2] !== b.shape[1]) {
    throw runtimeError(
      `Incompatible matrix sizes for bmm (${a.shape[1]}x${a.shape[2]} and ${b.shape[1]}x${b.shape[2]})`,
    );
  }
  const [batch, n, k] = a.shape;
  const m = b.shape[2];
  // The sum over batches is one product over [batch * k].
  const left = reshape(transpose(a, 0, 1), [n, batch * k]);
  const right = reshape(b, [batch * k, m]);
  return addScaled(expand(input, [n, m]), mm(left, right), options);
}

/** input @ weight^T + bias over the last dimension (`F.linear`). */
export function linear(input: Tensor, weight: Tensor, bias?: Tensor): Tensor {
  const weightT = weight.shape.length === 2 ? t(weight) : weight;
  const isFolded = input.shape.length === 2 || (input.shape.length > 0 && isContiguous(input));
  if (bias === undefined || weight.shape.length !== 2 || !isFolded) {
    const product = matmul(input, weightT);
    return bias === undefined ? product : add(product, bias);
  }
  if (input.shape.length === 2) return addmm(bias, input, weightT);
  const leading = input.shape.slice(0, -1);
  const folded = reshape(input, [countOf(leading), input.shape[input.shape.length - 1]]);
  return view(addmm(bias, folded, weightT), [...leading, weight.shape[0]]);
}

/**
 * PyTorch multiplies what cannot be viewed as one matrix batch by batch, and words its errors so. (The numbers are the same
 * but for the last bits.)
 */
function checkFolding(a: Tensor, b: Tensor): void {
  const depth = a.shape[a.shape.length - 1];
  if (depth === b.shape[0] || a.elementCount === 0) return;
  const batch = countOf(a.shape.slice(0, -2));
  if (viewStrides(a.shape, a.strides, [countOf(a.shape.slice(0, -1)), depth]) !== null) return;
  throw runtimeError(
    `Expected size for first two dimensions of batch2 tensor to be: [${batch}, ${depth}] but got: [${batch}, ${b.shape[0]}].`,
  );
}

/** The sum of a matrix's diagonal, in doubles. */
export function trace(input: Tensor): Tensor {
  if (input.shape.length !== 2) {
    throw runtimeError(`trace: expected a matrix, but got tensor with dim ${input.shape.length}`);
  }
  if (input.dtype === "bool") throw notImplemented("trace", input.dtype);
  const dtype = isFloating(input.dtype) ? input.dtype : "int64";
  return foldDims(diagonal(input), sumFolder, [0], false, dtype);
}
