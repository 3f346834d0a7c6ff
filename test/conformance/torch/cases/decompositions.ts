/**
 * Factorizations of matrices and what is computed with them. What is unique only up to signs or an order is compared by what
 * it gives: the functions of the prelude that are named here take results apart.
 */
import type { Draw, TypeName } from "../draw.ts";
import { keywords, lead, loose, matrices, sides, size, typeOf, wide } from "./matrices.ts";
import { type Arguments, TableBuilder } from "./table.ts";

const builder = new TableBuilder();
export const decompositions = builder.table;

const few: Arguments = ["torch.tensor(1.0)"];
/** One argument in fifty has no dimensions at all, one in fifty holds what is not finite. */
function rare(d: Draw, args: Arguments, special = true): Arguments {
  if (d.chance(0.02)) return [...few, ...args.slice(1)];
  if (special && d.chance(0.02)) return [`${args[0]}*${d.pick(["inf", "nan"])}`, ...args.slice(1)];
  return args;
}

builder.near("svd", (d) => rare(d, [matrices(d, "spread", false), d.bool(), d.chance(0.8) ? "True" : "False"]), {
  ...loose,
  shown: "by_columns",
});
builder.near(
  "linalg.svd",
  (d) => rare(d, [matrices(d, "spread", false), ...keywords(d, 0.7, () => `full_matrices=${d.bool()}`)]),
  { ...loose, shown: "by_rows" },
);
builder.near("linalg.svdvals", (d) => rare(d, [matrices(d, "spread", false)]), loose);
builder.near(
  "linalg.eigh",
  (d) => rare(d, [matrices(d, "symmetric", true), ...keywords(d, 0.5, () => d.pick(['"U"', '"L"', '"l"', '"X"']))]),
  { ...loose, shown: "by_eigenvectors" },
);
builder.near(
  "linalg.eigvalsh",
  (d) => rare(d, [matrices(d, "symmetric", true), ...keywords(d, 0.5, () => `UPLO="${d.pick(["U", "L", "u"])}"`)]),
  loose,
);
builder.near("qr", (d) => [matrices(d, "spread", false), ...keywords(d, 0.5, () => d.bool())], loose);
builder.near(
  "slogdet linalg.slogdet",
  (d) => [matrices(d, d.pick(["spread", "spread", "plain", "singular"]), true)],
  loose,
);
builder.near("cholesky", (d) => [matrices(d, d.pick(definite), true), ...keywords(d, 0.5, () => d.bool())], loose);

builder.near("linalg.inv_ex", (d) => [matrices(d, d.pick(["spread", "spread", "singular"]), true)], {
  ...loose,
  shown: "where_defined",
});
builder.near(
  "linalg.cholesky_ex",
  (d) => {
    const maker = d.pick(definite);
    if (maker === "plain") d.wantsGradient = false;
    return [matrices(d, maker, true), ...keywords(d, 0.5, () => `upper=${d.bool()}`)];
  },
  { ...loose, shown: "where_defined" },
);
const definite = ["definite", "definite", "definite", "definite", "definite", "plain"];
const factor = (d: Draw, type: TypeName, batch: readonly number[], n: number): string =>
  `spread(${d.tensor({ types: [type], shape: [...batch, n, d.chance(0.03) ? n + 1 : n], kind: "unit" })})`;
builder.near(
  "cholesky_solve",
  (d) => {
    const [type, batch, n] = [typeOf(d), lead(d), size(d)];
    return [sides(d, type, batch, n), factor(d, type, batch, n), ...keywords(d, 0.5, () => `upper=${d.bool()}`)];
  },
  loose,
);
builder.near(
  "cholesky_inverse",
  (d) => [matrices(d, "spread", true), ...keywords(d, 0.5, () => `upper=${d.bool()}`)],
  loose,
);
builder.near(
  "linalg.solve_triangular",
  (d) => {
    const [type, batch, n] = [typeOf(d), lead(d), size(d)];
    const left = d.chance(0.6);
    const b = left
      ? sides(d, type, batch, n)
      : d.tensor({ types: [type], shape: [...d.broadcastable(batch), size(d), d.chance(0.03) ? n + 1 : n] });
    return [
      factor(d, type, batch, n),
      b,
      `upper=${d.bool()}`,
      ...(left ? [] : ["left=False"]),
      ...keywords(d, 0.3, () => `unitriangular=${d.bool()}`),
    ];
  },
  loose,
);

