/** Functions of two operands besides arithmetic. */
import { notImplementedError } from "../../errors.ts";
import * as ops from "../../ops/index.ts";
import type { Out } from "../../ops/options.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import type { Formula } from "../node.ts";
import { record } from "../record.ts";
import { add, div, mul, neg, pow, sub } from "./arithmetic.ts";
import { zerosLike } from "./copy.ts";
import { differentiable, noOptions, type Operand } from "./define.ts";
import { maskedFill, where } from "./selection.ts";
import { exp } from "./unary.ts";

/** PyTorch's names for two tensors, a number first, and a number second, where it tells them apart. */
interface OverloadNames {
  readonly tensors: string;
  readonly numberFirst: string;
  readonly numberSecond: string;
}
type Binary = (a: Operand, b: Operand, options?: Out) => Tensor;
/** One operand's gradient from that of the result, both operands and the result. */
type PartFormula = (gradient: Tensor, a: Tensor, b: Tensor, result: Tensor) => Tensor;

const formOf = (a: Operand, b: Operand): keyof OverloadNames =>
  a instanceof Tensor ? (b instanceof Tensor ? "tensors" : "numberSecond") : "numberFirst";

function binary(
  operation: string,
  names: string | OverloadNames,
  raw: Binary,
  forA: PartFormula,
  forB: PartFormula,
  keepsResult = false,
): Binary {
  const formula: Formula = (gradient, [a, b, result], node) => [
    node.needs(0) ? forA(gradient, a, b, result) : null,
    node.needs(1) ? forB(gradient, a, b, result) : null,
  ];
  return (a, b, options = noOptions) => {
    if (options.out === undefined && !records(a, b)) return raw(a, b, options);
    const recorded = (): Tensor => {
      const result = raw(a, b);
      const asTensor = (operand: Operand): Tensor =>
        operand instanceof Tensor ? operand : ops.scalarTensor(operand, result.dtype);
      const name = typeof names === "string" ? names : names[formOf(a, b)];
      return record(name, [a, b], result, [asTensor(a), asTensor(b), keepsResult ? result : null], formula);
    };
    return differentiable(operation, [a, b], options, () => raw(a, b, options), recorded);
  };
}

export const zeta = binary(
  "special_zeta",
  { tensors: "SpecialZetaBackward0", numberFirst: "SpecialZetaBackward1", numberSecond: "SpecialZetaBackward2" },
  ops.zeta,
  () => {
    throw notImplementedError("the derivative for 'zeta' is not implemented.");
  },
  (gradient, s, q) => mul(mul(gradient, neg(s)), zeta(add(s, 1), q)),
);

/** 1 / (y^2 + x^2), 0 at the origin. */
function inverseSquares(y: Tensor, x: Tensor): Tensor {
  const squares = add(mul(y, y), mul(x, x));
  return maskedFill(div(1, squares), ops.eq(squares, 0), 0);
}

export const atan2 = binary(
  "atan2",
  "Atan2Backward0",
  ops.atan2,
  (gradient, y, x) => mul(gradient, mul(x, inverseSquares(y, x))),
  (gradient, y, x) => mul(gradient, mul(neg(y), inverseSquares(y, x))),
);

export const xlogy = binary(
  "xlogy",
  { tensors: "XlogyBackward0", numberFirst: "XlogyBackward1", numberSecond: "XlogyBackward2" },
  ops.xlogy,
  (gradient, x, y) => maskedFill(xlogy(gradient, y), ops.logicalAnd(ops.eq(x, 0), ops.le(y, 0)), 0),
  (gradient, x, y) => div(mul(gradient, x), y),
);

export const copysign = binary(
  "copysign",
  { tensors: "CopysignBackward0", numberFirst: "CopysignBackward0", numberSecond: "CopysignBackward1" },
  ops.copysign,
  (gradient, x, _sign, result) => mul(gradient, maskedFill(div(result, x), ops.eq(x, 0), 0)),
  (gradient) => zerosLike(gradient),
  true,
);

export const nextafter = binary(
  "nextafter",
  "NextafterBackward0",
  ops.nextafter,
  (gradient) => gradient,
  (gradient) => zerosLike(gradient),
);

export const hypot = binary(
  "hypot",
  "HypotBackward0",
  ops.hypot,
  (gradient, a, _b, result) => mul(gradient, div(a, result)),
  (gradient, _a, b, result) => mul(gradient, div(b, result)),
  true,
);

export const logaddexp = binary(
  "logaddexp",
  "LogaddexpBackward0",
  ops.logaddexp,
  (gradient, a, b) => div(gradient, add(exp(sub(b, a)), 1)),
  (gradient, a, b) => div(gradient, add(exp(sub(a, b)), 1)),
);

export const logaddexp2 = binary(
  "logaddexp2",
  "Logaddexp2Backward0",
  ops.logaddexp2,
  (gradient, a, b) => div(gradient, add(pow(2, sub(b, a)), 1)),
  (gradient, a, b) => div(gradient, add(pow(2, sub(a, b)), 1)),
);

type Comparison = (a: Operand, b: Operand) => Tensor;

/** The whole gradient where an operand was chosen, half of it where both are equal. */
const shareOfWinner =
  (loses: Comparison): PartFormula =>
  (gradient, a, b) =>
    maskedFill(where(ops.eq(a, b), div(gradient, 2), gradient), loses(a, b), 0);

export const maximum = binary("maximum", "MaximumBackward0", ops.maximum, shareOfWinner(ops.lt), shareOfWinner(ops.gt));
export const minimum = binary("minimum", "MinimumBackward0", ops.minimum, shareOfWinner(ops.gt), shareOfWinner(ops.lt));

/** The whole gradient to the first operand where it was chosen, ties included, else to the second. */
const firstWins = (a: Tensor, b: Tensor, notWorse: Comparison): Tensor => ops.logicalOr(notWorse(a, b), ops.isnan(b));

const extremumOfNumbers = (operation: string, name: string, raw: Binary, notWorse: Comparison): Binary =>
  binary(
    operation,
    name,
    raw,
    (gradient, a, b) => maskedFill(gradient, ops.logicalNot(firstWins(a, b, notWorse)), 0),
    (gradient, a, b) => maskedFill(gradient, firstWins(a, b, notWorse), 0),
  );
export const fmax = extremumOfNumbers("fmax", "FmaxBackward0", ops.fmax, ops.ge);
export const fmin = extremumOfNumbers("fmin", "FminBackward0", ops.fmin, ops.le);
