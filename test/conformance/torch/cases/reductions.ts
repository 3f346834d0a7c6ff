/** Reductions over all dimensions or some, scans, and counts. */
import { anyNumber, anyType, type Draw, floats, integers, type Kind, type TypeName, tuple } from "../draw.ts";
import { type Arguments, TableBuilder } from "./table.ts";

const builder = new TableBuilder();
export const reductions = builder.table;

const keep = (d: Draw): string[] => (d.chance(0.4) ? [`keepdim=${d.bool()}`] : []);

/** All, one dimension, or several. */
function someDims(types: readonly TypeName[], several: boolean, all = true, kind?: Kind): (d: Draw) => Arguments {
  return (d) => {
    const shape = d.shape();
    const x = d.tensor({ types, shape, kind });
    if (all && d.chance(0.25)) return [x];
    if (several && d.chance(0.5)) return [x, `dim=${tuple(d.dims(shape))}`, ...keep(d)];
    return [x, `dim=${d.dim(shape)}`, ...keep(d)];
  };
}
const withType = (make: (d: Draw) => Arguments) => (d: Draw) => {
  const type = d.chance(0.2) ? [`dtype=${d.pick(["f64", "f32", "i64"])}`] : [];
  return [...make(d), ...type];
};

builder.near("sum nansum", withType(someDims(anyType, true)));
builder.near("mean nanmean", withType(someDims(floats, true)));
builder.near("prod", withType(someDims(anyType, false)));
builder.exact("amax amin", someDims(anyType, true));
builder.exact("max min", (d) => {
  if (d.chance(0.15)) {
    const shape = d.shape();
    const types = [d.type(anyType)];
    return [d.tensor({ types, shape }), d.tensor({ types, shape: d.broadcastable(shape) })];
  }
  return someDims(anyType, false)(d);
});
builder.exact("median nanmedian argmax argmin", someDims(anyNumber, false));
builder.exact("aminmax", someDims(anyType, false));
builder.exact("all any", someDims(anyType, false));
builder.exact("count_nonzero", someDims(anyType, true));
builder.near("logsumexp", someDims(anyNumber, true, false));
builder.near("var std var_mean std_mean", (d) => {
  const args = [...someDims(floats, true)(d)];
  if (d.chance(0.4)) args.push(d.chance(0.5) ? "unbiased=False" : `correction=${d.int(0, 2)}`);
  if (args.length === 2 && args[1]?.startsWith("correction")) args.push("dim=None");
  return args;
});
builder.near("norm", (d) => {
  const shape = d.shape();
  const x = d.tensor({ types: floats, shape });
  const p = d.pick(["2", "1", "0", "3", "inf", "-inf", '"fro"', "1.5"]);
  return d.chance(0.3)
    ? [x, p]
    : [x, p, d.chance(0.5) ? `dim=${d.dim(shape)}` : `dim=${tuple(d.dims(shape))}`, ...keep(d)];
});
builder.near("linalg.vector_norm", (d) => {
  const shape = d.shape();
  return [
    d.tensor({ types: floats, shape }),
    d.pick(["2", "1", "0", "3", "inf", "-inf", "1.5", "-1"]),
    ...(d.chance(0.6) ? [d.chance(0.5) ? `dim=${d.dim(shape)}` : `dim=${tuple(d.dims(shape))}`, ...keep(d)] : []),
  ];
});
builder.near("linalg.matrix_norm", (d) => [
  d.tensor({ types: ["f32", "f64"], shape: d.filledShape(2, 3) }),
  d.pick(['"fro"', "1", "-1", "inf", "-inf", '"nuc"', "2", "-2"]),
  ...keep(d),
]);
builder.near("linalg.norm", (d) => [
  d.tensor({ types: ["f32", "f64"], shape: d.filledShape(1, 2) }),
  ...(d.chance(0.6) ? [d.pick(["1", "2", "inf", "-inf"])] : []),
]);
builder.near("dist", (d) => {
  const shape = d.shape();
  const types = [d.type(["f32", "f64"])];
  return [
    d.tensor({ types, shape }),
    d.tensor({ types, shape: d.broadcastable(shape) }),
    d.pick(["2", "1", "0", "3", "inf", "1.5"]),
  ];
});
builder.near("quantile nanquantile", (d) => {
  const shape = d.filledShape(1, 3);
  const type = d.type(["f32", "f64"]);
  const q = d.chance(0.5) ? String(d.int(0, 20) / 20) : `torch.tensor([0.0,0.25,${d.int(0, 100) / 100}],dtype=${type})`;
  return [
    d.tensor({ types: [type], shape }),
    q,
    ...(d.chance(0.6) ? [`dim=${d.dim(shape)}`, ...keep(d)] : []),
    ...(d.chance(0.4) ? [`interpolation="${d.pick(["linear", "lower", "higher", "nearest", "midpoint"])}"`] : []),
  ];
});
builder.near(
  "cumsum cumprod",
  withType((d) => {
    const shape = d.shape();
    return [d.tensor({ types: anyType, shape }), String(d.dim(shape))];
  }),
);
builder.near("logcumsumexp", (d) => {
  const shape = d.shape();
  return [d.tensor({ types: ["f32", "f64"], shape }), String(d.dim(shape))];
});
builder.exact("cummax cummin", (d) => {
  const shape = d.shape();
  return [d.tensor({ types: anyNumber, shape }), String(d.dim(shape))];
});
builder.exact("mode", (d) => {
  const shape = d.filledShape(0, 3);
  return [d.tensor({ types: integers, shape }), String(d.dim(shape)), ...keep(d)];
});
builder.near("cov corrcoef", (d) => [d.tensor({ types: ["f32", "f64"], shape: d.filledShape(1, 2) })]);
builder.near("trapezoid", (d) => {
  const shape = d.filledShape(1, 3);
  return [
    d.tensor({ types: ["f32", "f64"], shape }),
    ...(d.chance(0.5) ? [`dx=${d.number(0, 2)}`] : []),
    `dim=${d.dim(shape)}`,
  ];
});
builder.near("cumulative_trapezoid", (d) => {
  const shape = d.filledShape(1, 3);
  const y = d.tensor({ types: ["f32", "f64"], shape });
  const dim = `dim=${d.dim(shape)}`;
  if (d.chance(0.3)) return [y, d.tensor({ types: ["f64"], shape, grad: false }), dim];
  return [y, ...(d.chance(0.5) ? [`dx=${d.number(0, 2)}`] : []), dim];
});
builder.near("diff", (d) => {
  const shape = d.filledShape(1, 3);
  return [d.tensor({ types: anyNumber, shape }), `n=${d.int(0, 2)}`, `dim=${d.dim(shape)}`];
});
builder.near("softmax log_softmax F.softmax F.log_softmax F.softmin", (d) => {
  const shape = d.shape();
  const dtype = d.chance(0.2) ? ["dtype=f64"] : [];
  return [
    d.tensor({ types: floats, shape, kind: d.pick<Kind>(["normal", "normal", "large"]) }),
    `dim=${d.dim(shape)}`,
    ...dtype,
  ];
});
builder.near("renorm", (d) => {
  const shape = d.filledShape(2, 3);
  return [d.tensor({ types: ["f32", "f64"], shape }), d.pick(["1", "2", "3.0"]), String(d.axis(shape)), d.number(1, 3)];
});
builder.near("F.normalize", (d) => {
  const shape = d.filledShape(1, 4);
  return [d.tensor({ types: ["f32", "f64"], shape }), `p=${d.pick(["1", "2", "3.0"])}`, `dim=${d.dim(shape)}`];
});
builder.near("bincount", (d) => [
  d.tensor({ types: ["i64", "i32", "u8"], kind: "natural", shape: [d.int(0, 12)] }),
  ...(d.chance(0.3) ? [`minlength=${d.int(0, 20)}`] : []),
]);
builder.exact("histc", (d) => [
  d.tensor({ types: ["f32", "f64"], shape: d.shape(0, 2), grad: false, kind: "normal" }),
  `bins=${d.int(1, 12)}`,
  ...(d.chance(0.5) ? [`min=${d.number(-3, 0)}`, `max=${d.number(1, 3)}`] : []),
]);
builder.near("histogram", (d) => [
  d.tensor({ types: ["f32", "f64"], shape: [d.int(1, 30)], grad: false, kind: "normal" }),
  `bins=${d.int(1, 12)}`,
  ...(d.chance(0.5) ? [`range=(${d.int(-3, -1)}.0,${d.int(1, 3)}.0)`] : []),
  ...(d.chance(0.3) ? ["density=True"] : []),
]);
