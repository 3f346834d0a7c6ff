/** Operations on elements: a row at a time, each operand a row of its own or one value for the whole row. */
import { erf4, exp4, gelu4, geluSlope4, geluTanh4, geluTanhSlope4, sigmoid4, siluSlope4, tanh4 } from "./functions";
import { load4, multiplyAdd, multiplySubtract, store4 } from "./simd";

/** The operations by number, in the order that wasm/pointwise.ts names them. */
const enum Operation {
  Add, Sub, Mul, Div, AddScaled, SubScaled, Maximum, Minimum,
  ReluBackward, SigmoidBackward, TanhBackward, GeluBackward, GeluTanhBackward, SiluBackward,
  Neg, Abs, Relu, Square, Sqrt, Reciprocal, Rsqrt, Exp, Sigmoid, Tanh, Erf, Gelu, GeluTanh, Silu,
}

/** c is a number of the whole operation. The operation is a constant where this is used, so that one case is left. */
// @ts-ignore: decorator
@inline
function apply(operation: i32, a: v128, b: v128, c: v128): v128 {
  if (operation === Operation.Add) return f32x4.add(a, b);
  if (operation === Operation.Sub) return f32x4.sub(a, b);
  if (operation === Operation.Mul) return f32x4.mul(a, b);
  if (operation === Operation.Div) return f32x4.div(a, b);
  if (operation === Operation.AddScaled) return multiplyAdd(c, b, a);
  if (operation === Operation.SubScaled) return multiplySubtract(c, b, a);
  if (operation === Operation.Maximum) return f32x4.max(a, b);
  if (operation === Operation.Minimum) return f32x4.min(a, b);
  if (operation === Operation.ReluBackward) return v128.andnot(a, f32x4.le(b, f32x4.splat(0)));
  if (operation === Operation.SigmoidBackward) return f32x4.mul(f32x4.mul(a, f32x4.sub(f32x4.splat(1), b)), b);
  if (operation === Operation.TanhBackward) return f32x4.mul(a, multiplySubtract(b, b, f32x4.splat(1)));
  if (operation === Operation.GeluBackward) return f32x4.mul(a, geluSlope4(b));
  if (operation === Operation.GeluTanhBackward) return f32x4.mul(a, geluTanhSlope4(b));
  if (operation === Operation.SiluBackward) return f32x4.mul(a, siluSlope4(b));
  if (operation === Operation.Neg) return f32x4.neg(a);
  if (operation === Operation.Abs) return f32x4.abs(a);
  if (operation === Operation.Relu) return f32x4.max(a, f32x4.splat(0));
  if (operation === Operation.Square) return f32x4.mul(a, a);
  if (operation === Operation.Sqrt) return f32x4.sqrt(a);
  if (operation === Operation.Reciprocal) return f32x4.div(f32x4.splat(1), a);
  if (operation === Operation.Rsqrt) return f32x4.div(f32x4.splat(1), f32x4.sqrt(a));
  if (operation === Operation.Exp) return exp4(a);
  if (operation === Operation.Sigmoid) return sigmoid4(a);
  if (operation === Operation.Tanh) return tanh4(a);
  if (operation === Operation.Erf) return erf4(a);
  if (operation === Operation.Gelu) return gelu4(a);
  if (operation === Operation.GeluTanh) return geluTanh4(a);
  return f32x4.div(a, f32x4.add(f32x4.splat(1), exp4(f32x4.neg(a))));
}

