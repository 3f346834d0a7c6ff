/** What all kernels are made of. Addresses are bytes in the one memory; a vector is four float32 lanes. */

// Two builds of the same sources: the option --use RELAXED=1 is given to one of them.
// @ts-ignore: decorator
@inline
export const isRelaxed: bool = isDefined(RELAXED);

/** a * b + c: fused where the machine and the build allow it, else rounded twice. */
// @ts-ignore: decorator
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (isRelaxed) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** The same for two doubles. */
// @ts-ignore: decorator
@inline
export function multiplyAddDoubles(a: v128, b: v128, c: v128): v128 {
  if (isRelaxed) return f64x2.relaxed_madd(a, b, c);
  return f64x2.add(f64x2.mul(a, b), c);
}

/** c - a * b, as above. */
// @ts-ignore: decorator
@inline
export function multiplySubtract(a: v128, b: v128, c: v128): v128 {
  if (isRelaxed) return f32x4.relaxed_nmadd(a, b, c);
  return f32x4.sub(c, f32x4.mul(a, b));
}

// @ts-ignore: decorator
@inline
export function load4(address: usize): v128 {
  return v128.load(address);
}

// @ts-ignore: decorator
@inline
export function store4(address: usize, value: v128): void {
  v128.store(address, value);
}

/** The lane-wise sum of four vectors, in pairs. */
// @ts-ignore: decorator
@inline
export function foldSum(a: v128, b: v128, c: v128, d: v128): v128 {
  return f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
}

/** The lane-wise sum of the squares of four vectors, in pairs. */
// @ts-ignore: decorator
@inline
export function foldSquares(a: v128, b: v128, c: v128, d: v128): v128 {
  return f32x4.add(multiplyAdd(b, b, f32x4.mul(a, a)), multiplyAdd(d, d, f32x4.mul(c, c)));
}

/** The sum of four lanes, in pairs. */
// @ts-ignore: decorator
@inline
export function sumOfLanes(v: v128): f32 {
  const pairs = f32x4.add(v, v128.shuffle<i32>(v, v, 2, 3, 0, 1));
  return f32x4.extract_lane(f32x4.add(pairs, v128.shuffle<i32>(pairs, pairs, 1, 0, 3, 2)), 0);
}

/** The sums of the lanes of four vectors, one a lane; each as sumOfLanes adds. */
// @ts-ignore: decorator
@inline
export function sumsOfLanes(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
  const cd = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
  const abHigh = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
  const cdHigh = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
  const even = f32x4.add(v128.shuffle<i64>(ab, cd, 0, 2), v128.shuffle<i64>(abHigh, cdHigh, 0, 2));
  const odd = f32x4.add(v128.shuffle<i64>(ab, cd, 1, 3), v128.shuffle<i64>(abHigh, cdHigh, 1, 3));
  return f32x4.add(even, odd);
}

// @ts-ignore: decorator
@inline
export function maxOfLanes(v: v128): f32 {
  const pairs = f32x4.max(v, v128.shuffle<i32>(v, v, 2, 3, 0, 1));
  return f32x4.extract_lane(f32x4.max(pairs, v128.shuffle<i32>(pairs, pairs, 1, 0, 3, 2)), 0);
}

/** The address of element `index` of a float32 array. */
// @ts-ignore: decorator
@inline
export function at(base: usize, index: i32): usize {
  return base + ((<usize>index) << 2);
}

/** Four rows of four elements, turned: steps are bytes. */
// @ts-ignore: decorator
@inline
export function transposeFour(from: usize, fromStep: usize, to: usize, toStep: usize): void {
  const a = load4(from);
  const b = load4(from + fromStep);
  const c = load4(from + 2 * fromStep);
  const d = load4(from + 3 * fromStep);
  const ab = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
  const cd = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
  const abHigh = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
  const cdHigh = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
  store4(to, v128.shuffle<i64>(ab, cd, 0, 2));
  store4(to + toStep, v128.shuffle<i64>(ab, cd, 1, 3));
  store4(to + 2 * toStep, v128.shuffle<i64>(abHigh, cdHigh, 0, 2));
  store4(to + 3 * toStep, v128.shuffle<i64>(abHigh, cdHigh, 1, 3));
}

/** The first two of four float32, as doubles. */
// @ts-ignore: decorator
@inline
export function lowHalf(v: v128): v128 {
  return f64x2.promote_low_f32x4(v);
}

/** The last two of four float32, as doubles. */
// @ts-ignore: decorator
@inline
export function highHalf(v: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<i32>(v, v, 2, 3, 0, 1));
}

/** The sum of two doubles. */
// @ts-ignore: decorator
@inline
export function sumOfTwo(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}

/** The least of the lanes, of two doubles or four singles. */
// @ts-ignore: decorator
@inline
export function leastOf<T>(v: v128): T {
  let least = v128.extract_lane<T>(v, 0);
  least = min<T>(least, v128.extract_lane<T>(v, 1));
  if (sizeof<T>() == 4) {
    least = min<T>(least, v128.extract_lane<T>(v, 2));
    least = min<T>(least, v128.extract_lane<T>(v, 3));
  }
  return least;
}

/** The greatest of the lanes. */
// @ts-ignore: decorator
@inline
export function greatestOf<T>(v: v128): T {
  let most = v128.extract_lane<T>(v, 0);
  most = max<T>(most, v128.extract_lane<T>(v, 1));
  if (sizeof<T>() == 4) {
    most = max<T>(most, v128.extract_lane<T>(v, 2));
    most = max<T>(most, v128.extract_lane<T>(v, 3));
  }
  return most;
}
