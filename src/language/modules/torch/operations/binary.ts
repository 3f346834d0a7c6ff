/** Functions of two operands, element by element, with broadcasting and type promotion. */
import * as engine from "../../../../engine/index.ts";
import { dtypes } from "../../../../engine/tensor/dtype.ts";
import type { Scalar } from "../../../../engine/tensor/scalar.ts";
import type { Tensor } from "../../../../engine/tensor/tensor.ts";
import { runtimeError } from "../../../runtime/errors.ts";
import * as composed from "./composed/index.ts";
import { define, type Options, type Target } from "./definition.ts";

type Operand = Tensor | Scalar;

/** Tensor with tensor, or tensor with number. */
const tensorOrScalar = (other = "other"): string[] => [
  `(Tensor input, Tensor ${other}, *, Tensor out=None)`,
  `(Tensor input, Scalar ${other}, *, Tensor out=None)`,
];
const onlyTensors = (other = "other"): string => `(Tensor input, Tensor ${other}, *, Tensor out=None)`;

function binary(
  name: string,
  overloads: string | readonly string[],
  compute: (a: Tensor, b: Tensor, target?: Target) => Tensor,
  doc: string,
  options: Options = {},
): void {
  define(name, overloads, (a, target) => compute(a.tensor(0), a.tensor(1), target), doc, {
    hasInPlace: true,
    ...options,
  });
}

function mixed(
  name: string,
  overloads: readonly string[],
  compute: (a: Tensor, b: Operand, target?: Target) => Tensor,
  doc: string,
  options: Options = {},
): void {
  define(name, overloads, (a, target) => compute(a.tensor(0), a.operand(1), target), doc, {
    hasInPlace: true,
    ...options,
  });
}

define(
  "add",
  [
    "(Tensor input, Scalar alpha, Tensor other, *, Tensor out=None)|hidden",
    "(Tensor input, Tensor other, *, Scalar alpha=1, Tensor out=None)",
  ],
  (a, target) =>
    a.index === 0
      ? engine.add(a.operand(0), a.operand(2), { alpha: a.scalar(1), ...target })
      : engine.add(a.operand(0), a.operand(1), { alpha: a.scalar(2, 1n), ...target }),
  "input + alpha * other.",
  { hasInPlace: true },
);
define(
  "sub",
  [
    "(Tensor input, Scalar alpha, Tensor other, *, Tensor out=None)|hidden",
    "(Tensor input, Tensor other, *, Scalar alpha=1, Tensor out=None)",
  ],
  (a, target) =>
    a.index === 0
      ? engine.sub(a.operand(0), a.operand(2), { alpha: a.scalar(1), ...target })
      : engine.sub(a.operand(0), a.operand(1), { alpha: a.scalar(2, 1n), ...target }),
  "input - alpha * other.",
  { hasInPlace: true, aliases: ["subtract"] },
);
define(
  "rsub",
  ["(Tensor input, Tensor other, *, Scalar alpha=1)", "(Tensor input, Scalar other, Scalar alpha=1)"],
  (a) => engine.rsub(a.tensor(0), a.operand(1), { alpha: a.scalar(2, 1n) }),
  "other - alpha * input.",
  { isMethod: false },
);
define(
  "mul",
  "(Tensor input, Tensor other, *, Tensor out=None)",
  (a, target) => engine.mul(a.operand(0), a.operand(1), target),
  "input * other.",
  { hasInPlace: true, aliases: ["multiply"] },
);

function roundingMode(mode: string | null): "trunc" | "floor" | undefined {
  if (mode === null) return undefined;
  if (mode === "trunc" || mode === "floor") return mode;
  throw runtimeError(`div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '${mode}'`);
}

