/** Reductions over all dimensions or some. */

import * as engine from "../../../../engine/index.ts";
import { notImplemented } from "../../../../engine/ops/arithmetic.ts";
import type { ValuesAndIndices } from "../../../../engine/ops/scan.ts";
import { type DType, dtypes } from "../../../../engine/tensor/dtype.ts";
import { wrapDim } from "../../../../engine/tensor/shape.ts";
import { runtimeError } from "../../../runtime/errors.ts";
import type { PyTuple } from "../../../runtime/objects/sequence.ts";
import type { ParsedArguments } from "../arguments/parsed.ts";
import { returnType } from "../objects/return-types.ts";
import { wrapTensor } from "../wrap.ts";
import { define } from "./definition.ts";
import { cTypeName } from "./out-checks.ts";

const dtypeOption = (dtype: DType | null): DType | undefined => dtype ?? undefined;
const pair = (name: string, { values, indices }: ValuesAndIndices): PyTuple =>
  returnType(name, ["values", "indices"], [wrapTensor(values), wrapTensor(indices)]);

for (const [name, compute, doc] of [
  ["sum", engine.sum, "Sum of the elements."],
  ["mean", engine.mean, "Mean of the elements."],
] as const) {
  define(
    name,
    [
      "(Tensor input, *, dtype? dtype=None)",
      "(Tensor input, int[1]? dim, bool keepdim=False, *, dtype? dtype=None, Tensor out=None)",
      "(Tensor input, name[1] dim, bool keepdim=False, *, dtype? dtype=None, Tensor out=None)",
    ],
    (a) =>
      a.index === 0
        ? compute(a.tensor(0), { dtype: dtypeOption(a.dtypeOrNull(1)) })
        : compute(a.tensor(0), {
            dims: a.intsOrNull(1) ?? undefined,
            keepdim: a.bool(2),
            dtype: dtypeOption(a.dtypeOrNull(3)),
          }),
    doc,
  );
}
for (const [name, compute, doc] of [
  ["nansum", engine.nansum, "Sum of the elements that are numbers."],
  ["nanmean", engine.nanmean, "Mean of the elements that are numbers."],
] as const) {
  define(
    name,
    "(Tensor input, int[1]? dim=None, bool keepdim=False, *, dtype? dtype=None, Tensor out=None)",
    (a) =>
      compute(a.tensor(0), {
        dims: a.intsOrNull(1) ?? undefined,
        keepdim: a.bool(2),
        dtype: dtypeOption(a.dtypeOrNull(3)),
      }),
    doc,
  );
}
define(
  "prod",
  [
    "(Tensor input, *, dtype? dtype=None)",
    "(Tensor input, int dim, bool keepdim=False, *, dtype? dtype=None, Tensor out=None)",
    "(Tensor input, name dim, bool keepdim=False, *, dtype? dtype=None, Tensor out=None)",
  ],
  (a) =>
    a.index === 0
      ? engine.prod(a.tensor(0), { dtype: dtypeOption(a.dtypeOrNull(1)) })
      : engine.prod(a.tensor(0), { dim: a.int(1), keepdim: a.bool(2), dtype: dtypeOption(a.dtypeOrNull(3)) }),
  "Product of the elements.",
);

