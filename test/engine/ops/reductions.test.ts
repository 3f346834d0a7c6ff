import assert from "node:assert/strict";
import { test } from "node:test";
import * as functions from "../../../src/engine/autograd/functions/index.ts";
import * as ops from "../../../src/engine/ops/index.ts";
import { make, range, throwsTorch, values } from "../support.ts";

const { NaN: nan } = Number;

/** 0, 0.1, ... 99.9 as float32: its sums depend on the order of addition. */
const tenths = ops.mul(ops.to(ops.arange(0n, 1000n), "float64"), 0.1);
const floats = ops.to(tenths, "float32");

test("float32 sums have PyTorch's last bit", () => {
  assert.equal(ops.item(ops.sum(floats)), 49950);
  const table = ops.view(floats, [10, 100]);
  assert.deepEqual((values(ops.sum(table, { dims: [0] })) as number[]).slice(0, 3), [450, 451.0000305175781, 452]);
  assert.deepEqual((values(ops.sum(table, { dims: [1] })) as number[]).slice(0, 3), [495, 1495, 2495]);
  const columns = ops.t(ops.view(floats, [4, 250]));
  assert.deepEqual(
    values(ops.sum(columns, { dims: [0] })),
    [3112.499755859375, 9362.5, 15612.5009765625, 21862.498046875],
  );
});

test("products and norms too", () => {
  const x = ops.to(ops.add(ops.mul(ops.to(ops.arange(0n, 100n), "float64"), 0.01), 0.5), "float32");
  assert.equal(ops.item(ops.prod(x)), 0.006261772010475397);
  assert.equal(ops.item(ops.vectorNorm(x)), 10.360260963439941);
  assert.equal(ops.item(ops.vectorNorm(x, 3)), 4.978306293487549);
});

test("float64 variances follow Welford's steps; a single result the two-pass ones", () => {
  const z = ops.sqrt(ops.to(ops.arange(0n, 10n), "float64"));
  assert.deepEqual(values(ops.variance(ops.view(z, [2, 5]), { dims: [1] })), [0.6111717147390904, 0.0910672150999467]);
  assert.equal(ops.item(ops.variance(z)), 0.8586482632078719);
});

test("dimensions, keepdim and dtypes", () => {
  const x = range([2, 3, 4], "int32");
  assert.equal(ops.sum(x).dtype, "int64");
  assert.deepEqual(values(ops.sum(x, { dims: [0, 2] })), [60, 92, 124]);
  assert.deepEqual(ops.sum(x, { dims: [0, -1], keepdim: true }).shape, [1, 3, 1]);
  assert.deepEqual(values(ops.mean(range([2, 2]), { dims: [0] })), [1, 2]);
  assert.equal(ops.item(ops.mean(x, { dtype: "float64" })), 11.5);
  throwsTorch(() => ops.sum(x, { dims: [0, 0] }), "RuntimeError", "dim 0 appears multiple times in the list of dims");
  throwsTorch(
    () => ops.mean(x),
    "RuntimeError",
    "mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: Int",
  );
});

test("corrections", () => {
  const x = range([4]);
  assert.equal(ops.item(ops.variance(x, { correction: 0 })), 1.25);
  assert.equal(ops.item(ops.variance(x)), 1.6666666269302368);
  assert.equal(ops.item(ops.variance(x, { correction: 4 })), Infinity);
  assert.ok(Number.isNaN(ops.item(ops.variance(range([1])))));
  const [variance, mean] = ops.varMean(range([2, 2]), { dims: [1], correction: 0 });
  assert.deepEqual(
    [values(variance), values(mean)],
    [
      [0.25, 0.25],
      [0.5, 2.5],
    ],
  );
});

test("a constant row has no variance, whatever its size", () => {
  for (const dtype of ["float32", "float64", "float16"] as const) {
    assert.deepEqual(values(ops.variance(ops.full([2, 999], 0.1, dtype), { dims: [1] })), [0, 0], dtype);
  }
});

test("nothing folded to something: identities, NaN or an error", () => {
  const none = range([0]);
  assert.equal(ops.item(ops.sum(none)), 0);
  assert.equal(ops.item(ops.prod(none)), 1);
  assert.ok(Number.isNaN(ops.item(ops.mean(none))));
  assert.equal(ops.item(ops.all(none)), true);
  assert.deepEqual(values(ops.sum(range([2, 0]), { dims: [1] })), [0, 0]);
  throwsTorch(
    () => ops.amax(none),
    "RuntimeError",
    "amax(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with the 'dim' argument.",
  );
  throwsTorch(
    () => ops.maxAlong(range([2, 0]), 1),
    "IndexError",
    "max(): Expected reduction dim 1 to have non-zero size.",
  );
});

