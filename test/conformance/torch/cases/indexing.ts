/** Reading and writing through indices, order, and sets of values. */
import { anyNumber, anyType, type Draw, floats, integers, list, tuple } from "../draw.ts";
import { type Arguments, TableBuilder } from "./table.ts";

const builder = new TableBuilder();
export const indexing = builder.table;
const exact = builder.exact.bind(builder);

/** A tensor of indices below a size; one in forty reaches too far. */
function indices(d: Draw, shape: readonly number[], size: number, isDistinct = false): string {
  const count = shape.reduce((all, n) => all * n, 1);
  const start = d.int(0, size);
  const values = Array.from({ length: count }, (_, i) => (isDistinct ? (start + i) % size : d.int(0, size - 1)));
  if (count > 0 && d.chance(0.025)) values[0] = size;
  return `torch.tensor(${list(values)}).reshape(${tuple(shape)})`;
}

exact("gather", (d) => {
  const shape = d.filledShape(1, 3);
  const dim = d.axis(shape);
  const own = shape.map((size, i) => (i === dim ? d.int(1, 4) : d.int(1, size)));
  return [d.tensor({ types: anyType, shape }), String(dim), indices(d, own, shape[dim])];
});
exact("scatter", (d) => {
  const shape = d.filledShape(1, 3);
  const dim = d.axis(shape);
  const own = shape.map((size) => d.int(1, size));
  const types = [d.type(anyType)];
  return [
    d.tensor({ types, shape }),
    String(dim),
    // Where two indices are the same, which write wins is not defined: one row, different indices.
    indices(d, own, shape[dim], true),
    d.chance(0.4) ? d.number() : d.tensor({ types, shape: own }),
  ];
});
builder.near("scatter_add", (d) => {
  const shape = d.filledShape(1, 3);
  const dim = d.axis(shape);
  const own = shape.map((size) => d.int(1, size));
  const types = [d.type(anyNumber)];
  return [d.tensor({ types, shape }), String(dim), indices(d, own, shape[dim]), d.tensor({ types, shape: own })];
});
builder.near("scatter_reduce", (d) => {
  const shape = d.filledShape(1, 3);
  const dim = d.axis(shape);
  const own = shape.map((size) => d.int(1, size));
  const types = [d.type(["f32", "f64", "i64"])];
  return [
    d.tensor({ types, shape }),
    String(dim),
    indices(d, own, shape[dim]),
    d.tensor({ types, shape: own }),
    `"${d.pick(["sum", "prod", "mean", "amax", "amin"])}"`,
    ...(d.chance(0.5) ? [`include_self=${d.bool()}`] : []),
  ];
});
const alongDim =
  (write: boolean) =>
  (d: Draw): Arguments => {
    const shape = d.filledShape(1, 3);
    const dim = d.axis(shape);
    const types = [d.type(anyNumber)];
    const count = d.int(1, write ? shape[dim] : 5);
    const index = indices(d, [count], shape[dim], write);
    const target = d.tensor({ types, shape });
    if (!write) return [target, String(dim), index];
    return [target, String(dim), index, d.tensor({ types, shape: shape.map((size, i) => (i === dim ? count : size)) })];
  };
exact("index_select", alongDim(false));
builder.near("index_add", (d) => [...alongDim(true)(d), ...(d.chance(0.4) ? [`alpha=${d.number()}`] : [])]);
exact("index_copy", alongDim(true));
exact("index_fill", (d) => [...alongDim(false)(d), d.number()]);
exact("index_put", (d) => {
  const shape = d.filledShape(1, 2);
  const types = [d.type(anyNumber)];
  const count = d.int(1, shape[0]);
  return [
    d.tensor({ types, shape, contiguous: true, grad: false }),
    `(${indices(d, [count], shape[0], true)},)`,
    d.tensor({ types, shape: [] }),
    ...(d.chance(0.4) ? ["accumulate=True"] : []),
  ];
});
exact("take", (d) => {
  const shape = d.filledShape(0, 3);
  return [
    d.tensor({ types: anyType, shape }),
    indices(
      d,
      d.filledShape(0, 2),
      shape.reduce((all, n) => all * n, 1),
    ),
  ];
});
exact("take_along_dim", (d) => {
  const shape = d.filledShape(1, 3);
  const dim = d.axis(shape);
  const own = shape.map((size, i) => (i === dim ? d.int(1, 4) : size));
  return [d.tensor({ types: anyType, shape }), indices(d, own, shape[dim]), `dim=${dim}`];
});
exact("argwhere nonzero", (d) => [d.tensor({ types: [...integers, "b8"], shape: d.shape(0, 3) })]);
exact("masked_select", (d) => {
  const shape = d.shape();
  return [d.tensor({ types: anyType, shape }), d.tensor({ types: ["b8"], shape: d.broadcastable(shape) })];
});
exact("masked_scatter", (d) => {
  const shape = d.filledShape(1, 3);
  const types = [d.type(anyType)];
  return [d.tensor({ types, shape }), d.tensor({ types: ["b8"], shape }), d.tensor({ types, shape })];
});

