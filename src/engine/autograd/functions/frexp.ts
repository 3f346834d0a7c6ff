/** Mantissas and exponents. */
import { runtimeError } from "../../errors.ts";
import * as ops from "../../ops/index.ts";
import { isFloating } from "../../tensor/dtype.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Writer } from "../../tensor/walk.ts";
import { worked } from "../../work.ts";
import { records } from "../history.ts";
import type { ManyFormula } from "../node.ts";
import { recordMany } from "../record.ts";
import { div } from "./arithmetic.ts";

/** x as m * 2^e with |m| in [0.5, 1); zeros, infinities and NaN have exponent 0. */
function split(x: number): [mantissa: number, exponent: number] {
  if (x === 0 || !Number.isFinite(x)) return [x, 0];
  let exponent = Math.max(-1023, Math.floor(Math.log2(Math.abs(x))) + 1);
  let mantissa = x * 2 ** -exponent;
  while (Math.abs(mantissa) < 0.5) {
    mantissa *= 2;
    exponent--;
  }
  while (Math.abs(mantissa) >= 1) {
    mantissa /= 2;
    exponent++;
  }
  return [mantissa, exponent];
}

const frexpFormula: ManyFormula = ([gradient], [exponent]) => [
  gradient === null ? null : div(gradient, ops.exp2(ops.to(exponent, gradient.dtype))),
];

/** RuntimeError for integers. */
export function frexp(input: Tensor): { mantissa: Tensor; exponent: Tensor } {
  if (!isFloating(input.dtype)) throw runtimeError("torch.frexp() only supports floating-point dtypes");
  const mantissa = ops.emptyLike(input);
  const exponent = ops.emptyLike(input, "int32");
  const values = ops.toNumbers(input);
  const exponents = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    worked(16);
    [values[i], exponents[i]] = split(values[i]);
  }
  new Writer(mantissa).write(values, values.length);
  new Writer(exponent).write(exponents, values.length);
  if (records(input)) recordMany("FrexpBackward0", [input], [mantissa, exponent], [exponent], frexpFormula);
  return { mantissa, exponent };
}
