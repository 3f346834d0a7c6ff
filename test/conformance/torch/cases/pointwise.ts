/** Functions of one, two or three tensors, element by element. */
import { anyNumber, anyType, type Draw, floats, integers, type Kind, type TypeName } from "../draw.ts";
import { type Arguments, TableBuilder } from "./table.ts";

const builder = new TableBuilder();
const { near, exact } = bound(builder);
export const pointwise = builder.table;

function bound(to: TableBuilder): { near: TableBuilder["near"]; exact: TableBuilder["exact"] } {
  return { near: to.near.bind(to), exact: to.exact.bind(to) };
}

/** What the functions without half types take. */
const wideTypes: readonly TypeName[] = ["f32", "f32", "f64", "f64", "i64", "u8", "b8"];
const one =
  (types: readonly TypeName[], kind?: Kind) =>
  (d: Draw): Arguments => [d.tensor({ types, kind })];

exact(
  `abs absolute neg negative sign sgn square sqrt reciprocal deg2rad rad2deg floor ceil trunc fix frac logical_not
   isnan isinf isfinite isposinf isneginf signbit positive relu`,
  one(anyType),
);
exact("bitwise_not", one([...integers, "b8", "f32"]));
near(
  `rsqrt exp exp2 expm1 log log2 log10 log1p sin cos tan sinh cosh tanh asinh arcsinh acosh arccosh atan arctan erf erfc
   sigmoid sinc lgamma digamma selu`,
  one(anyType),
);
near("i0 special.i0 special.i0e special.i1 special.erfcx", one(wideTypes));
// PyTorch takes the logarithms of 1 - erfc / 2, and differences of Bessel functions, in the dtype.
near("special.log_ndtr", one(wideTypes), { slack: 8 });
near("special.ndtri", one(wideTypes, "probability"));
near(
  "polygamma special.polygamma",
  (d) => [String(d.int(0, 4)), d.tensor({ types: ["f32", "f64"], kind: "positive" })],
  {
    slack: 4,
  },
);
near("special.i1e", one(["f32", "f64"]), { slack: 25 });
// 1 + erf(x) cancels: the last bit of erf shows.
near("special.ndtr", one(anyType), { slack: 25 });
near("special.entr", (d) => [d.tensor({ types: anyType, kind: d.pick<Kind | undefined>(["probability", undefined]) })]);
near("asin arcsin acos arccos atanh arctanh erfinv", one(anyType, "unit"));
near("logit", (d) => [d.tensor({ types: anyType, kind: "probability" }), ...(d.chance(0.5) ? ["0.1"] : [])]);
exact("round", (d) => [d.tensor(), ...(d.chance(0.5) ? [`decimals=${d.int(-2, 3)}`] : [])]);
exact("nan_to_num", (d) => [
  d.tensor({ kind: "special", types: anyType }),
  ...(d.chance(0.5) ? [d.number()] : []),
  ...(d.chance(0.3) ? [`posinf=${d.number()}`] : []),
  ...(d.chance(0.3) ? [`neginf=${d.number()}`] : []),
]);
near("celu F.celu F.elu", (d) => [d.tensor({ types: floats }), ...(d.chance(0.6) ? [d.number(0.5, 3)] : [])]);
near("F.gelu", (d) => [
  d.tensor({ types: floats }),
  ...(d.chance(0.5) ? [`approximate="${d.pick(["tanh", "none"])}"`] : []),
]);
near("F.selu F.silu F.mish F.logsigmoid F.tanh F.sigmoid", one(floats));
exact("F.relu F.relu6", one(anyNumber));
near("F.hardsigmoid F.hardswish", one(floats));
near("F.glu", (d) => {
  const shape = d.filledShape(1, 4);
  const dim = d.axis(shape);
  if (d.chance(0.9)) shape[dim] *= 2;
  return [d.tensor({ types: floats, shape }), String(dim)];
});
near("F.leaky_relu", (d) => [d.tensor({ types: floats }), ...(d.chance(0.6) ? [d.number(-1, 1)] : [])]);
near("F.softplus", (d) => [
  d.tensor({ types: floats, kind: d.pick<Kind>(["normal", "large"]) }),
  ...(d.chance(0.6) ? [`beta=${d.number(1, 3)}`] : []),
  ...(d.chance(0.3) ? [`threshold=${d.number(1, 10)}`] : []),
]);
exact("hardshrink F.hardshrink F.softshrink", (d) => [
  d.tensor({ types: floats }),
  ...(d.chance(0.6) ? [d.number(0, 2)] : []),
]);
exact("F.hardtanh", (d) => [d.tensor({ types: floats }), ...(d.chance(0.6) ? [d.number(-2, 0), d.number(1, 2)] : [])]);
exact("threshold F.threshold", (d) => [d.tensor({ types: anyNumber }), d.number(), d.number()]);
near("prelu F.prelu", (d) => {
  const shape = d.filledShape(1, 4);
  const type = [d.type(floats)];
  const weights = d.chance(0.5) ? 1 : (shape[1] ?? 1);
  return [d.tensor({ types: type, shape }), d.tensor({ types: type, shape: [weights], contiguous: true })];
});