exact("sort argsort", (d) => {
  const shape = d.shape();
  const types = d.chance(0.5) ? floats : integers;
  // Equal elements keep their order only in a stable sort.
  return [d.tensor({ types, shape, kind: "normal" }), "stable=True", `dim=${d.dim(shape)}`, `descending=${d.bool()}`];
});
exact("msort", (d) => [d.tensor({ types: floats, shape: d.shape(1, 3), kind: "normal" })]);
exact("topk", (d) => {
  const shape = d.filledShape(1, 3);
  const dim = d.axis(shape);
  // Which of equal elements topk names is not defined: no integers.
  return [
    d.tensor({ types: ["f32", "f64"], shape, kind: "normal", contiguous: true }),
    String(d.int(0, shape[dim] + (d.chance(0.05) ? 1 : 0))),
    `dim=${dim}`,
    `largest=${d.bool()}`,
  ];
});
exact("kthvalue", (d) => {
  const shape = d.filledShape(1, 3);
  const dim = d.axis(shape);
  const k = d.int(d.chance(0.05) ? 0 : 1, shape[dim]);
  return [d.tensor({ types: ["f32", "f64"], shape, kind: "normal", contiguous: true }), String(k), `dim=${dim}`];
});
exact("searchsorted", (d) => {
  const types = [d.type(["f32", "f64", "i64", "i32"])];
  const sequence = `${d.tensor({ types, shape: [d.int(1, 8)], kind: types[0].startsWith("f") ? "normal" : "integer", grad: false })}.sort().values`;
  const values = d.tensor({
    types,
    shape: d.shape(0, 2),
    kind: types[0].startsWith("f") ? "normal" : "integer",
    grad: false,
  });
  return [
    sequence,
    values,
    ...(d.chance(0.5) ? [`right=${d.bool()}`] : []),
    ...(d.chance(0.2) ? ["out_int32=True"] : []),
  ];
});
exact("bucketize", (d) => {
  const types = [d.type(["f32", "f64", "i64"])];
  const boundaries = `${d.tensor({ types, shape: [d.int(1, 8)], kind: types[0].startsWith("f") ? "normal" : "integer", grad: false })}.sort().values`;
  return [d.tensor({ types, shape: d.shape(0, 2), kind: "normal", grad: false }), boundaries, `right=${d.bool()}`];
});
exact("isin", (d) => {
  const types = [d.type(integers)];
  return [
    d.tensor({ types, shape: d.shape(0, 3) }),
    d.tensor({ types, shape: d.shape(1, 1) }),
    ...(d.chance(0.3) ? ["invert=True"] : []),
  ];
});
exact("unique", (d) => {
  const shape = d.filledShape(1, 2);
  return [
    d.tensor({ types: integers, shape }),
    `return_inverse=${d.bool()}`,
    `return_counts=${d.bool()}`,
    ...(d.chance(0.4) ? [`dim=${d.axis(shape)}`] : []),
  ];
});
exact("unique_consecutive", (d) => [
  d.tensor({ types: ["b8", "i64"], shape: d.filledShape(1, 1) }),
  `return_inverse=${d.bool()}`,
  `return_counts=${d.bool()}`,
]);
exact("F.one_hot", (d) => [
  d.tensor({ types: ["i64"], kind: "natural", shape: d.shape(0, 2) }),
  ...(d.chance(0.5) ? [`num_classes=${d.int(12, 14)}`] : []),
]);
