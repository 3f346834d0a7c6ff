/** Products of matrices, linear algebra, distances. */
import { anyNumber, type Draw, type TypeName, wideFloats } from "../draw.ts";
import { type Arguments, TableBuilder } from "./table.ts";

const builder = new TableBuilder();
export const linear = builder.table;
const near = builder.near.bind(builder);

/** Half types are left out: their sums are rounded otherwise since 1.13. */
const types: readonly TypeName[] = [...wideFloats, ...wideFloats, "i64", "i32"];
const oneType = (d: Draw): readonly TypeName[] => [d.type(types)];
const size = (d: Draw): number => d.int(1, 5);
/** A size that now and then does not fit. */
const matching = (d: Draw, wanted: number): number => (d.chance(0.02) ? wanted + 1 : wanted);
const scales = (d: Draw): string[] => [
  ...(d.chance(0.3) ? [`beta=${d.int(0, 2)}`] : []),
  ...(d.chance(0.3) ? [`alpha=${d.int(-1, 3)}`] : []),
];

near("mm", (d) => {
  const own = oneType(d);
  const k = size(d);
  return [d.tensor({ types: own, shape: [size(d), k] }), d.tensor({ types: own, shape: [matching(d, k), size(d)] })];
});
near("bmm", (d) => {
  const own = oneType(d);
  const [b, k] = [size(d), size(d)];
  return [
    d.tensor({ types: own, shape: [b, size(d), k] }),
    d.tensor({ types: own, shape: [matching(d, b), k, size(d)] }),
  ];
});
near("matmul linalg.matmul", (d) => {
  const own = oneType(d);
  const k = size(d);
  const batch = d.filledShape(0, 2);
  const left = d.chance(0.2) ? [k] : [...batch, size(d), k];
  const right = d.chance(0.2) ? [matching(d, k)] : [...d.broadcastable(batch), matching(d, k), size(d)];
  return [d.tensor({ types: own, shape: left }), d.tensor({ types: own, shape: right })];
});
near("mv", (d) => {
  const own = oneType(d);
  const k = size(d);
  return [d.tensor({ types: own, shape: [size(d), k] }), d.tensor({ types: own, shape: [matching(d, k)] })];
});
near("dot vdot", (d) => {
  const own = oneType(d);
  const k = d.int(0, 20);
  return [d.tensor({ types: own, shape: [k] }), d.tensor({ types: own, shape: [matching(d, k)] })];
});
near("inner", (d) => {
  const own = oneType(d);
  const k = size(d);
  return [
    d.tensor({ types: own, shape: [...d.filledShape(0, 2), k] }),
    d.tensor({ types: own, shape: [...d.filledShape(0, 1), k] }),
  ];
});
near("outer ger", (d) => [
  d.tensor({ types: anyNumber, shape: [d.int(0, 5)] }),
  d.tensor({ types: anyNumber, shape: [size(d)] }),
]);
near("addmm", (d) => {
  const own = oneType(d);
  const [n, k, m] = [size(d), size(d), size(d)];
  const bias = d.pick([[n, m], [m], [1, m], [n, 1], []]);
  return [
    d.tensor({ types: own, shape: bias }),
    d.tensor({ types: own, shape: [n, k] }),
    d.tensor({ types: own, shape: [matching(d, k), m] }),
    ...scales(d),
  ];
});
near("addmv", (d) => {
  const own = oneType(d);
  const [n, k] = [size(d), size(d)];
  return [
    d.tensor({ types: own, shape: d.pick([[n], [1]]) }),
    d.tensor({ types: own, shape: [n, k] }),
    d.tensor({ types: own, shape: [k] }),
    ...scales(d),
  ];
});
near("addr", (d) => {
  const own = oneType(d);
  const [n, m] = [size(d), size(d)];
  return [
    d.tensor({ types: own, shape: [n, m] }),
    d.tensor({ types: own, shape: [n] }),
    d.tensor({ types: own, shape: [m] }),
    ...scales(d),
  ];
});
near("addbmm baddbmm", (d) => {
  const own = oneType(d);
  const [b, n, k, m] = [size(d), size(d), size(d), size(d)];
  return [
    d.tensor({
      types: own,
      shape: d.pick([
        [n, m],
        [1, m],
      ]),
    }),
    d.tensor({ types: own, shape: [b, n, k] }),
    d.tensor({ types: own, shape: [b, k, m] }),
    ...scales(d),
  ];
});
near("chain_matmul", (d) => {
  const own = oneType(d);
  const [a, b, c, e] = [size(d), size(d), size(d), size(d)];
  return [
    d.tensor({ types: own, shape: [a, b] }),
    d.tensor({ types: own, shape: [b, c] }),
    d.tensor({ types: own, shape: [c, e] }),
  ];
});
near("kron", (d) => [
  d.tensor({ types: anyNumber, shape: d.filledShape(0, 2) }),
  d.tensor({ types: anyNumber, shape: d.filledShape(0, 2) }),
]);
near("tensordot", (d) => {
  const own = oneType(d);
  const shared = d.filledShape(0, 2);
  return [
    d.tensor({ types: own, shape: [...d.filledShape(0, 2), ...shared] }),
    d.tensor({ types: own, shape: [...shared, ...d.filledShape(0, 2)] }),
    `dims=${shared.length}`,
  ];
});
near("einsum", (d) => {
  const own = oneType(d);
  const [i, j, k, b] = [size(d), size(d), size(d), size(d)];
  const x = (...shape: number[]): string => d.tensor({ types: own, shape });
  return d.pick<() => Arguments>([
    () => ['"ij,jk->ik"', x(i, j), x(j, k)],
    () => ['"bij,bjk->bik"', x(b, i, j), x(b, j, k)],
    () => ['"ij->ji"', x(i, j)],
    () => ['"ii->i"', x(i, i)],
    () => ['"ij->"', x(i, j)],
    () => ['"i,j->ij"', x(i), x(j)],
    () => ['"...ij,...jk"', x(b, i, j), x(b, j, k)],
    () => ['"bi,oij,bj->bo"', x(b, i), x(k, i, j), x(b, j)],
    () => ['"ij,ij->i"', x(i, j), x(i, j)],
  ])();
});
near("cross", (d) => {
  const own = oneType(d);
  const shape = [size(d), 3, size(d)];
  return [d.tensor({ types: own, shape }), d.tensor({ types: own, shape }), "dim=1"];
});
near("F.linear", (d) => {
  const own = [d.type(wideFloats)];
  const [k, out] = [size(d), size(d)];
  return [
    d.tensor({ types: own, shape: [...d.filledShape(0, 2), k] }),
    d.tensor({ types: own, shape: [out, matching(d, k)] }),
    ...(d.chance(0.5) ? [d.tensor({ types: own, shape: [out] })] : []),
  ];
});
near("bilinear F.bilinear", (d) => {
  const own = [d.type(wideFloats)];
  const [n, a, b, out] = [size(d), size(d), size(d), size(d)];
  return [
    d.tensor({ types: own, shape: [n, a] }),
    d.tensor({ types: own, shape: [n, b] }),
    d.tensor({ types: own, shape: [out, a, b] }),
    ...(d.chance(0.5) ? [d.tensor({ types: own, shape: [out] })] : []),
  ];
});

