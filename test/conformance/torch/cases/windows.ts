/** Convolutions and pooling: windows that move over one to three dimensions. */
import { type Draw, type Kind, list, type TypeName, tuple, wideFloats } from "../draw.ts";
import { type Arguments, TableBuilder } from "./table.ts";

const builder = new TableBuilder();
export const windows = builder.table;
const { near, exact } = { near: builder.near.bind(builder), exact: builder.exact.bind(builder) };

const many = (count: number, next: () => number): number[] => Array.from({ length: count }, next);
/** Small sizes where there are many dimensions: a case stays cheap. */
const extents = (d: Draw, spatial: number): number[] => many(spatial, () => d.int(1, [9, 6, 4][spatial - 1] ?? 4));
/** One number for all dimensions, or a list of one a dimension; one in fifty of the wrong length. */
function perDimension(d: Draw, spatial: number, next: () => number): string {
  if (d.chance(0.02)) return tuple(many(spatial + 1, next));
  return d.chance(0.5) ? String(next()) : tuple(many(spatial, next));
}
/** A keyword argument now and then. */
const at = (d: Draw, probability: number, text: () => string): string[] => (d.chance(probability) ? [text()] : []);
/** Almost always the first, else the second. */
const rarely = (d: Draw, usual: number, other: number, probability = 0.02): number =>
  d.chance(probability) ? other : usual;

/** Mostly floats that both versions convolve; now and then a type that one of the two lacks, or two types. */
function convolutionTypes(d: Draw): [TypeName, TypeName] {
  const type = d.chance(0.04) ? d.pick<TypeName>(["i64", "i32", "u8", "b8"]) : d.type(wideFloats);
  return [type, d.chance(0.03) ? d.pick<TypeName>(["f32", "f64", "i64"]) : type];
}

function withBatch(d: Draw, sample: readonly number[]): number[] {
  if (d.chance(0.02)) return [2, 1, ...sample];
  return d.chance(0.25) ? [...sample] : [rarely(d, d.int(1, 3), 0, 0.04), ...sample];
}

const convolution =
  (spatial: number) =>
  (d: Draw): Arguments => {
    const [type, other] = convolutionTypes(d);
    const groups = d.pick([1, 1, 1, 2, 3]);
    const inGroup = d.int(1, 3);
    const outputs = groups * d.int(1, 2) + rarely(d, 0, 1);
    const kernel = many(spatial, () => d.int(1, 3));
    const sizes = extents(d, spatial).map((size, i) => (d.chance(0.9) ? Math.max(size, kernel[i]) : size));
    const input = withBatch(d, [rarely(d, groups * inGroup, groups * inGroup + 1, 0.03), ...sizes]);
    const bias = d.chance(0.5)
      ? [`bias=${d.tensor({ types: [other], shape: [rarely(d, outputs, outputs + 1)] })}`]
      : [];
    const padding = d.chance(0.2)
      ? `padding="${d.pick(["same", "valid", "same", "valid", "full"])}"`
      : `padding=${perDimension(d, spatial, () => rarely(d, d.int(0, 2), -1, 0.01))}`;
    return [
      d.tensor({ types: [type], shape: input }),
      d.tensor({ types: [other], shape: [outputs, inGroup, ...kernel] }),
      ...bias,
      ...at(d, 0.4, () => `stride=${perDimension(d, spatial, () => rarely(d, d.int(1, 3), 0, 0.01))}`),
      ...(d.chance(0.6) ? [padding] : []),
      ...at(d, 0.3, () => `dilation=${perDimension(d, spatial, () => rarely(d, d.int(1, 2), 0, 0.01))}`),
      ...(groups > 1 || d.chance(0.1) ? [`groups=${rarely(d, groups, 0, 0.01)}`] : []),
    ];
  };

const transposed =
  (spatial: number) =>
  (d: Draw): Arguments => {
    const [type, other] = convolutionTypes(d);
    const groups = d.pick([1, 1, 1, 2, 3]);
    const channels = groups * d.int(1, 2);
    const outGroup = d.int(1, 3);
    const outputs = groups * outGroup;
    const kernel = many(spatial, () => d.int(1, 3));
    const input = withBatch(d, [rarely(d, channels, channels + 1, 0.03), ...extents(d, spatial)]);
    const bias = d.chance(0.5)
      ? [`bias=${d.tensor({ types: [other], shape: [rarely(d, outputs, outputs + 1)] })}`]
      : [];
    return [
      d.tensor({ types: [type], shape: input }),
      d.tensor({ types: [other], shape: [channels, outGroup, ...kernel] }),
      ...bias,
      ...at(d, 0.5, () => `stride=${perDimension(d, spatial, () => rarely(d, d.int(1, 3), 0, 0.01))}`),
      ...at(d, 0.4, () => `padding=${perDimension(d, spatial, () => rarely(d, d.int(0, 1), -1, 0.01))}`),
      ...at(d, 0.3, () => `output_padding=${perDimension(d, spatial, () => d.int(0, 1))}`),
      ...(groups > 1 || d.chance(0.1) ? [`groups=${groups}`] : []),
      ...at(d, 0.3, () => `dilation=${perDimension(d, spatial, () => rarely(d, d.int(1, 2), 0, 0.01))}`),
    ];
  };

