/**
 * Batch, group and instance norm over runs of float32: a run is what follows on itself in memory of one channel of one
 * sample. Whoever calls puts the runs of a channel or of a group together. Runs have four elements or more.
 */
import { highHalf, load4, lowHalf, multiplyAdd, store4, sumOfTwo } from "./simd";

/** Coefficients of a run: four float32. */
const tableBytes: usize = 16;

/** Mean and sum of squared deviations of each run, in double precision: two doubles a run. */
export function measureRuns(x: usize, runs: i32, length: i32, out: usize): void {
  const bytes = (<usize>length) << 2;
  const n = <f64>length;
  for (let r = 0; r < runs; r++, x += bytes, out += 16) {
    let low = f64x2.splat(0);
    let high = low;
    let i: usize = 0;
    for (; i + 16 <= bytes; i += 16) {
      const v = load4(x + i);
      low = f64x2.add(low, lowHalf(v));
      high = f64x2.add(high, highHalf(v));
    }
    let sum = sumOfTwo(f64x2.add(low, high));
    for (; i < bytes; i += 4) sum += <f64>load<f32>(x + i);
    const mean = sum / n;
    const centre = f64x2.splat(mean);
    low = f64x2.splat(0);
    high = low;
    for (i = 0; i + 16 <= bytes; i += 16) {
      const v = load4(x + i);
      const a = f64x2.sub(lowHalf(v), centre);
      const b = f64x2.sub(highHalf(v), centre);
      low = f64x2.add(low, f64x2.mul(a, a));
      high = f64x2.add(high, f64x2.mul(b, b));
    }
    let squares = sumOfTwo(f64x2.add(low, high));
    for (; i < bytes; i += 4) {
      const d = <f64>load<f32>(x + i) - mean;
      squares += d * d;
    }
    store<f64>(out, mean);
    store<f64>(out, squares, 8);
  }
}

/** The sums of dy and of dy * (x - centre) over each run, in double precision; `centres` has one double a run. */
export function projectRuns(dy: usize, x: usize, centres: usize, runs: i32, length: i32, out: usize): void {
  const bytes = (<usize>length) << 2;
  for (let r = 0; r < runs; r++, x += bytes, dy += bytes, centres += 8, out += 16) {
    const mean = load<f64>(centres);
    const centre = f64x2.splat(mean);
    let sumLow = f64x2.splat(0);
    let sumHigh = sumLow;
    let low = sumLow;
    let high = sumLow;
    let i: usize = 0;
    for (; i + 16 <= bytes; i += 16) {
      const v = load4(x + i);
      const d = load4(dy + i);
      const dLow = lowHalf(d);
      const dHigh = highHalf(d);
      sumLow = f64x2.add(sumLow, dLow);
      sumHigh = f64x2.add(sumHigh, dHigh);
      low = f64x2.add(low, f64x2.mul(dLow, f64x2.sub(lowHalf(v), centre)));
      high = f64x2.add(high, f64x2.mul(dHigh, f64x2.sub(highHalf(v), centre)));
    }
    let sum = sumOfTwo(f64x2.add(sumLow, sumHigh));
    let projection = sumOfTwo(f64x2.add(low, high));
    for (; i < bytes; i += 4) {
      const d = <f64>load<f32>(dy + i);
      sum += d;
      projection += d * (<f64>load<f32>(x + i) - mean);
    }
    store<f64>(out, sum);
    store<f64>(out, projection, 8);
  }
}

/** y = (x - c) * a + b, with [a, b, c, -] of each run. */
export function scaleRuns(x: usize, y: usize, table: usize, runs: i32, length: i32): void {
  const bytes = (<usize>length) << 2;
  for (let r = 0; r < runs; r++, x += bytes, y += bytes, table += tableBytes) {
    const a = v128.load_splat<f32>(table);
    const b = v128.load_splat<f32>(table, 4);
    const c = v128.load_splat<f32>(table, 8);
    let i: usize = 0;
    for (; i + 16 <= bytes; i += 16) store4(y + i, multiplyAdd(f32x4.sub(load4(x + i), c), a, b));
    for (; i < bytes; i += 4) {
      const v = multiplyAdd(f32x4.sub(v128.load_splat<f32>(x + i), c), a, b);
      store<f32>(y + i, f32x4.extract_lane(v, 0));
    }
  }
}

/** dx = dy * a + ((x - c) * b + d), with [a, b, c, d] of each run. */
export function gradientRuns(dy: usize, x: usize, dx: usize, table: usize, runs: i32, length: i32): void {
  const bytes = (<usize>length) << 2;
  for (let r = 0; r < runs; r++, x += bytes, dy += bytes, dx += bytes, table += tableBytes) {
    const a = v128.load_splat<f32>(table);
    const b = v128.load_splat<f32>(table, 4);
    const c = v128.load_splat<f32>(table, 8);
    const d = v128.load_splat<f32>(table, 12);
    let i: usize = 0;
    for (; i + 16 <= bytes; i += 16) {
      store4(dx + i, multiplyAdd(load4(dy + i), a, multiplyAdd(f32x4.sub(load4(x + i), c), b, d)));
    }
    for (; i < bytes; i += 4) {
      const rest = multiplyAdd(f32x4.sub(v128.load_splat<f32>(x + i), c), b, d);
      store<f32>(dx + i, f32x4.extract_lane(multiplyAdd(v128.load_splat<f32>(dy + i), a, rest), 0));
    }
  }
}
