/** `torch.linalg`: norms, products and solvers. Names carry PyTorch's prefix `linalg_`. */
import * as engine from "../../../../engine/index.ts";
import { dtypes } from "../../../../engine/tensor/dtype.ts";
import { runtimeError } from "../../../runtime/errors.ts";
import type { ParsedArguments } from "../arguments/parsed.ts";
import { returnType } from "../objects/return-types.ts";
import { wrapTensor } from "../wrap.ts";
import * as composed from "./composed/index.ts";
import { define } from "./definition.ts";

const only = { isMethod: false } as const;

define(
  "linalg_vector_norm",
  "(Tensor input, Scalar ord=2, int[1]? dim=None, bool keepdim=False, *, dtype? dtype=None, Tensor out=None)",
  (a) =>
    engine.vectorNorm(a.tensor(0), a.scalar(1, 2), {
      dims: a.intsOrNull(2) ?? undefined,
      keepdim: a.bool(3),
      dtype: a.dtypeOrNull(4) ?? undefined,
    }),
  "The norm (sum |x|^ord)^(1/ord) of the elements over dims.",
  only,
);

const last = [-2, -1];
function matrixNorm(a: ParsedArguments, ord: number | string, dims: number[], keepdim: boolean): engine.Tensor {
  if (typeof ord === "string" && ord !== "fro" && ord !== "nuc") {
    throw runtimeError(`linalg.matrix_norm: Order ${ord} not supported.`);
  }
  return engine.matrixNorm(a.tensor(0), ord, { dims, keepdim });
}
define(
  "linalg_matrix_norm",
  [
    "(Tensor input, Scalar ord, int[] dim=[-2,-1], bool keepdim=False, *, dtype? dtype=None, Tensor out=None)",
    "(Tensor input, str ord='fro', int[] dim=[-2,-1], bool keepdim=False, *, dtype? dtype=None, Tensor out=None)",
  ],
  (a) => matrixNorm(a, a.index === 0 ? a.float(1) : a.string(1, "fro"), a.intsOrNull(2) ?? last, a.bool(3)),
  "The norm of matrices.",
  only,
);
define(
  "linalg_norm",
  [
    "(Tensor input, Scalar? ord=None, int[1]? dim=None, bool keepdim=False, *, dtype? dtype=None, Tensor out=None)",
    "(Tensor input, str ord, int[1]? dim=None, bool keepdim=False, *, dtype? dtype=None, Tensor out=None)",
  ],
  (a) => {
    const dims = a.intsOrNull(2);
    const keepdim = a.bool(3);
    const rank = a.tensor(0).shape.length;
    if (!a.has(1)) return engine.vectorNorm(a.tensor(0), 2, { dims: dims ?? undefined, keepdim });
    const ord = a.index === 1 ? a.string(1) : a.float(1);
    const ofMatrix = dims === null ? rank === 2 : dims.length === 2;
    if (ofMatrix || typeof ord === "string") return matrixNorm(a, ord, dims ?? last, keepdim);
    return engine.vectorNorm(a.tensor(0), ord, { dims: dims ?? undefined, keepdim });
  },
  "The norm of vectors or matrices.",
  only,
);
for (const [name, compute, doc] of [
  ["linalg_det", engine.det, "Determinant of square matrices."],
  ["linalg_inv", engine.inv, "Inverse of square matrices."],
] as const) {
  define(name, "(Tensor A, *, Tensor out=None)", (a) => compute(a.tensor(0)), doc, only);
}
define(
  "linalg_solve",
  "(Tensor A, Tensor B, *, bool left=True, Tensor out=None)",
  (a) => engine.solve(a.tensor(0), a.tensor(1), a.bool(2, true)),
  "X with A X = B.",
  only,
);
define(
  "linalg_matmul",
  "(Tensor input, Tensor other, *, Tensor out=None)",
  (a) => engine.matmul(a.tensor(0), a.tensor(1)),
  "Matrix product.",
  only,
);
define(
  "linalg_diagonal",
  "(Tensor A, *, int offset=0, int dim1=-2, int dim2=-1)",
  (a) => engine.diagonal(a.tensor(0), a.int(1, 0), a.int(2, -2), a.int(3, -1)),
  "Diagonals of matrices.",
  only,
);
define(
  "linalg_vecdot",
  "(Tensor x, Tensor y, *, int dim=-1, Tensor out=None)",
  (a) => engine.sum(engine.mul(a.tensor(0), a.tensor(1)), { dims: [a.int(2, -1)] }),
  "Dot products over a dimension.",
  only,
);

define(
  "linalg_cholesky",
  "(Tensor input, *, bool upper=False, Tensor out=None)",
  (a) => engine.cholesky(a.tensor(0), a.bool(1)),
  "The lower triangle L with A = L L^T.",
  only,
);
function qrMode(mode: string): engine.QrMode {
  if (mode === "reduced" || mode === "complete" || mode === "r") return mode;
  throw runtimeError(
    `qr received unrecognized mode '${mode}' but expected one of 'reduced' (default), 'r', or 'complete'`,
  );
}
define(
  "linalg_qr",
  "(Tensor A, str mode='reduced', *, Tensor[2] out=None)",
  (a) => {
    const { q, r } = engine.qr(a.tensor(0), qrMode(a.string(1, "reduced")));
    return returnType("linalg_qr", ["Q", "R"], [wrapTensor(q), wrapTensor(r)]);
  },
  "Q with orthonormal columns and an upper triangle R with A = Q R.",
  only,
);
define(
  "linalg_slogdet",
  "(Tensor A, *, Tensor[2] out=None)",
  (a) => {
    const { sign, logabsdet } = engine.slogdet(a.tensor(0));
    return returnType("linalg_slogdet", ["sign", "logabsdet"], [wrapTensor(sign), wrapTensor(logabsdet)]);
  },
  "Sign and logarithm of the determinant.",
  only,
);
define(
  "linalg_cross",
  "(Tensor input, Tensor other, *, int dim=-1, Tensor out=None)",
  (a) => composed.cross(a.tensor(0), a.tensor(1), a.int(2, -1)),
  "Cross product of vectors of three elements.",
  only,
);
define(
  "linalg_vander",
  "(Tensor x, *, int? N=None)",
  (a) => {
    const { dtype } = a.tensor(0);
    if (dtype === "float16" || dtype === "bfloat16" || dtype === "bool") {
      throw runtimeError(
        `linalg.vander supports floating point, complex, and integer tensors, but got ${dtypes[dtype].scalarName}`,
      );
    }
    const column = engine.unsqueeze(composed.atLeast(a.tensor(0), 1), -1);
    const n = a.intOrNull(1) ?? column.shape[column.shape.length - 2];
    if (n <= 1) throw runtimeError("N must be greater than 1.");
    const powers = engine.cumprod(engine.expand(column, [...column.shape.slice(0, -1), n - 1]), -1);
    return engine.cat([engine.ones(column.shape, powers.dtype), powers], -1);
  },
  "Powers of a vector's elements as columns.",
  only,
);
