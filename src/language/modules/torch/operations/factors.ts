/** `torch.linalg`: the forms of its functions that report instead of raising. */
import { linAlgError } from "../../../../engine/errors.ts";
import * as engine from "../../../../engine/index.ts";
import type { Tensor } from "../../../../engine/tensor/tensor.ts";
import type { PyTuple } from "../../../runtime/objects/sequence.ts";
import { returnType } from "../objects/return-types.ts";
import { wrapTensor } from "../wrap.ts";
import { define } from "./definition.ts";

const only = { isMethod: false } as const;
export const fields = (type: string, names: readonly string[], tensors: readonly Tensor[]): PyTuple =>
  returnType(type, names, tensors.map(wrapTensor));

/** LinAlgError for the first matrix that reports something, where the caller wants to know. */
function checkInfo(info: Tensor, wanted: boolean, message: (place: number) => string, name: string): void {
  if (!wanted) return;
  const isBatch = info.shape.length > 0;
  for (const [i, place] of engine.toNumbers(info).entries()) {
    if (place !== 0) throw linAlgError(`${name}: ${isBatch ? `(Batch element ${i}): ` : ""}${message(place)}`);
  }
}

define(
  "linalg_inv_ex",
  "(Tensor A, *, bool check_errors=False, Tensor[2] out=None)",
  (a) => {
    const { inverse, info } = engine.invEx(a.tensor(0));
    const message = (place: number): string =>
      `The diagonal element ${place} is zero, the inversion could not be completed because the input matrix is singular.`;
    checkInfo(info, a.bool(1), message, "linalg.inv");
    return fields("linalg_inv_ex", ["inverse", "info"], [inverse, info]);
  },
  "The inverse of square matrices, and where a pivot was zero.",
  only,
);
define(
  "linalg_cholesky_ex",
  "(Tensor input, *, bool upper=False, bool check_errors=False, Tensor[2] out=None)",
  (a) => {
    const { factor, info } = engine.choleskyEx(a.tensor(0), a.bool(1));
    const message = (order: number): string =>
      `The factorization could not be completed because the input is not positive-definite (the leading minor of order ${order} is not positive-definite).`;
    checkInfo(info, a.bool(2), message, "linalg.cholesky_ex");
    return fields("linalg_cholesky_ex", ["L", "info"], [factor, info]);
  },
  "The Cholesky factor, and the order of the first minor that is not positive.",
  only,
);
