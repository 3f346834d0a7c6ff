/** What is not compared, and why: the reference is PyTorch 2.11, the judge here may be as old as 1.13. */

import { agreesBut, agreesTo, agreesWhereFinite, type Difference, differsBy } from "./agreement.ts";
import { numbersOf } from "./compare.ts";

interface Excuse {
  readonly reason: string;
  readonly holds: (difference: Difference) => boolean;
}

const named = (names: string): ((difference: Difference) => boolean) => {
  const set = new Set(names.trim().split(/\s+/));
  return ({ name }) => set.has(name);
};
const isGradient = ({ kind }: Difference): boolean => /^value \d/.test(kind);
const isHalf = ({ here }: Difference): boolean => /^torch\.(bfloat16|float16)/.test(here);
const isInPlace = ({ call }: Difference): boolean => /\)\.\w+_\(/.test(call);
const hasSpecials = ({ call }: Difference): boolean => call.includes('"s"');

/** What 1.13 calls the nodes. */
const olderMakers: Readonly<Record<string, string>> = {
  PreluKernelBackward0: "PreluBackward0",
  LinalgVectorNormBackward0: "NormBackward1",
  SqueezeBackward4: "SqueezeBackward3",
  ViewBackward0: "ReshapeAliasBackward0",
};
/** Where 1.13 composes a function of others. */
const composedMakers: Readonly<Record<string, string>> = {
  diag: "DiagBackward0",
  diagflat: "DiagBackward0",
  "F.linear": "AddBackward0",
  repeat_interleave: "IndexSelectBackward0",
  "linalg.lstsq": "LinalgLstsqBackward0 - - -",
};
const makersOf = (line: string): readonly string[] => (line.split(" @ ")[1] ?? "").split(" ");

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

const excuses: readonly Excuse[] = [
  {
    reason: "the node has another name in 1.13",
    holds: ({ name, kind, here, there }) => {
      if (kind !== "maker") return false;
      const [own, wanted] = [makersOf(here), makersOf(there)];
      return (
        wanted.every((maker, i) => own[i] === maker || olderMakers[own[i]] === maker) ||
        composedMakers[name] === wanted.join(" ")
      );
    },
  },
  {
    reason: "padding is held against the dilated kernel since 2.x",
    holds: ({ here, there, kind, call }) =>
      (there.includes("pad should be at most half of kernel size") &&
        (kind === "error" ? here.includes("half of effective kernel size") : call.includes("dilation="))) ||
      (there.includes("dilation should be greater than zero") && /half of effective .*dilation=0/.test(here)),
  },
  {
    reason: "an empty sequence is refused before it is pooled as an image since 2.x",
    holds: ({ name, here, there }) =>
      name.endsWith("adaptive_max_pool1d") &&
      here.startsWith("!RuntimeError: adaptive_max_pool1d(): Expected input to have non-zero size") &&
      there.startsWith("!RuntimeError: adaptive_max_pool2d(): Expected input to have non-zero size"),
  },
  {
    reason: "1.13 names the pool of images here",
    holds: ({ name, there }) =>
      name === "F.adaptive_avg_pool3d" && there.includes("adaptive_avg_pool2d: elements of output_size"),
  },
  {
    reason: "1.13 adds the gradient of a window that lies in the padding alone beside its plane",
    holds: (d) =>
      isGradient(d) && /max_pool\dd/.test(d.name) && /padding=.*dilation=/.test(d.call) && d.here.includes("-inf"),
  },
  {
    reason: "only conv2d holds the bias against the input in 1.13",
    holds: ({ name, here }) => /conv[13]d$/.test(name) && /^!RuntimeError: Input type .* and bias type/.test(here),
  },
  {
    reason: "oneDNN has other words: since 2.x it transposes convolutions too, and with one thread it leaves 1x1 alone",
    holds: ({ name, here, there }) =>
      name.includes("conv") && here.includes("MKLDNN tensor") && there.includes("expected scalar type"),
  },
  {
    reason: "with one thread oneDNN leaves windows of one place alone, and groups are joined in row-major order",
    holds: ({ name, kind, call }) => kind === "strides" && /conv1d$/.test(name) && /,1\),.*groups=/.test(call),
  },
  {
    reason: "convolutions look at the dilation before all else since 2.x, and at the groups of padding='same'",
    holds: ({ name, here, call, there }) =>
      name.includes("conv") &&
      ((here === "!RuntimeError: dilation should be greater than zero" && /dilation=\(?[\d,]*0/.test(call)) ||
        (here === "!RuntimeError: non-positive groups is not supported" && there.includes("padding='same'"))),
  },
  {
    reason: "oneDNN leaves the padding's zeros out, which times infinity are NaN",
    holds: (d) => /conv\dd$/.test(d.name) && hasSpecials(d) && d.call.includes("padding=") && d.here.includes("nan"),
  },
  {
    reason: "1.13 allocates a negative size for an empty batch, and fails later",
    holds: ({ name, here }) =>
      name.includes("conv_transpose") && here.startsWith("!RuntimeError: Trying to create tensor with negative"),
  },
  {
    reason: "1.13 writes a whole copy row by row into memory of another order",
    holds: ({ name, kind }) => name === "narrow_copy" && kind === "value",
  },
  {
    reason: "1.13 gives the inverse wherever counts are asked for",
    holds: ({ name, call }) => name === "_unique2" && call.includes("return_inverse=False, return_counts=True"),
  },
  {
    reason: "prelu is a pointwise kernel since 2.0, laid out as its operands are",
    holds: ({ kind, name }) => kind === "strides" && /prelu$/.test(name),
  },
  {
    reason: "einsum over a dimension of one multiplies elements in PyTorch, and permutes them afterwards",
    holds: ({ kind, name, call }) => kind === "strides" && name === "einsum" && /,1\),.*\((\d,)?1,\d\)/.test(call),
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
    reason: "integers are max-pooled since 2.x",
    holds: ({ kind, there }) => kind === "raises" && /"max_pool\w*" not implemented for 'Long'/.test(there),
  },
  {
    reason: "max_pool1d refuses an output without elements since 2.x, and checks before it knows of gradients",
    holds: ({ name, here }) => /max_pool1d$/.test(name) && here.startsWith("!RuntimeError: max_pool1d() "),
  },
  {
    reason: "a dtype that a kernel lacks is a NotImplementedError since 2.x",
    holds: ({ here, there }) => here.replace("!NotImplementedError", "!RuntimeError") === there,
  },
  {
    reason: "1.13 lacks the half types here",
    holds: ({ there }) => /not implemented for '(Half|BFloat16)'/.test(there),
  },
  {
    reason: "views that no gradient knows of are not tracked here: nothing is lost by detaching them",
    holds: (d) =>
      d.name === "detach" && isInPlace(d) && d.kind !== "value" && d.there.includes("Can't detach views in-place"),
  },
  {
    reason: "1.13's slip of the pen",
    holds: (d) => d.here === d.there.replace("must be either be a single", "must either be a single"),
  },
  {
    reason: "the two is of the input's dtype since 2.x, but for float32 and integers",
    holds: (d) => d.name === "ldexp" && (d.kind === "dtype" || isHalf(d)),
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
    reason: "the Frobenius norm over dimensions is the vector norm since 2.x",
    holds: (d) =>
      d.kind === "maker" && d.name === "norm" && d.call.includes('"fro"') && d.there.endsWith(" SqrtBackward0"),
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
    reason: "the step of the loss that checks its arguments has a name of its own since 2.x",
    holds: ({ here, there }) => here.replace("ctc_loss_allocate_outputs", "ctc_loss_cpu") === there,
  },
  {
    reason: "the copy that is written into keeps the input's gaps since 2.x",
    holds: (d) =>
      d.kind === "strides" && named("select_scatter slice_scatter diagonal_scatter")(d) && /"[so]"/.test(d.call),
  },
  {
    reason: "1.13 adds along an index by slices everywhere; since 2.x the first and last dimension are scattered",
    holds: ({ name, here, there }) =>
      name === "index_add" &&
      /^!RuntimeError: index -?\d+ is out of bounds for dimension/.test(here) &&
      there === "!IndexError: index out of range in self",
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
  {
    reason: "1.13 multiplies by a power of two that is laid out as the exponent is",
    holds: (d) => d.kind === "strides" && d.name === "ldexp" && /"e",.*"p"/.test(d.call),
  },
  { reason: "1.13 rounds half gradients between its steps", holds: (d) => isHalf(d) && isGradient(d) },
  {
    reason: "1.13's lists of call forms are in another order, and leave the defaults out",
    holds: ({ here, there }) =>
      there.includes("invalid combination of arguments") &&
      here.split(", but expected")[0] === there.split(", but expected")[0],
  },
  {
    reason: "an assertion inside 1.13",
    holds: ({ there }) => /INTERNAL ASSERT|unallocated storage|Expected a proper Tensor/.test(there),
  },
  { reason: "1.13 has no derivative here", holds: ({ there }) => /derivative for .* is not implemented/.test(there) },
  {
    reason: "1.13's own gradient fails for a vector",
    holds: (d) => d.name === "linalg.solve" && d.there.includes("invalid gradient"),
  },
  {
    reason: "both refuse, in the words of their version",
    holds: (d) => d.kind === "error" && named("item Tensor.item broadcast_shapes addcdiv count_nonzero")(d),
  },
  {
    reason: "overlapping memory is checked before the dtype in 1.13",
    holds: ({ kind, there }) => kind === "error" && there.includes("single memory location"),
  },
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
  { reason: "1.13 ignores the dtypes of the later blocks", holds: (d) => d.name === "block_diag" },
  {
    reason: "1.13 cannot view what it made",
    holds: ({ there }) =>
      there.includes("view size is not compatible") || there.includes("integer multiplication overflow"),
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
    reason: "1.13 counts an integer addend as int64",
    holds: ({ there }) => there.includes("expected scalar type Long but found"),
  },
  { reason: "1.13's in-place batch product grows its target", holds: (d) => d.name === "addbmm" && isInPlace(d) },
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
  {
    reason: "the words of a size mismatch changed",
    holds: (d) => d.kind === "error" && d.there.includes("size mismatch"),
  },
  {
    reason: "1.13's linalg.vecdot, logsumexp, aminmax, diff and cummax check their dims otherwise",
    holds: named("linalg.vecdot logsumexp aminmax diff cummax cummin"),
  },
  {
    reason: "1.13's own gradient has the wrong shape",
    holds: ({ there }) => there.includes("returned an invalid gradient"),
  },
  { reason: "1.13's norm of nothing", holds: (d) => d.name === "norm" && d.here.includes("does not have an identity") },
  { reason: "a matrix of rank one: the second direction is rounding alone", holds: (d) => d.name === "linalg.qr" },
  {
    reason: "whether LAPACK notices infinities and NaN, or gives NaN",
    holds: (d) =>
      d.kind === "raises" &&
      /\*(inf|nan)\b/.test(d.call) &&
      named("svd linalg.svd linalg.svdvals linalg.eigh linalg.eigvalsh")(d),
  },
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
    reason: "without a beta it is the l1_loss since 2.x",
    holds: (d) => d.name === "F.smooth_l1_loss" && d.kind === "maker" && /beta=0\b(?!\.)/.test(d.call),
  },
  {
    reason: "1.13's own gradient fails for a vector",
    holds: (d) =>
      d.name === "linalg.lstsq" &&
      /^!IndexError: Dimension out|^!RuntimeError: (Expected size for first|mat1 and mat2|The size of tensor|size mismatch)/.test(
        d.there,
      ) &&
      !d.here.startsWith("!"),
  },
  {
    reason: "the size that a vector's mismatch names",
    holds: (d) => d.name === "linalg.lstsq" && d.there.endsWith("input.size(-2) should match other.size(-1)"),
  },
  {
    reason: "the exponential's layout follows the input's in 1.13",
    holds: (d) => d.kind === "strides" && named("matrix_exp linalg.matrix_exp")(d),
  },
  {
    reason: "the function's name in an error",
    holds: (d) => d.here.replace("linalg.matrix_exp: Expected", "matrix_exp: Expected") === d.there,
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
    reason: "a tensor as the condition, and a number for elsewhere, is a call form since 2.x",
    holds: (d) => d.name === "where" && /where\(\) missing 2|'other' \(position 2\) must be Tensor, not/.test(d.there),
  },
  {
    reason: "both refuse, in the words of their version",
    holds: (d) => d.kind === "error" && named("index_select clamp clamp_min clamp_max")(d),
  },
  {
    reason: "which of equal elements is named is not defined",
    holds: (d) => /^value 1/.test(d.kind) && named("mode msort")(d),
  },
  { reason: "sums of infinities overflow in another order", holds: (d) => hasSpecials(d) && named("nansum")(d) },
  {
    reason: "an infinite norm of nothing is refused since 2.x",
    holds: (d) => d.name === "dist" && d.here.includes("does not have an identity"),
  },
  {
    reason: "the size's text changed",
    holds: (d) => d.kind === "error" && d.there.includes("Expected more than 1 value per channel"),
  },
  {
    reason: "products whose terms cancel",
    holds: (d) => d.kind.startsWith("value") && named("dot vdot inner baddbmm addbmm chain_matmul F.kl_div kl_div")(d),
  },
  {
    reason: "a product that is written into shared memory adds up its rows in PyTorch: refused here",
    holds: (d) => d.name === "addmv" && d.here.includes("single memory location"),
  },
  {
    reason: "a negative number beside an unsigned tensor wraps in 1.13",
    holds: (d) =>
      /t\(u8/.test(d.call) &&
      d.kind === "value" &&
      named("lt le gt ge eq ne less less_equal greater greater_equal not_equal threshold F.threshold")(d),
  },
  {
    reason: "a result that does not fit its own tensor: the words changed",
    holds: (d) => d.name === "square" && d.there.includes("Found dtype Bool but expected"),
  },
  {
    reason: "three dimensions of a matrix norm: the words changed",
    holds: (d) => d.name === "norm" && d.here.includes("dim must be a 2-tuple. Got"),
  },
  {
    reason: "1.13 finds the bin of a lone value, which is on an edge, by one rounding more",
    holds: (d) => d.name === "histc" && d.kind === "value" && /t\(f32,(\(\),|\(\d+,\),"e")/.test(d.call),
  },
  {
    reason: "an empty dimension is no error since 2.x",
    holds: (d) => d.name === "F.pad" && d.there.includes("resulted in a negative output size"),
  },
  {
    reason: "a cut past the end of a dimension: the words changed",
    holds: (d) =>
      d.kind === "error" &&
      d.name === "F.pad" &&
      d.here.includes("narrow(): length must be non-negative") &&
      /exceeds dimension size|Dimension out of range/.test(d.there),
  },
  {
    reason:
      "whether PyTorch multiplies a batch as one matrix depends on who asks for gradients, and since 2.x on the strides",
    holds: (d) =>
      d.kind === "error" &&
      [d.here, d.there].some((text) => text.includes("mat1 and mat2 shapes cannot be multiplied")) &&
      [d.here, d.there].some((text) => text.includes("Expected size for first two dimensions of batch2 tensor")),
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

/** Why a difference is none of ours, or null. */
export const reasonFor = (found: Difference): string | null =>
  excuses.find(({ holds }) => holds(found))?.reason ?? null;
