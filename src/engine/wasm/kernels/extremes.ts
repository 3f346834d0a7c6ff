/** Where the least and the greatest value of a run of values lie. */
import { greatestOf, leastOf } from "./simd";

/** The position of the first value in [p, end) that is `wanted`, counted from `base`; -1 where there is none. */
// @ts-ignore: decorator
@inline
function firstOf<T>(p: usize, end: usize, wanted: T, base: usize): f64 {
  const all = v128.splat<T>(wanted);
  while (p + 16 <= end && !v128.any_true(v128.eq<T>(v128.load(p), all))) p += 16;
  for (; p < end; p += sizeof<T>()) if (load<T>(p) === wanted) return <f64>((p - base) / sizeof<T>());
  return -1;
}

// @ts-ignore: decorator
@inline
function firstNaN<T>(p: usize, end: usize, base: usize): f64 {
  for (; p < end; p += sizeof<T>()) if (load<T>(p) !== load<T>(p)) return <f64>((p - base) / sizeof<T>());
  return -1;
}

// @ts-ignore: decorator
@inline
function extremes<T>(x: usize, total: f64, runs: f64, from: i32, to: i32, out: usize): void {
  for (let run = from; run < to; run++, out += 24) {
    const start = x + <usize>floor<f64>((<f64>run * total) / runs) * sizeof<T>();
    const end = x + <usize>floor<f64>((<f64>(run + 1) * total) / runs) * sizeof<T>();
    let low = v128.splat<T>(<T>Infinity);
    let high = v128.splat<T>(<T>-Infinity);
    let odd = v128.splat<T>(0);
    let p = start;
    for (; p + 16 <= end; p += 16) {
      const v = v128.load(p);
      // NaN is neither less nor greater.
      low = v128.pmin<T>(low, v);
      high = v128.pmax<T>(high, v);
      odd = v128.or(odd, v128.ne<T>(v, v));
    }
    let least = leastOf<T>(low);
    let most = greatestOf<T>(high);
    let isOdd = v128.any_true(odd);
    for (; p < end; p += sizeof<T>()) {
      const v = load<T>(p);
      if (v < least) least = v;
      if (v > most) most = v;
      if (v !== v) isOdd = true;
    }
    store<f64>(out, firstOf<T>(start, end, least, x));
    store<f64>(out, firstOf<T>(start, end, most, x), 8);
    store<f64>(out, isOdd ? firstNaN<T>(start, end, x) : -1, 16);
  }
}

/**
 * For each of the runs [from, to) that `total` values fall into, three doubles: where its first least value, its first
 * greatest and its first NaN lie; -1 where there is none.
 */
export function runExtremes(x: usize, isDouble: i32, total: f64, runs: f64, from: i32, to: i32, out: usize): void {
  if (isDouble) extremes<f64>(x, total, runs, from, to, out);
  else extremes<f32>(x, total, runs, from, to, out);
}