// @ts-ignore: decorator
@inline
function rows(
  operation: i32, count: i32, length: i32,
  out: usize, outRow: usize, a: usize, aRow: usize, aRepeats: bool, b: usize, bRow: usize, bRepeats: bool, c: v128,
): void {
  const vectorBytes = (<usize>(length & ~3)) << 2;
  const bytes = (<usize>length) << 2;
  for (let row = 0; row < count; row++, out += outRow, a += aRow, b += bRow) {
    let i: usize = 0;
    const wholeA = v128.load_splat<f32>(a);
    const wholeB = v128.load_splat<f32>(b);
    if (aRepeats && bRepeats) {
      const whole = apply(operation, wholeA, wholeB, c);
      for (; i < vectorBytes; i += 16) store4(out + i, whole);
    } else if (aRepeats) {
      for (; i < vectorBytes; i += 16) store4(out + i, apply(operation, wholeA, load4(b + i), c));
    } else if (bRepeats) {
      for (; i < vectorBytes; i += 16) store4(out + i, apply(operation, load4(a + i), wholeB, c));
    } else {
      for (; i < vectorBytes; i += 16) store4(out + i, apply(operation, load4(a + i), load4(b + i), c));
    }
    for (; i < bytes; i += 4) {
      const left = aRepeats ? wholeA : v128.load_splat<f32>(a + i);
      const right = bRepeats ? wholeB : v128.load_splat<f32>(b + i);
      store<f32>(out + i, f32x4.extract_lane(apply(operation, left, right, c), 0));
    }
  }
}

/** The first `bytes` (4, 8 or 12) at an address, the other lanes zero. */
function loadPart(address: usize, bytes: usize): v128 {
  if (bytes === 4) return v128.load32_zero(address);
  const pair = v128.load64_zero(address);
  return bytes === 8 ? pair : f32x4.replace_lane(pair, 2, load<f32>(address, 8));
}

function storePart(address: usize, bytes: usize, value: v128): void {
  store<f32>(address, f32x4.extract_lane(value, 0));
  if (bytes > 4) store<f32>(address, f32x4.extract_lane(value, 1), 4);
  if (bytes > 8) store<f32>(address, f32x4.extract_lane(value, 2), 8);
}

/** The same for long operations, of which the code holds one copy. */
// @ts-ignore: decorator
@inline
function longRows(
  operation: i32, count: i32, length: i32,
  out: usize, outRow: usize, a: usize, aRow: usize, aRepeats: bool, b: usize, bRow: usize, bRepeats: bool, c: v128,
): void {
  const bytes = (<usize>length) << 2;
  for (let row = 0; row < count; row++, out += outRow, a += aRow, b += bRow) {
    const wholeA = v128.load_splat<f32>(a);
    const wholeB = v128.load_splat<f32>(b);
    for (let i: usize = 0; i < bytes; i += 16) {
      const rest = bytes - i;
      const left = aRepeats ? wholeA : rest >= 16 ? load4(a + i) : loadPart(a + i, rest);
      const right = bRepeats ? wholeB : rest >= 16 ? load4(b + i) : loadPart(b + i, rest);
      const result = apply(operation, left, right, c);
      if (rest >= 16) store4(out + i, result);
      else storePart(out + i, rest, result);
    }
  }
}

