/** Which numbers results and gradients have: formulas, roundings, and orders of sums. */
import { agreesBut, agreesTo, agreesWhereFinite, type Difference, differsBy } from "../agreement.ts";
import { numbersOf } from "../compare.ts";
import { type Excuse, hasSpecials, isGradient, isHalf, isInPlace, named } from "./excuse.ts";

/** How many elements the first result has. */
const ownCount = ({ here }: Difference): number => numbersOf(here)[0].length;

/** Whether a least-squares call's right sides have the matrices' shape but for the last dimension. */
function isBatchOfVectors({ call }: Difference): boolean {
  const [matrix, right] = [...call.matchAll(/t\(b?f\d\d,\(([\d,]+)\)/g)].map(([, sizes]) =>
    sizes.split(",").filter(Boolean),
  );
  return right !== undefined && right.length > 1 && matrix.slice(0, -1).join() === right.join();
}

/** The third result of a least-squares solution. */
const ranksOf = (line: string): string | undefined => line.split(" ; ")[2];

/** Excuses for numbers that differ. */
export const values: readonly Excuse[] = [
  {
    reason: "1.13 adds the gradient of a window that lies in the padding alone beside its plane",
    holds: (d) =>
      isGradient(d) && /max_pool\dd/.test(d.name) && /padding=.*dilation=/.test(d.call) && d.here.includes("-inf"),
  },
  {
    reason: "oneDNN leaves the padding's zeros out, which times infinity are NaN",
    holds: (d) => /conv\dd$/.test(d.name) && hasSpecials(d) && d.call.includes("padding=") && d.here.includes("nan"),
  },
  {
    reason: "1.13 writes a whole copy row by row into memory of another order",
    holds: ({ name, kind }) => name === "narrow_copy" && kind === "value",
  },
  {
    reason: "the gradient of a number that is normalized alone is zero but for rounding",
    holds: (d) => isGradient(d) && d.name.endsWith("rms_norm") && /, \((1,?)+\)/.test(d.call),
  },
  {
    reason: "a formula in double precision stands for what 1.13 lacks: gradients share fewer digits, nodes no names",
    holds: (d) => /rms_norm$|scaled_dot/.test(d.name) && (d.kind === "maker" || (isGradient(d) && agreesTo(d, 2e-5))),
  },
  {
    reason: "the remainder of a subnormal divisor is NaN in Sleef's vectors",
    holds: (d) => named("fmod remainder")(d) && d.kind === "value" && hasSpecials(d) && /e-4\d/.test(d.here),
  },
  {
    reason: "equal elements share the gradient as a sort that is not stable ordered them",
    holds: (d) => isGradient(d) && /quantile/.test(d.name) && d.call.includes('"e"'),
  },
  {
    reason: "1.13 leaves NaN out of some distances and squares what overflows in others",
    holds: (d) => d.kind === "value" && hasSpecials(d) && named("cdist cosine_similarity F.cosine_similarity")(d),
  },
  {
    reason: "lerp multiplies and adds in one rounding since 2.x: infinities meet otherwise",
    holds: (d) => d.kind === "value" && d.name === "lerp" && hasSpecials(d),
  },
  {
    reason: "a quotient that overflows is NaN in 1.13's vectors",
    holds: (d) =>
      d.kind === "value" &&
      named("floor_divide div divide")(d) &&
      hasSpecials(d) &&
      agreesBut(d, (own, other) => Math.abs(own) === Infinity && Number.isNaN(other)),
  },
  {
    // The gradient is g (i0e(x) - i1e(x) (sgn(x) + 1/x)): four ulp of i1e (below 0.22) make 6e-8 (1 + 1/|x|) |g|, |g| < 3,
    // and 1.2e-16 (1 + 1/|x|) |g| in double precision.
    reason: "near its largest value the derivative of i1e is what four ulp of i1e make of it",
    holds: (d) => isGradient(d) && d.name === "special.i1e" && differsBy(d) < (d.call.includes("t(f64") ? 8e-16 : 4e-7),
  },
  {
    // The gradient is g (2 x erfcx(x) - 2 / sqrt(pi)), |g| and |x| below 3: four ulp of erfcx (below 1) make 18 of 2.4e-7.
    reason: "the derivative of erfcx takes two near numbers from each other",
    holds: (d) =>
      isGradient(d) && d.name === "special.erfcx" && differsBy(d) < (d.call.includes("t(f64") ? 8e-15 : 4.3e-6),
  },
  {
    // Sixteen taps of three channels below 3, with slopes below 4: each product is known to 2.7e-15.
    reason: "the slopes of a cubic's taps cancel where the image repeats one element: what is left is rounding alone",
    holds: (d) => isGradient(d) && named("grid_sampler F.grid_sample")(d) && differsBy(d) < 2e-14,
  },
  {
    reason: "which of two zeros is the smaller depends on the vector lane",
    holds: (d) => d.kind === "value" && named("fmin fmax")(d) && agreesBut(d, (own, other) => own === 0 && other === 0),
  },
  {
    reason: "equal rows leave a singular value that is rounding alone, with a direction of its own",
    holds: (d) => isGradient(d) && named("linalg.matrix_norm linalg.norm norm")(d) && /"e",.*"nuc"/.test(d.call),
  },
  {
    // x (1 + erf) / 2, where erf is near -1 and known to a few of its ulp, 6e-8 each: |x| below 4.
    reason: "gelu of a negative number is what a few ulp of erf leave of it",
    holds: (d) => d.kind === "value" && d.name === "F.gelu" && d.call.includes("t(f32") && differsBy(d) < 4e-7,
  },
  {
    reason:
      "from 32 elements in one piece PyTorch's vectors round alpha's product with the sum; what is left over, before it",
    holds: (d) =>
      d.kind === "value" && named("add sub")(d) && isHalf(d) && d.call.includes("alpha=") && ownCount(d) >= 32,
  },
  { reason: "1.13 rounds half gradients between its steps", holds: (d) => isHalf(d) && isGradient(d) },
  {
    reason: "linspace and powers of half types are computed in float32 since 2.x",
    holds: (d) => isHalf(d) && named("linspace logspace linalg.vector_norm norm")(d),
  },
  {
    reason: "shrinking keeps NaN, and its gradient, since 2.x, and the sign of a zero where it lies beside a vector",
    holds: (d) =>
      d.kind === "value" &&
      named("F.softshrink F.hardshrink hardshrink")(d) &&
      agreesBut(
        d,
        (own, other, { part, index }) =>
          (own === 0 && other === 0) || Number.isNaN(own) || (part > 0 && Number.isNaN(numbersOf(d.here)[0][index])),
      ),
  },
  {
    reason: "1.13 reads beyond an expanded tensor",
    holds: (d) => named("median nanmedian")(d) && d.call.includes('"e"'),
  },
  {
    reason: "1.13 writes in the order of memory, not of the elements",
    holds: (d) => d.name === "masked_scatter" && isInPlace(d),
  },
  {
    reason: "1.13 fills the gradient in the order of memory",
    holds: (d) => d.name === "masked_select" && isGradient(d),
  },
  { reason: "1.13's trace scatters the gradient past the diagonal", holds: (d) => d.name === "trace" && isGradient(d) },
  {
    reason: "variance with fewer degrees of freedom than one: NaN gradient since 2.x",
    holds: (d) => isGradient(d) && /^(var|std)/.test(d.name),
  },
  {
    reason: "the exponential draw has another formula since 2.x",
    holds: (d) => named("Tensor.exponential_ Tensor.log_normal_ Tensor.cauchy_ Tensor.geometric_")(d),
  },
  {
    reason: "an integer number for alpha or value is cut to the dtype in 1.13",
    holds: (d) => named("addcmul index_add")(d) && /t\([iu]/.test(d.call),
  },
  {
    reason: "the cosine of parallel vectors: its gradient is rounding alone",
    holds: (d) => isGradient(d) && named("cosine_similarity F.cosine_similarity cosine_embedding_loss")(d),
  },
  {
    reason: "a norm of NaN or infinities, or of statistics that cancel",
    holds: (d) => hasSpecials(d) && /norm|matrix_norm/.test(d.name),
  },
  {
    reason: "1.13 takes powers and roots of one element too",
    holds: (d) => isGradient(d) && d.name === "F.normalize",
  },
  {
    reason: "1.13 normalizes as x * scale + shift, 2.x as (x - mean) * scale",
    holds: (d) =>
      /value/.test(d.kind) &&
      named(
        "layer_norm F.layer_norm native_layer_norm group_norm F.group_norm instance_norm F.instance_norm batch_norm F.batch_norm",
      )(d),
  },
  {
    reason: "a number is rounded to the half type first in 1.13",
    holds: (d) =>
      isHalf(d) &&
      d.kind === "value" &&
      named("mul multiply div divide true_divide deg2rad rad2deg addcmul addcdiv index_add")(d),
  },
  {
    reason: "1.13 rounds half types between the steps",
    holds: (d) => isHalf(d) && d.kind === "value" && named("sinc logit F.gelu F.silu")(d),
  },
  {
    reason: "the sign of relu's zero depends on the vector lane",
    holds: (d) => d.kind === "value" && named("relu F.relu")(d) && hasSpecials(d),
  },
  { reason: "draws of the exponential, which has another formula since 2.x", holds: named("multinomial") },
  {
    reason: "steps of integers are computed otherwise since 2.x",
    holds: (d) => d.name === "linspace" && d.call.includes("i64"),
  },
  { reason: "gradients of infinities and NaN", holds: (d) => isGradient(d) && hasSpecials(d) },
  { reason: "a gradient that is zero but for rounding", holds: (d) => isGradient(d) && named("corrcoef renorm")(d) },
  {
    reason: "products that overflow, and infinities, meet otherwise in sums of another order",
    holds: (d) => d.kind.startsWith("value") && hasSpecials(d) && generatesSums(d) && agreesWhereFinite(d),
  },
  { reason: "a matrix of rank one: the second direction is rounding alone", holds: (d) => d.name === "linalg.qr" },
  {
    reason: "residuals have a derivative since 2.x",
    holds: (d) => isGradient(d) && d.name === "linalg.lstsq" && !/^\S+\[\] ; /.test(d.there.replace(/^.*? ; /, "")),
  },
  {
    reason: "1.13's gradient takes a batch of vectors for a matrix",
    holds: (d) => isGradient(d) && d.name === "linalg.lstsq" && isBatchOfVectors(d),
  },
  {
    reason: "the rank that is near rcond is judged by estimates of the condition",
    holds: (d) =>
      d.name === "linalg.lstsq" &&
      d.kind === "value" &&
      d.call.includes("rcond=0.05") &&
      ranksOf(d.here) !== ranksOf(d.there),
  },
  {
    reason: "1.13 draws a mask row by row, 2.x in the order of memory",
    holds: (d) =>
      d.kind === "value" && named("dropout F.dropout alpha_dropout F.alpha_dropout")(d) && /"[tp]"/.test(d.call),
  },
  {
    reason: "1.13 scales half types in half precision",
    holds: (d) => d.kind === "value" && isHalf(d) && d.name === "round" && d.call.includes("decimals="),
  },
  {
    reason: "which of equal elements is named is not defined",
    holds: (d) => /^value 1/.test(d.kind) && named("mode msort")(d),
  },
  { reason: "sums of infinities overflow in another order", holds: (d) => hasSpecials(d) && named("nansum")(d) },
  {
    reason: "products whose terms cancel",
    holds: (d) => d.kind.startsWith("value") && named("dot vdot inner baddbmm addbmm chain_matmul F.kl_div kl_div")(d),
  },
  {
    reason: "a negative number beside an unsigned tensor wraps in 1.13",
    holds: (d) =>
      /t\(u8/.test(d.call) &&
      d.kind === "value" &&
      named("lt le gt ge eq ne less less_equal greater greater_equal not_equal threshold F.threshold")(d),
  },
  {
    reason: "1.13 finds the bin of a lone value, which is on an edge, by one rounding more",
    holds: (d) => d.name === "histc" && d.kind === "value" && /t\(f32,(\(\),|\(\d+,\),"e")/.test(d.call),
  },
  {
    reason: "1.13 rounds the threshold to a half type",
    holds: (d) => isHalf(d) && named("threshold F.threshold")(d),
  },
];

const sums = new Set(
  "dot vdot addr chain_matmul mm bmm matmul linalg.matmul inner addmm addmv addbmm baddbmm mv einsum tensordot F.linear bilinear F.bilinear kron cross".split(
    " ",
  ),
);
function generatesSums({ name }: Difference): boolean {
  return sums.has(name) || /conv(_transpose)?\dd$|^F\.fold$/.test(name);
}
