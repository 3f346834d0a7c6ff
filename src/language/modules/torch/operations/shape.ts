/** Joining, repeating and reordering: results with memory of their own. */
import * as engine from "../../../../engine/index.ts";
import * as composed from "./composed/index.ts";
import { define } from "./definition.ts";

const onlyFunction = { isMethod: false } as const;
const onlyMethod = { isFunction: false } as const;

define("clone", "(Tensor input, *, memory_format? memory_format=None)", (a) => engine.clone(a.tensor(0)), "A copy.");
for (const name of ["cat", "concat", "concatenate"]) {
  define(
    name,
    ["(Tensor[] tensors, int dim=0, *, Tensor out=None)", "(Tensor[] tensors, name dim, *, Tensor out=None)"],
    (a) => engine.cat(a.tensors(0), a.int(1, 0)),
    "Tensors joined along a dimension.",
    onlyFunction,
  );
}
define(
  "stack",
  "(Tensor[] tensors, int dim=0, *, Tensor out=None)",
  (a) => engine.stack(a.tensors(0), a.int(1, 0)),
  "Tensors of one shape joined along a new dimension.",
  onlyFunction,
);
for (const [name, compute, doc, aliases] of [
  ["hstack", composed.hstack, "Tensors joined along the second dimension (the first of vectors).", []],
  ["vstack", composed.vstack, "Tensors joined as rows.", ["row_stack"]],
  ["dstack", composed.dstack, "Tensors joined along the third dimension.", []],
  ["column_stack", composed.columnStack, "Tensors joined as columns.", []],
] as const) {
  define(name, "(Tensor[] tensors, *, Tensor out=None)", (a) => compute(a.tensors(0)), doc, {
    isMethod: false,
    aliases,
  });
}
define(
  "repeat",
  "(Tensor self, int[] repeats)",
  (a) => engine.repeat(a.tensor(0), a.ints(1)),
  "Copies side by side.",
  onlyMethod,
);
define(
  "tile",
  "(Tensor input, int[] dims)",
  (a) => engine.tile(a.tensor(0), a.ints(1)),
  "Copies side by side; missing counts are 1.",
);
define(
  "repeat_interleave",
  [
    "(Tensor repeats, *, int? output_size=None)",
    "(Tensor input, Tensor repeats, int? dim=None, *, int? output_size=None)",
    "(Tensor input, int repeats, int? dim=None, *, int? output_size=None)",
  ],
  (a) => {
    if (a.index === 0) {
      const repeats = a.tensor(0);
      return engine.repeatInterleave(engine.arange(0n, BigInt(repeats.elementCount)), repeats);
    }
    const dim = a.intOrNull(2) ?? undefined;
    if (a.index === 1) return engine.repeatInterleave(a.tensor(0), a.tensor(1), dim);
    return composed.named(engine.repeatInterleave(a.tensor(0), a.int(1), dim), "ViewBackward0");
  },
  "Each element repeated.",
);
define(
  "flip",
  "(Tensor input, int[] dims)",
  (a) => engine.flip(a.tensor(0), a.ints(1)),
  "The order of dimensions' elements reversed.",
);
define("fliplr", "(Tensor input)", (a) => engine.fliplr(a.tensor(0)), "Columns in reverse order.");
define("flipud", "(Tensor input)", (a) => engine.flipud(a.tensor(0)), "Rows in reverse order.");
define(
  "roll",
  "(Tensor input, int[1] shifts, int[1] dims=None)",
  (a) => engine.roll(a.tensor(0), a.ints(1), a.intsOrNull(2) ?? undefined),
  "Elements shifted; what leaves at the end comes in at the start.",
);
define(
  "rot90",
  "(Tensor input, int k=1, int[] dims=[0,1])",
  (a) => engine.rot90(a.tensor(0), a.int(1, 1), a.intsOrNull(2) ?? [0, 1]),
  "Rotated by right angles in a plane.",
);
define(
  "tril",
  "(Tensor input, int diagonal=0, *, Tensor out=None)",
  (a, target) => engine.tril(a.tensor(0), a.int(1, 0), target),
  "The lower triangle, zeros above.",
  { hasInPlace: true },
);
define(
  "triu",
  "(Tensor input, int diagonal=0, *, Tensor out=None)",
  (a, target) => engine.triu(a.tensor(0), a.int(1, 0), target),
  "The upper triangle, zeros below.",
  { hasInPlace: true },
);
define(
  "diag",
  "(Tensor input, int diagonal=0, *, Tensor out=None)",
  (a) => {
    const result = engine.diag(a.tensor(0), a.int(1, 0));
    return a.tensor(0).shape.length === 2 ? composed.named(result, "DiagonalBackward0_copy") : result;
  },
  "The diagonal of a matrix, or a matrix with this diagonal.",
);
define(
  "diagflat",
  "(Tensor input, int offset=0)",
  (a) => engine.diag(engine.ravel(a.tensor(0)), a.int(1, 0)),
  "A matrix with the elements as its diagonal.",
);
define(
  "diag_embed",
  "(Tensor input, int offset=0, int dim1=-2, int dim2=-1)",
  (a) => engine.diagEmbed(a.tensor(0), a.int(1, 0), a.int(2, -2), a.int(3, -1)),
  "Matrices with the last dimension as diagonals.",
);
define(
  "meshgrid",
  ["(Tensor[] tensors)", "(Tensor[] tensors, *, str indexing)"],
  (a) => engine.meshgrid(a.tensors(0), a.index === 1 ? a.string(1) : "ij"),
  "Coordinates of a grid.",
  { isMethod: false, isFunction: false },
);
define(
  "broadcast_tensors",
  "(Tensor[] tensors)",
  (a) => engine.broadcastTensors(a.tensors(0)),
  "Tensors expanded to one shape.",
  { isMethod: false, isFunction: false },
);
define("block_diag", "(Tensor[] tensors)", (a) => composed.blockDiag(a.tensors(0)), "Matrices along a diagonal.", {
  isMethod: false,
  isFunction: false,
});
define(
  "cartesian_prod",
  "(Tensor[] tensors)",
  (a) => engine.cartesianProd(a.tensors(0)),
  "All combinations of elements.",
  { isMethod: false, isFunction: false },
);
define(
  "combinations",
  "(Tensor input, int r=2, bool with_replacement=False)",
  (a) => composed.combinations(a.tensor(0), a.int(1, 2), a.bool(2)),
  "All r-element combinations of a vector.",
  onlyFunction,
);
define(
  "constant_pad_nd",
  "(Tensor input, int[] pad, Scalar value=0)",
  (a) => engine.pad(a.tensor(0), a.ints(1), { value: a.scalar(2, 0n) }),
  "Padded with one value.",
  onlyFunction,
);
define(
  "diff",
  "(Tensor input, int n=1, int dim=-1, Tensor? prepend=None, Tensor? append=None, *, Tensor out=None)",
  (a) =>
    engine.diff(a.tensor(0), {
      n: a.int(1, 1),
      dim: a.int(2, -1),
      prepend: a.tensorOrNull(3) ?? undefined,
      append: a.tensorOrNull(4) ?? undefined,
    }),
  "Differences of neighbours.",
);
define(
  "vander",
  "(Tensor x, int? N=None, bool increasing=False)",
  (a) => composed.vander(a.tensor(0), a.intOrNull(1) ?? a.tensor(0).elementCount, a.bool(2)),
  "A matrix of powers of a vector's elements.",
  onlyFunction,
);
