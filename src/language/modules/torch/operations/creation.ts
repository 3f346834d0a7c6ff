/** Functions that make tensors. */
import * as engine from "../../../../engine/index.ts";
import * as random from "../../../../engine/random/index.ts";
import type { DType } from "../../../../engine/tensor/dtype.ts";
import { isFloating } from "../../../../engine/tensor/dtype.ts";
import { newPlaces } from "../../../../engine/tensor/places.ts";
import type { Scalar } from "../../../../engine/tensor/scalar.ts";
import type { Tensor } from "../../../../engine/tensor/tensor.ts";
import { runtimeError } from "../../../runtime/errors.ts";
import type { ParsedArguments } from "../arguments/parsed.ts";
import { dtypeOf } from "../arguments/parsed.ts";
import { requireCpu } from "../objects/device.ts";
import { requireGenerator } from "../objects/generator.ts";
import { PyTensor } from "../objects/tensor.ts";
import { define } from "./definition.ts";

const onlyFunction = { isMethod: false } as const;
const onlyMethod = { isFunction: false } as const;

/** The dtype asked for, after the device has been refused if it is not the CPU. */
export function factoryDType(a: ParsedArguments): DType | undefined {
  requireCpu(a.named("device"));
  return dtypeOf(a.named("dtype")) ?? undefined;
}

/** The tensor with `requires_grad` as the call asks. */
export function finish(a: ParsedArguments, made: Tensor): Tensor {
  if (a.named("requires_grad") === true) {
    if (!isFloating(made.dtype)) {
      throw runtimeError("Only Tensors of floating point and complex dtype can require gradients");
    }
    engine.setRequiresGrad(made, true);
  }
  return made;
}

const sizes = ["(int[] size, *, name[]? names, $factory)", "(int[] size, *, Tensor out=None, $factory)"];
for (const [name, make, doc] of [
  ["zeros", engine.zeros, "A tensor of zeros."],
  ["ones", engine.ones, "A tensor of ones."],
  ["empty", engine.empty, "A tensor whose values are not set (here: zeros)."],
] as const) {
  const overloads =
    name === "empty"
      ? [
          "(int[] size, *, name[]? names, memory_format? memory_format=None, $factory)",
          "(int[] size, *, memory_format? memory_format=None, Tensor out=None, $factory)",
        ]
      : sizes;
  define(name, overloads, (a) => finish(a, make(a.ints(0), factoryDType(a))), doc, onlyFunction);
}
define(
  "full",
  [
    "(int[] size, Scalar fill_value, *, name[]? names, $factory)",
    "(int[] size, Scalar fill_value, *, Tensor out=None, $factory)",
  ],
  (a) => finish(a, engine.full(a.ints(0), a.scalar(1), factoryDType(a))),
  "A tensor filled with one value.",
  onlyFunction,
);
define(
  "scalar_tensor",
  "(Scalar s, *, $factory)",
  (a) => finish(a, engine.full([], a.scalar(0), factoryDType(a) ?? engine.defaultDType())),
  "A tensor without dimensions.",
  onlyFunction,
);
define(
  "empty_strided",
  "(int[] size, int[] stride, *, $factory)",
  (a) => {
    const [size, stride] = [a.ints(0), a.ints(1)];
    const count = size.includes(0) ? 0 : 1 + size.reduce((last, n, i) => last + (n - 1) * stride[i], 0);
    return finish(a, engine.asStrided(engine.zeros([count], factoryDType(a)), size, stride));
  },
  "A tensor with the given sizes and strides.",
  onlyFunction,
);

