/**
 * Fixed pseudo-normal numbers (the sum of four uniforms, scaled), the same in every session: what weighs outputs where a
 * scalar is needed. The user's own random stream is not touched.
 */
export function fixedNormals(count: number, seed: number): Float64Array {
  let state = (seed * 2654435761) >>> 0;
  const uniform = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const values = new Float64Array(count);
  for (let i = 0; i < count; i++) values[i] = (uniform() + uniform() + uniform() + uniform() - 2) * Math.sqrt(3);
  return values;
}
