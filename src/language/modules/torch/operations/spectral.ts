/** `torch.linalg`: what singular values, eigenvalues and triangles give. Names carry PyTorch's prefix `linalg_`. */
import { runtimeError } from "../../../../engine/errors.ts";
import * as engine from "../../../../engine/index.ts";
import { formatDouble } from "../../../../engine/number-format.ts";
import { checkIsMatrix } from "../../../../engine/ops/matrices.ts";
import { formatShape } from "../../../../engine/tensor/shape.ts";
import type { Tensor } from "../../../../engine/tensor/tensor.ts";
import { notImplementedError } from "../../../runtime/errors.ts";
import type { ParsedArguments } from "../arguments/parsed.ts";
import { PyTensor } from "../objects/tensor.ts";
import { define } from "./definition.ts";
import { fields } from "./factors.ts";

const only = { isMethod: false } as const;
const { matrixTranspose } = engine;

define(
  "linalg_svd",
  "(Tensor A, bool full_matrices=True, *, str? driver=None, Tensor[3] out=None)",
  (a) => {
    const { u, s, vh } = engine.svd(a.tensor(0), a.bool(1, true));
    return fields("linalg_svd", ["U", "S", "Vh"], [u, s, vh]);
  },
  "A = U diag(S) Vh with orthonormal U and Vh, S falling.",
  only,
);
define(
  "svd",
  "(Tensor input, bool some=True, bool compute_uv=True, *, Tensor[3] out=None)",
  (a) => {
    const rank = a.tensor(0).shape.length;
    if (rank < 2) {
      throw runtimeError(`linalg.svd: input should have at least 2 dimensions, but has ${rank} dimensions instead`);
    }
    if (!a.bool(2, true)) {
      const [m, n] = a.tensor(0).shape.slice(-2);
      const lead = a.tensor(0).shape.slice(0, -2);
      const { dtype } = a.tensor(0);
      const [u, v] = [engine.zeros([...lead, m, m], dtype), engine.zeros([...lead, n, n], dtype)];
      return fields("svd", ["U", "S", "V"], [u, engine.singularValues(a.tensor(0)), v]);
    }
    const { u, s, vh } = engine.svd(a.tensor(0), !a.bool(1, true));
    return fields("svd", ["U", "S", "V"], [u, s, matrixTranspose(vh)]);
  },
  "A = U diag(S) V^T (torch.linalg.svd gives V^T itself).",
);
define(
  "linalg_svdvals",
  "(Tensor A, *, str? driver=None, Tensor out=None)",
  (a) => engine.singularValues(a.tensor(0)),
  "Singular values, the largest first.",
  only,
);
define(
  "linalg_eigh",
  "(Tensor A, str UPLO='L', *, Tensor[2] out=None)",
  (a) => {
    const { values, vectors } = engine.eigh(a.tensor(0), a.string(1, "L"));
    return fields("linalg_eigh", ["eigenvalues", "eigenvectors"], [values, vectors]);
  },
  "Eigenvalues (rising) and eigenvectors (columns) of symmetric matrices.",
  only,
);
define(
  "linalg_eigvalsh",
  "(Tensor A, str UPLO='L', *, Tensor out=None)",
  (a) => engine.eigh(a.tensor(0), a.string(1, "L")).values,
  "Eigenvalues of symmetric matrices, rising.",
  only,
);
for (const name of ["eig", "eigvals"]) {
  define(
    `linalg_${name}`,
    "(Tensor A, *, Tensor out=None)",
    () => {
      throw notImplementedError(
        `torch.linalg.${name} gives complex numbers, which the cell language does not have: use torch.linalg.eigh for symmetric matrices`,
      );
    },
    "Refused: its results are complex.",
    only,
  );
}