define(
  "arange",
  [
    "(Scalar end, *, Tensor out=None, $factory)",
    "(Scalar start, Scalar end, *, $factory)",
    "(Scalar start, Scalar end, Scalar step=1, *, Tensor out=None, $factory)",
  ],
  (a) =>
    finish(
      a,
      a.index === 0
        ? engine.arange(0n, a.scalar(0), 1n, factoryDType(a))
        : engine.arange(a.scalar(0), a.scalar(1), a.index === 2 ? a.scalar(2, 1n) : 1n, factoryDType(a)),
    ),
  "Numbers from start up to end, end excluded, step apart.",
  onlyFunction,
);
define(
  "range",
  [
    "(Scalar start, Scalar end, *, $factory)",
    "(Scalar start, Scalar end, Scalar step=1, *, Tensor out=None, $factory)",
  ],
  (a) => {
    const step = a.index === 1 ? a.scalar(2, 1n) : 1n;
    const [from, to, by] = [Number(a.scalar(0)), Number(a.scalar(1)), Number(step)];
    if (by === 0) throw runtimeError("step must be nonzero");
    if (by > 0 ? to < from : to > from) {
      throw runtimeError("upper bound and larger bound inconsistent with step sign");
    }
    const count = Math.floor((to - from) / by) + 1;
    const values = newPlaces(count);
    for (let i = 0; i < count; i++) values[i] = from + i * by;
    return finish(a, engine.fromNumbers(values, [count], factoryDType(a) ?? engine.defaultDType()));
  },
  "Numbers from start to end, end included (deprecated in PyTorch: use arange).",
  onlyFunction,
);
/** An end of a range: a number, or a tensor of one. */
function endOf(a: ParsedArguments, at: 0 | 1, name: string): Scalar {
  const value = a.value(at);
  if (!(value instanceof PyTensor)) return a.scalar(at);
  const { shape } = value.tensor;
  if (shape.length > 0) {
    throw runtimeError(
      `${name} only supports 0-dimensional start and end tensors, but got ${at === 0 ? "start" : "end"} with ${shape.length} dimension(s).`,
    );
  }
  return engine.item(value.tensor);
}

define(
  "linspace",
  [
    "(Tensor start, Tensor end, int steps, *, Tensor out=None, $factory)",
    "(Scalar start, Tensor end, int steps, *, Tensor out=None, $factory)",
    "(Tensor start, Scalar end, int steps, *, Tensor out=None, $factory)",
    "(Scalar start, Scalar end, int steps, *, Tensor out=None, $factory)",
  ],
  (a) => finish(a, engine.linspace(endOf(a, 0, "linspace"), endOf(a, 1, "linspace"), a.int(2), factoryDType(a))),
  "steps numbers from start to end, evenly spaced.",
  onlyFunction,
);
define(
  "logspace",
  [
    "(Tensor start, Tensor end, int steps, float base=10.0, *, Tensor out=None, $factory)",
    "(Scalar start, Tensor end, int steps, float base=10.0, *, Tensor out=None, $factory)",
    "(Tensor start, Scalar end, int steps, float base=10.0, *, Tensor out=None, $factory)",
    "(Scalar start, Scalar end, int steps, float base=10.0, *, Tensor out=None, $factory)",
  ],
  (a) =>
    finish(
      a,
      engine.logspace(endOf(a, 0, "logspace"), endOf(a, 1, "logspace"), a.int(2), a.float(3, 10), factoryDType(a)),
    ),
  "Powers of base, their exponents evenly spaced.",
  onlyFunction,
);
define(
  "eye",
  ["(int n, *, Tensor out=None, $factory)", "(int n, int m, *, Tensor out=None, $factory)"],
  (a) => finish(a, engine.eye(a.int(0), a.index === 1 ? a.int(1) : a.int(0), factoryDType(a))),
  "Ones on the diagonal, zeros elsewhere.",
  onlyFunction,
);
for (const name of ["tril_indices", "triu_indices"] as const) {
  define(
    name,
    "(int row, int col, int offset=0, *, $factory)",
    (a) => {
      const indices = name === "tril_indices" ? engine.trilIndices : engine.triuIndices;
      return indices(a.int(0), a.int(1), a.int(2, 0), factoryDType(a) ?? "int64");
    },
    `Row and column indices of the ${name === "tril_indices" ? "lower" : "upper"} triangle.`,
    onlyFunction,
  );
}

const likeOptions = "*, memory_format? memory_format=None, $factory";

/** Zeros with the shape, the order in memory and (where no other is asked for) the dtype of the first argument. */
const like = (a: ParsedArguments): Tensor =>
  engine.emptyLike(engine.detach(a.tensor(0)), factoryDType(a) ?? a.tensor(0).dtype);