/** Two operands: tensors that broadcast, or a tensor and a number; one pair in thirty does not fit. */
function operands(d: Draw, types: readonly TypeName[], allowsNumber: boolean, kind?: Kind): [string, string] {
  const shape = d.shape();
  const mixes = d.chance(0.25);
  const type = d.type(types);
  const a = d.tensor({ types: [type], shape, kind });
  if (allowsNumber && d.chance(0.3)) return [a, d.number()];
  const other = d.chance(0.03) ? [...shape, 7] : d.broadcastable(shape);
  return [a, d.tensor({ types: mixes ? types : [type], shape: other, kind })];
}
const two =
  (types: readonly TypeName[], allowsNumber: boolean, kind?: Kind) =>
  (d: Draw): Arguments => [...operands(d, types, allowsNumber, kind)];
const withAlpha = (d: Draw): Arguments => [
  ...operands(d, anyType, true),
  ...(d.chance(0.4) ? [`alpha=${d.number()}`] : []),
];

near("add sub subtract rsub", withAlpha);
exact("mul multiply true_divide", two(anyType, true));
exact("div divide", (d) => [
  ...operands(d, anyType, true),
  ...(d.chance(0.5) ? [`rounding_mode=${d.pick(['"floor"', '"trunc"', "None", '"up"'])}`] : []),
]);
exact("floor_divide remainder fmod", two(anyNumber, true));
near("pow", (d) => {
  if (d.chance(0.15)) return [d.number(), d.tensor({ types: anyType })];
  return operands(d, anyType, true, d.pick<Kind | undefined>(["positive", undefined]));
});
near("float_power", two(anyType, true, "positive"));
exact("eq ne not_equal lt less le less_equal gt greater ge greater_equal", two(anyType, true));
exact("copysign", two(anyType, true));
exact("bitwise_and bitwise_or bitwise_xor", two([...integers, "b8"], false));
exact("bitwise_left_shift bitwise_right_shift", (d) => {
  const shape = d.shape();
  const type = [d.type(integers)];
  return [d.tensor({ types: type, shape }), d.chance(0.5) ? String(d.int(0, 6)) : d.tensor({ types: ["u8"], shape })];
});
near("xlogy", two(anyType, true));
exact("maximum minimum", two(anyType, false));
exact("fmax fmin", two(anyType, false));
near("atan2 arctan2", two(anyType, false));
near("hypot logaddexp logaddexp2", two(floats, false));
exact("nextafter", two(["f32", "f64"], false));
exact("heaviside", (d) => {
  const shape = d.shape();
  const types = [d.type(anyType)];
  return [d.tensor({ types, shape, grad: false }), d.tensor({ types, shape: d.broadcastable(shape), grad: false })];
});
exact("gcd lcm", two(integers, false));
exact("logical_and logical_or logical_xor", two(anyType, false));
exact("isclose allclose", (d) => [
  ...operands(d, [d.type(anyNumber)], false),
  ...(d.chance(0.4) ? [`rtol=${d.number(0, 1)}`] : []),
  ...(d.chance(0.4) ? [`atol=${d.number(0, 3)}`] : []),
  ...(d.chance(0.3) ? ["equal_nan=True"] : []),
]);
exact("equal", (d) => {
  const shape = d.shape(0, 2);
  const type = [d.type(anyType)];
  const a = d.tensor({ types: type, shape });
  return [a, d.chance(0.4) ? a : d.tensor({ types: type, shape: d.chance(0.8) ? shape : [2] })];
});

exact("clamp clip", (d) => {
  const shape = d.shape();
  const type = [d.type(anyNumber)];
  const low = d.chance(0.5) ? d.number(-3, 0) : "None";
  const high = d.chance(0.5) ? d.number(0, 3) : "None";
  if (d.chance(0.7)) return [d.tensor({ types: type, shape }), low, high];
  return [
    d.tensor({ types: type, shape }),
    d.tensor({ types: type, shape: d.broadcastable(shape) }),
    ...(d.chance(0.5) ? [d.tensor({ types: type, shape })] : []),
  ];
});
exact("clamp_min clamp_max", two(anyNumber, true));
exact("where", (d) => {
  const shape = d.shape();
  const condition = d.tensor({ types: ["b8"], shape: d.broadcastable(shape) });
  if (d.chance(0.05)) return [condition];
  const type = [d.type(anyType)];
  const side = (): string => (d.chance(0.25) ? d.number() : d.tensor({ types: type, shape: d.broadcastable(shape) }));
  return [condition, d.tensor({ types: type, shape }), side()];
});
exact("masked_fill", (d) => {
  const shape = d.shape();
  return [
    d.tensor({ types: anyType, shape }),
    d.tensor({ types: ["b8"], shape: d.broadcastable(shape) }),
    d.chance(0.8) ? d.number() : d.tensor({ types: ["f32"], shape: [] }),
  ];
});
near("lerp", (d) => {
  const shape = d.shape();
  const types = [d.type(floats)];
  const side = (): string => d.tensor({ types, shape: d.broadcastable(shape) });
  return [d.tensor({ types, shape }), side(), d.chance(0.5) ? d.number(0, 1) : side()];
});
near("addcmul addcdiv", (d) => {
  const shape = d.shape();
  const types = [d.type(d.chance(0.8) ? floats : integers)];
  const side = (): string => d.tensor({ types, shape: d.broadcastable(shape) });
  return [d.tensor({ types, shape }), side(), side(), ...(d.chance(0.5) ? [`value=${d.number()}`] : [])];
});
