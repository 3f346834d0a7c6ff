/** Other shapes of the same elements. */
import * as engine from "../../../../engine/index.ts";
import { runtimeError } from "../../../runtime/errors.ts";
import * as composed from "./composed/index.ts";
import { define } from "./definition.ts";
import { becomeView, resize } from "./reshaping.ts";

const method = { isFunction: false } as const;
const wrongView = "(dtype dtype)";

define(
  "view",
  [`(Tensor self, ${wrongView.slice(1, -1)})`, "(Tensor self, int[] size)"],
  (a) =>
    a.index === 0
      ? composed.viewAsDType(a.tensor(0), a.dtypeOrNull(1) ?? "float32")
      : engine.view(a.tensor(0), a.ints(1)),
  "The same memory with another shape; one size may be -1.",
  method,
);
define(
  "view_as",
  "(Tensor self, Tensor other)",
  (a) => engine.view(a.tensor(0), a.tensor(1).shape),
  "The same memory in another tensor's shape.",
  method,
);
define(
  "reshape",
  "(Tensor input, int[] shape)",
  (a) => engine.reshape(a.tensor(0), a.ints(1)),
  "Another shape: a view where the strides allow it, else a copy.",
);
define(
  "reshape_as",
  "(Tensor self, Tensor other)",
  (a) => engine.reshape(a.tensor(0), a.tensor(1).shape),
  "The shape of another tensor.",
  method,
);
define(
  "permute",
  "(Tensor input, int[] dims)",
  (a) => engine.permute(a.tensor(0), a.ints(1)),
  "The dimensions in another order.",
);
define(
  "transpose",
  ["(Tensor input, int dim0, int dim1)", "(Tensor input, name dim0, name dim1)"],
  (a) => engine.transpose(a.tensor(0), a.int(1), a.int(2)),
  "Two dimensions exchanged.",
  { aliases: ["swapaxes", "swapdims"] },
);
define("t", "(Tensor input)", (a) => engine.t(a.tensor(0)), "The transpose of a matrix.");
define(
  "adjoint",
  "(Tensor input)",
  (a) => {
    const input = a.tensor(0);
    const rank = input.shape.length;
    if (rank === 1) {
      throw runtimeError("tensor.adjoint() is only supported on matrices or batches of matrices. Got 1-D tensor.");
    }
    return rank === 0 ? input : engine.matrixTranspose(input);
  },
  "The last two dimensions exchanged.",
);
define(
  "movedim",
  ["(Tensor input, int source, int destination)", "(Tensor input, int[] source, int[] destination)"],
  (a) =>
    a.index === 0
      ? engine.movedim(a.tensor(0), [a.int(1)], [a.int(2)])
      : engine.movedim(a.tensor(0), a.ints(1), a.ints(2)),
  "Dimensions moved to other places.",
  { aliases: ["moveaxis"] },
);
define(
  "squeeze",
  ["(Tensor input)", "(Tensor input, int dim)", "(Tensor input, int[] dim)", "(Tensor input, name dim)"],
  (a) => engine.squeeze(a.tensor(0), a.index === 0 ? undefined : a.index === 1 ? [a.int(1)] : a.ints(1)),
  "Without the dimensions of size one.",
);
define(
  "unsqueeze",
  "(Tensor input, int dim)",
  (a) => engine.unsqueeze(a.tensor(0), a.int(1)),
  "With a new dimension of size one.",
);
define(
  "expand",
  "(Tensor self, int[] size, *, bool implicit=False)",
  (a) => engine.expand(a.tensor(0), a.ints(1)),
  "Dimensions of size one repeated without copying; -1 keeps a size.",
  method,
);
define(
  "expand_as",
  "(Tensor self, Tensor other)",
  (a) => engine.expand(a.tensor(0), a.tensor(1).shape),
  "Expanded to another tensor's shape.",
  method,
);
define(
  "broadcast_to",
  "(Tensor input, int[] size)",
  (a) => engine.expand(a.tensor(0), a.ints(1)),
  "Broadcast to a shape.",
);
define(
  "flatten",
  ["(Tensor input, int start_dim=0, int end_dim=-1)", "(Tensor input, int start_dim, int end_dim, name out_dim)"],
  (a) => engine.flatten(a.tensor(0), a.int(1, 0), a.int(2, -1)),
  "Dimensions start_dim to end_dim made one.",
);
define("ravel", "(Tensor input)", (a) => engine.ravel(a.tensor(0)), "All elements in one dimension.");
define(
  "unflatten",
  ["(Tensor input, int dim, int[] sizes)", "(Tensor input, name dim, int[] sizes, name[] names)"],
  (a) => engine.unflatten(a.tensor(0), a.int(1), a.ints(2)),
  "One dimension made several; one size may be -1.",
);
define(
  "narrow",
  ["(Tensor input, int dim, Tensor start, int length)", "(Tensor input, int dim, int start, int length)"],
  (a) => engine.narrow(a.tensor(0), a.int(1), a.int(2), a.int(3)),
  "A stretch of one dimension.",
);
define(
  "select",
  ["(Tensor input, name dim, int index)", "(Tensor input, int dim, int index)"],
  (a) => engine.select(a.tensor(0), a.int(1), a.int(2)),
  "One index of a dimension.",
);
define(
  "as_strided",
  "(Tensor input, int[] size, int[] stride, int? storage_offset=None)",
  (a) => engine.asStrided(a.tensor(0), a.ints(1), a.ints(2), a.intOrNull(3) ?? undefined),
  "A view with any sizes and strides.",
);
define(
  "unfold",
  "(Tensor self, int dimension, int size, int step)",
  (a) => engine.unfold(a.tensor(0), a.int(1), a.int(2), a.int(3)),
  "Sliding windows of a dimension.",
  method,
);
define(
  "diagonal",
  [
    "(Tensor input, *, name outdim, name dim1, name dim2, int offset=0)",
    "(Tensor input, int offset=0, int dim1=0, int dim2=1)",
  ],
  (a) => engine.diagonal(a.tensor(0), a.int(1, 0), a.int(2, 0), a.int(3, 1)),
  "The diagonal of two dimensions, as the last dimension.",
);
define(
  "split",
  ["(Tensor input, int split_size, int dim=0)", "(Tensor input, int[] split_size, int dim=0)"],
  (a) =>
    a.index === 0
      ? engine.split(a.tensor(0), a.int(1), a.int(2, 0))
      : engine.splitWithSizes(a.tensor(0), a.ints(1), a.int(2, 0)),
  "Pieces of one size, or of the given sizes, along a dimension.",
);
define(
  "split_with_sizes",
  "(Tensor input, int[] split_sizes, int dim=0)",
  (a) => engine.splitWithSizes(a.tensor(0), a.ints(1), a.int(2, 0)),
  "Pieces of the given sizes along a dimension.",
);
define(
  "tensor_split",
  [
    "(Tensor input, Tensor tensor_indices_or_sections, int dim=0)",
    "(Tensor input, int sections, int dim=0)",
    "(Tensor input, int[] indices, int dim=0)",
  ],
  (a) => {
    const places = a.index === 0 ? a.tensor(1) : a.index === 1 ? a.int(1) : a.ints(1);
    return composed.tensorSplit(a.tensor(0), places, a.int(2, 0));
  },
  "Pieces cut at indices, or as equal as possible.",
);
for (const [name, axis] of [
  ["hsplit", 1],
  ["vsplit", 0],
  ["dsplit", 2],
] as const) {
  define(
    name,
    ["(Tensor input, int sections)", "(Tensor input, int[] indices)"],
    (a) => {
      const input = a.tensor(0);
      const rank = input.shape.length;
      const least = { hsplit: 1, vsplit: 2, dsplit: 3 }[name];
      if (rank < least) {
        throw runtimeError(
          `torch.${name} requires a tensor with at least ${least} dimension, but got a tensor with ${rank} dimensions!`,
        );
      }
      const dim = name === "hsplit" && rank === 1 ? 0 : axis;
      if (a.index === 1) return composed.tensorSplit(input, a.ints(1), dim);
      const [size, sections] = [input.shape[dim], a.int(1)];
      if (sections === 0 || size % sections !== 0) {
        throw runtimeError(
          `torch.${name} attempted to split along dimension ${dim}, but the size of the dimension ${size} is not divisible by the split_size ${sections}!`,
        );
      }
      return composed.tensorSplit(input, sections, dim);
    },
    "Pieces along a fixed dimension.",
  );
}
define(
  "chunk",
  "(Tensor input, int chunks, int dim=0)",
  (a) => engine.chunk(a.tensor(0), a.int(1), a.int(2, 0)),
  "So many pieces along a dimension.",
);
define(
  "unbind",
  ["(Tensor input, int dim=0)", "(Tensor input, name dim)"],
  (a) => engine.unbind(a.tensor(0), a.int(1, 0)),
  "The slices of a dimension, as a tuple.",
);
define(
  "contiguous",
  "(Tensor self, *, memory_format memory_format=contiguous_format)",
  (a) => engine.contiguous(a.tensor(0)),
  "The tensor itself if it is row-major, else a row-major copy.",
  method,
);
define("detach", "(Tensor input)", (a) => engine.detach(a.tensor(0)), "The same memory without gradient history.");
for (const [name, rank] of [
  ["atleast_1d", 1],
  ["atleast_2d", 2],
  ["atleast_3d", 3],
] as const) {
  define(
    name,
    ["(Tensor input)", "(Tensor[] tensors)"],
    (a) => {
      const raise = (tensor: Parameters<typeof engine.unsqueeze>[0]): Parameters<typeof engine.unsqueeze>[0] => {
        let out = tensor;
        if (out.shape.length === 0) return engine.view(out, new Array<number>(rank).fill(1));
        if (rank === 3 && out.shape.length === 2) return engine.unsqueeze(out, 2);
        while (out.shape.length < rank) out = engine.unsqueeze(out, rank === 3 && out.shape.length === 2 ? 2 : 0);
        return out;
      };
      return a.index === 0 ? raise(a.tensor(0)) : a.tensors(0).map(raise);
    },
    `With at least ${rank} dimension${rank === 1 ? "" : "s"}.`,
    { isMethod: false },
  );
}

