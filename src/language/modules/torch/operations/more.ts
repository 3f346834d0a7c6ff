/** Operations that are compositions of a few others, here as in PyTorch. */
import { indexError, runtimeError } from "../../../../engine/errors.ts";
import * as engine from "../../../../engine/index.ts";
import { hasInternalOverlap } from "../../../../engine/ops/pointwise/out.ts";
import { isFloating } from "../../../../engine/tensor/dtype.ts";
import { allocateStrided } from "../../../../engine/tensor/make.ts";
import { wrapDim } from "../../../../engine/tensor/shape.ts";
import type { Tensor } from "../../../../engine/tensor/tensor.ts";
import { returnType } from "../objects/return-types.ts";
import { wrapTensor } from "../wrap.ts";
import { named } from "./composed/index.ts";
import { factoryDType, finish } from "./creation.ts";
import { define } from "./definition.ts";

define(
  "frexp",
  "(Tensor input, *, Tensor[2] out=None)",
  (a) => {
    const { mantissa, exponent } = engine.frexp(a.tensor(0));
    return returnType("frexp", ["mantissa", "exponent"], [wrapTensor(mantissa), wrapTensor(exponent)]);
  },
  "Each element as a mantissa in [0.5, 1) times a power of 2.",
);
define(
  "ldexp",
  "(Tensor input, Tensor other, *, Tensor out=None)",
  (a) => {
    const [input, exponent] = [a.tensor(0), a.tensor(1)];
    const isPlain = !isFloating(input.dtype) || input.dtype === "float32";
    // Of doubles and half types the two is one of their own.
    const two = isPlain ? 2 : engine.full([], 2, input.dtype);
    return engine.mul(input, engine.pow(two, exponent));
  },
  "input * 2^other.",
  { hasInPlace: true },
);
for (const name of ["conj", "conj_physical", "resolve_conj", "resolve_neg"]) {
  define(name, "(Tensor input)", (a) => a.tensor(0), "The tensor itself: there are no complex numbers here.");
}
define("real", "(Tensor input)", (a) => a.tensor(0), "The tensor itself: there are no complex numbers here.", {
  isMethod: false,
});
define(
  "isreal",
  "(Tensor input)",
  (a) => engine.fillInPlace(engine.emptyLike(a.tensor(0), "bool"), true),
  "True: there are no complex numbers here.",
);
for (const name of ["is_conj", "is_neg"]) {
  define(name, "(Tensor input)", () => false, "False: there are no complex numbers here.");
}
define(
  "angle",
  "(Tensor input, *, Tensor out=None)",
  (a) => {
    const input = engine.detach(a.tensor(0));
    const wide = engine.isFloating(input.dtype) ? input : engine.to(input, engine.defaultDType());
    // 0 or pi in the input's dtype; NaN stays.
    const zeros = engine.where(engine.isnan(wide), wide, 0);
    const finite = engine.where(engine.lt(wide, 0), Math.PI, zeros);
    return engine.drawnFrom("AngleBackward0", [a.tensor(0)], engine.to(finite, wide.dtype));
  },
  "0, or pi for negative numbers.",
);

const pieceSize = (src: Tensor, piece: Tensor): void => {
  if (src.shape.join() !== piece.shape.join()) {
    throw runtimeError(
      `expected src to have a size equal to the slice of self. src size = [${src.shape.join(", ")}], slice size = [${piece.shape.join(", ")}]`,
    );
  }
};

/** A copy with the strides of the input, and its gaps; one without gaps where elements share memory. */
const keepingStrides = (input: Tensor): Tensor =>
  hasInternalOverlap(input)
    ? engine.clone(input)
    : engine.copyInPlace(allocateStrided(input.shape, input.strides, input.dtype), input);

