/** `torch.linalg`: what singular values, eigenvalues and triangles give. Names carry PyTorch's prefix `linalg_`. */
import { runtimeError } from "../../../../engine/errors.ts";
import * as engine from "../../../../engine/index.ts";
import type { Tensor } from "../../../../engine/tensor/tensor.ts";
import { notImplementedError } from "../../../runtime/errors.ts";
import type { PyTuple } from "../../../runtime/objects/sequence.ts";
import type { ParsedArguments } from "../arguments/parsed.ts";
import { returnType } from "../objects/return-types.ts";
import { PyTensor } from "../objects/tensor.ts";
import { wrapTensor } from "../wrap.ts";
import { define } from "./definition.ts";

const only = { isMethod: false } as const;
const { matmul, matrixTranspose } = engine;

const fields = (type: string, names: readonly string[], tensors: readonly Tensor[]): PyTuple =>
  returnType(type, names, tensors.map(wrapTensor));

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
  (a) => engine.eigh(a.tensor(0), a.string(1, "L"), "linalg.eigvalsh").values,
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
const epsilonOf = (input: Tensor): number => engine.finfo(input.dtype).eps;
/** The tolerances of `pinv` and `matrix_rank`: without a relative one the standard counts where no absolute one does. */
function tolerances(
  input: Tensor,
  atol: Tolerance | null,
  rtol: Tolerance | null,
): { atol: Tolerance; rtol: Tolerance } {
  const [m = 0, n = 0] = input.shape.slice(-2);
  const standard = epsilonOf(input) * Math.max(m, n);
  if (rtol !== null) return { atol: atol ?? 0, rtol };
  if (atol === null) return { atol: 0, rtol: standard };
  if (typeof atol === "number") return { atol, rtol: atol > 0 ? 0 : standard };
  const standards = engine.full([], standard, atol.dtype);
  return { atol, rtol: engine.where(engine.gt(atol, 0), engine.zeros([], atol.dtype), standards) };
}

/** The symmetric matrix whose lower triangle is given, where the caller says that it is one. */
const symmetric = (input: Tensor, hermitian: boolean): Tensor =>
  hermitian ? engine.add(engine.tril(input), matrixTranspose(engine.tril(input, -1))) : input;

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
    const input = symmetric(a.tensor(0), a.bool(isOld ? 2 : 3));
    const { atol, rtol } = tolerances(input, isOld ? 0 : toleranceAt(a, 1), toleranceAt(a, isOld ? 1 : 2));
    return engine.pinv(input, atol, rtol);
  },
  "The pseudo-inverse (Moore-Penrose).",
  only,
);
define(
  "pinverse",
  "(Tensor input, float rcond=1e-15)",
  (a) => engine.pinv(a.tensor(0), 0, a.float(1, 1e-15)),
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
    const input = symmetric(engine.detach(a.tensor(0)), a.bool(isOld ? 2 : 3));
    const { atol, rtol } = isOld
      ? { atol: toleranceAt(a, 1) ?? 0, rtol: 0 }
      : tolerances(input, toleranceAt(a, 1), toleranceAt(a, 2));
    const values = engine.singularValues(input);
    if (values.elementCount === 0) return engine.zeros(values.shape.slice(0, -1), "int64");
    return engine.sum(engine.gt(values, engine.singularCut(values, atol, rtol)), { dims: [-1] });
  },
  "How many singular values are larger than the tolerance.",
  only,
);
define(
  "linalg_cond",
  ["(Tensor input, Scalar? p=None, *, Tensor out=None)", "(Tensor input, str p, *, Tensor out=None)"],
  (a) => {
    const input = a.tensor(0);
    const p = a.index === 1 ? a.string(1) : a.has(1) ? a.float(1) : 2;
    if (input.shape.length < 2) {
      throw runtimeError("linalg.cond: The input tensor must have at least 2 dimensions.");
    }
    if (p === 2 || p === -2) {
      const values = engine.singularValues(input);
      const [largest, smallest] = [engine.select(values, -1, 0), engine.select(values, -1, -1)];
      return p === 2 ? engine.div(largest, smallest) : engine.div(smallest, largest);
    }
    if (typeof p === "string" && p !== "fro" && p !== "nuc") {
      throw runtimeError(`linalg.cond got an invalid norm type: ${p}`);
    }
    return engine.mul(engine.matrixNorm(input, p), engine.matrixNorm(engine.inv(input), p));
  },
  "The condition number of matrices.",
  only,
);