/** A pool's input: now and then NaN and infinities, ties, an empty dimension, or a rank that does not fit. */
function pooled(d: Draw, spatial: number, types: readonly TypeName[]): string {
  const shape = withBatch(d, [
    rarely(d, d.int(1, 2), 0),
    ...extents(d, spatial).map((size) => rarely(d, size, 0, 0.01)),
  ]);
  const kind = d.pick<Kind>(["normal", "normal", "special", "integer"]);
  return d.tensor({ types, shape, kind });
}
const poolTypes: readonly TypeName[] = [...wideFloats, ...wideFloats, ...wideFloats, "bf16", "i64"];

const maxPooling =
  (spatial: number, indices: boolean) =>
  (d: Draw): Arguments => {
    const kernel = (): number => rarely(d, d.int(1, 3), 0, 0.01);
    return [
      pooled(d, spatial, poolTypes),
      perDimension(d, spatial, kernel),
      ...at(d, 0.5, () => `stride=${perDimension(d, spatial, () => rarely(d, d.int(1, 3), 0, 0.01))}`),
      ...at(d, 0.3, () => `padding=${perDimension(d, spatial, () => rarely(d, d.int(0, 1), -1, 0.02))}`),
      ...at(d, 0.25, () => `dilation=${perDimension(d, spatial, () => rarely(d, d.int(1, 2), 0, 0.01))}`),
      ...at(d, 0.4, () => `ceil_mode=${d.bool()}`),
      ...(indices ? [`return_indices=${d.bool()}`] : []),
    ];
  };
const averagePooling =
  (spatial: number) =>
  (d: Draw): Arguments => [
    pooled(d, spatial, poolTypes),
    perDimension(d, spatial, () => rarely(d, d.int(1, 3), 0, 0.01)),
    ...at(d, 0.5, () => `stride=${perDimension(d, spatial, () => rarely(d, d.int(1, 3), 0, 0.01))}`),
    ...at(d, 0.4, () => `padding=${perDimension(d, spatial, () => rarely(d, d.int(0, 1), -1, 0.02))}`),
    ...at(d, 0.4, () => `ceil_mode=${d.bool()}`),
    ...at(d, 0.4, () => `count_include_pad=${d.bool()}`),
    ...(spatial > 1 ? at(d, 0.25, () => `divisor_override=${rarely(d, d.int(1, 5), 0, 0.05)}`) : []),
  ];
const adaptive =
  (spatial: number, indices: boolean, allowsNone: boolean) =>
  (d: Draw): Arguments => {
    const size = (): string =>
      allowsNone && d.chance(0.15) ? "None" : String(rarely(d, d.int(1, 5), d.pick([0, -1])));
    const sizes = Array.from({ length: rarely(d, spatial, spatial + 1) }, size);
    return [
      pooled(d, spatial, poolTypes),
      d.chance(0.3) ? String(d.int(1, 4)) : d.chance(0.5) ? tuple(sizes) : list(sizes),
      ...(indices ? at(d, 0.5, () => `return_indices=${d.bool()}`) : []),
    ];
  };

for (const n of [1, 2, 3]) {
  near(`conv${n}d F.conv${n}d`, convolution(n));
  near(`conv_transpose${n}d F.conv_transpose${n}d`, transposed(n));
  exact(`max_pool${n}d`, maxPooling(n, false));
  exact(`F.max_pool${n}d`, maxPooling(n, true));
  near(n === 1 ? "avg_pool1d F.avg_pool1d" : `F.avg_pool${n}d`, averagePooling(n));
  exact(`F.adaptive_max_pool${n}d`, adaptive(n, true, n > 1));
  near(`F.adaptive_avg_pool${n}d`, adaptive(n, false, n > 1));
}
exact("max_pool1d_with_indices", maxPooling(1, false));
exact("adaptive_max_pool1d", adaptive(1, false, false));
near("adaptive_avg_pool1d", adaptive(1, false, false));

near("F.unfold", (d) => [
  d.tensor({ types: wideFloats, shape: withBatch(d, [d.int(1, 2), ...extents(d, 2)]) }),
  perDimension(d, 2, () => d.int(1, 3)),
  ...at(d, 0.3, () => `dilation=${perDimension(d, 2, () => rarely(d, d.int(1, 2), 0, 0.02))}`),
  ...at(d, 0.4, () => `padding=${perDimension(d, 2, () => rarely(d, d.int(0, 2), -1, 0.02))}`),
  ...at(d, 0.4, () => `stride=${perDimension(d, 2, () => rarely(d, d.int(1, 2), 0, 0.02))}`),
]);
near("F.fold", (d) => {
  const [kernel, stride] = [many(2, () => d.int(1, 3)), many(2, () => d.int(1, 2))];
  const sizes = kernel.map((size) => size + d.int(0, 3));
  const counts = sizes.map((size, i) => Math.floor((size - kernel[i]) / stride[i]) + 1);
  const taps = kernel[0] * kernel[1];
  const columns = [
    rarely(d, taps * d.int(1, 2), taps + 1),
    rarely(d, counts[0] * counts[1], counts[0] * counts[1] + 1),
  ];
  const shape = d.chance(0.3) ? columns : [d.int(1, 2), ...columns];
  return [
    d.tensor({ types: wideFloats, shape }),
    tuple(sizes),
    tuple(kernel),
    `stride=${tuple(stride)}`,
    ...at(d, 0.05, () => "padding=1"),
  ];
});