/** Which dims, correction and keepdim the overloads of var and std ask for. */
function spread(a: ParsedArguments): { dims?: number[]; correction?: number; keepdim?: boolean } {
  if (a.index === 0) return { correction: a.bool(1, true) ? 1 : 0 };
  const dims = a.intsOrNull(1) ?? undefined;
  if (a.index === 1 || a.index === 3) return { dims, correction: a.bool(2, true) ? 1 : 0, keepdim: a.bool(3) };
  return { dims, correction: a.float(2, 1), keepdim: a.bool(3) };
}
const spreadOverloads = (out: string): string[] => [
  "(Tensor input, bool unbiased=True)",
  `(Tensor input, int[1]? dim, bool unbiased=True, bool keepdim=False${out && `, *, ${out}`})`,
  `(Tensor input, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False${out && `, ${out}`})`,
  `(Tensor input, name[1] dim, bool unbiased=True, bool keepdim=False${out && `, *, ${out}`})`,
  `(Tensor input, name[1] dim, *, Scalar? correction=None, bool keepdim=False${out && `, ${out}`})`,
];
define(
  "var",
  spreadOverloads("Tensor out=None"),
  (a) => engine.variance(a.tensor(0), spread(a)),
  "Variance; correction=1 divides by n - 1.",
);
define(
  "std",
  spreadOverloads("Tensor out=None"),
  (a) => engine.std(a.tensor(0), spread(a)),
  "Standard deviation; correction=1 divides by n - 1.",
);
define(
  "var_mean",
  spreadOverloads(""),
  (a) => [...engine.varMean(a.tensor(0), spread(a))],
  "Variance and mean, as a tuple.",
  { isMethod: false },
);
define(
  "std_mean",
  spreadOverloads(""),
  (a) => [...engine.stdMean(a.tensor(0), spread(a))],
  "Standard deviation and mean, as a tuple.",
  { isMethod: false },
);