/** A matrix that is far from singular: the identity times four, added to draws. */
const regular = (d: Draw, type: TypeName, n: number): string =>
  `${d.tensor({ types: [type], shape: [n, n], kind: "unit" })} + 4*torch.eye(${n},dtype=${type})`;
near("det logdet inverse linalg.det linalg.inv linalg.slogdet linalg.svdvals", (d) => [
  regular(d, d.type(["f32", "f64"]), d.int(1, 4)),
]);
near("linalg.solve", (d) => {
  const type = d.type(["f32", "f64"]);
  const n = d.int(1, 4);
  return [regular(d, type, n), d.tensor({ types: [type], shape: d.chance(0.5) ? [n] : [n, size(d)] })];
});
near("linalg.cholesky", (d) => {
  const type = d.type(["f32", "f64"]);
  const n = d.int(1, 4);
  return [`(lambda a: a @ a.mT)(${regular(d, type, n)})`];
});
near("linalg.qr", (d) => [
  d.tensor({ types: [d.type(["f32", "f64"])], shape: [d.int(2, 4), d.int(1, 2)], kind: "normal", grad: false }),
]);
near("linalg.vecdot", (d) => {
  const own = [d.type(["f32", "f64"])];
  const shape = d.filledShape(1, 3);
  return [d.tensor({ types: own, shape }), d.tensor({ types: own, shape }), `dim=${d.dim(shape)}`];
});

near("cdist", (d) => {
  const own = [d.type(["f32", "f64"])];
  const m = size(d);
  return [
    d.tensor({ types: own, shape: [size(d), m] }),
    d.tensor({ types: own, shape: [size(d), m] }),
    d.pick(["2.0", "1.0", "3.0", "inf", "0.0"]),
    'compute_mode="donot_use_mm_for_euclid_dist"',
  ];
});
near("cosine_similarity F.cosine_similarity pairwise_distance F.pairwise_distance", (d) => {
  const own = [d.type(["f32", "f64"])];
  const shape = d.filledShape(2, 3);
  return [d.tensor({ types: own, shape }), d.tensor({ types: own, shape })];
});
