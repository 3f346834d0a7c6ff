/** What cases of linear algebra are made of. */
import type { Draw, TypeName } from "../draw.ts";

/** Results of many roundings. */
export const loose = { slack: 20 };
export const wide: readonly TypeName[] = ["f64", "f64", "f32"];
export const size = (d: Draw): number => d.int(1, 4);
export const lead = (d: Draw): number[] => (d.chance(0.5) ? [] : d.shape(1, 2).map((n) => Math.min(n, 3)));
/** Now and then a dtype that no decomposition has. */
export const typeOf = (d: Draw): TypeName =>
  d.chance(0.06) ? d.pick<TypeName>(["f16", "i64", "b8", "bf16"]) : d.pick(wide);
export const keywords = (d: Draw, probability: number, make: () => string): string[] =>
  d.chance(probability) ? [make()] : [];

/** Rows and columns; square where it has to be, but for one case in thirty. */
export function sizes(d: Draw, square: boolean): number[] {
  const n = d.chance(0.03) ? 0 : size(d);
  if (!square) return [n, d.chance(0.03) ? 0 : size(d)];
  return d.chance(0.03) ? [n, n + 1] : [n, n];
}

/** A tensor of matrices made by a function of the prelude; one case in forty has too few dimensions. */
export function matrices(d: Draw, maker: string, square: boolean, type = typeOf(d), batch = lead(d)): string {
  const shape = d.chance(0.025) ? [size(d)] : [...batch, ...sizes(d, square)];
  const contiguous = maker === "singular";
  return `${maker}(${d.tensor({ types: [type], shape, kind: "unit", contiguous })})`;
}

/** Right-hand sides of as many rows, which broadcast with the matrices. */
export function sides(d: Draw, type: TypeName, batch: readonly number[], rows: number): string {
  const other = d.chance(0.04) ? d.pick<TypeName>(["f32", "i64"]) : type;
  const shape = [...d.broadcastable(batch), d.chance(0.03) ? rows + 1 : rows, size(d)];
  return d.tensor({ types: [other], shape, kind: "normal" });
}
