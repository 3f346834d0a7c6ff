/** Views, copies in another shape, and joining. */
import { anyType, type Draw, list, tuple } from "../draw.ts";
import { type Arguments, TableBuilder } from "./table.ts";

const builder = new TableBuilder();
export const shapes = builder.table;
const exact = builder.exact.bind(builder);

const x = (d: Draw, shape: readonly number[]): string => d.tensor({ types: anyType, shape });
const whole = (d: Draw): Arguments => [x(d, d.shape())];
const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);

/** Other sizes with as many elements; now and then one is -1, and now and then they do not fit. */
function resized(d: Draw, shape: readonly number[]): number[] {
  const sizes: number[] = [];
  let left = product(shape);
  while (left > 1 && sizes.length < 4) {
    const divisors = Array.from({ length: left }, (_, i) => i + 1).filter((size) => left % size === 0);
    const size = d.pick(divisors);
    sizes.push(size);
    left /= size;
  }
  if (left !== 1) sizes.push(left);
  if (sizes.length > 0 && d.chance(0.4)) sizes[d.int(0, sizes.length - 1)] = -1;
  if (d.chance(0.04)) sizes.push(2);
  return sizes;
}
const dimensionPair = (d: Draw): Arguments => {
  const shape = d.shape();
  return [x(d, shape), String(d.dim(shape)), String(d.dim(shape))];
};
const shuffled = (d: Draw, length: number): number[] => {
  const order = Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    const j = d.int(0, i);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
};

