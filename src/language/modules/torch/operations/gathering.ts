/** Reading and writing through index tensors. */
import * as engine from "../../../../engine/index.ts";
import * as composed from "./composed/index.ts";
import { define } from "./definition.ts";

const inPlace = { hasInPlace: true } as const;

define(
  "gather",
  [
    "(Tensor input, int dim, Tensor index, *, bool sparse_grad=False, Tensor out=None)",
    "(Tensor input, name dim, Tensor index, *, bool sparse_grad=False, Tensor out=None)",
  ],
  (a) => engine.gather(a.tensor(0), a.int(1), a.tensor(2)),
  "Elements of a dimension at the given indices.",
);
define(
  "scatter",
  [
    "(Tensor input, int dim, Tensor index, Tensor src, *, Tensor out=None)",
    "(Tensor input, int dim, Tensor index, Tensor src, *, str reduce, Tensor out=None)",
    "(Tensor input, int dim, Tensor index, Scalar value, *, Tensor out=None)",
    "(Tensor input, int dim, Tensor index, Scalar value, *, str reduce, Tensor out=None)",
    "(Tensor input, name dim, Tensor index, Tensor src)",
    "(Tensor input, name dim, Tensor index, Scalar value)",
  ],
  (a, target) =>
    a.index === 1 || a.index === 3
      ? composed.scatterWithReduce(a.tensor(0), a.int(1), a.tensor(2), a.operand(3), a.string(4), target)
      : engine.scatter(a.tensor(0), a.int(1), a.tensor(2), a.operand(3), target),
  "The input with elements written at the given indices of a dimension.",
  inPlace,
);
define(
  "scatter_add",
  [
    "(Tensor input, int dim, Tensor index, Tensor src, *, Tensor out=None)",
    "(Tensor input, name dim, Tensor index, Tensor src)",
  ],
  (a, target) => engine.scatterAdd(a.tensor(0), a.int(1), a.tensor(2), a.tensor(3), target),
  "The input with elements added at the given indices of a dimension.",
  inPlace,
);
define(
  "scatter_reduce",
  "(Tensor input, int dim, Tensor index, Tensor src, str reduce, *, bool include_self=True, Tensor out=None)",
  (a, target) =>
    engine.scatterReduce(a.tensor(0), a.int(1), a.tensor(2), a.tensor(3), a.string(4), {
      includeSelf: a.bool(5, true),
      ...target,
    }),
  "The input combined with elements at the given indices: sum, prod, mean, amax or amin.",
  inPlace,
);
define(
  "index_select",
  [
    "(Tensor input, int dim, Tensor index, *, Tensor out=None)",
    "(Tensor input, name dim, Tensor index, *, Tensor out=None)",
  ],
  (a) => engine.indexSelect(a.tensor(0), a.int(1), a.tensor(2)),
  "The slices of a dimension at the given indices.",
);
define(
  "index_add",
  [
    "(Tensor input, int dim, Tensor index, Tensor source, *, Scalar alpha=1, Tensor out=None)",
    "(Tensor input, name dim, Tensor index, Tensor source, *, Scalar alpha=1)",
  ],
  (a, target) =>
    engine.indexAdd(a.tensor(0), a.int(1), a.tensor(2), a.tensor(3), { alpha: a.scalar(4, 1n), ...target }),
  "The input with slices added at the given indices.",
  inPlace,
);
define(
  "index_copy",
  [
    "(Tensor input, int dim, Tensor index, Tensor source, *, Tensor out=None)",
    "(Tensor input, name dim, Tensor index, Tensor source)",
  ],
  (a, target) => engine.indexCopy(a.tensor(0), a.int(1), a.tensor(2), a.tensor(3), target),
  "The input with slices written at the given indices.",
  inPlace,
);
define(
  "index_fill",
  [
    "(Tensor input, int dim, Tensor index, Tensor value)",
    "(Tensor input, int dim, Tensor index, Scalar value)",
    "(Tensor input, name dim, Tensor index, Tensor value)",
    "(Tensor input, name dim, Tensor index, Scalar value)",
  ],
  (a, target) => engine.indexFill(a.tensor(0), a.int(1), a.tensor(2), composed.numberOf(a.operand(3)), target),
  "The input with one value at the given indices.",
  inPlace,
);
define(
  "take",
  "(Tensor input, Tensor index, *, Tensor out=None)",
  (a) => composed.named(engine.take(a.tensor(0), a.tensor(1)), "TakeBackward0"),
  "Elements at indices of the flattened tensor.",
);
define(
  "take_along_dim",
  "(Tensor input, Tensor indices, int? dim=None, *, Tensor out=None)",
  (a) => engine.takeAlongDim(a.tensor(0), a.tensor(1), a.intOrNull(2) ?? undefined),
  "Elements of a dimension at the given indices, broadcasting.",
);
define("argwhere", "(Tensor input)", (a) => engine.nonzero(a.tensor(0)), "Indices of the elements that are not zero.");
define(
  "nonzero",
  "(Tensor input, *, bool as_tuple=False, Tensor out=None)",
  (a) => (a.bool(1) ? engine.nonzeroTuple(a.tensor(0)) : engine.nonzero(a.tensor(0))),
  "Indices of the elements that are not zero; with as_tuple, one tensor a dimension.",
);
