/** Math.max and Math.min for integers of any size. */
export function largerOf(a: bigint, b: bigint): bigint {
  if (b > a) return b;
  return a;
}

export function smallerOf(a: bigint, b: bigint): bigint {
  if (b < a) return b;
  return a;
}