/** A copy of the input with one part of it written over. */
function scattered(name: string, input: Tensor, src: Tensor, part: (whole: Tensor) => Tensor): Tensor {
  const copy = keepingStrides(input);
  const piece = part(copy);
  pieceSize(src, piece);
  engine.copyInPlace(piece, src);
  return named(copy, name);
}
define(
  "select_scatter",
  "(Tensor input, Tensor src, int dim, int index)",
  (a) =>
    scattered("SelectScatterBackward0", a.tensor(0), a.tensor(1), (whole) => engine.select(whole, a.int(2), a.int(3))),
  "A copy with one slice of a dimension written over.",
);
define(
  "slice_scatter",
  "(Tensor input, Tensor src, int dim=0, int? start=None, int? end=None, int step=1)",
  (a) =>
    scattered("SliceScatterBackward0", a.tensor(0), a.tensor(1), (whole) => {
      const dim = wrapDim(a.int(2, 0), whole.shape.length);
      return engine.slice(whole, dim, a.intOrNull(3) ?? 0, a.intOrNull(4) ?? whole.shape[dim], a.int(5, 1));
    }),
  "A copy with a range of a dimension written over.",
);
define(
  "diagonal_scatter",
  "(Tensor input, Tensor src, int offset=0, int dim1=0, int dim2=1)",
  (a) =>
    scattered("DiagonalScatterBackward0", a.tensor(0), a.tensor(1), (whole) =>
      engine.diagonal(whole, a.int(2, 0), a.int(3, 0), a.int(4, 1)),
    ),
  "A copy with its diagonal written over.",
);
define(
  "put",
  "(Tensor input, Tensor index, Tensor source, bool accumulate=False)",
  (a) => {
    const [input, index, source] = [a.tensor(0), a.tensor(1), a.tensor(2)];
    if (index.dtype !== "int64") {
      throw runtimeError(`put_(): Expected a long tensor for index, but got ${engine.dtypes[index.dtype].scalarName}`);
    }
    if (input.dtype !== source.dtype) {
      throw runtimeError(
        `put_(): self and source expected to have the same dtype, but got self.dtype = ${input.dtype} and source.dtype = ${source.dtype}`,
      );
    }
    if (index.elementCount !== source.elementCount) {
      throw indexError(
        `put_(): Expected source and index to have the same number of elements, but got source.numel() = ${source.elementCount}, index.numel() = ${index.elementCount}`,
      );
    }
    const count = input.elementCount;
    const outside = engine.toNumbers(index).find((place) => place >= count || place < -count);
    if (outside !== undefined) {
      throw indexError(`out of range: tried to access index ${outside} on a tensor of ${input.elementCount} elements.`);
    }
    const flat = engine.reshape(input, [-1]);
    const written = engine.indexPut(flat, [engine.reshape(index, [-1])], engine.reshape(source, [-1]), {
      accumulate: a.bool(3),
    });
    return named(engine.inOrderOf(engine.reshape(written, input.shape), input), "PutBackward0");
  },
  "A copy with elements written at places of the flattened tensor.",
  { hasInPlace: true },
);
define(
  "sum_to_size",
  "(Tensor self, int[] size)",
  (a) => {
    const [input, size] = [a.tensor(0), a.ints(1)];
    const isSmaller =
      size.length <= input.shape.length &&
      size.every((length, i) => length === 1 || length === input.shape[input.shape.length - size.length + i]);
    if (!isSmaller) {
      throw runtimeError(`size {[${size.join(", ")}]} is not expandable to size {[${input.shape.join(", ")}]}.`);
    }
    if (size.length === 0) return engine.sum(input);
    // What broadcasting adds in front is summed like the rest, and the view leaves it out.
    const lead = input.shape.length - size.length;
    const dims = input.shape.map((_, i) => i).filter((i) => i < lead || (size[i - lead] === 1 && input.shape[i] !== 1));
    const summed = dims.length === 0 ? input : engine.sum(input, { dims, keepdim: true });
    return lead > 0 ? engine.view(summed, size) : summed;
  },
  "The sum over what broadcasting from that size would repeat.",
  { isFunction: false },
);
define(
  "narrow_copy",
  "(Tensor input, int dim, int start, int length, *, Tensor out=None)",
  (a) => engine.contiguous(engine.clone(engine.narrow(a.tensor(0), a.int(1), a.int(2), a.int(3)))),
  "A copy of a range of a dimension.",
);

function windowType(name: string, asked: engine.DType | undefined): engine.DType {
  const dtype = asked ?? engine.defaultDType();
  if (!engine.isFloating(dtype)) {
    throw runtimeError(`${name} expects floating point dtypes, got: ${engine.dtypes[dtype].scalarName}`);
  }
  return dtype;
}

/** A window of length n; periodic ones are the first n points of the next longer. */
function windowOf(
  n: number,
  periodic: boolean,
  dtype: engine.DType,
  shape: (places: Tensor, last: number) => Tensor,
): Tensor {
  if (n < 0) throw runtimeError(`window requires non-negative window_length, got window_length=${n}`);
  if (n <= 1) return engine.ones([n], dtype);
  const length = periodic ? n + 1 : n;
  const whole = shape(engine.to(engine.arange(0n, BigInt(length), 1n), dtype), length - 1);
  return periodic ? engine.clone(engine.narrow(whole, 0, 0, n)) : whole;
}
const cosine = (alpha: number, beta: number) => (places: Tensor, last: number) =>
  engine.add(engine.mul(engine.cos(engine.mul(places, (2 * Math.PI) / last)), -beta), alpha);
const windows: readonly (readonly [string, (places: Tensor, last: number) => Tensor])[] = [
  ["hann_window", cosine(0.5, 0.5)],
  ["hamming_window", cosine(0.54, 0.46)],
  [
    "blackman_window",
    (places, last) => {
      const angles = engine.mul(places, Math.PI / last);
      const fine = engine.mul(engine.cos(engine.mul(angles, 4)), 0.08);
      return engine.add(engine.sub(fine, engine.mul(engine.cos(engine.mul(angles, 2)), 0.5)), 0.42);
    },
  ],
];
for (const [name, shape] of windows) {
  define(
    name,
    ["(int window_length, *, $factory)", "(int window_length, bool periodic, *, $factory)"],
    (a) => finish(a, windowOf(a.int(0), a.index === 0 || a.bool(1, true), windowType(name, factoryDType(a)), shape)),
    "A window of cosines.",
    { isMethod: false },
  );
}

define(
  "special_ndtr",
  "(Tensor input, *, Tensor out=None)",
  (a) => named(engine.mul(engine.add(engine.erf(engine.div(a.tensor(0), Math.SQRT2)), 1), 0.5), "MulBackward1"),
  "The distribution function of the standard normal.",
  { isMethod: false },
);
define(
  "special_entr",
  "(Tensor input, *, Tensor out=None)",
  (a) => engine.entr(a.tensor(0)),
  "-x log(x); 0 at 0, -infinity below.",
  { isMethod: false },
);
