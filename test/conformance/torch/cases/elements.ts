/** Functions that write one view of a tensor, look at parts of numbers, or give memory another size. */
import { anyNumber, anyType, type Draw, floats, integers, tuple } from "../draw.ts";
import { TableBuilder } from "./table.ts";

const builder = new TableBuilder();
export const elements = builder.table;
const { near, exact } = { near: builder.near.bind(builder), exact: builder.exact.bind(builder) };

exact("conj conj_physical resolve_conj resolve_neg real isreal", (d) => [d.tensor({ types: anyType })]);
exact("is_conj is_neg", (d) => [d.tensor({ types: anyType })]);
exact("angle", (d) => [d.tensor({ types: anyType })]);
exact("frexp", (d) => [d.tensor({ types: [...floats, "i64"] })]);
near("ldexp", (d) => {
  const shape = d.shape();
  const exponent = d.tensor({ types: ["i32", "i64", "f32", "u8"], shape: d.broadcastable(shape), grad: false });
  return [d.tensor({ types: anyType, shape }), exponent];
});

/** A size that now and then does not fit. */
const other = (d: Draw, size: number): number => (d.chance(0.02) ? size + 1 : size);

exact("select_scatter", (d) => {
  const shape = d.filledShape(1, 3);
  const types = [d.type(anyType)];
  const dim = d.axis(shape);
  const rest = shape.filter((_, i) => i !== dim).map((size) => other(d, size));
  const index = d.int(-shape[dim], shape[dim] - (d.chance(0.05) ? 0 : 1));
  return [d.tensor({ types, shape }), d.tensor({ types, shape: rest }), String(dim), String(index)];
});
exact("slice_scatter", (d) => {
  const shape = d.filledShape(1, 3);
  const types = [d.type(anyType)];
  const dim = d.axis(shape);
  const [start, step] = [d.int(0, shape[dim]), d.chance(0.03) ? 0 : d.int(1, 2)];
  const end = d.int(start, shape[dim] + 1);
  const count = Math.ceil((Math.min(end, shape[dim]) - Math.min(start, shape[dim])) / Math.max(step, 1));
  const source = d.tensor({ types, shape: shape.map((size, i) => (i === dim ? other(d, count) : size)) });
  return [d.tensor({ types, shape }), source, String(dim), `start=${start}`, `end=${end}`, `step=${step}`];
});
exact("diagonal_scatter", (d) => {
  const shape = d.filledShape(2, 3);
  const types = [d.type(anyType)];
  const offset = d.int(-2, 2);
  const length = Math.max(0, Math.min(shape[0] + Math.min(offset, 0), shape[1] - Math.max(offset, 0)));
  const source = d.tensor({ types, shape: [...shape.slice(2), other(d, length)] });
  return [d.tensor({ types, shape }), source, `offset=${offset}`];
});
exact("put", (d) => {
  const shape = d.filledShape(0, 3);
  const size = shape.reduce((all, n) => all * n, 1);
  const types = [d.type(anyNumber)];
  const count = d.int(0, Math.min(size, 4));
  const start = d.int(0, size - 1);
  const index = Array.from({ length: count }, (_, i) => ((start + i) % size) - (d.chance(0.2) ? size : 0));
  if (count > 0 && d.chance(0.03)) index[0] = size;
  return [
    d.tensor({ types, shape }),
    `torch.tensor([${index}],dtype=i64)`,
    d.tensor({ types, shape: [other(d, count)] }),
    ...(d.chance(0.4) ? [`accumulate=${d.bool()}`] : []),
  ];
});
exact("narrow_copy", (d) => {
  const shape = d.filledShape(1, 3);
  const dim = d.axis(shape);
  const start = d.int(-shape[dim], shape[dim] - 1);
  const length = d.int(0, start < 0 ? -start : shape[dim] - start) + (d.chance(0.05) ? 1 : 0);
  return [d.tensor({ types: anyType, shape }), String(dim), String(start), String(length)];
});
near("Tensor.sum_to_size", (d) => {
  const shape = d.shape(0, 4);
  const kept = shape.slice(d.int(0, shape.length)).map((size) => (d.chance(0.4) ? 1 : other(d, size)));
  return [d.tensor({ types: anyType, shape }), tuple(kept)];
});
near("trapz", (d) => {
  const shape = d.filledShape(1, 3);
  const y = d.tensor({ types: anyNumber, shape });
  const dim = d.chance(0.7) ? [`dim=${d.dim(shape)}`] : [];
  if (d.chance(0.5)) return [y, ...(d.chance(0.6) ? [`dx=${d.number(0, 2)}`] : []), ...dim];
  return [y, d.tensor({ types: ["f32", "f64"], shape: d.chance(0.7) ? shape : shape.slice(-1) }), ...dim];
});
near("vander", (d) => [
  d.tensor({ types: anyType, shape: d.chance(0.95) ? [d.int(0, 5)] : d.shape(0, 2), kind: "unit", grad: false }),
  ...(d.chance(0.7) ? [`N=${d.chance(0.03) ? -1 : d.int(0, 5)}`] : []),
  ...(d.chance(0.5) ? [`increasing=${d.bool()}`] : []),
]);

const unexpanded = (d: Draw, shape: readonly number[]): string =>
  d.tensor({ types: anyType, shape, grad: false }).replace('"e"', '"c"');
/** As much as there is, or less: what more memory would hold is not defined. */
exact("Tensor.resize_", (d) => {
  const shape = d.filledShape(1, 3);
  const size = shape.reduce((all, n) => all * n, 1);
  const first = d.int(0, size);
  const sizes = d.chance(0.3) ? [first] : [d.int(1, 2), Math.floor(first / 2)];
  return [unexpanded(d, shape), tuple(d.chance(0.03) ? [-2, 2] : sizes)];
});
exact("Tensor.resize_as_", (d) => {
  const shape = d.filledShape(1, 3);
  const size = shape.reduce((all, n) => all * n, 1);
  const smaller = d.chance(0.5) ? [d.int(0, size)] : [d.int(1, 2), Math.floor(size / 2)];
  return [unexpanded(d, shape), d.tensor({ types: anyType, shape: smaller, grad: false, contiguous: true })];
});
exact("_unique2", (d) => [
  d.tensor({ types: [...integers, "b8", "f32"], shape: d.shape(0, 2), kind: "integer" }),
  `sorted=True`,
  `return_inverse=${d.bool()}`,
  `return_counts=${d.bool()}`,
]);
/** Rows whose norm is too large are scaled in place: the result is the weight. */
near("embedding_renorm_", (d) => {
  const rows = d.int(1, 6);
  const index = Array.from({ length: d.int(1, 5) }, () => d.int(0, rows - (d.chance(0.02) ? 0 : 1)));
  const weight = d.tensor({ types: ["f32", "f64"], shape: [rows, d.int(1, 4)], grad: false, kind: "normal" });
  return [weight, `torch.tensor([${index}])`, d.number(0, 3), d.pick(["2.0", "1.0", "3.0", "inf"])];
});