type Tolerance = Tensor | number;
const toleranceAt = (a: ParsedArguments, i: number): Tolerance | null => {
  const value = a.value(i);
  return value === null ? null : value instanceof PyTensor ? value.tensor : a.float(i);
};
/** The tolerances of `pinv` and `matrix_rank`: without a relative one the standard counts where no absolute one does. */
function tolerances(
  input: Tensor,
  atol: Tolerance | null,
  rtol: Tolerance | null,
): { atol: Tolerance; rtol: Tolerance } {
  if (rtol !== null) return { atol: atol ?? 0, rtol };
  const standard = engine.standardTolerance(input);
  if (atol === null) return { atol: 0, rtol: standard };
  if (typeof atol === "number") return { atol, rtol: atol > 0 ? 0 : standard };
  const standards = engine.full([], standard, "float64");
  return { atol, rtol: engine.where(engine.gt(atol, 0), engine.zeros([], "float64"), standards) };
}

function checkPinvInput({ dtype, shape }: Tensor): void {
  if ((dtype === "float32" || dtype === "float64") && shape.length >= 2) return;
  throw runtimeError(
    `linalg.pinv(${engine.dtypes[dtype].scalarName}{${formatShape(shape)}}): expected a tensor with 2 or more dimensions of float, double, cfloat or cdouble types`,
  );
}

define(
  "linalg_pinv",
  [
    "(Tensor input, *, Tensor? atol=None, Tensor? rtol=None, bool hermitian=False, Tensor out=None)",
    "(Tensor input, *, float? atol=None, float? rtol=None, bool hermitian=False, Tensor out=None)",
    "(Tensor input, float rcond, bool hermitian=False, *, Tensor out=None)",
    "(Tensor input, Tensor rcond, bool hermitian=False, *, Tensor out=None)",
  ],
  (a) => {
    const isOld = a.index > 1;
    const input = a.tensor(0);
    // With numbers PyTorch makes tensors of them before it looks at the input.
    if (a.index === 0) checkPinvInput(input);
    const { atol, rtol } = tolerances(input, isOld ? 0 : toleranceAt(a, 1), toleranceAt(a, isOld ? 1 : 2));
    checkPinvInput(input);
    return engine.pinv(input, atol, rtol, a.bool(isOld ? 2 : 3));
  },
  "The pseudo-inverse (Moore-Penrose).",
  only,
);
define(
  "pinverse",
  "(Tensor input, float rcond=1e-15)",
  (a) => {
    checkPinvInput(a.tensor(0));
    return engine.pinv(a.tensor(0), 0, a.float(1, 1e-15));
  },
  "The pseudo-inverse (Moore-Penrose).",
);
define(
  "linalg_matrix_rank",
  [
    "(Tensor input, *, Tensor? atol=None, Tensor? rtol=None, bool hermitian=False, Tensor out=None)",
    "(Tensor input, *, float? atol=None, float? rtol=None, bool hermitian=False, Tensor out=None)",
    "(Tensor input, float tol, bool hermitian=False, *, Tensor out=None)",
    "(Tensor input, Tensor tol, bool hermitian=False, *, Tensor out=None)",
  ],
  (a) => {
    const isOld = a.index > 1;
    const input = engine.detach(a.tensor(0));
    checkIsMatrix("torch.linalg.matrix_rank", input, "input");
    const { atol, rtol } = isOld
      ? { atol: toleranceAt(a, 1) ?? 0, rtol: 0 }
      : tolerances(input, toleranceAt(a, 1), toleranceAt(a, 2));
    if (input.elementCount === 0) return engine.zeros(input.shape.slice(0, -2), "int64");
    const isSymmetric = a.bool(isOld ? 2 : 3);
    const values = isSymmetric ? engine.abs(engine.eigh(input).values) : engine.singularValues(input);
    const largest = engine.amax(values, { dims: [-1], keepdim: true });
    return engine.sum(engine.gt(values, engine.singularCut(largest, atol, rtol)), { dims: [-1] });
  },
  "How many singular values are larger than the tolerance.",
  only,
);
define(
  "linalg_cond",
  ["(Tensor input, Scalar? p=None, *, Tensor out=None)", "(Tensor input, str p, *, Tensor out=None)"],
  (a) => {
    const input = a.tensor(0);
    if (a.index === 1) return engine.cond(input, a.string(1), "");
    if (input.shape.length < 2) {
      throw runtimeError("linalg.cond: The input tensor must have at least 2 dimensions.");
    }
    const p = a.has(1) ? a.scalar(1, 2n) : 2n;
    const text = typeof p === "number" && Number.isFinite(p) ? p.toFixed(6) : formatDouble(Number(p));
    return engine.cond(input, Number(p), text);
  },
  "The condition number of matrices.",
  only,
);