function filledLike(a: ParsedArguments, value: Scalar): Tensor {
  const result = like(a);
  return result.elementCount === 0 || value === 0n ? result : engine.noGrad(() => engine.fillInPlace(result, value));
}
for (const [name, value, doc] of [
  ["zeros", 0n, "zeros"],
  ["ones", 1n, "ones"],
  ["empty", 0n, "values that are not set"],
] as const) {
  define(
    `${name}_like`,
    `(Tensor input, ${likeOptions})`,
    (a) => finish(a, filledLike(a, value)),
    `A tensor of ${doc} with the shape and dtype of another.`,
    onlyFunction,
  );
  define(
    `new_${name}`,
    "(Tensor self, int[] size, *, $factory)",
    (a) => finish(a, engine.full(a.ints(1), value, factoryDType(a) ?? a.tensor(0).dtype)),
    `A tensor of ${doc} with this one's dtype.`,
    onlyMethod,
  );
}
define(
  "full_like",
  `(Tensor input, Scalar fill_value, ${likeOptions})`,
  (a) => finish(a, filledLike(a, a.scalar(1))),
  "A tensor filled with one value, with the shape and dtype of another.",
  onlyFunction,
);
define(
  "new_full",
  "(Tensor self, int[] size, Scalar fill_value, *, $factory)",
  (a) => finish(a, engine.full(a.ints(1), a.scalar(2), factoryDType(a) ?? a.tensor(0).dtype)),
  "A tensor filled with one value, with this one's dtype.",
  onlyMethod,
);

const randomSizes = [
  "(int[] size, *, Generator? generator, name[]? names, $factory)",
  "(int[] size, *, Generator? generator, Tensor out=None, $factory)",
  "(int[] size, *, Tensor out=None, $factory)",
  "(int[] size, *, name[]? names, $factory)",
];
define(
  "rand",
  randomSizes,
  (a) => finish(a, engine.rand(a.ints(0), factoryDType(a), requireGenerator(a))),
  "Uniform draws from [0, 1).",
  onlyFunction,
);
define(
  "randn",
  randomSizes,
  (a) => finish(a, engine.randn(a.ints(0), factoryDType(a), requireGenerator(a))),
  "Draws from the standard normal distribution.",
  onlyFunction,
);
define(
  "rand_like",
  `(Tensor input, ${likeOptions})`,
  (a) => finish(a, random.uniform(like(a))),
  "Uniform draws with the shape and dtype of a tensor.",
  onlyFunction,
);
define(
  "randn_like",
  `(Tensor input, ${likeOptions})`,
  (a) => finish(a, random.normal(like(a))),
  "Normal draws with the shape and dtype of a tensor.",
  onlyFunction,
);
define(
  "randint",
  [
    "(int high, int[] size, *, Generator? generator, Tensor out=None, $factory)",
    "(int high, int[] size, *, Tensor out=None, $factory)",
    "(int low, int high, int[] size, *, Generator? generator, Tensor out=None, $factory)",
    "(int low, int high, int[] size, *, Tensor out=None, $factory)",
  ],
  (a) =>
    finish(
      a,
      a.index < 2
        ? engine.randint(0n, BigInt(a.int(0)), a.ints(1), factoryDType(a), requireGenerator(a))
        : engine.randint(BigInt(a.int(0)), BigInt(a.int(1)), a.ints(2), factoryDType(a), requireGenerator(a)),
    ),
  "Integers drawn from [low, high).",
  onlyFunction,
);
define(
  "randint_like",
  [`(Tensor input, int high, ${likeOptions})`, `(Tensor input, int low, int high, ${likeOptions})`],
  (a) => finish(a, random.randomIntegers(like(a), a.index === 0 ? 0n : BigInt(a.int(1)), BigInt(a.int(a.index + 1)))),
  "Integers drawn from [low, high) with the shape and dtype of a tensor.",
  onlyFunction,
);
define(
  "randperm",
  ["(int n, *, Generator? generator, Tensor out=None, $factory)", "(int n, *, Tensor out=None, $factory)"],
  (a) => finish(a, engine.randperm(a.int(0), factoryDType(a), requireGenerator(a))),
  "The integers from 0 to n - 1 in random order.",
  onlyFunction,
);
