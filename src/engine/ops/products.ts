/** Products of matrices in plain code: blocks of rows in doubles, and exact ones of ints whose sums pass 2^53. */
import { type DType, isFloating } from "../tensor/dtype.ts";
import { readScalar } from "../tensor/elements.ts";
import { toInt64 } from "../tensor/scalar.ts";
import { admit } from "../tensor/storage.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Reader } from "../tensor/walk.ts";
import { worked } from "../work.ts";
import { type MatmulKernel, matmulKernels } from "./kernels/matmul.ts";
import { narrow, select, transpose } from "./views.ts";

const exactLimit = 2 ** 53;

/** Numbers of a factor that are held in doubles at a time: of what is larger, some steps of the depth. */
const mostHeld = 2 ** 24;
const deepStrip = 256;

/** Steps of an exact sum between two looks at the interrupt. */
const exactSteps = 2 ** 12;

/** Multiplications up to which float64 products take PyTorch's exact steps. */
const fusedLimit = 2 ** 15;

/** Batched matrices with fewer multiplications than this go through PyTorch's own kernel, which fuses nothing. */
const ownKernelLimit = 400;

export function kernelFor(dtype: DType, multiplications: number, isBatched: boolean): MatmulKernel {
  if (isBatched && isFloating(dtype) && multiplications < ownKernelLimit) {
    return dtype === "float64" ? matmulKernels.doubles : matmulKernels.separate;
  }
  if (dtype === "float64") return multiplications <= fusedLimit ? matmulKernels.fused : matmulKernels.doubles;
  return isFloating(dtype) ? matmulKernels.floats : matmulKernels.doubles;
}

/** Rows of A and of the product that are held in doubles at a time. */
const stripRows = (rows: number, columns: number, depth: number): number =>
  Math.min(rows, Math.max(64, 4 * Math.floor(2 ** 16 / Math.max(columns, depth))));

/**
 * The batched product in doubles, some rows at a time: `use` is given `count` numbers of a strip, and whether all that they
 * are made of are exact in doubles; with false it ends the work.
 */
export function multiplyInStrips(
  a: Tensor,
  b: Tensor,
  multiply: MatmulKernel,
  use: (product: Float64Array, count: number, exact: boolean) => boolean,
): void {
  const [batch, rows, depth] = a.shape;
  const columns = b.shape[2];
  const usual = stripRows(rows, columns, depth);
  const isDeep = Math.max(usual, columns) * depth > mostHeld;
  // B is read anew for each strip then.
  const strip = isDeep ? Math.min(rows, deepStrip) : usual;
  const steps = isDeep ? Math.max(1, Math.floor(mostHeld / Math.max(strip, columns))) : depth;
  // Expanded matrices may stand for more than memory holds.
  if ([a, b].some((factor) => factor.elementCount > factor.storage.data.length)) {
    admit(8 * (strip * steps + columns * steps));
  }
  const left = new Float64Array(strip * steps);
  const right = new Float64Array(columns * steps);
  const product = new Float64Array(strip * columns);
  const bTransposed = transpose(b, 1, 2);
  const readA = new Reader(a);
  const readB = new Reader(bTransposed);
  // A matrix that all batches share is read once.
  const shared = batch > 1 && b.strides[0] === 0;
  for (let i = 0; i < batch; i++) {
    let exact = true;
    if (!isDeep && (!shared || i === 0)) exact = readB.read(right, right.length);
    for (let row = 0; row < rows; row += strip) {
      const n = Math.min(strip, rows - row);
      if (!isDeep) {
        exact = readA.read(left, n * depth) && exact;
        multiply(n, columns, depth, left, right, product, false);
      }
      for (let first = 0; isDeep && first < depth; first += steps) {
        const count = Math.min(steps, depth - first);
        const part = (of: Tensor, from: number, lines: number): Reader =>
          new Reader(narrow(narrow(select(of, 0, i), 0, from, lines), 1, first, count));
        exact = part(a, row, n).read(left, n * count) && exact;
        exact = part(bTransposed, 0, columns).read(right, columns * count) && exact;
        multiply(n, columns, count, left, right, product, first > 0);
      }
      if (!use(product, n * columns, exact)) return;
    }
  }
}

/** Whether doubles hold these sums of ints exactly. */
export function allExact(values: Float64Array, count: number): boolean {
  for (let i = 0; i < count; i++) if (!(Math.abs(values[i]) < exactLimit)) return false;
  return true;
}

/** Integer products whose sums pass 2^53: modulo 2^64, as the machine's. */
export function multiplyExactly(a: Tensor, b: Tensor, result: Tensor): Tensor {
  const [batch, rows, depth] = a.shape;
  const columns = b.shape[2];
  const reading = ({ storage, offset, strides }: Tensor) => {
    const [first, second, third] = strides;
    return (i: number, j: number, k: number): bigint =>
      toInt64(readScalar(storage, offset + i * first + j * second + k * third));
  };
  const left = reading(a);
  const right = reading(b);
  const { data } = result.storage;
  for (let i = 0, at = 0; i < batch; i++) {
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < columns; c++, at++) {
        let sum = 0n;
        for (let k = 0; k < depth; k++) {
          // So that a sum of any length stays a short number.
          if (k % exactSteps === 0) {
            worked(16 * Math.min(exactSteps, depth - k));
            sum = BigInt.asIntN(64, sum);
          }
          sum += left(i, r, k) * right(i, k, c);
        }
        if (data instanceof BigInt64Array) data[at] = BigInt.asIntN(64, sum);
        else data[at] = Number(BigInt.asIntN(32, sum));
      }
    }
  }
  return result;
}
