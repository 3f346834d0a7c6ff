/** Losses of torch and torch.nn.functional. */
import { type Draw, type TypeName, tuple, wideFloats } from "../draw.ts";
import { TableBuilder } from "./table.ts";

const builder = new TableBuilder();
export const losses = builder.table;
const near = builder.near.bind(builder);

const oneType = (d: Draw): readonly TypeName[] => [d.type(wideFloats)];
const reduction = (d: Draw): string => `reduction="${d.pick(["none", "mean", "sum"])}"`;
/** As torch.* functions take it. */
const reductionNumber = (d: Draw): string => `reduction=${d.int(0, 2)}`;

near("F.mse_loss F.l1_loss", (d) => {
  const [types, shape] = [oneType(d), d.shape()];
  return [
    d.tensor({ types, shape }),
    d.tensor({ types, shape: d.chance(0.1) ? d.broadcastable(shape) : shape, grad: false }),
    reduction(d),
  ];
});
near("F.smooth_l1_loss", (d) => {
  const [types, shape] = [oneType(d), d.shape()];
  return [
    d.tensor({ types, shape }),
    d.tensor({ types, shape, grad: false }),
    reduction(d),
    ...(d.chance(0.5) ? [`beta=${d.number(0, 3)}`] : []),
  ];
});
near("F.huber_loss", (d) => {
  const [types, shape] = [oneType(d), d.shape()];
  return [
    d.tensor({ types, shape }),
    d.tensor({ types, shape, grad: false }),
    reduction(d),
    ...(d.chance(0.5) ? [`delta=${d.number(0, 3)}`] : []),
  ];
});
near("F.binary_cross_entropy", (d) => {
  const [types, shape] = [oneType(d), d.shape()];
  const input = d.tensor({ types, shape, kind: d.chance(0.95) ? "probability" : "normal" });
  const weight = d.chance(0.3) ? [`weight=${d.tensor({ types, shape, grad: false, kind: "positive" })}`] : [];
  return [input, d.tensor({ types, shape, kind: "probability", grad: false }), ...weight, reduction(d)];
});
near("F.binary_cross_entropy_with_logits", (d) => {
  const [types, shape] = [oneType(d), d.shape()];
  const weight = d.chance(0.3) ? [`weight=${d.tensor({ types, shape, grad: false, kind: "positive" })}`] : [];
  const positive = d.chance(0.3) ? [`pos_weight=${d.tensor({ types, shape, grad: false, kind: "positive" })}`] : [];
  return [
    d.tensor({ types, shape }),
    d.tensor({ types, shape, kind: "probability", grad: false }),
    ...weight,
    reduction(d),
    ...positive,
  ];
});
near("binary_cross_entropy_with_logits", (d) => {
  const [types, shape] = [oneType(d), d.shape()];
  return [d.tensor({ types, shape }), d.tensor({ types, shape, kind: "probability", grad: false }), reductionNumber(d)];
});
near("F.kl_div kl_div", (d) => {
  const [types, shape] = [oneType(d), d.filledShape(1, 3)];
  const logTarget = d.chance(0.4) ? ["log_target=True"] : [];
  const target = d.tensor({ types, shape, kind: "probability", grad: false });
  return [d.tensor({ types, shape }), target, ...logTarget];
});

/** Classes for each place; one in five is the ignored one where that is named. */
function classes(d: Draw, shape: readonly number[], count: number, ignored?: number): string {
  const size = shape.reduce((all, n) => all * n, 1);
  const values = Array.from({ length: size }, () =>
    ignored !== undefined && d.chance(0.2) ? ignored : d.int(0, count - 1),
  );
  if (size > 0 && d.chance(0.02)) values[0] = count;
  return `torch.tensor([${values}],dtype=i64).reshape(${tuple(shape)})`;
}
near("F.nll_loss F.cross_entropy", (d) => {
  const types = oneType(d);
  const [n, c] = [d.int(1, 5), d.int(1, 5)];
  const places = d.chance(0.3) ? d.filledShape(1, 2) : [];
  const ignored = d.chance(0.3) ? d.pick([-100, 1]) : undefined;
  return [
    d.tensor({ types, shape: [n, c, ...places] }),
    classes(d, [n, ...places], c, ignored),
    ...(d.chance(0.4)
      ? [`weight=${d.tensor({ types, shape: [c], kind: "positive", grad: false, contiguous: true })}`]
      : []),
    ...(ignored === undefined ? [] : [`ignore_index=${ignored}`]),
    reduction(d),
  ];
});
near("cosine_embedding_loss", (d) => {
  const types = oneType(d);
  const [n, m] = [d.int(1, 4), d.int(1, 5)];
  const signs = Array.from({ length: n }, () => d.pick([-1, 1]));
  return [
    d.tensor({ types, shape: [n, m] }),
    d.tensor({ types, shape: [n, m] }),
    `torch.tensor([${signs}])`,
    "0.2",
    reductionNumber(d),
  ];
});
near("hinge_embedding_loss", (d) => {
  const [types, n] = [oneType(d), d.int(1, 6)];
  const signs = Array.from({ length: n }, () => d.pick([-1, 1]));
  return [d.tensor({ types, shape: [n] }), `torch.tensor([${signs}])`, d.number(0, 2), reductionNumber(d)];
});
near("margin_ranking_loss", (d) => {
  const [types, n] = [oneType(d), d.int(1, 6)];
  const signs = Array.from({ length: n }, () => d.pick([-1, 1]));
  return [
    d.tensor({ types, shape: [n] }),
    d.tensor({ types, shape: [n] }),
    `torch.tensor([${signs}])`,
    d.number(0, 2),
    reductionNumber(d),
  ];
});
near("poisson_nll_loss", (d) => {
  const [types, shape] = [oneType(d), d.filledShape(0, 2)];
  return [
    d.tensor({ types, shape, kind: "positive" }),
    d.tensor({ types, shape, kind: "positive", grad: false }),
    d.bool(),
    d.bool(),
    "1e-8",
    String(d.int(0, 2)),
  ];
});
