/** RMS norm over rows of float32 (Zhang and Sennrich 2019): a row is normalized while the squares of the next are summed. */
import { room } from "./room";
import { at, load4, multiplyAdd, multiplySubtract, store4, sumOfLanes } from "./simd";

/** Elements that one lane-wise accumulator takes before it is added to a second level. */
const blockBytes: usize = 256 * 4;
/** Rows whose contributions to dgamma are gathered before they are added to the total. */
const rowsPerFlush = 64;

/** What is left of a row that fills no vector. */
// @ts-ignore: decorator
@inline
function tailSquares(row: usize, from: usize, bytes: usize, sum: f32): f32 {
  let result = sum;
  for (let i = from; i < bytes; i += 4) result += load<f32>(row + i) * load<f32>(row + i);
  return result;
}

function sumOfSquares(row: usize, features: i32): f32 {
  const vectorBytes = (<usize>(features & ~3)) << 2;
  let total = f32x4.splat(0);
  let i: usize = 0;
  while (i < vectorBytes) {
    const blockEnd = min(i + blockBytes, vectorBytes);
    let sum = f32x4.splat(0);
    for (; i < blockEnd; i += 16) {
      const v = load4(row + i);
      sum = multiplyAdd(v, v, sum);
    }
    total = f32x4.add(total, sum);
  }
  return tailSquares(row, vectorBytes, (<usize>features) << 2, sumOfLanes(total));
}

/** y = x / sqrt(mean(x^2) + eps) * gamma for `rows` rows; rstd has one value a row. */
export function rmsNormForward(x: usize, y: usize, rstd: usize, gamma: usize, rows: i32, features: i32, eps: f32): void {
  const bytes = (<usize>features) << 2;
  const vectorBytes = (<usize>(features & ~3)) << 2;
  const n = <f32>features;
  let squares = sumOfSquares(x, features);
  for (let r = 0; r < rows; r++, x += bytes, y += bytes) {
    const scale: f32 = 1 / sqrt<f32>(squares / n + eps);
    store<f32>(at(rstd, r), scale);
    const s = f32x4.splat(scale);
    // The last row is followed by none: it is summed again, which harms nothing.
    const next = r + 1 < rows ? x + bytes : x;
    let total = f32x4.splat(0);
    let i: usize = 0;
    while (i < vectorBytes) {
      const blockEnd = min(i + blockBytes, vectorBytes);
      let sum = f32x4.splat(0);
      for (; i < blockEnd; i += 16) {
        const v = load4(next + i);
        sum = multiplyAdd(v, v, sum);
        store4(y + i, f32x4.mul(f32x4.mul(load4(x + i), s), load4(gamma + i)));
      }
      total = f32x4.add(total, sum);
    }
    squares = tailSquares(next, vectorBytes, bytes, sumOfLanes(total));
    for (; i < bytes; i += 4) store<f32>(y + i, load<f32>(x + i) * scale * load<f32>(gamma + i));
  }
}

/** dx (0: not wanted), and the part of dgamma that the rows have. */
export function rmsNormBackward(
  x: usize, dy: usize, rstd: usize, gamma: usize, dx: usize, dgamma: usize, rows: i32, features: i32,
): void {
  const bytes = (<usize>features) << 2;
  const vectorBytes = (<usize>(features & ~3)) << 2;
  const inverse: f32 = 1 / <f32>features;
  const part = room;
  memory.fill(part, 0, bytes);
  memory.fill(dgamma, 0, bytes);
  for (let r = 0; r < rows; r++, x += bytes, dy += bytes) {
    const scale = load<f32>(at(rstd, r));
    const s = f32x4.splat(scale);
    let projections = f32x4.splat(0);
    let i: usize = 0;
    while (i < vectorBytes) {
      const blockEnd = min(i + blockBytes, vectorBytes);
      let projection = f32x4.splat(0);
      for (; i < blockEnd; i += 16) {
        const product = f32x4.mul(load4(dy + i), f32x4.mul(load4(x + i), s));
        store4(part + i, f32x4.add(load4(part + i), product));
        projection = multiplyAdd(product, load4(gamma + i), projection);
      }
      projections = f32x4.add(projections, projection);
    }
    let projection = sumOfLanes(projections);
    for (; i < bytes; i += 4) {
      const product = load<f32>(dy + i) * (load<f32>(x + i) * scale);
      store<f32>(part + i, load<f32>(part + i) + product);
      projection += product * load<f32>(gamma + i);
    }
    if (dx !== 0) {
      const share: f32 = projection * inverse;
      const p = f32x4.splat(share);
      for (i = 0; i < vectorBytes; i += 16) {
        const g = f32x4.mul(load4(dy + i), load4(gamma + i));
        store4(dx + i, f32x4.mul(s, multiplySubtract(f32x4.mul(load4(x + i), s), p, g)));
      }
      for (; i < bytes; i += 4) {
        const g = load<f32>(dy + i) * load<f32>(gamma + i);
        store<f32>(dx + i, scale * (g - load<f32>(x + i) * scale * share));
      }
      dx += bytes;
    }
    if ((r & (rowsPerFlush - 1)) !== rowsPerFlush - 1 && r + 1 < rows) continue;
    for (i = 0; i < bytes; i += 4) {
      store<f32>(dgamma + i, load<f32>(dgamma + i) + load<f32>(part + i));
      store<f32>(part + i, 0);
    }
  }
}
