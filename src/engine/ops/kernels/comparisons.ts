/** Comparisons and predicates: 1 for true, 0 for false. */
import { type Kernel, kernel } from "./kernel.ts";

export const eq = kernel(
  "eq",
  (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = a[i] === b[i] ? 1 : 0;
  },
  (a, b) => a === b,
);
export const ne = kernel(
  "ne",
  (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = a[i] !== b[i] ? 1 : 0;
  },
  (a, b) => a !== b,
);
export const lt = kernel(
  "lt",
  (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = a[i] < b[i] ? 1 : 0;
  },
  (a, b) => a < b,
);
export const le = kernel(
  "le",
  (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = a[i] <= b[i] ? 1 : 0;
  },
  (a, b) => a <= b,
);
export const gt = kernel(
  "gt",
  (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = a[i] > b[i] ? 1 : 0;
  },
  (a, b) => a > b,
);
export const ge = kernel(
  "ge",
  (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = a[i] >= b[i] ? 1 : 0;
  },
  (a, b) => a >= b,
);

export const logicalAnd = kernel("logicalAnd", (n, out, a, b) => {
  for (let i = 0; i < n; i++) out[i] = a[i] !== 0 && b[i] !== 0 ? 1 : 0;
});
export const logicalOr = kernel("logicalOr", (n, out, a, b) => {
  for (let i = 0; i < n; i++) out[i] = a[i] !== 0 || b[i] !== 0 ? 1 : 0;
});
export const logicalXor = kernel("logicalXor", (n, out, a, b) => {
  for (let i = 0; i < n; i++) out[i] = (a[i] !== 0) !== (b[i] !== 0) ? 1 : 0;
});
export const logicalNot = kernel("logicalNot", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = a[i] === 0 ? 1 : 0;
});

export const isnan = kernel("isnan", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = Number.isNaN(a[i]) ? 1 : 0;
});
export const isinf = kernel("isinf", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = a[i] === Infinity || a[i] === -Infinity ? 1 : 0;
});
export const isfinite = kernel("isfinite", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = a[i] - a[i] === 0 ? 1 : 0;
});
export const isposinf = kernel("isposinf", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = a[i] === Infinity ? 1 : 0;
});
export const isneginf = kernel("isneginf", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = a[i] === -Infinity ? 1 : 0;
});
export const signbit = kernel("signbit", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = a[i] < 0 || Object.is(a[i], -0) ? 1 : 0;
});

/** |a - b| <= atol + |rtol b|, each step rounded, or equal; with `equalNan`, NaN equals NaN. */
export const closeKernel = (
  rtol: number,
  atol: number,
  equalNan: boolean,
  round: (value: number) => number,
): Kernel => ({
  name: "close",
  float32: null,
  int64: null,
  loop: (n, out, a, b) => {
    for (let i = 0; i < n; i++) {
      const x = a[i];
      const y = b[i];
      const difference = Math.abs(round(x - y));
      const close = x === y || (difference <= round(atol + Math.abs(round(rtol * y))) && difference < Infinity);
      out[i] = close || (equalNan && Number.isNaN(x) && Number.isNaN(y)) ? 1 : 0;
    }
  },
});
