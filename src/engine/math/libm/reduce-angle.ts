/** Angles too large for a reduction in doubles: exact, with integers. */
import type { ReducedAngle } from "./trigonometry.ts";

const fractionBits = 1216n;
const angleBits = 150n;

/** pi * 2^bits by Machin's formula. */
function piTimesPowerOfTwo(bits: bigint): bigint {
  const guard = 32n;
  const one = 1n << (bits + guard);
  const arctangentOfInverse = (n: bigint): bigint => {
    let power = one / n;
    let sum = power;
    for (let k = 3n, sign = -1n; power !== 0n; k += 2n, sign = -sign) {
      power /= n * n;
      sum += (sign * power) / k;
    }
    return sum;
  };
  return (4n * (4n * arctangentOfInverse(5n) - arctangentOfInverse(239n))) >> guard;
}

interface Constants {
  /** 2/pi times 2^fractionBits. */
  readonly twoOverPi: bigint;
  /** pi times 2^160. */
  readonly pi: bigint;
}
let constants: Constants | null = null;
function makeConstants(): Constants {
  const pi = piTimesPowerOfTwo(fractionBits);
  return { twoOverPi: (2n << (2n * fractionBits)) / pi, pi: pi >> (fractionBits - 160n) };
}

const view = new DataView(new ArrayBuffer(8));

/** A double as mantissa * 2^exponent. */
function parts(x: number): { mantissa: bigint; exponent: number } {
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 2047n) - 1075;
  return { mantissa: (bits & ((1n << 52n) - 1n)) | (1n << 52n), exponent };
}

/** For finite |x| of at least 2^26. */
export function reduceHugeAngle(x: number): ReducedAngle {
  constants ??= makeConstants();
  const { twoOverPi, pi } = constants;
  const { mantissa, exponent } = parts(Math.abs(x));
  // x * 2/pi with fractionBits bits behind the point.
  const product =
    exponent >= 0 ? (mantissa * twoOverPi) << BigInt(exponent) : (mantissa * twoOverPi) >> BigInt(-exponent);
  const one = 1n << fractionBits;
  let quarters = product >> fractionBits;
  let fraction = product - (quarters << fractionBits);
  if (fraction > one >> 1n) {
    fraction -= one;
    quarters += 1n;
  }
  // pi with 160 bits and half of it: 161 bits more than fractionBits, of which angleBits are kept.
  const angle = (fraction * pi) >> (fractionBits + 161n - angleBits);
  const rounded = Number(angle);
  const high = rounded * 2 ** -Number(angleBits);
  const low = Number(angle - BigInt(rounded)) * 2 ** -Number(angleBits);
  const quadrant = Number(quarters & 3n);
  return x < 0 ? { quadrant: -quadrant & 3, high: -high, low: -low } : { quadrant, high, low };
}
