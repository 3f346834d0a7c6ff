/** `torch.special`, as far as it has no other name. Names carry PyTorch's prefix `special_`. */
import * as engine from "../../../../engine/index.ts";
import { runtimeError } from "../../../runtime/errors.ts";
import type { ParsedArguments } from "../arguments/parsed.ts";
import { named } from "./composed/index.ts";
import { define } from "./definition.ts";

const only = { isMethod: false } as const;

for (const [name, compute, doc] of [
  ["special_i0e", engine.i0e, "exp(-|x|) I0(x)."],
  ["special_i1", engine.i1, "The modified Bessel function of the first kind and order 1."],
  ["special_i1e", engine.i1e, "exp(-|x|) I1(x)."],
  ["special_erfcx", engine.erfcx, "exp(x^2) erfc(x)."],
  ["special_log_ndtr", engine.logNdtr, "The logarithm of the standard normal's distribution function."],
  ["special_ndtri", engine.ndtri, "The inverse of the standard normal's distribution function."],
] as const) {
  define(name, "(Tensor input, *, Tensor out=None)", (a, target) => compute(a.tensor(0), target), doc, only);
}
for (const [name, options] of [
  ["i0", { hasInPlace: true }],
  ["special_i0", only],
] as const) {
  define(
    name,
    "(Tensor input, *, Tensor out=None)",
    (a, target) => engine.i0(a.tensor(0), target),
    "The modified Bessel function of the first kind and order 0.",
    options,
  );
}

function polygamma(n: number, a: ParsedArguments, at: number): engine.Tensor {
  if (n < 0) throw runtimeError("polygamma(n, x) does not support negative n.");
  return named(engine.polygamma(n, a.tensor(at)), "PolygammaBackward0");
}
for (const name of ["polygamma", "special_polygamma"]) {
  define(
    name,
    "(int n, Tensor input, *, Tensor out=None)",
    (a) => polygamma(a.int(0), a, 1),
    "The n-th derivative of digamma.",
    only,
  );
}
define(
  "cumulative_trapezoid",
  ["(Tensor y, Tensor x, *, int dim=-1)", "(Tensor y, *, Scalar dx=1, int dim=-1)"],
  (a) =>
    named(
      a.index === 0
        ? engine.cumulativeTrapezoid(a.tensor(0), { x: a.tensor(1), dim: a.int(2, -1) })
        : engine.cumulativeTrapezoid(a.tensor(0), { dx: Number(a.scalar(1, 1n)), dim: a.int(2, -1) }),
      a.index === 0 ? "DivBackward1" : "CumsumBackward0",
    ),
  "The running area under samples by trapezoids.",
  only,
);
define(
  "special_zeta",
  [
    "(Tensor input, Tensor other, *, Tensor out=None)",
    "(Scalar self, Tensor other, *, Tensor out=None)",
    "(Tensor input, Scalar other, *, Tensor out=None)",
  ],
  (a, target) => engine.zeta(a.operand(0), a.operand(1), target),
  "The Hurwitz zeta function.",
  only,
);
