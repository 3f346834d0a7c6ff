/**
 * Softmax along rows of float32 and its gradient. Sums run over sixteen lanes that are folded in halves, as PyTorch's
 * vectors do, so that results have its digits.
 */
import { exp4 } from "./functions";
import { room } from "./room";
import { load4, maxOfLanes, multiplySubtract, store4, sumOfLanes } from "./simd";

/** Adds what a row's last elements left over, then folds the sixteen sums. */
// @ts-ignore: decorator
@inline
function fold(s0: v128, s1: v128, s2: v128, s3: v128): f32 {
  return sumOfLanes(f32x4.add(f32x4.add(s0, s2), f32x4.add(s1, s3)));
}

/** The largest of a row, NaN where it holds one. */
function largest(row: usize, bytes: usize): f32 {
  let most = v128.load(row);
  let i: usize = 16;
  for (; i + 16 <= bytes; i += 16) most = f32x4.max(most, load4(row + i));
  let result = maxOfLanes(most);
  for (; i < bytes; i += 4) result = max(result, load<f32>(row + i));
  return result;
}

/** out = exp(row - shift), and its sum. Rows have sixteen elements at least. out may be the row, or 0: not wanted. */
function exponentials(row: usize, out: usize, bytes: usize, shift: f32): f32 {
  const m = f32x4.splat(shift);
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  let s2 = f32x4.splat(0);
  let s3 = f32x4.splat(0);
  let i: usize = 0;
  for (; i + 64 <= bytes; i += 64) {
    const a = exp4(f32x4.sub(load4(row + i), m));
    const b = exp4(f32x4.sub(load4(row + i + 16), m));
    const c = exp4(f32x4.sub(load4(row + i + 32), m));
    const d = exp4(f32x4.sub(load4(row + i + 48), m));
    if (out !== 0) {
      store4(out + i, a);
      store4(out + i + 16, b);
      store4(out + i + 32, c);
      store4(out + i + 48, d);
    }
    s0 = f32x4.add(s0, a);
    s1 = f32x4.add(s1, b);
    s2 = f32x4.add(s2, c);
    s3 = f32x4.add(s3, d);
  }
  if (i < bytes) {
    // Sixteen sums in memory, where the elements of a last partial vector find theirs.
    store4(room, s0);
    store4(room + 16, s1);
    store4(room + 32, s2);
    store4(room + 48, s3);
    for (let lane = room; i < bytes; i += 4, lane += 4) {
      const e = f32x4.extract_lane(exp4(f32x4.splat(load<f32>(row + i) - shift)), 0);
      if (out !== 0) store<f32>(out + i, e);
      store<f32>(lane, load<f32>(lane) + e);
    }
    s0 = load4(room);
    s1 = load4(room + 16);
    s2 = load4(room + 32);
    s3 = load4(room + 48);
  }
  return fold(s0, s1, s2, s3);
}

export function softmaxForward(x: usize, y: usize, rows: i32, length: i32): void {
  const bytes = (<usize>length) << 2;
  for (let r = 0; r < rows; r++, x += bytes, y += bytes) {
    const inverse: f32 = 1 / exponentials(x, y, bytes, largest(x, bytes));
    const scale = f32x4.splat(inverse);
    let i: usize = 0;
    for (; i + 16 <= bytes; i += 16) store4(y + i, f32x4.mul(load4(y + i), scale));
    for (; i < bytes; i += 4) store<f32>(y + i, load<f32>(y + i) * inverse);
  }
}

/** Each row's maximum, and the sum of exp(x - maximum). */
export function exponentialSums(x: usize, maxima: usize, sums: usize, rows: i32, length: i32): void {
  const bytes = (<usize>length) << 2;
  for (let r = 0; r < rows; r++, x += bytes, maxima += 4, sums += 4) {
    const most = largest(x, bytes);
    store<f32>(maxima, most);
    store<f32>(sums, exponentials(x, 0, bytes, most));
  }
}

