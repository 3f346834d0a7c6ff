/** Order: sorting, the largest, searching, sets of values. */
import * as engine from "../../../../engine/index.ts";
import type { UniqueResult } from "../../../../engine/ops/histograms.ts";
import type { ValuesAndIndices } from "../../../../engine/ops/scan.ts";
import { runtimeError } from "../../../runtime/errors.ts";
import type { PyTuple } from "../../../runtime/objects/sequence.ts";
import { returnType } from "../objects/return-types.ts";
import { wrapTensor } from "../wrap.ts";
import { define } from "./definition.ts";

const pair = (name: string, { values, indices }: ValuesAndIndices): PyTuple =>
  returnType(name, ["values", "indices"], [wrapTensor(values), wrapTensor(indices)]);

const parts = ({ values, inverse, counts }: UniqueResult): engine.Tensor[] => [values, inverse, counts];

define(
  "sort",
  [
    "(Tensor input, *, bool? stable, int dim=-1, bool descending=False, Tensor[2] out=None)",
    "(Tensor input, int dim=-1, bool descending=False, *, Tensor[2] out=None)",
    "(Tensor input, *, bool? stable, name dim, bool descending=False, Tensor[2] out=None)",
    "(Tensor input, name dim, bool descending=False, *, Tensor[2] out=None)",
  ],
  (a) =>
    pair(
      "sort",
      a.index === 0
        ? engine.sort(a.tensor(0), { dim: a.int(2, -1), descending: a.bool(3) }, "SortBackward1")
        : engine.sort(a.tensor(0), { dim: a.int(1, -1), descending: a.bool(2) }),
    ),
  "Elements of a dimension in order, and where they were.",
);
define(
  "argsort",
  [
    "(Tensor input, *, bool stable, int dim=-1, bool descending=False)",
    "(Tensor input, int dim=-1, bool descending=False)",
    "(Tensor input, name dim, bool descending=False)",
  ],
  (a) =>
    (a.index === 0
      ? engine.sort(a.tensor(0), { dim: a.int(2, -1), descending: a.bool(3) })
      : engine.sort(a.tensor(0), { dim: a.int(1, -1), descending: a.bool(2) })
    ).indices,
  "The indices that sort a dimension.",
);
define(
  "msort",
  "(Tensor input, *, Tensor out=None)",
  (a) => engine.msort(a.tensor(0)),
  "The first dimension in order.",
);
define(
  "topk",
  "(Tensor input, int k, int dim=-1, bool largest=True, bool sorted=True, *, Tensor[2] out=None)",
  (a) => pair("topk", engine.topk(a.tensor(0), a.int(1), { dim: a.int(2, -1), largest: a.bool(3, true) })),
  "The k largest elements of a dimension, and their indices.",
);
define(
  "kthvalue",
  [
    "(Tensor input, int k, int dim=-1, bool keepdim=False, *, Tensor[2] out=None)",
    "(Tensor input, int k, name dim, bool keepdim=False, *, Tensor[2] out=None)",
  ],
  (a) => pair("kthvalue", engine.kthvalue(a.tensor(0), a.int(1), a.int(2, -1), a.bool(3))),
  "The k-th smallest element of a dimension, and its index.",
);
define(
  "searchsorted",
  [
    "(Tensor sorted_sequence, Tensor input, *, bool out_int32=False, bool right=False, str? side=None, Tensor? sorter=None, Tensor out=None)",
    "(Tensor sorted_sequence, Scalar self, *, bool out_int32=False, bool right=False, str? side=None, Tensor? sorter=None)",
  ],
  (a) => {
    const side = a.has(4) ? a.string(4) : null;
    if (side !== null && side !== "left" && side !== "right") {
      throw runtimeError(`torch.searchsorted(): side can only be 'left' or 'right' but got ${side}`);
    }
    if (side === "left" && a.bool(3)) {
      throw runtimeError(
        "torch.searchsorted(): side and right can't be set to opposites, got side of left while right was True",
      );
    }
    const sorter = a.tensorOrNull(5);
    const sequence = sorter === null ? a.tensor(0) : engine.takeAlongDim(a.tensor(0), sorter, -1);
    return engine.searchsorted(sequence, a.operand(1), { outInt32: a.bool(2), right: a.bool(3) || side === "right" });
  },
  "Where values would be inserted to keep a sequence sorted.",
  { isMethod: false },
);
define(
  "bucketize",
  [
    "(Tensor input, Tensor boundaries, *, bool out_int32=False, bool right=False, Tensor out=None)",
    "(Scalar self, Tensor boundaries, *, bool out_int32=False, bool right=False)",
  ],
  (a) => engine.bucketize(a.operand(0), a.tensor(1), { outInt32: a.bool(2), right: a.bool(3) }),
  "The bucket that each value belongs to.",
  { isMethod: false },
);
define(
  "isin",
  [
    "(Tensor elements, Tensor test_elements, *, bool assume_unique=False, bool invert=False, Tensor out=None)",
    "(Tensor elements, Scalar test_element, *, bool assume_unique=False, bool invert=False, Tensor out=None)",
    "(Scalar element, Tensor test_elements, *, bool assume_unique=False, bool invert=False, Tensor out=None)",
  ],
  (a) => engine.isin(a.operand(0), a.operand(1), { invert: a.bool(3) }),
  "True where an element occurs among the test elements.",
  { isMethod: false },
);
define(
  "_unique2",
  "(Tensor input, bool sorted=True, bool return_inverse=False, bool return_counts=False)",
  (a) => {
    const [values, inverse, counts] = parts(engine.unique(a.tensor(0)));
    const none = (): engine.Tensor => engine.zeros([0], "int64");
    return [values, a.bool(2) ? inverse : none(), a.bool(3) ? counts : none()];
  },
  "Unique elements; the inverse indices and counts where they are asked for, else empty.",
  { isMethod: false },
);
define(
  "unique_dim",
  "(Tensor input, int dim, bool sorted=True, bool return_inverse=False, bool return_counts=False)",
  (a) => parts(engine.unique(a.tensor(0), { dim: a.int(1) })),
  "Unique slices of a dimension, inverse indices and counts.",
  { isMethod: false },
);
define(
  "_unique_consecutive",
  "(Tensor input, bool return_inverse=False, bool return_counts=False, int? dim=None)",
  (a) => parts(engine.uniqueConsecutive(a.tensor(0), { dim: a.intOrNull(3) ?? undefined })),
  "Runs of equal elements made one, inverse indices and counts.",
  { isMethod: false },
);
