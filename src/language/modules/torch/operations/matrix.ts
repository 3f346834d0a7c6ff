/** Products of vectors and matrices. */
import * as engine from "../../../../engine/index.ts";
import { formatShape, sameShape } from "../../../../engine/tensor/shape.ts";
import { runtimeError } from "../../../runtime/errors.ts";
import * as composed from "./composed/index.ts";
import { define } from "./definition.ts";

const scales = "*, Scalar beta=1, Scalar alpha=1, Tensor out=None)";

define(
  "matmul",
  "(Tensor input, Tensor other, *, Tensor out=None)",
  (a) => engine.matmul(a.tensor(0), a.tensor(1)),
  "Matrix product, broadcasting over leading dimensions.",
);
define(
  "mm",
  "(Tensor input, Tensor mat2, *, Tensor out=None)",
  (a) => engine.mm(a.tensor(0), a.tensor(1)),
  "Product of two matrices.",
);
define(
  "bmm",
  "(Tensor input, Tensor mat2, *, Tensor out=None)",
  (a) => engine.bmm(a.tensor(0), a.tensor(1)),
  "Products of two batches of matrices.",
);
define(
  "mv",
  "(Tensor input, Tensor vec, *, Tensor out=None)",
  (a) => engine.mv(a.tensor(0), a.tensor(1)),
  "Matrix times vector.",
);
define(
  "dot",
  "(Tensor input, Tensor tensor, *, Tensor out=None)",
  (a) => engine.dot(a.tensor(0), a.tensor(1)),
  "Sum of the products of two vectors' elements.",
);
define(
  "vdot",
  "(Tensor input, Tensor other, *, Tensor out=None)",
  (a) => engine.dot(a.tensor(0), a.tensor(1), "VdotBackward0"),
  "Sum of the products of two vectors' elements.",
);
define(
  "inner",
  "(Tensor input, Tensor other, *, Tensor out=None)",
  (a) => {
    const product = engine.inner(a.tensor(0), a.tensor(1));
    const isScaled = a.tensor(0).shape.length === 0 || a.tensor(1).shape.length === 0;
    return isScaled ? product : composed.named(product, "ViewBackward0");
  },
  "Sums of products over the last dimensions.",
);
define(
  "outer",
  "(Tensor input, Tensor vec2, *, Tensor out=None)",
  (a) => engine.outer(a.tensor(0), a.tensor(1)),
  "All products of two vectors' elements.",
  { aliases: ["ger"] },
);
define(
  "kron",
  "(Tensor input, Tensor other, *, Tensor out=None)",
  (a) => composed.named(engine.kron(a.tensor(0), a.tensor(1)), "UnsafeViewBackward0"),
  "Kronecker product.",
);
for (const [name, first, second, compute, doc] of [
  ["addmm", "mat1", "mat2", engine.addmm, "beta * input + alpha * (mat1 @ mat2)."],
  ["addmv", "mat", "vec", engine.addmv, "beta * input + alpha * (mat @ vec)."],
  ["addbmm", "batch1", "batch2", engine.addbmm, "beta * input + alpha * the sum of the batches' products."],
  ["baddbmm", "batch1", "batch2", engine.baddbmm, "beta * input + alpha * the batches' products."],
  ["addr", "vec1", "vec2", engine.addr, "beta * input + alpha * the outer product."],
] as const) {
  define(
    name,
    `(Tensor input, Tensor ${first}, Tensor ${second}, ${scales}`,
    (a, { out }) => {
      const input = a.tensor(0);
      const result = compute(input, a.tensor(1), a.tensor(2), { beta: a.scalar(3, 1n), alpha: a.scalar(4, 1n) });
      if (out === input && !sameShape(input.shape, result.shape)) {
        throw runtimeError(
          `Bad in-place call: input tensor size ${formatShape(input.shape)} and output tensor size ${formatShape(result.shape)} should match`,
        );
      }
      return result;
    },
    doc,
    { hasInPlace: true },
  );
}
define(
  "cross",
  "(Tensor input, Tensor other, int? dim=None, *, Tensor out=None)",
  (a) => composed.cross(a.tensor(0), a.tensor(1), a.intOrNull(2) ?? undefined),
  "Cross product of vectors of three elements.",
);
define("trace", "(Tensor input)", (a) => engine.trace(a.tensor(0)), "Sum of the diagonal.");
define(
  "cov",
  "(Tensor input, *, int correction=1, Tensor? fweights=None, Tensor? aweights=None)",
  (a) => composed.cov(a.tensor(0), a.int(1, 1), { frequencies: a.tensorOrNull(2), importance: a.tensorOrNull(3) }),
  "Covariance of variables (rows) over observations (columns).",
);
define(
  "corrcoef",
  "(Tensor input)",
  (a) => composed.corrcoef(a.tensor(0)),
  "Correlation coefficients of variables (rows).",
);
define(
  "dist",
  "(Tensor input, Tensor other, Scalar p=2)",
  (a) => composed.named(engine.vectorNorm(engine.sub(a.tensor(0), a.tensor(1)), a.scalar(2, 2)), "DistBackward0"),
  "The p-norm of input - other.",
);
define(
  "cdist",
  "(Tensor x1, Tensor x2, float p=2, int? compute_mode=None)",
  (a) => composed.named(engine.cdist(a.tensor(0), a.tensor(1), a.float(2, 2)), "CdistBackward0"),
  "Distances between all pairs of rows.",
  { isMethod: false, isFunction: false },
);
define(
  "renorm",
  "(Tensor input, Scalar p, int dim, Scalar maxnorm, *, Tensor out=None)",
  (a) => composed.renorm(a.tensor(0), a.float(1), a.int(2), a.float(3)),
  "Slices scaled down to a largest norm.",
  { hasInPlace: true },
);
for (const [name, compute, doc] of [
  ["det", engine.det, "Determinant."],
  ["inverse", engine.inv, "Inverse of square matrices."],
  ["logdet", composed.logdet, "Logarithm of the determinant."],
] as const) {
  define(
    name,
    name === "inverse" ? "(Tensor input, *, Tensor out=None)" : "(Tensor input)",
    (a) => compute(a.tensor(0)),
    doc,
  );
}