/** A matrix to a whole power, by squaring. */
function matrixPower(input: Tensor, power: number): Tensor {
  const [m = 0, n = 0] = input.shape.slice(-2);
  if (input.shape.length < 2) {
    throw runtimeError("linalg.matrix_power: The input tensor A must have at least 2 dimensions.");
  }
  if (m !== n) {
    throw runtimeError(`linalg.matrix_power: A must be batches of square matrices, but they are ${m} by ${n} matrices`);
  }
  if (power === 0) {
    const identity = engine.clone(engine.expand(engine.eye(n, undefined, input.dtype), input.shape));
    return engine.drawnFrom("CloneBackward0", [input], identity);
  }
  let base = power < 0 ? engine.inv(input) : input;
  let result: Tensor | null = null;
  for (let left = Math.abs(power); left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = result === null ? base : matmul(result, base);
    if (left > 1) base = matmul(base, base);
  }
  return result ?? base;
}
for (const name of ["linalg_matrix_power", "matrix_power"]) {
  define(
    name,
    "(Tensor input, int n, *, Tensor out=None)",
    (a) => matrixPower(a.tensor(0), a.int(1)),
    "A square matrix to a whole power.",
    { isMethod: name === "matrix_power" },
  );
}

/** e to a matrix: the Taylor series of a scaled matrix, squared as often as it was halved. */
function matrixExp(input: Tensor): Tensor {
  const [m = 0, n = 0] = input.shape.slice(-2);
  if (input.shape.length < 2) {
    throw runtimeError("linalg.matrix_exp: The input tensor A must have at least 2 dimensions.");
  }
  if (m !== n) {
    throw runtimeError(`linalg.matrix_exp: A must be batches of square matrices, but they are ${m} by ${n} matrices`);
  }
  if (input.elementCount === 0) return engine.clone(input);
  const size = Number(engine.item(engine.max(engine.matrixNorm(engine.detach(input), 1))));
  const halvings = Number.isFinite(size) ? Math.max(0, Math.ceil(Math.log2(Math.max(size, 1e-300)))) : 0;
  const scaled = engine.mul(input, 2 ** -halvings);
  let total: Tensor = engine.expand(engine.eye(n, undefined, input.dtype), input.shape);
  let term = total;
  for (let k = 1; k <= 20; k++) {
    term = engine.div(matmul(term, scaled), k);
    total = engine.add(total, term);
  }
  for (let i = 0; i < halvings; i++) total = matmul(total, total);
  return total;
}
for (const name of ["linalg_matrix_exp", "matrix_exp"]) {
  define(name, "(Tensor input)", (a) => matrixExp(a.tensor(0)), "e to the power of a square matrix.", {
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
    const lower = engine.cholesky(a.tensor(0));
    return a.bool(1) ? matrixTranspose(lower) : lower;
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
    const { q, r } = engine.qr(a.tensor(0));
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
    const [input, b] = [a.tensor(0), a.tensor(1)];
    if (input.shape.length < 2) throw runtimeError("torch.linalg.lstsq: input must have at least 2 dimensions.");
    if (b.shape.length < 1) throw runtimeError("torch.linalg.lstsq: other must have at least 1 dimension.");
    const driver = a.has(3) ? a.string(3) : "gelsy";
    if (!["gels", "gelsy", "gelsd", "gelss"].includes(driver)) {
      throw runtimeError(`torch.linalg.lstsq: parameter \`driver\` should be one of (gels, gelsy, gelsd, gelss)`);
    }
    const isVector = b.shape.length === input.shape.length - 1;
    const right = isVector ? engine.unsqueeze(b, -1) : b;
    const [m, n] = input.shape.slice(-2);
    if (right.shape[right.shape.length - 2] !== m) {
      throw runtimeError("torch.linalg.lstsq: input.size(-2) should match other.size(-2)");
    }
    const cut = a.floatOrNull(2) ?? epsilonOf(input) * Math.max(m, n);
    const solution = matmul(engine.pinv(input, 0, cut), right);
    const values = engine.singularValues(engine.detach(input));
    const most = engine.narrow(values, -1, 0, Math.min(1, values.shape[values.shape.length - 1]));
    const rank = engine.sum(engine.gt(values, engine.mul(most, cut)), { dims: [-1] });
    const full = m > n && driver !== "gelsy" && Number(engine.item(engine.min(rank))) === n;
    const residuals = full
      ? engine.sum(engine.square(engine.sub(matmul(input, solution), right)), { dims: [-2] })
      : engine.empty([0], input.dtype);
    const none = engine.empty([0], input.dtype);
    return fields(
      "linalg_lstsq",
      ["solution", "residuals", "rank", "singular_values"],
      [
        isVector ? engine.squeeze(solution, [-1]) : solution,
        residuals,
        driver === "gels" ? engine.empty([0], "int64") : rank,
        driver === "gelsd" || driver === "gelss" ? values : none,
      ],
    );
  },
  "The least-squares solution of A X = B.",
  only,
);
define(
  "linalg_multi_dot",
  "(Tensor[] tensors, *, Tensor out=None)",
  (a) => {
    const [first, ...rest] = a.tensors(0);
    if (first === undefined || rest.length === 0) {
      throw runtimeError(`multi_dot(): expected at least 2 tensors but got ${first === undefined ? 0 : 1}`);
    }
    return rest.reduce((product, factor) => matmul(product, factor), first);
  },
  "The product of several matrices.",
  only,
);
