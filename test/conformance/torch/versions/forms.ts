/** What is refused, in which words, and of which dtype, shape, layout and history results are. */
import { type Excuse, isHalf, isInPlace, named } from "./excuse.ts";

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

/** Excuses for how a result is given, or refused. */
export const forms: readonly Excuse[] = [
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
    reason: "1.13 allocates a negative size for an empty batch, and fails later",
    holds: ({ name, here }) =>
      name.includes("conv_transpose") && here.startsWith("!RuntimeError: Trying to create tensor with negative"),
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
    reason: "the Frobenius norm over dimensions is the vector norm since 2.x",
    holds: (d) =>
      d.kind === "maker" && d.name === "norm" && d.call.includes('"fro"') && d.there.endsWith(" SqrtBackward0"),
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
    reason: "1.13 multiplies by a power of two that is laid out as the exponent is",
    holds: (d) => d.kind === "strides" && d.name === "ldexp" && /"e",.*"p"/.test(d.call),
  },
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
  { reason: "1.13 ignores the dtypes of the later blocks", holds: (d) => d.name === "block_diag" },
  {
    reason: "1.13 cannot view what it made",
    holds: ({ there }) =>
      there.includes("view size is not compatible") || there.includes("integer multiplication overflow"),
  },
  {
    reason: "1.13 counts an integer addend as int64",
    holds: ({ there }) => there.includes("expected scalar type Long but found"),
  },
  { reason: "1.13's in-place batch product grows its target", holds: (d) => d.name === "addbmm" && isInPlace(d) },
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
  {
    reason: "whether LAPACK notices infinities and NaN, or gives NaN",
    holds: (d) =>
      d.kind === "raises" &&
      /\*(inf|nan)\b/.test(d.call) &&
      named("svd linalg.svd linalg.svdvals linalg.eigh linalg.eigvalsh")(d),
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
    reason: "a tensor as the condition, and a number for elsewhere, is a call form since 2.x",
    holds: (d) => d.name === "where" && /where\(\) missing 2|'other' \(position 2\) must be Tensor, not/.test(d.there),
  },
  {
    reason: "both refuse, in the words of their version",
    holds: (d) => d.kind === "error" && named("index_select clamp clamp_min clamp_max")(d),
  },
  {
    reason: "an infinite norm of nothing is refused since 2.x",
    holds: (d) => d.name === "dist" && d.here.includes("does not have an identity"),
  },
  {
    reason: "the size's text changed",
    holds: (d) => d.kind === "error" && d.there.includes("Expected more than 1 value per channel"),
  },
  {
    reason: "a product that is written into shared memory adds up its rows in PyTorch: refused here",
    holds: (d) => d.name === "addmv" && d.here.includes("single memory location"),
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
];
