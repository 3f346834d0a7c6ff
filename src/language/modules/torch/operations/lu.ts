/** LU factors and what is solved with them. */
import * as engine from "../../../../engine/index.ts";
import { define } from "./definition.ts";
import { fields } from "./factors.ts";

const only = { isMethod: false } as const;
const none = (like: engine.Tensor): engine.Tensor => engine.zeros([0], like.dtype);

define(
  "linalg_lu_factor",
  "(Tensor A, *, bool pivot=True, Tensor[2] out=None)",
  (a) => {
    const { lu, pivots, info } = engine.luFactor(a.tensor(0), a.bool(1, true));
    engine.checkFactored("torch.linalg.lu_factor", lu, info);
    return fields("linalg_lu_factor", ["LU", "pivots"], [lu, pivots]);
  },
  "L and U of A = P L U in one matrix, and the exchanges of rows, from 1.",
  only,
);
define(
  "linalg_lu_factor_ex",
  "(Tensor A, *, bool pivot=True, bool check_errors=False, Tensor[3] out=None)",
  (a) => {
    const { lu, pivots, info } = engine.luFactor(a.tensor(0), a.bool(1, true));
    if (a.bool(2)) engine.checkFactored("torch.linalg.lu_factor_ex", lu, info);
    return fields("linalg_lu_factor_ex", ["LU", "pivots", "info"], [lu, pivots, info]);
  },
  "linalg.lu_factor, and where a pivot was zero.",
  only,
);
define(
  "linalg_lu",
  "(Tensor A, *, bool pivot=True, Tensor[3] out=None)",
  (a) => {
    const { p, l, u } = engine.lu(a.tensor(0), a.bool(1, true));
    return fields("linalg_lu", ["P", "L", "U"], [p, l, u]);
  },
  "A permutation P, a lower triangle L with ones on its diagonal, and an upper triangle U with A = P L U.",
  only,
);
define(
  "linalg_lu_solve",
  "(Tensor LU, Tensor pivots, Tensor B, *, bool left=True, bool adjoint=False, Tensor out=None)",
  (a) => engine.luSolve(a.tensor(0), a.tensor(1), a.tensor(2), { left: a.bool(3, true), adjoint: a.bool(4) }),
  "X with A X = B, given what linalg.lu_factor(A) gives.",
  only,
);
define(
  "linalg_solve_ex",
  "(Tensor A, Tensor B, *, bool left=True, bool check_errors=False, Tensor[2] out=None)",
  (a) => {
    const check = a.bool(3) ? "torch.linalg.solve_ex" : undefined;
    const { result, info } = engine.solveEx(a.tensor(0), a.tensor(1), a.bool(2, true), check);
    return fields("linalg_solve_ex", ["result", "info"], [result, info]);
  },
  "X with A X = B, and where A is singular.",
  only,
);
define(
  "lu_solve",
  "(Tensor input, Tensor LU_data, Tensor LU_pivots, *, Tensor out=None)",
  (a) => engine.luSolve(a.tensor(1), a.tensor(2), a.tensor(0), { left: true, adjoint: false }),
  "X with A X = B, given what linalg.lu_factor(A) gives. An older form of linalg.lu_solve.",
);
define(
  "lu_unpack",
  "(Tensor LU_data, Tensor LU_pivots, bool unpack_data=True, bool unpack_pivots=True, *, Tensor[3] out=None)",
  (a) => {
    const packed = a.tensor(0);
    const p = a.bool(3, true) ? engine.permutation(packed, a.tensor(1)) : none(packed);
    const { l, u } = a.bool(2, true) ? engine.luTriangles(packed) : { l: none(packed), u: none(packed) };
    return fields("lu_unpack", ["P", "L", "U"], [p, l, u]);
  },
  "P, L and U of what linalg.lu_factor gives.",
  only,
);
define(
  "lu",
  "(Tensor input, bool pivot=True, bool get_infos=False)",
  (a) => {
    const { lu, pivots, info } = engine.luFactor(a.tensor(0), a.bool(1, true));
    return a.bool(2) ? [lu, pivots, info] : [lu, pivots];
  },
  "L and U of A = P L U in one matrix, and the exchanges of rows. An older form of linalg.lu_factor.",
);