for (const [name, reduce, withDim, elementwise, doc] of [
  [
    "max",
    engine.max,
    engine.maxAlong,
    engine.maximum,
    "The largest element; with dim, values and indices; with another tensor, the larger elements.",
  ],
  [
    "min",
    engine.min,
    engine.minAlong,
    engine.minimum,
    "The smallest element; with dim, values and indices; with another tensor, the smaller elements.",
  ],
] as const) {
  define(
    name,
    [
      "(Tensor input, *, Tensor out=None)",
      "(Tensor input, Tensor other, *, Tensor out=None)",
      "(Tensor input, int dim, bool keepdim=False, *, Tensor[2] out=None)",
      "(Tensor input, name dim, bool keepdim=False, *, Tensor[2] out=None)",
    ],
    (a) => {
      if (a.index === 0) return reduce(a.tensor(0));
      if (a.index === 1) return elementwise(a.tensor(0), a.tensor(1));
      return pair(name, withDim(a.tensor(0), a.int(1), a.bool(2)));
    },
    doc,
  );
}
for (const [name, compute, doc] of [
  ["amax", engine.amax, "The largest elements over dims."],
  ["amin", engine.amin, "The smallest elements over dims."],
] as const) {
  define(
    name,
    "(Tensor input, int[1] dim=None, bool keepdim=False, *, Tensor out=None)",
    (a, { out }) => {
      const input = a.tensor(0);
      if (out !== undefined && out.dtype !== input.dtype) {
        const [own, other] = [dtypes[input.dtype].scalarName, dtypes[out.dtype].scalarName];
        throw runtimeError(
          `Expected the dtype for input and out to match, but got ${own} for input's dtype and ${other} for out's dtype.`,
        );
      }
      return compute(input, { dims: a.intsOrNull(1) ?? undefined, keepdim: a.bool(2) });
    },
    doc,
  );
}
define(
  "aminmax",
  "(Tensor input, *, int? dim=None, bool keepdim=False, Tensor[2] out=None)",
  (a) => {
    const { min, max } = engine.aminmax(a.tensor(0), { dim: a.intOrNull(1) ?? undefined, keepdim: a.bool(2) });
    return returnType("aminmax", ["min", "max"], [wrapTensor(min), wrapTensor(max)]);
  },
  "The smallest and the largest elements.",
);
for (const [name, compute, doc] of [
  ["argmax", engine.argmax, "Index of the largest element."],
  ["argmin", engine.argmin, "Index of the smallest element."],
] as const) {
  define(
    name,
    "(Tensor input, int? dim=None, bool keepdim=False, *, Tensor out=None)",
    (a) => compute(a.tensor(0), { dim: a.intOrNull(1) ?? undefined, keepdim: a.bool(2) }),
    doc,
  );
}
for (const [name, compute, doc] of [
  ["all", engine.all, "Whether all elements are non-zero."],
  ["any", engine.any, "Whether any element is non-zero."],
] as const) {
  define(
    name,
    [
      "(Tensor input, *, Tensor out=None)",
      "(Tensor input, int[]? dim=None, bool keepdim=False, *, Tensor out=None)",
      "(Tensor input, int dim, bool keepdim=False, *, Tensor out=None)",
      "(Tensor input, name dim, bool keepdim=False, *, Tensor out=None)",
    ],
    (a) => {
      if (a.index === 0) return compute(a.tensor(0));
      const dims = a.index === 1 ? (a.intsOrNull(1) ?? undefined) : [a.int(1)];
      return compute(a.tensor(0), { dims, keepdim: a.bool(2) });
    },
    doc,
  );
}
for (const [name, all, withDim, doc] of [
  ["median", engine.median, engine.medianAlong, "The lower median; with dim, values and indices."],
  [
    "nanmedian",
    engine.nanmedian,
    engine.nanmedianAlong,
    "The lower median of the numbers; with dim, values and indices.",
  ],
] as const) {
  define(
    name,
    [
      "(Tensor input)",
      "(Tensor input, int dim, bool keepdim=False, *, Tensor[2] out=None)",
      "(Tensor input, name dim, bool keepdim=False, *, Tensor[2] out=None)",
    ],
    (a) => (a.index === 0 ? all(a.tensor(0)) : pair(name, withDim(a.tensor(0), a.int(1), a.bool(2)))),
    doc,
  );
}
define(
  "mode",
  [
    "(Tensor input, int dim=-1, bool keepdim=False, *, Tensor[2] out=None)",
    "(Tensor input, name dim, bool keepdim=False, *, Tensor[2] out=None)",
  ],
  (a) => pair("mode", engine.mode(a.tensor(0), a.int(1, -1), a.bool(2))),
  "The most frequent elements of a dimension, and where.",
);
for (const [name, compute, doc] of [
  ["quantile", engine.quantile, "Quantiles, interpolated between elements."],
  ["nanquantile", engine.nanquantile, "Quantiles of the elements that are numbers."],
] as const) {
  define(
    name,
    [
      "(Tensor input, Tensor q, int? dim=None, bool keepdim=False, *, str interpolation='linear', Tensor out=None)",
      "(Tensor input, float q, int? dim=None, bool keepdim=False, *, str interpolation='linear', Tensor out=None)",
    ],
    (a) =>
      compute(a.tensor(0), a.index === 0 ? a.tensor(1) : a.float(1), {
        dim: a.intOrNull(2) ?? undefined,
        keepdim: a.bool(3),
        interpolation: a.string(4, "linear"),
      }),
    doc,
  );
}
define(
  "logsumexp",
  [
    "(Tensor input, int[1] dim, bool keepdim=False, *, Tensor out=None)",
    "(Tensor input, name[1] dim, bool keepdim=False, *, Tensor out=None)",
  ],
  (a) => engine.logsumexp(a.tensor(0), a.ints(1), a.bool(2)),
  "log(sum(exp(x))) without overflow.",
);
define(
  "count_nonzero",
  ["(Tensor input, int? dim=None)", "(Tensor input, int[] dim)"],
  (a) => engine.countNonzero(a.tensor(0), { dims: a.has(1) ? (a.index === 0 ? [a.int(1)] : a.ints(1)) : undefined }),
  "How many elements are not zero.",
);
for (const [name, compute, doc] of [
  ["cumsum", engine.cumsum, "Running sums."],
  ["cumprod", engine.cumprod, "Running products."],
] as const) {
  define(
    name,
    [
      "(Tensor input, int dim, *, dtype? dtype=None, Tensor out=None)",
      "(Tensor input, name dim, *, dtype? dtype=None, Tensor out=None)",
    ],
    (a, target) => {
      const [input, dtype] = [a.tensor(0), dtypeOption(a.dtypeOrNull(2))];
      const dim = wrapDim(a.int(1), input.shape.length);
      if (target.out === input && dtype !== undefined && dtype !== input.dtype) {
        throw runtimeError(
          `Bad in-place call: input tensor dtype ${cTypeName(input.dtype)} and output tensor dtype ${cTypeName(dtype)} should match`,
        );
      }
      const hasKernel = input.shape.length > 0 && input.elementCount > 0;
      const isBool = (dtype ?? (target.out === input ? input.dtype : "int64")) === "bool";
      if (hasKernel && isBool) throw notImplemented(`${name}_out_cpu`, "bool");
      return compute(input, dim, { dtype: isBool ? "bool" : dtype });
    },
    doc,
    { hasInPlace: true },
  );
}
for (const [name, compute, doc] of [
  ["cummax", engine.cummax, "Running maxima and their indices."],
  ["cummin", engine.cummin, "Running minima and their indices."],
] as const) {
  define(
    name,
    ["(Tensor input, int dim, *, Tensor[2] out=None)", "(Tensor input, name dim, *, Tensor[2] out=None)"],
    (a) => pair(name, compute(a.tensor(0), a.int(1))),
    doc,
  );
}
define(
  "logcumsumexp",
  ["(Tensor input, int dim, *, Tensor out=None)", "(Tensor input, name dim, *, Tensor out=None)"],
  (a) => engine.logcumsumexp(a.tensor(0), a.int(1)),
  "Running log(sum(exp(x))).",
);

