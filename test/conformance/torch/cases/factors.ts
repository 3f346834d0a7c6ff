/** LU factors, and what is solved with them. */
import type { Draw, TypeName } from "../draw.ts";
import { keywords, lead, loose, matrices, sides, size, typeOf, wide } from "./matrices.ts";
import { TableBuilder } from "./table.ts";

const builder = new TableBuilder();
export const factorizations = builder.table;

/** What linalg.lu_factor gives of spread matrices: one case in forty hands the exchanges on in another dtype. */
const factors = (d: Draw, type: TypeName, batch: readonly number[], n: number): string => {
  const matrix = d.tensor({ types: [type], shape: [...batch, n, n], kind: "unit" });
  return `*factored(spread(${matrix})${d.chance(0.025) ? ", torch.int64" : ""})`;
};
builder.near(
  "linalg.lu_factor_ex linalg.lu_factor",
  (d) => [matrices(d, d.pick(["spread", "spread", "spread", "singular"]), false)],
  loose,
);
builder.near("lu", (d) => [matrices(d, "spread", false), ...keywords(d, 0.3, () => `get_infos=${d.bool()}`)], loose);
builder.near("linalg.lu", (d) => [matrices(d, d.pick(["spread", "spread", "singular"]), false)], loose);
builder.near(
  "lu_unpack",
  (d) => [
    factors(d, d.pick(wide), lead(d), size(d)),
    ...keywords(d, 0.2, () => `unpack_data=${d.bool()}`),
    ...keywords(d, 0.2, () => `unpack_pivots=${d.bool()}`),
  ],
  loose,
);
builder.near(
  "linalg.lu_solve",
  (d) => {
    const [type, batch, n] = [d.pick(wide), lead(d), size(d)];
    const left = d.chance(0.6);
    const b = left
      ? sides(d, type, batch, n)
      : d.tensor({ types: [type], shape: [...d.broadcastable(batch), size(d), d.chance(0.03) ? n + 1 : n] });
    return [
      factors(d, type, batch, n),
      b,
      ...(left ? [] : ["left=False"]),
      ...keywords(d, 0.4, () => `adjoint=${d.bool()}`),
    ];
  },
  loose,
);
builder.near(
  "lu_solve",
  (d) => {
    const [type, batch, n] = [d.pick(wide), lead(d), size(d)];
    return [sides(d, type, batch, n), factors(d, type, batch, n)];
  },
  loose,
);
builder.near(
  "linalg.solve_ex",
  (d) => {
    const [type, batch, n] = [typeOf(d), lead(d), size(d)];
    const left = d.chance(0.7);
    const b = left
      ? d.chance(0.2)
        ? d.tensor({ types: [type], shape: [n] })
        : sides(d, type, batch, n)
      : d.tensor({ types: [type], shape: [...d.broadcastable(batch), size(d), d.chance(0.03) ? n + 1 : n] });
    const maker = d.pick(["spread", "spread", "spread", "singular"]);
    if (maker === "singular") d.wantsGradient = false;
    const matrix = d.tensor({ types: [type], shape: [...batch, n, d.chance(0.03) ? n + 1 : n], kind: "unit" });
    return [`${maker}(${matrix})`, b, ...(left ? [] : ["left=False"])];
  },
  { ...loose, shown: "where_solved" },
);