exact("clone detach ravel adjoint t numel fliplr flipud Tensor.contiguous", whole);
exact("Tensor.dim Tensor.ndimension Tensor.nelement Tensor.element_size Tensor.storage_offset Tensor.stride", whole);
exact("Tensor.size Tensor.is_contiguous Tensor.tolist Tensor.cpu", whole);
exact("Tensor.bfloat16 Tensor.bool Tensor.double Tensor.float Tensor.half Tensor.int Tensor.long", (d) => [
  d.tensor({ types: anyType, kind: "natural" }),
]);
exact("Tensor.byte Tensor.char Tensor.short", (d) => [d.tensor({ types: anyType, kind: "natural" })]);
exact("atleast_1d atleast_2d atleast_3d", whole);
exact("reshape Tensor.view", (d) => {
  const shape = d.shape(0, 3);
  return [x(d, shape), tuple(resized(d, shape))];
});
exact("Tensor.reshape_as Tensor.view_as", (d) => {
  const shape = d.filledShape(0, 3);
  return [x(d, shape), x(d, resized(d, shape).map(Math.abs))];
});
exact("transpose swapaxes swapdims", dimensionPair);
exact("permute", (d) => {
  const shape = d.shape();
  return [x(d, shape), tuple(d.chance(0.04) ? [0, 0] : shuffled(d, shape.length))];
});
exact("movedim moveaxis", dimensionPair);
exact("squeeze", (d) => {
  const shape = d.shape().map((size) => (d.chance(0.4) ? 1 : size));
  return d.chance(0.4) ? [x(d, shape)] : [x(d, shape), String(d.dim(shape))];
});
exact("unsqueeze", (d) => {
  const shape = d.shape();
  return [x(d, shape), String(d.int(-shape.length - 2, shape.length + 1))];
});
exact("broadcast_to Tensor.expand", (d) => {
  const shape = d.filledShape(0, 3).map((size) => (d.chance(0.5) ? 1 : size));
  const wide = shape.map((size) => (size === 1 ? d.int(1, 3) : d.chance(0.9) ? size : 7));
  return [x(d, shape), tuple([...(d.chance(0.4) ? [2] : []), ...wide])];
});
exact("Tensor.expand_as", (d) => {
  const shape = d.filledShape(1, 3);
  return [
    x(
      d,
      shape.map((size) => (d.chance(0.4) ? 1 : size)),
    ),
    x(d, shape),
  ];
});
exact("Tensor.repeat tile", (d) => {
  const shape = d.shape(0, 3);
  const counts = Array.from({ length: shape.length + d.int(0, 1) }, () => d.int(d.chance(0.1) ? 0 : 1, 3));
  return [x(d, shape), tuple(counts)];
});
exact("flatten", (d) => {
  const shape = d.shape();
  return d.chance(0.3) ? [x(d, shape)] : [x(d, shape), String(d.dim(shape)), String(d.dim(shape))];
});
exact("unflatten", (d) => {
  const shape = d.filledShape(1, 3);
  const dim = d.axis(shape);
  const sizes = resized(d, [shape[dim]]);
  return [x(d, shape), String(dim), tuple(sizes.length === 0 ? [1] : sizes)];
});
exact("narrow", (d) => {
  const shape = d.filledShape(1, 3);
  const dim = d.axis(shape);
  const start = d.int(0, shape[dim] - 1);
  return [x(d, shape), String(dim), String(start), String(d.int(0, shape[dim] - start + (d.chance(0.05) ? 1 : 0)))];
});
exact("select", (d) => {
  const shape = d.filledShape(1, 3);
  const dim = d.axis(shape);
  return [x(d, shape), String(dim), String(d.int(-shape[dim], shape[dim] - (d.chance(0.05) ? 0 : 1)))];
});
exact("as_strided", (d) => [
  d.tensor({ types: anyType, shape: [d.int(12, 20)], contiguous: true, grad: false }),
  tuple([d.int(1, 3), d.int(1, 3)]),
  tuple([d.int(1, 3), d.int(0, 3)]),
]);
exact("Tensor.unfold", (d) => {
  const shape = d.filledShape(1, 3);
  const dim = d.axis(shape);
  return [x(d, shape), String(dim), String(d.int(1, shape[dim])), String(d.int(1, 3))];
});
exact("diagonal", (d) => {
  const shape = d.shape(2, 4);
  const [a, b] = shuffled(d, shape.length);
  return [x(d, shape), ...(d.chance(0.7) ? [String(d.int(-2, 2)), String(a), String(b)] : [])];
});
exact("linalg.diagonal", (d) => [x(d, d.filledShape(2, 4)), `offset=${d.int(-2, 2)}`]);
exact("diag", (d) => [x(d, d.filledShape(1, 2)), String(d.int(-2, 2))]);
exact("diagflat diag_embed", (d) => [x(d, d.shape(1, 3)), String(d.int(-2, 2))]);
exact("tril triu", (d) => [x(d, d.shape(2, 4)), String(d.int(-3, 3))]);
exact("trace", (d) => [d.tensor({ types: anyType, shape: d.shape(2, 2), kind: "natural" })]);
exact("flip", (d) => {
  const shape = d.shape();
  return [x(d, shape), tuple(d.dims(shape))];
});
exact("roll", (d) => {
  const shape = d.filledShape(1, 3);
  if (d.chance(0.3)) return [x(d, shape), String(d.int(-9, 9))];
  const dims = d.dims(shape);
  return [x(d, shape), tuple(dims.map(() => d.int(-4, 4))), tuple(dims)];
});
exact("rot90", (d) => [x(d, d.filledShape(2, 4)), String(d.int(-4, 4)), list(d.chance(0.5) ? [0, 1] : [1, 0])]);
exact("split", (d) => {
  const shape = d.filledShape(1, 3);
  const dim = d.axis(shape);
  if (d.chance(0.6)) return [x(d, shape), String(d.int(1, 4)), `dim=${dim}`];
  const first = d.int(0, shape[dim]);
  return [x(d, shape), list([first, shape[dim] - first + (d.chance(0.05) ? 1 : 0)]), `dim=${dim}`];
});
exact("split_with_sizes", (d) => {
  const shape = d.filledShape(1, 3);
  const dim = d.axis(shape);
  const first = d.int(0, shape[dim]);
  return [x(d, shape), list([first, shape[dim] - first]), `dim=${dim}`];
});
exact("chunk", (d) => {
  const shape = d.shape(1, 3);
  return [x(d, shape), String(d.int(d.chance(0.03) ? 0 : 1, 5)), `dim=${d.axis(shape)}`];
});
exact("tensor_split", (d) => {
  const shape = d.filledShape(1, 3);
  return [x(d, shape), d.chance(0.5) ? String(d.int(1, 5)) : tuple([d.int(0, 2), d.int(1, 6)]), `dim=${d.axis(shape)}`];
});
exact("hsplit", (d) => [x(d, [d.int(1, 4), 4]), d.pick(["2", "4", "1", "(1,)", "(1,3)", "3"])]);
exact("vsplit", (d) => [x(d, [4, d.int(1, 4)]), d.pick(["2", "4", "1", "(1,)", "(1,3)", "3"])]);
exact("dsplit", (d) => [x(d, [d.int(1, 2), d.int(1, 3), 4]), d.pick(["2", "4", "1", "(1,)", "(1,3)", "3"])]);
exact("unbind", (d) => {
  const shape = d.filledShape(1, 3);
  return [x(d, shape), String(d.dim(shape))];
});

