/** Kernels that choose between values or blend them. */
import { largerOf, smallerOf } from "../../math/bigint.ts";
import { fma } from "../../math/fma.ts";
import { kernel } from "./kernel.ts";

/** a !== 0 ? b : c */
export const where = kernel(
  "where",
  (n, out, a, b, c) => {
    for (let i = 0; i < n; i++) out[i] = a[i] !== 0 ? b[i] : c[i];
  },
  (a, b, c) => (a !== 0n ? b : c),
);

/** a limited to [b, c]; NaN in any of them wins; c wins where the limits cross. */
export const clamp = kernel(
  "clamp",
  (n, out, a, b, c) => {
    for (let i = 0; i < n; i++) {
      const x = a[i];
      const low = b[i];
      const high = c[i];
      if (Number.isNaN(x) || Number.isNaN(low) || Number.isNaN(high)) out[i] = NaN;
      else {
        // Comparisons rather than Math.max, which would turn -0 into a limit of 0.
        let limited = x;
        if (x < low) limited = low;
        if (limited > high) limited = high;
        out[i] = limited;
      }
    }
  },
  (a, b, c) => smallerOf(largerOf(a, b), c),
);

/** NaN to b; infinities are the caller's to fold with clamp. */
export const replaceNan = kernel("replaceNan", (n, out, a, b) => {
  for (let i = 0; i < n; i++) out[i] = Number.isNaN(a[i]) ? b[i] : a[i];
});

/** +inf to b, -inf to c. */
export const replaceInfinite = kernel("replaceInfinite", (n, out, a, b, c) => {
  for (let i = 0; i < n; i++) out[i] = a[i] === Infinity ? b[i] : a[i] === -Infinity ? c[i] : a[i];
});

/** a + c (b - a), from whichever end is nearer, in fused steps. */
export const lerp = kernel("lerp", (n, out, a, b, c) => {
  for (let i = 0; i < n; i++) {
    const weight = c[i];
    out[i] = Math.abs(weight) < 0.5 ? fma(weight, b[i] - a[i], a[i]) : fma(weight - 1, b[i] - a[i], b[i]);
  }
});

export const lerpFloat32 = kernel("lerpFloat32", (n, out, a, b, c) => {
  for (let i = 0; i < n; i++) {
    const weight = c[i];
    const span = Math.fround(b[i] - a[i]);
    out[i] = Math.abs(weight) < 0.5 ? a[i] + weight * span : b[i] + Math.fround(weight - 1) * span;
  }
});

/** a + b * c; b is already scaled. */
export const multiplyAdd = kernel(
  "multiplyAdd",
  (n, out, a, b, c) => {
    for (let i = 0; i < n; i++) out[i] = a[i] + b[i] * c[i];
  },
  (a, b, c) => a + b * c,
);

/** As multiplyAdd in float64, where the fused operation shows. */
export const multiplyAddFloat64 = kernel("multiplyAddFloat64", (n, out, a, b, c) => {
  for (let i = 0; i < n; i++) out[i] = fma(b[i], c[i], a[i]);
});

/** a + b / c; b is already scaled. */
export const divideAdd = kernel("divideAdd", (n, out, a, b, c) => {
  for (let i = 0; i < n; i++) out[i] = a[i] + b[i] / c[i];
});

export const divideAddFloat32 = kernel("divideAddFloat32", (n, out, a, b, c) => {
  for (let i = 0; i < n; i++) out[i] = a[i] + Math.fround(b[i] / c[i]);
});
