/** To the nearest integer, halves to the even one (C's nearbyint). */
export function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest < 0.5) return floor === 0 && x < 0 ? -0 : floor;
  if (rest > 0.5) return floor === -1 ? -0 : floor + 1;
  if (rest !== 0.5) return x;
  return floor % 2 === 0 ? floor : floor === -1 ? -0 : floor + 1;
}
