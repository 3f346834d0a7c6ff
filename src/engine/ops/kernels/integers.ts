/** Arithmetic of integers where it differs from that of floats. Division by zero is refused before a kernel runs. */
import { kernel } from "./kernel.ts";

/** Exact for doubles that are integers: the difference is a multiple of the divisor. */
const floorQuotient = (a: number, b: number): number => {
  const rest = a % b;
  const quotient = (a - rest) / b;
  return rest !== 0 && rest < 0 !== b < 0 ? quotient - 1 : quotient;
};

export const floorDivideIntegers = kernel(
  "floorDivideIntegers",
  (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = floorQuotient(a[i], b[i]);
  },
  (a, b) => {
    const quotient = a / b;
    return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
  },
);

export const truncDivideIntegers = kernel(
  "truncDivideIntegers",
  (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = (a[i] - (a[i] % b[i])) / b[i];
  },
  (a, b) => a / b,
);

export const remainderIntegers = kernel(
  "remainderIntegers",
  (n, out, a, b) => {
    for (let i = 0; i < n; i++) {
      const rest = a[i] % b[i];
      out[i] = rest !== 0 && rest < 0 !== b[i] < 0 ? rest + b[i] : rest;
    }
  },
  (a, b) => {
    const rest = a % b;
    return rest !== 0n && rest < 0n !== b < 0n ? rest + b : rest;
  },
);

export const fmodIntegers = kernel(
  "fmodIntegers",
  (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = a[i] % b[i];
  },
  (a, b) => a % b,
);

/** PyTorch's integer power: a negative exponent gives 1 for 1, +-1 for -1, and 0 for the rest. */
function integerPower(base: bigint, exponent: bigint): bigint {
  if (exponent < 0n) {
    if (base === 1n) return 1n;
    return base === -1n ? (exponent % 2n === 0n ? 1n : -1n) : 0n;
  }
  let result = 1n;
  let factor = base;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = BigInt.asIntN(64, result * factor);
    factor = BigInt.asIntN(64, factor * factor);
  }
  return result;
}

/** The power as a double while it is below 2^53; beyond, some value that is not below. */
function powerOfDoubles(base: number, exponent: number): number {
  if (exponent < 0 || base === 0 || base === 1 || base === -1) {
    return Number(integerPower(BigInt(base), BigInt(exponent)));
  }
  let result = 1;
  for (let k = 0; k < exponent && k < 64; k++) result *= base;
  return result;
}

export const powInt64 = kernel(
  "powInt64",
  (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = powerOfDoubles(a[i], b[i]);
  },
  integerPower,
);

/** Narrow integers: the low 32 bits, which the store wraps further. */
export const powNarrow = kernel("powNarrow", (n, out, a, b) => {
  for (let i = 0; i < n; i++) {
    const power = powerOfDoubles(a[i], b[i]);
    out[i] = Math.abs(power) < 2 ** 53 ? power : Number(BigInt.asIntN(32, integerPower(BigInt(a[i]), BigInt(b[i]))));
  }
});

const high = (a: number): number => Math.floor(a / 4294967296);
const join = (upper: number, lower: number): number => upper * 4294967296 + (lower >>> 0);
const isInt32 = (a: number): boolean => (a | 0) === a;

export const bitwiseAnd = kernel(
  "bitwiseAnd",
  (n, out, a, b) => {
    for (let i = 0; i < n; i++)
      out[i] = isInt32(a[i]) && isInt32(b[i]) ? a[i] & b[i] : join(high(a[i]) & high(b[i]), a[i] & b[i]);
  },
  (a, b) => a & b,
);

export const bitwiseOr = kernel(
  "bitwiseOr",
  (n, out, a, b) => {
    for (let i = 0; i < n; i++)
      out[i] = isInt32(a[i]) && isInt32(b[i]) ? a[i] | b[i] : join(high(a[i]) | high(b[i]), a[i] | b[i]);
  },
  (a, b) => a | b,
);

export const bitwiseXor = kernel(
  "bitwiseXor",
  (n, out, a, b) => {
    for (let i = 0; i < n; i++)
      out[i] = isInt32(a[i]) && isInt32(b[i]) ? a[i] ^ b[i] : join(high(a[i]) ^ high(b[i]), a[i] ^ b[i]);
  },
  (a, b) => a ^ b,
);

export const bitwiseNot = kernel(
  "bitwiseNot",
  (n, out, a) => {
    for (let i = 0; i < n; i++) out[i] = -a[i] - 1;
  },
  (a) => ~a,
);

/** Left shift by arithmetic, so that it is exact up to 2^53; a shift of the width or more gives 0. */
export const shiftLeft = kernel(
  "shiftLeft",
  (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = b[i] < 0 || b[i] >= 64 ? 0 : a[i] * 2 ** b[i];
  },
  (a, b) => (b < 0n || b >= 64n ? 0n : a << b),
);

/** Arithmetic right shift; a shift of the width or more leaves the sign. */
export const shiftRight = kernel(
  "shiftRight",
  (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = Math.floor(a[i] / 2 ** (b[i] < 0 || b[i] >= 63 ? 63 : b[i]));
  },
  (a, b) => a >> (b < 0n || b >= 63n ? 63n : b),
);

const gcdOf = (a: number, b: number): number => {
  let x = Math.abs(a);
  let y = Math.abs(b);
  while (y !== 0) [x, y] = [y, x % y];
  return x;
};

export const gcd = kernel("gcd", (n, out, a, b) => {
  for (let i = 0; i < n; i++) out[i] = gcdOf(a[i], b[i]);
});

export const lcm = kernel("lcm", (n, out, a, b) => {
  for (let i = 0; i < n; i++) {
    const divisor = gcdOf(a[i], b[i]);
    out[i] = divisor === 0 ? 0 : Math.abs((a[i] / divisor) * b[i]);
  }
});

export const notBool = kernel("notBool", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = 1 - a[i];
});
