/** Tensors out of nothing, their dtypes, and random draws. */
import { anyType, type Draw, tuple } from "../draw.ts";
import { TableBuilder } from "./table.ts";

const builder = new TableBuilder();
export const creation = builder.table;
const exact = builder.exact.bind(builder);

const types = ["f32", "f64", "f16", "bf16", "i64", "i32", "u8", "b8"] as const;
const dtype = (d: Draw, of: readonly string[] = types): string[] => (d.chance(0.5) ? [`dtype=${d.pick(of)}`] : []);
const like = (d: Draw): string => d.tensor({ types: anyType, grad: false });

exact("zeros ones", (d) => [tuple(d.shape()), ...dtype(d)]);
exact("zeros_like ones_like", (d) => [like(d), ...dtype(d)]);
exact("full", (d) => [tuple(d.shape()), d.number(), ...dtype(d, ["f32", "f64", "f16", "i64"])]);
exact("full_like", (d) => [like(d), d.number(0, 3), ...dtype(d, ["f32", "f64", "f16", "i64"])]);
exact("Tensor.new_zeros Tensor.new_ones", (d) => [like(d), tuple(d.shape()), ...dtype(d)]);
exact("Tensor.new_full", (d) => [like(d), tuple(d.shape()), d.number(0, 3), ...dtype(d)]);
exact("eye", (d) => [String(d.int(0, 5)), ...(d.chance(0.5) ? [String(d.int(0, 5))] : []), ...dtype(d)]);
exact("arange", (d) => {
  const whole = d.chance(0.5);
  const step = whole ? d.int(1, 3) : Math.round(d.uniform() * 100 + 5) / 100;
  const sign = d.chance(0.2) ? -1 : 1;
  const [start, length] = [whole ? d.int(-5, 5) : Math.round(d.uniform() * 400) / 100, d.int(0, 12)];
  return [
    String(start),
    String(start + sign * length * (whole ? 1 : 0.37)),
    String(sign * step),
    ...dtype(d, ["f32", "f64", "f16", "bf16", "i64", "i32"]),
  ];
});
exact("range", (d) => [String(d.int(-4, 2)), String(d.int(2, 9)), d.pick(["1", "0.5", "2", "0.3"])]);
builder.near("linspace", (d) => [
  d.number(-5, 5),
  d.number(-5, 5),
  String(d.int(0, 20)),
  ...dtype(d, ["f32", "f64", "f16", "bf16", "i64"]),
]);
builder.near("logspace", (d) => [
  d.number(-3, 3),
  d.number(-3, 3),
  String(d.int(0, 20)),
  ...(d.chance(0.3) ? ["base=2.0"] : []),
  ...dtype(d, ["f32", "f64"]),
]);
exact("tril_indices triu_indices", (d) => [String(d.int(0, 5)), String(d.int(0, 5)), String(d.int(-4, 4))]);
exact("scalar_tensor", (d) => [d.number(0, 5), ...dtype(d)]);
/** Numbers, and lists of them in lists. */
function nested(d: Draw, rank: number): string {
  if (rank === 0) return d.chance(0.1) ? d.bool() : d.number();
  return `[${Array.from({ length: 2 }, () => nested(d, d.chance(0.02) ? 0 : rank - 1))}]`;
}
exact("tensor as_tensor asarray", (d) => [nested(d, d.int(0, 3)), ...dtype(d, ["f32", "f64", "f16", "bf16"])]);
exact("result_type", (d) => [d.chance(0.3) ? d.number() : like(d), d.chance(0.3) ? d.number() : like(d)]);
exact("promote_types can_cast", (d) => [d.pick(types), d.pick(types)]);

builder.drawn("rand", (d) => [tuple(d.shape()), ...dtype(d, ["f32", "f64", "f16", "bf16"])]);
builder.nearlyDrawn("randn", (d) => [tuple(d.shape()), ...dtype(d, ["f32", "f64"])]);
builder.drawn("randint", (d) => [
  String(d.int(-5, 5)),
  String(d.int(6, 1000)),
  tuple(d.shape()),
  ...dtype(d, ["f32", "i32", "i64"]),
]);
builder.drawn("randperm", (d) => [String(d.int(0, 30))]);
builder.nearlyDrawn("rand_like randn_like", (d) => [d.tensor({ types: ["f32", "f64"], grad: false })]);
builder.drawn("randint_like", (d) => [
  d.tensor({ types: ["f32", "i64"], grad: false }),
  String(d.int(-3, 3)),
  String(d.int(4, 99)),
]);
builder.drawn("bernoulli", (d) => [d.tensor({ types: ["f32", "f64"], kind: "probability", grad: false })]);
builder.near("hann_window hamming_window blackman_window", (d) => [
  String(d.int(0, 20)),
  ...(d.chance(0.5) ? [d.bool()] : []),
  ...dtype(d, ["f32", "f64"]),
]);
builder.drawn("poisson", (d) => [d.tensor({ types: ["f32", "f64"], kind: "positive", grad: false })]);
builder.drawn("multinomial", (d) => {
  const shape = [...(d.chance(0.4) ? [d.int(1, 3)] : []), d.int(2, 6)];
  return [
    d.tensor({ types: ["f32", "f64"], shape, kind: "probability", grad: false }),
    String(d.int(1, 2)),
    `replacement=${d.bool()}`,
  ];
});
builder.nearlyDrawn("normal", (d) => {
  const shape = d.shape(0, 2);
  const mean = d.tensor({ types: ["f32"], shape, grad: false, kind: "normal" });
  return d.chance(0.5)
    ? [mean, d.tensor({ types: ["f32"], shape, grad: false, kind: "positive" })]
    : [d.number(-1, 1), "1.5", tuple(shape)];
});
const method = (d: Draw): string => d.tensor({ types: ["f32", "f64"], grad: false, contiguous: true });
builder.nearlyDrawn("Tensor.uniform_ Tensor.normal_", (d) => [method(d), ...(d.chance(0.5) ? ["0.5", "2.5"] : [])]);
builder.drawn("Tensor.exponential_", (d) => [method(d), ...(d.chance(0.5) ? ["1.5"] : [])]);
builder.drawn("Tensor.log_normal_ Tensor.cauchy_", (d) => [method(d)]);
builder.drawn("Tensor.geometric_ Tensor.bernoulli_", (d) => [method(d), "0.3"]);
builder.drawn("Tensor.random_", (d) => [
  d.tensor({ types: ["f32", "i64", "i32", "u8"], grad: false, contiguous: true }),
  ...(d.chance(0.5) ? ["100"] : []),
]);
exact("fill_ Tensor.fill_", (d) => [like(d), d.number(0, 3)]);
exact("zero_ Tensor.zero_", (d) => [like(d)]);
exact("Tensor.copy_", (d) => {
  const shape = d.filledShape(0, 3);
  return [
    d.tensor({ types: anyType, shape, grad: false }),
    d.tensor({ types: anyType, shape: d.broadcastable(shape), grad: false, kind: "natural" }),
  ];
});
exact("Tensor.fill_diagonal_", (d) => [
  d.tensor({ types: anyType, shape: [d.int(2, 7), d.int(2, 4)], grad: false, contiguous: true }),
  d.number(0, 3),
  ...(d.chance(0.4) ? ["wrap=True"] : []),
]);
exact("Tensor.to Tensor.type_as", (d) => [
  d.tensor({ types: anyType, kind: "natural" }),
  d.tensor({ types: anyType, shape: [1] }),
]);
exact("numel", (d) => [like(d)]);