for (const name of ["transpose_", "swapaxes_", "swapdims_"]) {
  define(
    name,
    "(Tensor self, int dim0, int dim1)",
    (a) => becomeView(a.tensor(0), engine.transpose(a.tensor(0), a.int(1), a.int(2))),
    "Two dimensions exchanged, in place.",
    method,
  );
}
define(
  "t_",
  "(Tensor self)",
  (a) => {
    const self = a.tensor(0);
    const rank = self.shape.length;
    if (rank > 2) throw runtimeError(`t_() expects a tensor with <= 2 dimensions, but self is ${rank}D`);
    return becomeView(self, engine.t(self));
  },
  "Transposed, in place.",
  method,
);
define(
  "squeeze_",
  ["(Tensor self)", "(Tensor self, int dim)", "(Tensor self, int[] dim)"],
  (a) =>
    becomeView(
      a.tensor(0),
      engine.squeeze(a.tensor(0), a.index === 0 ? undefined : a.index === 1 ? [a.int(1)] : a.ints(1)),
    ),
  "Without the dimensions of size one, in place.",
  method,
);
define(
  "unsqueeze_",
  "(Tensor self, int dim)",
  (a) => becomeView(a.tensor(0), engine.unsqueeze(a.tensor(0), a.int(1))),
  "With a new dimension of size one, in place.",
  method,
);
define(
  "as_strided_",
  "(Tensor self, int[] size, int[] stride, int? storage_offset=None)",
  (a) => becomeView(a.tensor(0), engine.asStrided(a.tensor(0), a.ints(1), a.ints(2), a.intOrNull(3) ?? undefined)),
  "Other sizes and strides, in place.",
  method,
);
define(
  "resize_",
  "(Tensor self, int[] size, *, memory_format? memory_format=None)",
  (a) => resize(a.tensor(0), a.ints(1)),
  "Another shape; memory is added where it takes more.",
  method,
);
define(
  "resize_as_",
  "(Tensor self, Tensor the_template, *, memory_format? memory_format=None)",
  (a) => resize(a.tensor(0), a.tensor(1).shape),
  "The shape of another tensor.",
  method,
);