test("NaN wins over all, and its place is found", () => {
  const x = make([
    [1, nan, 3],
    [4, 2, 4],
  ]);
  assert.deepEqual(values(ops.amax(x, { dims: [1] })), [nan, 4]);
  const { values: best, indices } = ops.maxAlong(x, 1);
  assert.deepEqual(
    [values(best), values(indices)],
    [
      [nan, 4],
      [1, 0],
    ],
  );
  assert.equal(ops.item(ops.argmin(x)), 1n);
  assert.equal(ops.item(ops.nansum(x)), 14);
  assert.deepEqual(values(ops.nanmean(x, { dims: [1] })), [2, 3.3333332538604736]);
});

test("int64 sums wrap at 64 bits", () => {
  const big = ops.full([2], 2n ** 62n);
  assert.equal(ops.item(ops.sum(big)), -(2n ** 63n));
  assert.equal(ops.item(ops.amax(ops.add(big, ops.arange(0n, 2n)))), 2n ** 62n + 1n);
});

test("any and all give bool, but uint8 for uint8", () => {
  assert.equal(ops.item(ops.any(make([0, 1]))), true);
  assert.equal(ops.all(make([1, 1], "uint8")).dtype, "uint8");
  assert.deepEqual(
    values(
      ops.countNonzero(
        make([
          [0, 1],
          [2, 3],
        ]),
        { dims: [0] },
      ),
    ),
    [1, 2],
  );
});

test("medians and modes", () => {
  const x = make([3, 1, 2, 2]);
  assert.equal(ops.item(ops.median(x)), 2);
  assert.ok(Number.isNaN(ops.item(ops.median(make([1, nan])))));
  assert.equal(ops.item(ops.nanmedian(make([1, nan, 5]))), 1);
  const { values: most, indices } = ops.mode(make([2, 1, 1, 2]));
  assert.deepEqual([ops.item(most), ops.item(indices)], [1, 2n]);
  assert.equal(ops.item(functions.quantile(x, 0.5)), 2);
  assert.deepEqual(values(functions.quantile(range([5]), make([0, 0.3, 1]))), [0, 1.2000000476837158, 4]);
  assert.equal(ops.item(ops.kthvalue(x, 1).values), 1);
  throwsTorch(() => functions.quantile(x, 1.5), "RuntimeError", "quantile() q must be in the range [0, 1] but got 1.5");
});

test("running sums and extremes", () => {
  assert.deepEqual(values(ops.cumsum(range([4], "bool"), 0)), [0, 1, 2, 3]);
  assert.deepEqual(values(ops.cumprod(make([1, 2, 3]), 0)), [1, 2, 6]);
  const { values: best, indices } = ops.cummax(make([1, 3, 3, 2]), 0);
  assert.deepEqual(
    [values(best), values(indices)],
    [
      [1, 3, 3, 3],
      [0, 1, 2, 2],
    ],
  );
  assert.deepEqual(values(ops.diff(make([1, 4, 9]))), [3, 5]);
});

test("softmax rows sum to one and survive large values", () => {
  const y = ops.softmax(make([1000, 1000]), 0);
  assert.deepEqual(values(y), [0.5, 0.5]);
  assert.deepEqual(values(ops.logSoftmax(make([0, 0]), 0)), [-0.6931471824645996, -0.6931471824645996]);
  assert.equal(ops.item(ops.logsumexp(make([-Infinity, -Infinity]), [0])), -Infinity);
  throwsTorch(
    () => ops.softmax(range([2], "int64"), 0),
    "NotImplementedError",
    "\"softmax_lastdim_kernel_impl\" not implemented for 'Long'",
  );
});

test("counts", () => {
  assert.deepEqual(values(ops.histc(make([0, 1, 1, 2]), { bins: 2 })), [1, 3]);
  assert.deepEqual(values(ops.bincount(make([1, 1, 3], "int64"))), [0, 2, 0, 1]);
  const { values: distinct, inverse, counts } = ops.unique(make([3, 1, 1], "int64"));
  assert.deepEqual(
    [values(distinct), values(inverse), values(counts)],
    [
      [1, 3],
      [1, 0, 0],
      [2, 1],
    ],
  );
  throwsTorch(
    () => ops.bincount(make([-1], "int64")),
    "RuntimeError",
    "bincount only supports 1-d non-negative integral inputs.",
  );
});