for (const name of ["linalg_matrix_power", "matrix_power"]) {
  define(
    name,
    "(Tensor input, int n, *, Tensor out=None)",
    (a) => engine.matrixPower(a.tensor(0), a.int(1)),
    "A square matrix to a whole power.",
    { isMethod: name === "matrix_power" },
  );
}

for (const name of ["linalg_matrix_exp", "matrix_exp"]) {
  define(name, "(Tensor input)", (a) => engine.matrixExponential(a.tensor(0)), "e to the power of a square matrix.", {
    isMethod: name === "matrix_exp",
  });
}
define(
  "linalg_solve_triangular",
  "(Tensor input, Tensor B, *, bool upper, bool left=True, bool unitriangular=False, Tensor out=None)",
  (a) =>
    engine.solveTriangular(a.tensor(0), a.tensor(1), {
      upper: a.bool(2),
      left: a.bool(3, true),
      unitriangular: a.bool(4),
    }),
  "X with A X = B for a triangular A.",
  only,
);
define(
  "cholesky",
  "(Tensor input, bool upper=False, *, Tensor out=None)",
  (a) => {
    const input = a.tensor(0);
    if (input.elementCount === 0)
      return engine.drawnFrom("CholeskyBackward0", [input], engine.zeros(input.shape, input.dtype));
    return engine.cholesky(input, a.bool(1), true);
  },
  "The lower triangle L with A = L L^T.",
);
define(
  "cholesky_solve",
  "(Tensor input, Tensor input2, bool upper=False, *, Tensor out=None)",
  (a) => engine.choleskySolve(a.tensor(0), a.tensor(1), a.bool(2)),
  "X with A X = B, given A's Cholesky factor.",
);
define(
  "cholesky_inverse",
  "(Tensor input, bool upper=False, *, Tensor out=None)",
  (a) => engine.choleskyInverse(a.tensor(0), a.bool(1)),
  "The inverse of A, given its Cholesky factor.",
);
define(
  "qr",
  "(Tensor input, bool some=True, *, Tensor[2] out=None)",
  (a) => {
    const { q, r } = engine.qr(a.tensor(0), a.bool(1, true) ? "reduced" : "complete");
    return fields("qr", ["Q", "R"], [q, r]);
  },
  "Q with orthonormal columns and an upper triangle R with A = Q R.",
);
define(
  "slogdet",
  "(Tensor input)",
  (a) => {
    const { sign, logabsdet } = engine.slogdet(a.tensor(0));
    return fields("slogdet", ["sign", "logabsdet"], [sign, logabsdet]);
  },
  "Sign and logarithm of the determinant.",
);
define(
  "linalg_lstsq",
  "(Tensor input, Tensor B, float? rcond=None, *, str? driver=None)",
  (a) => {
    const driver = a.has(3) ? a.string(3) : "gelsy";
    const found = engine.lstsq(a.tensor(0), a.tensor(1), a.floatOrNull(2), driver);
    const names = ["solution", "residuals", "rank", "singular_values"];
    return fields("linalg_lstsq", names, [found.solution, found.residuals, found.rank, found.singularValues]);
  },
  "The least-squares solution of A X = B.",
  only,
);
define(
  "linalg_multi_dot",
  "(Tensor[] tensors, *, Tensor out=None)",
  (a) => engine.multiDot(a.tensors(0)),
  "The product of several matrices.",
  only,
);
