/** The functions of `math` on ints: gcd, lcm, factorial, comb, perm, isqrt. */
import { overflowError, valueError } from "../../runtime/errors.ts";
import {
  absolute,
  bitLength,
  floorDivide,
  type Integer,
  modulo,
  multiply,
  normalize,
  subtract,
} from "../../runtime/numbers/integer.ts";
import type { Machine } from "../../runtime/objects/object.ts";

export function gcd(machine: Machine, a: Integer, b: Integer): Integer {
  let x = absolute(a);
  let y = absolute(b);
  while (y !== 0) {
    if (typeof x === "bigint") machine.checkInterrupt();
    [x, y] = [y, modulo(x, y)];
  }
  return x;
}

export function lcm(machine: Machine, a: Integer, b: Integer): Integer {
  if (a === 0 || b === 0) return 0;
  return absolute(multiply(floorDivide(a, gcd(machine, a, b)), b));
}

/** low * (low + 1) * ... * high, in halves, so that factors stay of like size. */
function productOfRange(machine: Machine, low: number, high: number): Integer {
  if (low > high) return 1;
  if (high - low < 8) {
    let product: Integer = low;
    for (let k = low + 1; k <= high; k++) product = multiply(product, k);
    return product;
  }
  machine.checkInterrupt();
  const middle = Math.floor((low + high) / 2);
  return multiply(productOfRange(machine, low, middle), productOfRange(machine, middle + 1, high));
}

export function factorial(machine: Machine, n: Integer): Integer {
  if (n < 0) throw valueError("factorial() not defined for negative values");
  if (typeof n !== "number" || n > 2 ** 53)
    throw overflowError("factorial() argument should not exceed 9223372036854775807");
  return productOfRange(machine, 2, n);
}

/** n (n - 1) ... (n - k + 1) */
function fallingProduct(machine: Machine, n: Integer, k: number): Integer {
  if (k === 0) return 1;
  if (typeof n === "number") return productOfRange(machine, n - k + 1, n);
  let product: Integer = n;
  for (let i = 1; i < k; i++) {
    product = multiply(product, subtract(n, i));
    machine.checkInterrupt();
  }
  return product;
}

function checkCounts(n: Integer, k: Integer): void {
  if (n < 0) throw valueError("n must be a non-negative integer");
  if (k < 0) throw valueError("k must be a non-negative integer");
}

export function perm(machine: Machine, n: Integer, k: Integer): Integer {
  checkCounts(n, k);
  if (k > n) return 0;
  if (typeof k !== "number") throw overflowError("k must not exceed 9223372036854775807");
  return fallingProduct(machine, n, k);
}

export function comb(machine: Machine, n: Integer, k: Integer): Integer {
  checkCounts(n, k);
  if (k > n) return 0;
  const other = subtract(n, k);
  const fewer = other < k ? other : k;
  if (typeof fewer !== "number") throw overflowError("min(n - k, k) must not exceed 9223372036854775807");
  return floorDivide(fallingProduct(machine, n, fewer), productOfRange(machine, 2, fewer));
}

/** The integer square root, by Newton's method from above. */
export function isqrt(machine: Machine, n: Integer): Integer {
  if (n < 0) throw valueError("isqrt() argument must be nonnegative");
  if (typeof n === "number") {
    const root = Math.floor(Math.sqrt(n));
    return root * root > n ? root - 1 : root;
  }
  let root = 1n << BigInt(Math.ceil(bitLength(n) / 2));
  for (;;) {
    machine.checkInterrupt();
    const next = (root + n / root) >> 1n;
    if (next >= root) return normalize(root);
    root = next;
  }
}
