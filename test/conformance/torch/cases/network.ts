/** Norms, embeddings, padding and dropout. */
import { type Draw, floats, type TypeName, tuple, wideFloats } from "../draw.ts";
import { TableBuilder } from "./table.ts";

const builder = new TableBuilder();
export const network = builder.table;
const near = builder.near.bind(builder);

const optional = (d: Draw, text: () => string): string => (d.chance(0.6) ? text() : "None");
const normTypes: readonly TypeName[] = ["f32", "f32", "f64", "bf16"];

near("layer_norm F.layer_norm", (d) => {
  const shape = d.filledShape(1, 4);
  const normalized = shape.slice(d.int(0, shape.length - 1));
  const types = [d.type(normTypes)];
  const parameter = (): string => d.tensor({ types, shape: normalized, contiguous: true });
  if (d.chance(0.03)) normalized[0] += 1;
  return [
    d.tensor({ types, shape }),
    tuple(normalized),
    optional(d, parameter),
    optional(d, parameter),
    ...(d.chance(0.3) ? ["eps=1e-3"] : []),
  ];
});
near("native_layer_norm", (d) => {
  const shape = d.filledShape(2, 3);
  const normalized = shape.slice(1);
  const types = [d.type(wideFloats)];
  const parameter = (): string => d.tensor({ types, shape: normalized, contiguous: true });
  return [d.tensor({ types, shape }), tuple(normalized), optional(d, parameter), optional(d, parameter), "1e-5"];
});
near("rms_norm F.rms_norm", (d) => {
  const shape = d.filledShape(1, 4);
  const normalized = shape.slice(d.int(0, shape.length - 1));
  const types = [d.type(floats)];
  return [
    d.tensor({ types, shape, kind: "normal" }),
    tuple(normalized),
    ...(d.chance(0.6) ? [d.tensor({ types, shape: normalized, contiguous: true, kind: "normal" })] : []),
    ...(d.chance(0.4) ? [`eps=${d.pick(["1e-3", "1e-6", "0.5"])}`] : []),
  ];
});
near("F.scaled_dot_product_attention", (d) => {
  // Single precision's gradients are sums that cancel: held against the formula in double.
  const types: readonly TypeName[] = [d.wantsGradient ? "f64" : d.type(wideFloats)];
  const [length, keys, width, outputs] = [d.int(1, 5), d.int(1, 5), d.int(1, 6), d.int(1, 4)];
  const heads = d.int(1, 3);
  const groups = d.chance(0.15) ? 1 : heads;
  const tensor = (...shape: number[]): string => d.tensor({ types, shape, kind: "normal" });
  const mask = d.pick<() => string[]>([
    () => [],
    () => ["is_causal=True"],
    () => [`attn_mask=${d.tensor({ types: ["b8"], shape: [length, keys] })}`],
    () => [`attn_mask=${d.tensor({ types, shape: [2, heads, length, keys], grad: false, kind: "normal" })}`],
  ])();
  return [
    tensor(2, heads, length, width),
    tensor(2, groups, keys, width),
    tensor(2, groups, keys, outputs),
    ...mask,
    ...(d.chance(0.3) ? [`scale=${d.number(0, 2)}`] : []),
    ...(groups === heads ? [] : ["enable_gqa=True"]),
  ];
});
near("group_norm F.group_norm", (d) => {
  const groups = d.int(1, 3);
  const channels = groups * d.int(1, 3);
  const types = [d.type(wideFloats)];
  const parameter = (): string => d.tensor({ types, shape: [channels], contiguous: true });
  const given = d.chance(0.03) ? groups + 4 : groups;
  const affine = d.chance(0.6) ? [parameter(), parameter()] : [];
  return [d.tensor({ types, shape: [d.int(1, 3), channels, ...d.filledShape(0, 2)] }), String(given), ...affine];
});
const statistics = (d: Draw, types: readonly TypeName[], channels: number): [string, string] => [
  d.tensor({ types, shape: [channels], contiguous: true, grad: false, kind: "unit" }),
  d.tensor({ types, shape: [channels], contiguous: true, grad: false, kind: "positive" }),
];
near("F.batch_norm", (d) => {
  const types = [d.type(wideFloats)];
  const channels = d.int(1, 4);
  const parameter = (): string => d.tensor({ types, shape: [channels], contiguous: true });
  return [
    d.tensor({ types, shape: [d.int(1, 4), channels, ...d.filledShape(0, 2)] }),
    ...statistics(d, types, channels),
    optional(d, parameter),
    optional(d, parameter),
    `training=${d.bool()}`,
    ...(d.chance(0.4) ? ["momentum=0.3", "eps=1e-3"] : []),
  ];
});
near("batch_norm", (d) => {
  const types = [d.type(wideFloats)];
  const channels = d.int(1, 4);
  const parameter = (): string => d.tensor({ types, shape: [channels], contiguous: true });
  return [
    d.tensor({ types, shape: [d.int(2, 4), channels, ...d.filledShape(0, 2)] }),
    optional(d, parameter),
    optional(d, parameter),
    ...statistics(d, types, channels),
    d.bool(),
    "0.1",
    "1e-5",
    "False",
  ];
});
near("F.instance_norm", (d) => {
  const types = [d.type(wideFloats)];
  const channels = d.int(1, 3);
  const parameter = (): string => d.tensor({ types, shape: [channels], contiguous: true });
  return [
    d.tensor({ types, shape: [d.int(1, 3), channels, ...d.filledShape(1, 2)] }),
    ...(d.chance(0.5) ? [`weight=${parameter()}`, `bias=${parameter()}`] : []),
  ];
});
near("instance_norm", (d) => {
  const types = [d.type(wideFloats)];
  const channels = d.int(1, 3);
  const parameter = (): string => d.tensor({ types, shape: [channels], contiguous: true });
  const shape = [d.int(1, 3), channels, d.int(2, 4)];
  return [
    d.tensor({ types, shape }),
    optional(d, parameter),
    optional(d, parameter),
    "None",
    "None",
    "True",
    "0.1",
    "1e-5",
    "False",
  ];
});
builder.exact("embedding", (d) => {
  const rows = d.int(1, 6);
  const shape = d.filledShape(0, 2);
  const count = shape.reduce((all, n) => all * n, 1);
  const index = Array.from({ length: count }, () => d.int(0, rows - 1));
  return [
    d.tensor({ types: ["f32", "f64"], shape: [rows, d.int(1, 4)] }),
    `torch.tensor([${index}]).reshape(${tuple(shape)})`,
  ];
});
near("F.embedding", (d) => {
  const rows = d.int(1, 6);
  const index = Array.from({ length: d.int(1, 5) }, () => d.int(0, rows - (d.chance(0.02) ? 0 : 1)));
  return [
    `torch.tensor([${index}])`,
    d.tensor({ types: ["f32", "f64"], shape: [rows, d.int(1, 4)] }),
    ...(d.chance(0.4) ? [`padding_idx=${d.int(-rows, rows - 1)}`] : []),
    ...(d.chance(0.3) ? [`max_norm=${d.number(0, 3)}`, `norm_type=${d.pick(["2.0", "1.0", "3.0"])}`] : []),
    ...(d.chance(0.2) ? ["scale_grad_by_freq=True"] : []),
  ];
});
builder.exact("F.pad", (d) => {
  const shape = d.filledShape(1, 4);
  const count = d.int(1, shape.length);
  const amounts = Array.from({ length: 2 * count }, () => d.int(d.chance(0.2) ? -1 : 0, 2));
  return [d.tensor({ types: floats, shape }), tuple(amounts), ...(d.chance(0.4) ? [`value=${d.number()}`] : [])];
});
builder.exact("constant_pad_nd", (d) => {
  const shape = d.filledShape(1, 3);
  return [
    d.tensor({ types: floats, shape }),
    tuple([d.int(0, 2), d.int(0, 2)]),
    ...(d.chance(0.4) ? [d.number()] : []),
  ];
});
builder.drawn("F.dropout F.alpha_dropout", (d) => [
  d.tensor({ types: ["f32", "f64"] }),
  `p=${d.pick(["0.5", "0.1", "0.9", "0.0", "1.0"])}`,
  `training=${d.chance(0.8) ? "True" : "False"}`,
]);
builder.drawn("dropout alpha_dropout", (d) => [
  d.tensor({ types: ["f32", "f64"] }),
  d.pick(["0.5", "0.1", "0.0"]),
  d.bool(),
]);
builder.drawn("F.dropout1d", (d) => [d.tensor({ types: wideFloats, shape: d.filledShape(3, 3) }), "0.5"]);
builder.drawn("F.dropout2d", (d) => [d.tensor({ types: wideFloats, shape: d.filledShape(4, 4) }), "0.5"]);
builder.drawn("F.dropout3d", (d) => [d.tensor({ types: wideFloats, shape: [2, 2, ...d.filledShape(3, 3)] }), "0.5"]);
builder.drawn("feature_dropout feature_alpha_dropout", (d) => [
  d.tensor({ types: wideFloats, shape: d.filledShape(3, 4) }),
  "0.5",
  d.bool(),
]);
builder.drawn("F.feature_alpha_dropout", (d) => [
  d.tensor({ types: wideFloats, shape: d.filledShape(3, 4) }),
  "0.5",
  `training=${d.bool()}`,
]);