for (const [name, compute, doc] of [
  ["softmax", engine.softmax, "exp(x) divided by its sum over a dimension."],
  ["log_softmax", engine.logSoftmax, "Logarithm of the softmax."],
] as const) {
  define(
    name,
    [
      "(Tensor input, int dim, dtype? dtype=None, *, Tensor out=None)",
      "(Tensor input, name dim, *, dtype? dtype=None)",
    ],
    (a) => compute(a.tensor(0), a.int(1), { dtype: dtypeOption(a.dtypeOrNull(2)) }),
    doc,
  );
}

define(
  "norm",
  [
    "(Tensor input, Scalar p=2)",
    "(Tensor input, Scalar? p, *, dtype dtype)",
    "(Tensor input, Scalar? p, int[1] dim, bool keepdim, *, dtype dtype, Tensor out=None)",
    "(Tensor input, Scalar? p, int[1] dim, bool keepdim=False, *, Tensor out=None)",
  ],
  (a) =>
    engine.vectorNorm(a.tensor(0), a.scalar(1, 2), {
      dims: a.index >= 2 ? a.ints(2) : undefined,
      keepdim: a.index >= 2 && a.bool(3),
      dtype: dtypeOption(a.index === 1 ? a.dtypeOrNull(2) : a.index === 2 ? a.dtypeOrNull(4) : null),
    }),
  "Norm of the elements: (sum |x|^p)^(1/p).",
  { isMethod: false, isFunction: false },
);
define(
  "histc",
  "(Tensor input, int bins=100, Scalar min=0, Scalar max=0, *, Tensor out=None)",
  (a) => engine.histc(a.tensor(0), { bins: a.int(1, 100), min: a.scalar(2, 0n), max: a.scalar(3, 0n) }),
  "Counts in equal bins.",
);
define(
  "histogram",
  [
    "(Tensor input, Tensor bins, *, Tensor? weight=None, bool density=False, Tensor[2] out=None)",
    "(Tensor input, int bins=100, *, float[]? range=None, Tensor? weight=None, bool density=False, Tensor[2] out=None)",
  ],
  (a) => {
    const { counts, edges } =
      a.index === 0
        ? engine.histogram(a.tensor(0), a.tensor(1), { weight: a.tensorOrNull(2) ?? undefined, density: a.bool(3) })
        : engine.histogram(a.tensor(0), a.int(1, 100), {
            range: a.has(2) ? [a.floats(2)[0], a.floats(2)[1]] : undefined,
            weight: a.tensorOrNull(3) ?? undefined,
            density: a.bool(4),
          });
    return returnType("histogram", ["hist", "bin_edges"], [wrapTensor(counts), wrapTensor(edges)]);
  },
  "Counts or densities in bins, and the bins' edges.",
);
define(
  "bincount",
  "(Tensor input, Tensor? weights=None, int minlength=0)",
  (a) => engine.bincount(a.tensor(0), { weights: a.tensorOrNull(1) ?? undefined, minlength: a.int(2, 0) }),
  "How often each non-negative integer occurs.",
);
