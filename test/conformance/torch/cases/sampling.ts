/** Grids of images, differences of samples, and sequences beside their targets. */
import type { Draw } from "../draw.ts";
import { list, tuple } from "../draw.ts";
import { keywords } from "./matrices.ts";
import { TableBuilder } from "./table.ts";

const builder = new TableBuilder();
export const sampling = builder.table;
const wide = ["f64", "f32"] as const;

function image(d: Draw): { types: readonly ["f64" | "f32"]; sizes: number[]; n: number; dims: number } {
  const dims = d.chance(0.7) ? 2 : 3;
  const sizes = Array.from({ length: dims }, () => d.int(d.chance(0.02) ? 0 : 1, 4));
  return { types: [d.pick(wide)], sizes, n: d.int(1, 2), dims };
}
/** Images and grids in double precision: where a coordinate lies on an edge is decided by its last bit. */
function grids(d: Draw): string[] {
  const { sizes, n, dims } = image(d);
  const types = ["f64"] as const;
  const places = Array.from({ length: dims }, () => d.int(1, 3));
  const other = d.chance(0.03) ? dims + 1 : dims;
  return [
    d.tensor({ types, shape: [n, d.int(1, 3), ...sizes] }),
    d.tensor({ types, shape: [d.chance(0.03) ? n + 1 : n, ...places, other], kind: d.chance(0.8) ? "unit" : "normal" }),
  ];
}
builder.near("grid_sampler", (d) => [...grids(d), String(d.int(0, 2)), String(d.int(0, 2)), d.bool()], { slack: 20 });
builder.near(
  "F.grid_sample",
  (d) => [
    ...grids(d),
    `mode="${d.pick(["bilinear", "nearest", "bicubic", "bilinear", "area"])}"`,
    `padding_mode="${d.pick(["zeros", "border", "reflection", "zeros"])}"`,
    ...keywords(d, 0.7, () => `align_corners=${d.bool()}`),
  ],
  { slack: 20 },
);
function maps(d: Draw): string[] {
  const { types, sizes, n, dims } = image(d);
  const theta = d.tensor({ types, shape: [n, dims, d.chance(0.97) ? dims + 1 : dims], kind: "unit" });
  return [theta, list([n, 2, ...sizes])];
}
builder.near("F.affine_grid", (d) => [...maps(d), ...keywords(d, 0.7, () => `align_corners=${d.bool()}`)]);
builder.near("affine_grid_generator", (d) => [...maps(d), d.bool()]);

builder.near("gradient", (d) => {
  const shape = d.filledShape(1, 3).map((size) => (d.chance(0.95) ? size + 2 : size));
  const order = keywords(d, 0.4, () => `edge_order=${d.chance(0.95) ? d.int(1, 2) : 3}`);
  const input = d.tensor({ types: ["f32", "f32", "f64", "i64", "i32", "u8"], shape });
  const form = d.int(0, 4);
  const dims = d.dims(shape).filter((dim) => d.chance(0.98) || dim >= 0);
  if (form === 0) return [input, ...order];
  if (form === 1)
    return [input, `spacing=${d.number(0.5, 3)}`, ...keywords(d, 0.5, () => `dim=${d.dim(shape)}`), ...order];
  if (form === 2)
    return [input, `dim=${list(dims)}`, ...keywords(d, 0.5, () => `spacing=${d.number(0.5, 3)}`), ...order];
  if (form === 3) {
    const spacing = tuple(shape.map(() => `${d.int(1, 4)}.5`));
    return [input, `spacing=${spacing}`, ...order];
  }
  const places = shape.map((size) => `torch.arange(${size},dtype=f64)**2*0.5+torch.arange(${size})`);
  return [input, `spacing=[${places.join(",")}]`, ...order];
});

builder.near(
  "special.zeta",
  (d) => {
    const shape = d.shape(0, 2);
    const types = [d.pick(wide)];
    const s = d.chance(0.3)
      ? `${d.int(1, 6)}`
      : `(${d.tensor({ types, shape, kind: "positive", grad: false })}*3).round()`;
    return [s, d.tensor({ types, shape: d.broadcastable(shape), kind: "positive" })];
  },
  { slack: 4 },
);

const alignments = (d: Draw): string[] => {
  const [steps, batch, labels] = [d.int(2, 7), d.int(1, 3), d.int(2, 4)];
  const isBatched = d.chance(0.85);
  const count = isBatched ? batch : 1;
  const lengths = Array.from({ length: count }, () => d.int(0, Math.min(3, steps)));
  const widest = Math.max(1, ...lengths);
  const blank = d.chance(0.7) ? 0 : labels - 1;
  const label = (): number => (blank === 0 ? d.int(1, labels - 1) : d.int(0, labels - 2));
  const asVector = !isBatched || d.chance(0.3);
  const size = asVector ? lengths.reduce((sum, n) => sum + n, 0) + (d.chance(0.03) ? 1 : 0) : count * widest;
  const targets = `torch.tensor(${list(Array.from({ length: size }, label))},dtype=${d.pick(["i64", "i32"])})`;
  const inputs = Array.from({ length: count }, () =>
    d.chance(0.5) ? steps : d.int(1, steps + (d.chance(0.03) ? 1 : 0)),
  );
  const logits = d.tensor({ types: [d.pick(wide)], shape: isBatched ? [steps, batch, labels] : [steps, labels] });
  const form = d.chance(0.5);
  return [
    `(${logits}).log_softmax(-1)`,
    asVector ? targets : `${targets}.reshape(${count},${widest})`,
    form ? `torch.tensor(${list(inputs)})` : tuple(inputs),
    form ? `torch.tensor(${list(lengths)})` : tuple(lengths),
    `blank=${d.chance(0.03) ? labels : blank}`,
  ];
};
builder.near(
  "F.ctc_loss",
  (d) => [
    ...alignments(d),
    ...keywords(d, 0.6, () => `reduction="${d.pick(["none", "sum", "mean"])}"`),
    ...keywords(d, 0.4, () => `zero_infinity=${d.bool()}`),
  ],
  { slack: 20 },
);
builder.near(
  "ctc_loss",
  (d) => [
    ...alignments(d),
    ...keywords(d, 0.6, () => `reduction=${d.int(0, 2)}`),
    ...keywords(d, 0.4, () => `zero_infinity=${d.bool()}`),
  ],
  { slack: 20 },
);
