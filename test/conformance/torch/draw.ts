/** Seeded draws of shapes, dtypes, layouts and numbers, as Python text. */

export type TypeName = "f16" | "bf16" | "f32" | "f64" | "u8" | "i8" | "i16" | "i32" | "i64" | "b8";

export const floats: readonly TypeName[] = ["f32", "f32", "f32", "f32", "f64", "f64", "f16", "bf16"];
/** Where float16 is of no use: PyTorch 1.13 lacks the operation on the CPU. */
export const wideFloats: readonly TypeName[] = ["f32", "f32", "f64"];
export const integers: readonly TypeName[] = ["i64", "i64", "i32", "i16", "i8", "u8"];
export const anyNumber: readonly TypeName[] = [...floats, ...floats, ...integers];
export const anyType: readonly TypeName[] = [...anyNumber, "b8"];
const isFloat = (type: TypeName): boolean => floats.includes(type);

/** Which pool the values come from. */
export type Kind = "normal" | "positive" | "unit" | "probability" | "special" | "integer" | "natural" | "large";

const poolNames: Readonly<Record<Kind, string>> = {
  normal: "n",
  positive: "p",
  unit: "u",
  probability: "q",
  special: "s",
  integer: "i",
  natural: "w",
  large: "l",
};
export const poolSize = 1024;

export interface TensorOptions {
  readonly types?: readonly TypeName[];
  readonly shape?: readonly number[];
  readonly kind?: Kind;
  /** False for a tensor that no gradient is asked of: targets, masks, statistics. */
  readonly grad?: boolean;
  readonly contiguous?: boolean;
}

export class Draw {
  /** Whether this case asks for gradients too. */
  wantsGradient = false;
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** In [0, 1): the mulberry32 generator. */
  uniform(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let z = this.#state;
    z = Math.imul(z ^ (z >>> 15), z | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 2 ** 32;
  }

  /** From low to high, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.uniform() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.int(0, items.length - 1)];
  }

  /** A float's text, sometimes an integer's. */
  number(low = -3, high = 3): string {
    if (this.chance(0.3)) return String(this.int(Math.ceil(low), Math.floor(high)));
    const text = String(Math.round((low + this.uniform() * (high - low)) * 1000) / 1000);
    return text.includes(".") ? text : `${text}.0`;
  }

  bool(): string {
    return this.chance(0.5) ? "True" : "False";
  }

  /** Sizes of one to five, now and then a zero. */
  shape(minRank = 0, maxRank = 4): number[] {
    const rank = this.int(minRank, maxRank);
    const most = rank > 3 ? 3 : rank === 1 && this.chance(0.2) ? 40 : 5;
    return Array.from({ length: rank }, () => (this.chance(0.03) ? 0 : this.int(1, most)));
  }

  /** Sizes of at least one. */
  filledShape(minRank = 1, maxRank = 4): number[] {
    return this.shape(minRank, maxRank).map((size) => Math.max(size, 1));
  }

  /** A shape that broadcasts with another. */
  broadcastable(shape: readonly number[]): number[] {
    const kept = this.chance(0.6) ? [...shape] : shape.slice(this.int(0, shape.length));
    return kept.map((size) => (this.chance(0.2) ? 1 : size));
  }

  type(types: readonly TypeName[]): TypeName {
    return this.pick(types);
  }

  /** A dimension of a shape; one case in thirty is out of range. */
  dim(shape: readonly number[]): number {
    const rank = Math.max(shape.length, 1);
    if (this.chance(0.03)) return this.pick([rank, -rank - 1]);
    return this.int(-rank, rank - 1);
  }

  /** A dimension from zero up, in range. */
  axis(shape: readonly number[]): number {
    return this.int(0, Math.max(shape.length - 1, 0));
  }

  /** Different dimensions of a shape. */
  dims(shape: readonly number[]): number[] {
    const rank = shape.length;
    const all = shape.map((_, i) => i).filter(() => this.chance(0.6));
    return all.map((dim) => (this.chance(0.3) ? dim - rank : dim));
  }

  tensor({
    types = anyNumber,
    shape = this.shape(),
    kind,
    grad = true,
    contiguous = false,
  }: TensorOptions = {}): string {
    const type = this.type(types);
    const wanted = kind ?? (isFloat(type) ? (this.chance(0.08) ? "special" : "normal") : "integer");
    const pool = type === "u8" ? "natural" : isFloat(type) || kind === "natural" ? wanted : "integer";
    const layout = contiguous ? "c" : this.#layout(shape);
    const count = shape.reduce((product, size) => product * size, 1) * 2 + 50;
    const at = this.int(0, Math.max(poolSize - count, 0));
    const leaf = this.wantsGradient && grad && isFloat(type) ? ",1" : "";
    return `t(${type},${tuple(shape)},"${layout}",${at},"${poolNames[pool]}"${leaf})`;
  }

  #layout(shape: readonly number[]): string {
    const rank = shape.length;
    if (rank === 0 || this.chance(0.4)) return "c";
    const usable = ["s", "o", "f", ...(shape[0] > 0 ? ["e"] : []), ...(rank > 1 ? ["t", "t", "p"] : [])];
    return this.pick(usable);
  }
}

export const tuple = (items: readonly (number | string)[]): string =>
  items.length === 1 ? `(${items[0]},)` : `(${items.join(",")})`;
export const list = (items: readonly (number | string)[]): string => `[${items.join(",")}]`;

/** The pools' text: the values that tensors are cut from. */
export function poolsText(): string {
  const draw = new Draw(20_240_607);
  const many = (next: () => string): string => `[${Array.from({ length: poolSize }, next).join(",")}]`;
  const between = (low: number, high: number) => () => {
    const text = String(low + draw.uniform() * (high - low));
    return /[.e]/.test(text) ? text : `${text}.0`;
  };
  const specials = ["nan", "inf", "-inf", "0.0", "-0.0", "1e-40", "3.0e38", "-1.0", "1.0", "0.5", "-2.5", "65519.0"];
  const normal = between(-3, 3);
  const pools: Readonly<Record<Kind, () => string>> = {
    normal,
    positive: between(0.01, 3),
    unit: between(-0.999, 0.999),
    probability: between(0.001, 0.999),
    special: () => (draw.chance(0.3) ? draw.pick(specials) : normal()),
    integer: () => String(draw.chance(0.2) ? 0 : draw.int(-9, 9)),
    natural: () => String(draw.int(0, 12)),
    large: between(-200, 200),
  };
  // The keys of a record over Kind are kinds.
  const entries = Object.entries(pools).map(([kind, next]) => `    "${poolNames[kind as Kind]}": ${many(next)},`);
  return `nan, inf = float("nan"), float("inf")\npools = {\n${entries.join("\n")}\n}\n`;
}
