/**
 * Decimal digits of a double, rounded half to even on the exact binary value, as CPython's dtoa does.
 * JavaScript's `toFixed` and `toExponential` round exact ties away from zero, so ties take the exact path.
 */

/** JavaScript's own conversions stop here. */
const nativeDigits = 100;

/** `|x| = mantissa * 2^exponent` exactly, for finite x. */
export function decompose(x: number): { mantissa: bigint; exponent: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(x));
  const bits = view.getBigUint64(0);
  const biased = Number(bits >> 52n);
  const fraction = bits & 0xfffffffffffffn;
  return biased === 0
    ? { mantissa: fraction, exponent: -1074 }
    : { mantissa: fraction | 0x10000000000000n, exponent: biased - 1075 };
}

/** `numerator / denominator` to the nearest integer, ties to even; both must be non-negative. */
export function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  const twice = (numerator - quotient * denominator) * 2n;
  if (twice > denominator || (twice === denominator && (quotient & 1n) === 1n)) return quotient + 1n;
  return quotient;
}

/** `|x| * 10^decimals` rounded to an integer. */
export function scaled(x: number, decimals: number): bigint {
  const { mantissa, exponent } = decompose(x);
  let numerator = mantissa;
  let denominator = 1n;
  if (decimals >= 0) numerator *= 10n ** BigInt(decimals);
  else denominator *= 10n ** BigInt(-decimals);
  if (exponent >= 0) numerator <<= BigInt(exponent);
  else denominator <<= BigInt(-exponent);
  return divideHalfEven(numerator, denominator);
}

/** Whether `x >= 0` lies exactly between two neighbours with `decimals` places: iff x * 2^(decimals + 1) is an odd integer. */
function ties(x: number, decimals: number): boolean {
  if (decimals < 0) return Number.isInteger(x);
  return (x * 2 ** Math.min(decimals + 1, 1000)) % 2 === 1;
}

/** `|x|` with exactly `decimals` digits after the point (no point where 0), for finite x. */
export function fixedDigits(x: number, decimals: number): string {
  const magnitude = Math.abs(x);
  if (decimals <= nativeDigits && magnitude < 1e21 && !ties(magnitude, decimals)) return magnitude.toFixed(decimals);
  // No double has more than 1074 digits after the point: the rest are zeros.
  const exact = Math.min(decimals, 1075);
  const text = scaled(magnitude, exact)
    .toString()
    .padStart(exact + 1, "0");
  if (decimals === 0) return text;
  const point = text.length - exact;
  return `${text.slice(0, point)}.${text.slice(point)}${"0".repeat(decimals - exact)}`;
}

/** The first `count` significant digits of finite `|x|` and the decimal exponent of the first one; zero gives exponent 0. */
export function significantDigits(x: number, count: number): { digits: string; exponent: number } {
  const magnitude = Math.abs(x);
  if (magnitude === 0) return { digits: "0".repeat(count), exponent: 0 };
  if (count <= nativeDigits) {
    const [mantissa, power] = magnitude.toExponential(count - 1).split("e");
    const exponent = Number(power);
    // Where toExponential rounded up to a power of ten, the place that it rounded at is one further right.
    const decimals = count - 1 - exponent;
    if (!ties(magnitude, decimals) && !ties(magnitude, decimals + 1))
      return { digits: mantissa.replace(".", ""), exponent };
  }
  // The longest exact expansion of a double has 767 significant digits: the rest are zeros.
  const exact = Math.min(count, 800);
  let exponent = Number(magnitude.toExponential(17).split("e")[1]);
  // toExponential may have rounded up to the next power of ten: then the first digit comes out as a zero.
  let digits = scaled(magnitude, exact - 1 - exponent).toString();
  if (digits.length < exact) {
    exponent--;
    digits = scaled(magnitude, exact - 1 - exponent).toString();
  }
  if (digits.length > exact) {
    exponent++;
    digits = digits.slice(0, exact);
  }
  return { digits: digits + "0".repeat(count - exact), exponent };
}

/** The shortest digits that read back as finite `|x|`, and the decimal exponent of the first one. */
export function shortestDigits(x: number): { digits: string; exponent: number } {
  const [mantissa, power] = Math.abs(x).toExponential().split("e");
  return { digits: mantissa.replace(".", ""), exponent: Number(power) };
}