builder.near(
  "matrix_power linalg.matrix_power",
  (d) => {
    const power = d.int(-3, 5);
    return [matrices(d, power < 0 || d.chance(0.5) ? "spread" : "plain", true), String(power)];
  },
  loose,
);
builder.near(
  "matrix_exp linalg.matrix_exp",
  (d) => {
    // Of half types PyTorch reads coefficients past their end.
    const type = d.chance(0.05) ? d.pick<TypeName>(["i64", "b8"]) : d.pick(wide);
    return [matrices(d, d.pick(["plain", "plain", "spread"]), true, type)];
  },
  loose,
);
builder.near(
  "pinverse",
  (d) => [matrices(d, "spread", false), ...keywords(d, 0.4, () => d.pick(["1e-3", "0.3", "rcond=1e-6"]))],
  loose,
);
const tolerance = (d: Draw): string => d.pick(["0.0", "1e-3", "0.3", "2.0"]);
builder.near(
  "linalg.pinv linalg.matrix_rank",
  (d) => {
    const hermitian = d.chance(0.25);
    const input = hermitian
      ? matrices(d, "symmetric", true)
      : matrices(d, d.pick(["spread", "spread", "plain"]), false);
    return [
      input,
      ...keywords(d, 0.3, () => `atol=${tolerance(d)}`),
      ...keywords(d, 0.3, () => `rtol=${tolerance(d)}`),
      ...(hermitian ? ["hermitian=True"] : []),
    ];
  },
  loose,
);
builder.near(
  "linalg.cond",
  (d) => {
    const p = d.pick(["None", "2", "-2", '"fro"', '"nuc"', "1", "-1", "inf", "-inf", "3", '"what"']);
    const square = !["None", "2", "-2"].includes(p);
    if (!square) {
      // Of one column the ratio is one whatever the matrix, and its gradient rounding alone.
      const shape = [...lead(d), d.int(2, 4), d.int(2, 4)];
      return [`spread(${d.tensor({ types: [typeOf(d)], shape, kind: "unit" })})`, ...(p === "None" ? [] : [p])];
    }
    return [matrices(d, d.chance(0.9) ? "spread" : "singular", square), ...(p === "None" ? [] : [p])];
  },
  loose,
);
builder.near(
  "linalg.lstsq",
  (d) => {
    const type = typeOf(d);
    const batch = lead(d);
    const [m, n] = [size(d), size(d)];
    const driver = d.pick(["", "", '"gels"', '"gelsy"', '"gelsd"', '"gelss"', '"best"']);
    const rows = d.chance(0.03) ? m + 1 : m;
    const b = d.chance(0.2) ? [...batch, rows] : [...batch, rows, size(d)];
    return [
      `spread(${d.tensor({ types: [type], shape: [...batch, m, n], kind: "unit" })})`,
      d.tensor({ types: [type], shape: b, kind: "normal" }),
      ...keywords(d, 0.2, () => `rcond=${d.pick(["1e-4", "0.05"])}`),
      ...(driver === "" ? [] : [`driver=${driver}`]),
    ];
  },
  loose,
);
builder.near(
  "linalg.multi_dot",
  (d) => {
    const type = d.chance(0.1) ? "i64" : d.pick(wide);
    const count = d.chance(0.03) ? d.int(0, 1) : d.int(2, 5);
    const edges = Array.from({ length: count + 1 }, () => size(d));
    const factors = edges.slice(1).map((columns, i) => {
      const rows = d.chance(0.01) ? edges[i] + 1 : edges[i];
      const asVector = (i === 0 && d.chance(0.2)) || (i === count - 1 && d.chance(0.2));
      const other = d.chance(0.02) ? d.pick<TypeName>(["f32", "f64"]) : type;
      const shape = asVector ? [i === 0 ? columns : rows] : [rows, columns];
      return d.tensor({ types: [other], shape: d.chance(0.01) ? [2, ...shape, 1] : shape });
    });
    return [`[${factors.join(", ")}]`];
  },
  loose,
);
builder.near("linalg.cross", (d) => {
  const type = d.pick<TypeName>(["f32", "f64", "i64", "i32", "f16"]);
  const shape = d.filledShape(1, 3);
  const dim = d.int(0, shape.length - 1);
  shape[dim] = d.chance(0.95) ? 3 : 2;
  const other = shape.map((n, i) => (i !== dim && d.chance(0.15) ? 1 : n));
  const where = d.chance(0.03) ? shape.length : d.chance(0.5) ? dim : dim - shape.length;
  return [
    d.tensor({ types: [type], shape }),
    d.tensor({ types: [d.chance(0.95) ? type : "f64"], shape: d.chance(0.03) ? [...other, 3] : other }),
    ...(dim === shape.length - 1 && d.chance(0.5) ? [] : [`dim=${where}`]),
  ];
});
builder.near("linalg.vander", (d) => [
  d.tensor({ types: ["f32", "f64", "i64", "i32", "f64", "u8", "b8"], shape: d.shape(d.chance(0.95) ? 1 : 0, 3) }),
  ...keywords(d, 0.6, () => `N=${d.chance(0.9) ? d.int(2, 5) : d.int(-1, 1)}`),
]);
