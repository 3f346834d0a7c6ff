/** How near a computed tensor must be to a recorded one. */
import { toNumbers } from "../../../src/engine/ops/copy.ts";
import type { DType } from "../../../src/engine/tensor/dtype.ts";
import type { Tensor } from "../../../src/engine/tensor/tensor.ts";

export interface Tolerance {
  /** Units in the last place of the dtype. */
  readonly ulps: number;
  /** Relative to the element, or to the largest element where a sum's order is free. */
  readonly relative: number;
}

const mantissaBits: Readonly<Partial<Record<DType, number>>> = {
  float64: 52,
  float32: 23,
  float16: 10,
  bfloat16: 7,
};
const smallestExponent: Readonly<Partial<Record<DType, number>>> = {
  float64: -1022,
  float32: -126,
  float16: -14,
  bfloat16: -126,
};

/** The distance between neighbouring numbers of the dtype at a value. */
function spacing(value: number, dtype: DType): number {
  const exponent = value === 0 ? -Infinity : Math.floor(Math.log2(Math.abs(value)));
  return 2 ** (Math.max(exponent, smallestExponent[dtype] ?? 0) - (mantissaBits[dtype] ?? 0));
}

/** Null where the tensors agree, else what differs most. */
export function difference(actual: Tensor, expected: Tensor, tolerance: Tolerance): string | null {
  if (actual.dtype !== expected.dtype) return `dtype ${actual.dtype}, expected ${expected.dtype}`;
  if (actual.shape.join() !== expected.shape.join()) return `shape [${actual.shape}], expected [${expected.shape}]`;
  const [a, b] = [toNumbers(actual), toNumbers(expected)];
  const largest = b.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0);
  let worst = -1;
  let worstUlps = 0;
  for (let i = 0; i < a.length; i++) {
    if (Object.is(a[i], b[i]) || a[i] === b[i] || (Number.isNaN(a[i]) && Number.isNaN(b[i]))) continue;
    const distance = Math.abs(a[i] - b[i]);
    const ulps = distance / spacing(b[i], expected.dtype);
    if (ulps <= tolerance.ulps || distance <= tolerance.relative * largest) continue;
    if (worst < 0 || ulps > worstUlps || Number.isNaN(ulps)) {
      worst = i;
      worstUlps = ulps;
    }
  }
  return worst < 0 ? null : `element ${worst}: ${a[worst]}, expected ${b[worst]} (${worstUlps.toFixed(1)} ulp)`;
}

const exact: Tolerance = { ulps: 0, relative: 0 };

/** The tolerance of a dtype: half types within one ulp, the others within four, sums in free order a little more. */
export function toleranceFor(dtype: string, isExact: boolean): Tolerance {
  if (dtype === "float16" || dtype === "bfloat16") return { ulps: 1, relative: 0 };
  if (isExact) return exact;
  return { ulps: 4, relative: dtype === "float64" ? 1e-14 : 2e-6 };
}