/** y = (x - first) - second, the two being one value a row. */
export function subtractTwo(x: usize, y: usize, firsts: usize, seconds: usize, rows: i32, length: i32): void {
  const bytes = (<usize>length) << 2;
  for (let r = 0; r < rows; r++, x += bytes, y += bytes, firsts += 4, seconds += 4) {
    const first = v128.load_splat<f32>(firsts);
    const second = v128.load_splat<f32>(seconds);
    let i: usize = 0;
    for (; i + 16 <= bytes; i += 16) store4(y + i, f32x4.sub(f32x4.sub(load4(x + i), first), second));
    for (; i < bytes; i += 4) store<f32>(y + i, load<f32>(x + i) - load<f32>(firsts) - load<f32>(seconds));
  }
}

/** The sum of a row, or of its products with another (each rounded before it is added). */
// @ts-ignore: decorator
@inline
function sumRow(a: usize, b: usize, bytes: usize, product: bool): f32 {
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  let s2 = f32x4.splat(0);
  let s3 = f32x4.splat(0);
  let i: usize = 0;
  for (; i + 64 <= bytes; i += 64) {
    s0 = f32x4.add(s0, product ? f32x4.mul(load4(a + i), load4(b + i)) : load4(a + i));
    s1 = f32x4.add(s1, product ? f32x4.mul(load4(a + i + 16), load4(b + i + 16)) : load4(a + i + 16));
    s2 = f32x4.add(s2, product ? f32x4.mul(load4(a + i + 32), load4(b + i + 32)) : load4(a + i + 32));
    s3 = f32x4.add(s3, product ? f32x4.mul(load4(a + i + 48), load4(b + i + 48)) : load4(a + i + 48));
  }
  if (i < bytes) {
    // Sixteen sums in memory, where the elements of a last partial vector find theirs.
    store4(room, s0);
    store4(room + 16, s1);
    store4(room + 32, s2);
    store4(room + 48, s3);
    for (let lane = room; i < bytes; i += 4, lane += 4) {
      const term = product ? load<f32>(a + i) * load<f32>(b + i) : load<f32>(a + i);
      store<f32>(lane, load<f32>(lane) + term);
    }
    s0 = load4(room);
    s1 = load4(room + 16);
    s2 = load4(room + 32);
    s3 = load4(room + 48);
  }
  return fold(s0, s1, s2, s3);
}

/** dx = y (g - sum(g y)). */
export function softmaxBackward(g: usize, y: usize, dx: usize, rows: i32, length: i32): void {
  const bytes = (<usize>length) << 2;
  for (let r = 0; r < rows; r++, g += bytes, y += bytes, dx += bytes) {
    const total = sumRow(g, y, bytes, true);
    const t = f32x4.splat(total);
    let i: usize = 0;
    for (; i + 16 <= bytes; i += 16) store4(dx + i, f32x4.mul(load4(y + i), f32x4.sub(load4(g + i), t)));
    for (; i < bytes; i += 4) store<f32>(dx + i, load<f32>(y + i) * (load<f32>(g + i) - total));
  }
}

/** dx = g - exp(y) sum(g). */
export function logSoftmaxBackward(g: usize, y: usize, dx: usize, rows: i32, length: i32): void {
  const bytes = (<usize>length) << 2;
  for (let r = 0; r < rows; r++, g += bytes, y += bytes, dx += bytes) {
    const t = f32x4.splat(sumRow(g, y, bytes, false));
    let i: usize = 0;
    for (; i + 16 <= bytes; i += 16) store4(dx + i, multiplySubtract(exp4(load4(y + i)), t, load4(g + i)));
    for (; i < bytes; i += 4) {
      const v = multiplySubtract(exp4(v128.load_splat<f32>(y + i)), t, v128.load_splat<f32>(g + i));
      store<f32>(dx + i, f32x4.extract_lane(v, 0));
    }
  }
}
