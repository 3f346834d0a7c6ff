/** Rows that are hard to normalize, and how far a result lies from what exact arithmetic gives. */

/** Repeatable draws: xorshift32 and Box-Muller. */
export function draws(seed: number): () => number {
  let state = seed | 1;
  const uniform = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return ((state >>> 0) + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Kinds of rows by name; each makes element `i` of a row from a normal draw. */
export const rowKinds: Readonly<Record<string, (normal: number, i: number) => number>> = {
  normal: (z) => z,
  constant: () => 3.7,
  "offset 1e4": (z) => 1e4 + z,
  "offset 1e6, spread 1e-1": (z) => 1e6 + z / 10,
  "tiny variance": (z) => 1 + z * 1e-6,
  "outlier first": (z, i) => (i === 0 ? 1e5 : z),
  "sixteen outliers first": (z, i) => (i < 16 ? 1e4 + z : z),
  subnormal: (z) => z * 1e-40,
  huge: (z) => z * 1e30,
  largest: (z) => Math.sign(z) * 3e38,
  "one NaN": (z, i) => (i === 5 ? Number.NaN : z),
  "one infinity": (z, i) => (i === 7 ? Number.POSITIVE_INFINITY : z),
};

export function fillRows(kind: string, rows: number, features: number, seed = 1): Float32Array {
  const draw = draws(seed);
  const make = rowKinds[kind];
  return Float32Array.from({ length: rows * features }, (_, i) => make(draw(), i % features));
}

/** The largest |a - b|; two NaNs agree, one NaN alone is an infinite error. */
export function worstError(found: ArrayLike<number>, exact: ArrayLike<number>): number {
  let worst = 0;
  for (let i = 0; i < exact.length; i++) {
    const [a, b] = [found[i], exact[i]];
    if (a === b || (Number.isNaN(a) && Number.isNaN(b))) continue;
    const error = Math.abs(a - b);
    if (!(error <= worst)) worst = Number.isNaN(error) ? Number.POSITIVE_INFINITY : error;
  }
  return worst;
}