define(
  "div",
  [
    "(Tensor input, Tensor other, *, Tensor out=None)",
    "(Tensor input, Tensor other, *, str? rounding_mode, Tensor out=None)",
    "(Tensor input, Scalar other, *, str? rounding_mode)",
  ],
  (a, target) => {
    const mode = a.index === 0 ? undefined : roundingMode(a.has(2) ? a.string(2) : null);
    const result = engine.div(a.operand(0), a.operand(1), { roundingMode: mode, ...target });
    return a.index === 0 || mode !== undefined ? result : composed.named(result, "DivBackward2");
  },
  "input / other; rounded down or toward zero with rounding_mode.",
  { hasInPlace: true, aliases: ["divide"] },
);
define(
  "true_divide",
  ["(Tensor input, Tensor other, *, Tensor out=None)", "(Tensor input, Scalar other)"],
  (a, target) => engine.div(a.operand(0), a.operand(1), target),
  "input / other.",
  { hasInPlace: true },
);
define(
  "floor_divide",
  ["(Tensor input, Tensor other, *, Tensor out=None)", "(Tensor input, Scalar other)"],
  (a, target) => engine.floorDivide(a.operand(0), a.operand(1), target),
  "input / other rounded down.",
  { hasInPlace: true },
);

/** The overloads of an operation with tensors and numbers on both sides. */
const bothSides = (other: string, scalarOut: string): string[] => [
  `(Tensor input, Tensor ${other}, *, Tensor out=None)`,
  `(Scalar self, Tensor ${other}${scalarOut})`,
  `(Tensor input, Scalar ${other}, *, Tensor out=None)`,
];

define(
  "remainder",
  bothSides("other", ""),
  (a, target) => engine.remainder(a.operand(0), a.operand(1), target),
  "The remainder with the divisor's sign, as Python's %.",
  { hasInPlace: true },
);
define(
  "pow",
  bothSides("exponent", ", *, Tensor out=None"),
  (a, target) => {
    const [base, exponent] = [a.operand(0), a.operand(1)];
    if (target.out !== undefined && typeof exponent !== "object") {
      const found = dtypes[target.out.dtype].scalarName;
      const expected = dtypes[engine.resultType(base, exponent)].scalarName;
      if (found !== expected) throw runtimeError(`Found dtype ${found} but expected ${expected}`);
    }
    return engine.pow(base, exponent, target);
  },
  "input to the power of exponent.",
  { hasInPlace: true },
);
define(
  "float_power",
  bothSides("exponent", ", *, Tensor out=None"),
  (a, { out }) => {
    if (out !== undefined && out.dtype !== "float64") {
      const [what, whose] = out === a.operand(0) ? ["base", "float_power_"] : ["output", "float_power"];
      throw runtimeError(
        `the ${what} given to ${whose} has dtype ${dtypes[out.dtype].scalarName} but the operation's result requires dtype Double`,
      );
    }
    const wide = (operand: Operand): Operand =>
      typeof operand === "object" ? engine.to(operand, "float64") : Number(operand);
    return engine.pow(wide(a.operand(0)), wide(a.operand(1)));
  },
  "input to the power of exponent, in float64.",
  { hasInPlace: true },
);

mixed("fmod", tensorOrScalar(), engine.fmod, "The remainder with the dividend's sign, as C's fmod.");
mixed("eq", tensorOrScalar(), engine.eq, "True where the operands are equal.");
mixed("ne", tensorOrScalar(), engine.ne, "True where the operands differ.", { aliases: ["not_equal"] });
mixed("lt", tensorOrScalar(), engine.lt, "True where input < other.", { aliases: ["less"] });
mixed("le", tensorOrScalar(), engine.le, "True where input <= other.", { aliases: ["less_equal"] });
mixed("gt", tensorOrScalar(), engine.gt, "True where input > other.", { aliases: ["greater"] });
mixed("ge", tensorOrScalar(), engine.ge, "True where input >= other.", { aliases: ["greater_equal"] });
mixed("copysign", tensorOrScalar(), engine.copysign, "The magnitude of input with the sign of other.");