function addRows(
  count: i32, length: i32,
  out: usize, outRow: usize, a: usize, aRow: usize, aRepeats: bool, b: usize, bRow: usize, bRepeats: bool, c: v128,
): void {
  rows(Operation.Add, count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
}

function subRows(
  count: i32, length: i32,
  out: usize, outRow: usize, a: usize, aRow: usize, aRepeats: bool, b: usize, bRow: usize, bRepeats: bool, c: v128,
): void {
  rows(Operation.Sub, count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
}

function mulRows(
  count: i32, length: i32,
  out: usize, outRow: usize, a: usize, aRow: usize, aRepeats: bool, b: usize, bRow: usize, bRepeats: bool, c: v128,
): void {
  rows(Operation.Mul, count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
}

function divRows(
  count: i32, length: i32,
  out: usize, outRow: usize, a: usize, aRow: usize, aRepeats: bool, b: usize, bRow: usize, bRepeats: bool, c: v128,
): void {
  rows(Operation.Div, count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
}

function addScaledRows(
  count: i32, length: i32,
  out: usize, outRow: usize, a: usize, aRow: usize, aRepeats: bool, b: usize, bRow: usize, bRepeats: bool, c: v128,
): void {
  rows(Operation.AddScaled, count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
}

function subScaledRows(
  count: i32, length: i32,
  out: usize, outRow: usize, a: usize, aRow: usize, aRepeats: bool, b: usize, bRow: usize, bRepeats: bool, c: v128,
): void {
  rows(Operation.SubScaled, count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
}

function maximumRows(
  count: i32, length: i32,
  out: usize, outRow: usize, a: usize, aRow: usize, aRepeats: bool, b: usize, bRow: usize, bRepeats: bool, c: v128,
): void {
  rows(Operation.Maximum, count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
}

function minimumRows(
  count: i32, length: i32,
  out: usize, outRow: usize, a: usize, aRow: usize, aRepeats: bool, b: usize, bRow: usize, bRepeats: bool, c: v128,
): void {
  rows(Operation.Minimum, count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
}

function reluBackwardRows(
  count: i32, length: i32,
  out: usize, outRow: usize, a: usize, aRow: usize, aRepeats: bool, b: usize, bRow: usize, bRepeats: bool, c: v128,
): void {
  rows(Operation.ReluBackward, count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
}

function sigmoidBackwardRows(
  count: i32, length: i32,
  out: usize, outRow: usize, a: usize, aRow: usize, aRepeats: bool, b: usize, bRow: usize, bRepeats: bool, c: v128,
): void {
  rows(Operation.SigmoidBackward, count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
}

function tanhBackwardRows(
  count: i32, length: i32,
  out: usize, outRow: usize, a: usize, aRow: usize, aRepeats: bool, b: usize, bRow: usize, bRepeats: bool, c: v128,
): void {
  rows(Operation.TanhBackward, count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
}

function geluBackwardRows(
  count: i32, length: i32,
  out: usize, outRow: usize, a: usize, aRow: usize, aRepeats: bool, b: usize, bRow: usize, bRepeats: bool, c: v128,
): void {
  longRows(Operation.GeluBackward, count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
}

function geluTanhBackwardRows(
  count: i32, length: i32,
  out: usize, outRow: usize, a: usize, aRow: usize, aRepeats: bool, b: usize, bRow: usize, bRepeats: bool, c: v128,
): void {
  longRows(Operation.GeluTanhBackward, count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
}

function siluBackwardRows(
  count: i32, length: i32,
  out: usize, outRow: usize, a: usize, aRow: usize, aRepeats: bool, b: usize, bRow: usize, bRepeats: bool, c: v128,
): void {
  longRows(Operation.SiluBackward, count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
}

function negRows(
  count: i32, length: i32,
  out: usize, outRow: usize, a: usize, aRow: usize, aRepeats: bool, b: usize, bRow: usize, bRepeats: bool, c: v128,
): void {
  rows(Operation.Neg, count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
}

function absRows(
  count: i32, length: i32,
  out: usize, outRow: usize, a: usize, aRow: usize, aRepeats: bool, b: usize, bRow: usize, bRepeats: bool, c: v128,
): void {
  rows(Operation.Abs, count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
}

function reluRows(
  count: i32, length: i32,
  out: usize, outRow: usize, a: usize, aRow: usize, aRepeats: bool, b: usize, bRow: usize, bRepeats: bool, c: v128,
): void {
  rows(Operation.Relu, count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
}

function squareRows(
  count: i32, length: i32,
  out: usize, outRow: usize, a: usize, aRow: usize, aRepeats: bool, b: usize, bRow: usize, bRepeats: bool, c: v128,
): void {
  rows(Operation.Square, count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
}

function sqrtRows(
  count: i32, length: i32,
  out: usize, outRow: usize, a: usize, aRow: usize, aRepeats: bool, b: usize, bRow: usize, bRepeats: bool, c: v128,
): void {
  rows(Operation.Sqrt, count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
}

function reciprocalRows(
  count: i32, length: i32,
  out: usize, outRow: usize, a: usize, aRow: usize, aRepeats: bool, b: usize, bRow: usize, bRepeats: bool, c: v128,
): void {
  rows(Operation.Reciprocal, count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
}

function rsqrtRows(
  count: i32, length: i32,
  out: usize, outRow: usize, a: usize, aRow: usize, aRepeats: bool, b: usize, bRow: usize, bRepeats: bool, c: v128,
): void {
  rows(Operation.Rsqrt, count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
}

function expRows(
  count: i32, length: i32,
  out: usize, outRow: usize, a: usize, aRow: usize, aRepeats: bool, b: usize, bRow: usize, bRepeats: bool, c: v128,
): void {
  longRows(Operation.Exp, count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
}

function sigmoidRows(
  count: i32, length: i32,
  out: usize, outRow: usize, a: usize, aRow: usize, aRepeats: bool, b: usize, bRow: usize, bRepeats: bool, c: v128,
): void {
  longRows(Operation.Sigmoid, count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
}

function tanhRows(
  count: i32, length: i32,
  out: usize, outRow: usize, a: usize, aRow: usize, aRepeats: bool, b: usize, bRow: usize, bRepeats: bool, c: v128,
): void {
  longRows(Operation.Tanh, count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
}

function erfRows(
  count: i32, length: i32,
  out: usize, outRow: usize, a: usize, aRow: usize, aRepeats: bool, b: usize, bRow: usize, bRepeats: bool, c: v128,
): void {
  longRows(Operation.Erf, count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
}

function geluRows(
  count: i32, length: i32,
  out: usize, outRow: usize, a: usize, aRow: usize, aRepeats: bool, b: usize, bRow: usize, bRepeats: bool, c: v128,
): void {
  longRows(Operation.Gelu, count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
}

function geluTanhRows(
  count: i32, length: i32,
  out: usize, outRow: usize, a: usize, aRow: usize, aRepeats: bool, b: usize, bRow: usize, bRepeats: bool, c: v128,
): void {
  longRows(Operation.GeluTanh, count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
}

function siluRows(
  count: i32, length: i32,
  out: usize, outRow: usize, a: usize, aRow: usize, aRepeats: bool, b: usize, bRow: usize, bRepeats: bool, c: v128,
): void {
  longRows(Operation.Silu, count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
}

/**
 * out = f(a, b, c) for `count` rows of `length` elements. Row steps are bytes; an operand that repeats has one value a row.
 * Operations of one operand are given it as b too. out may be a or b.
 */
export function pointwise(
  operation: i32, count: i32, length: i32,
  out: usize, outRow: usize, a: usize, aRow: usize, aRepeats: bool, b: usize, bRow: usize, bRepeats: bool, scale: f32,
): void {
  const c = f32x4.splat(scale);
  switch (operation) {
    case Operation.Add: return addRows(count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
    case Operation.Sub: return subRows(count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
    case Operation.Mul: return mulRows(count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
    case Operation.Div: return divRows(count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
    case Operation.AddScaled: return addScaledRows(count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
    case Operation.SubScaled: return subScaledRows(count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
    case Operation.Maximum: return maximumRows(count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
    case Operation.Minimum: return minimumRows(count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
    case Operation.ReluBackward: return reluBackwardRows(count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
    case Operation.SigmoidBackward: return sigmoidBackwardRows(count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
    case Operation.TanhBackward: return tanhBackwardRows(count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
    case Operation.GeluBackward: return geluBackwardRows(count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
    case Operation.GeluTanhBackward: return geluTanhBackwardRows(count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
    case Operation.SiluBackward: return siluBackwardRows(count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
    case Operation.Neg: return negRows(count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
    case Operation.Abs: return absRows(count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
    case Operation.Relu: return reluRows(count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
    case Operation.Square: return squareRows(count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
    case Operation.Sqrt: return sqrtRows(count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
    case Operation.Reciprocal: return reciprocalRows(count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
    case Operation.Rsqrt: return rsqrtRows(count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
    case Operation.Exp: return expRows(count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
    case Operation.Sigmoid: return sigmoidRows(count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
    case Operation.Tanh: return tanhRows(count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
    case Operation.Erf: return erfRows(count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
    case Operation.Gelu: return geluRows(count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
    case Operation.GeluTanh: return geluTanhRows(count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
    case Operation.Silu: return siluRows(count, length, out, outRow, a, aRow, aRepeats, b, bRow, bRepeats, c);
  }
}