/** Tensors equal in all sizes but one. */
function alike(d: Draw, shape: readonly number[], dim: number): string {
  const types = [d.type(anyType)];
  const mixed = d.chance(0.2);
  const some = Array.from({ length: d.int(1, 3) }, () => {
    const own = shape.map((size, i) => (i === dim ? d.int(1, 4) : size));
    return d.tensor({ types: mixed ? anyType : types, shape: d.chance(0.02) ? [...own, 2] : own });
  });
  return tuple(some);
}
exact("cat concat concatenate", (d) => {
  const shape = d.filledShape(1, 3);
  const dim = d.axis(shape);
  return [alike(d, shape, dim), `dim=${d.chance(0.3) ? dim - shape.length : dim}`];
});
exact("stack", (d) => {
  const shape = d.shape(0, 3);
  return [alike(d, shape, -1), `dim=${d.int(-shape.length - 1, shape.length)}`];
});
exact("hstack", (d) => {
  const shape = d.filledShape(1, 3);
  return [alike(d, shape, shape.length === 1 ? 0 : 1)];
});
exact("vstack row_stack", (d) => {
  const shape = d.filledShape(1, 3);
  return [alike(d, shape, shape.length === 1 ? -1 : 0)];
});
exact("dstack", (d) => [alike(d, d.filledShape(1, 3), 2)]);
exact("column_stack", (d) => [alike(d, d.filledShape(1, 2), 1)]);
exact("block_diag", (d) => Array.from({ length: d.int(1, 3) }, () => x(d, d.filledShape(0, 2))));
exact("cartesian_prod", (d) => {
  const types = [d.type(anyType)];
  return Array.from({ length: d.int(1, 3) }, () => d.tensor({ types, shape: [d.int(1, 3)] }));
});
exact("combinations", (d) => [x(d, [d.int(1, 5)]), `r=${d.int(1, 3)}`, `with_replacement=${d.bool()}`]);
exact("broadcast_tensors", (d) => {
  const shape = d.filledShape(0, 3);
  return [x(d, shape), x(d, d.broadcastable(shape))];
});
exact("broadcast_shapes", (d) => {
  const shape = d.filledShape(1, 3);
  return [tuple(shape), tuple(d.chance(0.1) ? [7] : d.broadcastable(shape))];
});
exact("meshgrid", (d) => {
  const types = [d.type(anyType)];
  const some = Array.from({ length: d.int(1, 3) }, () => d.tensor({ types, shape: [d.int(1, 3)] }));
  return [...some, `indexing="${d.pick(["ij", "xy"])}"`];
});
exact("repeat_interleave", (d) => {
  const shape = d.filledShape(1, 3);
  return [x(d, shape), String(d.int(0, 3)), ...(d.chance(0.6) ? [`dim=${d.dim(shape)}`] : [])];
});
exact("is_complex is_floating_point is_signed is_inference", whole);
exact("is_nonzero Tensor.item", (d) => [x(d, d.chance(0.8) ? [] : d.shape(1, 1))]);
exact("is_same_size", (d) => [x(d, [2, 3]), x(d, d.pick([[2, 3], [3, 2], [2]]))]);