for (const [name, compute, doc] of [
  ["bitwise_and", engine.bitwiseAnd, "Bits set in both operands."],
  ["bitwise_or", engine.bitwiseOr, "Bits set in either operand."],
  ["bitwise_xor", engine.bitwiseXor, "Bits set in one of the operands."],
  ["bitwise_left_shift", engine.bitwiseLeftShift, "input << other."],
  ["bitwise_right_shift", engine.bitwiseRightShift, "input >> other."],
] as const) {
  define(
    name,
    [
      "(Tensor input, Tensor other, *, Tensor out=None)",
      "(Scalar self, Tensor other)",
      "(Tensor input, Scalar other, *, Tensor out=None)",
    ],
    (a, target) => compute(a.operand(0), a.operand(1), target),
    doc,
    { hasInPlace: true },
  );
}

for (const [name, compute] of [["xlogy", engine.xlogy]] as const) {
  define(
    name,
    [
      "(Tensor input, Tensor other, *, Tensor out=None)",
      "(Scalar self, Tensor other, *, Tensor out=None)",
      "(Tensor input, Scalar other, *, Tensor out=None)",
    ],
    (a, target) => compute(a.operand(0), a.operand(1), target),
    "input * log(other); zero where input is zero.",
    { hasInPlace: true },
  );
}

binary("maximum", onlyTensors(), engine.maximum, "The larger of two elements; NaN wins.", { hasInPlace: false });
binary("minimum", onlyTensors(), engine.minimum, "The smaller of two elements; NaN wins.", { hasInPlace: false });
binary("fmax", onlyTensors(), engine.fmax, "The larger of two elements; a number wins over NaN.", {
  hasInPlace: false,
});
binary("fmin", onlyTensors(), engine.fmin, "The smaller of two elements; a number wins over NaN.", {
  hasInPlace: false,
});
binary("atan2", onlyTensors(), engine.atan2, "Angle of the point (other, input).", { aliases: ["arctan2"] });
binary("hypot", onlyTensors(), engine.hypot, "sqrt(input^2 + other^2).");
binary("logaddexp", onlyTensors(), engine.logaddexp, "log(exp(input) + exp(other)).", { hasInPlace: false });
binary("logaddexp2", onlyTensors(), engine.logaddexp2, "log2(2^input + 2^other).", { hasInPlace: false });
binary("nextafter", onlyTensors(), engine.nextafter, "The next float after input toward other.");
binary("heaviside", onlyTensors("values"), engine.heaviside, "0 below zero, 1 above, values at zero.");
binary("gcd", onlyTensors(), engine.gcd, "Greatest common divisor.");
binary("lcm", onlyTensors(), engine.lcm, "Least common multiple.");
binary("logical_and", onlyTensors(), engine.logicalAnd, "True where both operands are non-zero.");
binary("logical_or", onlyTensors(), engine.logicalOr, "True where either operand is non-zero.");
binary("logical_xor", onlyTensors(), engine.logicalXor, "True where one of the operands is non-zero.");

define(
  "isclose",
  "(Tensor input, Tensor other, float rtol=1e-05, float atol=1e-08, bool equal_nan=False)",
  (a) =>
    engine.isclose(a.tensor(0), a.tensor(1), {
      rtol: a.float(2, 1e-5),
      atol: a.float(3, 1e-8),
      equalNan: a.bool(4),
    }),
  "True where |input - other| <= atol + rtol * |other|.",
);
define(
  "allclose",
  "(Tensor input, Tensor other, float rtol=1e-05, float atol=1e-08, bool equal_nan=False)",
  (a) =>
    engine.allclose(a.tensor(0), a.tensor(1), {
      rtol: a.float(2, 1e-5),
      atol: a.float(3, 1e-8),
      equalNan: a.bool(4),
    }),
  "Whether every element is close: |input - other| <= atol + rtol * |other|.",
);
define(
  "equal",
  "(Tensor input, Tensor other)",
  (a) => engine.equal(a.tensor(0), a.tensor(1)),
  "Whether two tensors have the same shape and elements.",
);
