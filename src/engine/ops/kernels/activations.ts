/**
 * Activation functions. Those with a step that can cancel have a second form with PyTorch's float32 roundings, used for
 * float32 and the half types, so that small results keep PyTorch's digits.
 */
import { erf } from "../../math/erf.ts";
import { type Kernel, kernel } from "./kernel.ts";

const { fround } = Math;

export const relu = kernel(
  "relu",
  (n, out, a) => {
    for (let i = 0; i < n; i++) out[i] = Math.max(a[i], 0);
  },
  (a) => (a > 0n ? a : 0n),
  (n, out, o, a, p, aStep) => {
    for (let i = 0; i < n; i++, p += aStep) out[o + i] = Math.max(a[p], 0);
  },
);

export const gelu = kernel("gelu", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = a[i] * 0.5 * (1 + erf(a[i] * Math.SQRT1_2));
});

const sqrtHalf32 = fround(Math.SQRT1_2);

export const geluFloat32 = kernel("geluFloat32", (n, out, a) => {
  for (let i = 0; i < n; i++) {
    const x = a[i];
    out[i] = fround(x * 0.5) * fround(1 + fround(erf(fround(x * sqrtHalf32))));
  }
});

/** sqrt(2 / pi) and the cubic's coefficient of the tanh approximation (Hendrycks, Gimpel 2016). */
const beta = Math.SQRT2 * (2 / Math.sqrt(Math.PI)) * 0.5;
const kappa = 0.044715;
const beta32 = fround(beta);
const kappa32 = fround(kappa);

export const geluTanh = kernel("geluTanh", (n, out, a) => {
  for (let i = 0; i < n; i++) {
    const x = a[i];
    out[i] = 0.5 * x * (1 + Math.tanh(beta * (x + kappa * x * x * x)));
  }
});

export const geluTanhFloat32 = kernel("geluTanhFloat32", (n, out, a) => {
  for (let i = 0; i < n; i++) {
    const x = a[i];
    const cube = fround(fround(x * x) * x);
    const inner = fround(beta32 * fround(x + kappa32 * cube));
    out[i] = fround(0.5 * x) * fround(1 + fround(Math.tanh(inner)));
  }
});

export const silu = kernel("silu", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = a[i] / (1 + Math.exp(-a[i]));
});

export const siluFloat32 = kernel("siluFloat32", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = a[i] / fround(1 + fround(Math.exp(-a[i])));
});

/** log(1 + exp(b x)) / b; x itself where b x > c. */
export const softplus = kernel("softplus", (n, out, a, b, c) => {
  for (let i = 0; i < n; i++) out[i] = a[i] * b[i] > c[i] ? a[i] : Math.log1p(Math.exp(a[i] * b[i])) / b[i];
});

/** Far below zero the result is exp(b x), and the rounding of b x shows. */
export const softplusFloat32 = kernel("softplusFloat32", (n, out, a, b, c) => {
  for (let i = 0; i < n; i++) {
    const beta = fround(b[i]);
    const scaled = fround(a[i] * beta);
    out[i] = scaled > fround(c[i]) ? a[i] : fround(Math.log1p(fround(Math.exp(scaled)))) / beta;
  }
});

/** a z / (z + 1) with z = exp(beta b), in this order; a itself where beta b > threshold. Every step is rounded. */
export const softplusBackward = (beta: number, threshold: number, round: (value: number) => number): Kernel => ({
  name: "softplusBackward",
  float32: null,
  int64: null,
  loop: (n, out, a, b) => {
    for (let i = 0; i < n; i++) {
      const scaled = round(b[i] * round(beta));
      const z = round(Math.exp(scaled));
      out[i] = scaled > round(threshold) ? a[i] : round(a[i] * z) / round(z + 1);
    }
  },
});

export const leakyRelu = kernel("leakyRelu", (n, out, a, b) => {
  for (let i = 0; i < n; i++) out[i] = a[i] > 0 ? a[i] : a[i] * b[i];
});

/** x > 0 ? b x : c expm1(x); ELU with the scales folded in. */
export const elu = kernel("elu", (n, out, a, b, c) => {
  for (let i = 0; i < n; i++) out[i] = a[i] <= 0 ? Math.expm1(a[i]) * c[i] : a[i] * b[i];
});

/** max(0, x) + min(0, b expm1(x / b)). */
export const celu = kernel("celu", (n, out, a, b) => {
  for (let i = 0; i < n; i++) out[i] = a[i] <= 0 ? Math.expm1(a[i] / b[i]) * b[i] : a[i];
});

export const mish = kernel("mish", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = a[i] * Math.tanh(Math.log1p(Math.exp(a[i])));
});

export const logSigmoid = kernel("logSigmoid", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = Math.min(a[i], 0) - Math.log1p(Math.exp(-Math.abs(a[i])));
});

export const softshrink = kernel("softshrink", (n, out, a, b) => {
  for (let i = 0; i < n; i++) {
    const x = a[i];
    out[i] = x > b[i] ? x - b[i] : x < -b[i] ? x + b[i] : x * 0;
  }
});

export const hardshrink = kernel("hardshrink", (n, out, a, b) => {
  for (let i = 0; i < n; i++) out[i] = a[i] >= -b[i] && a[i] <= b[i] ? 0 : a[i];
});

export const hardsigmoid = kernel("hardsigmoid", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = Math.min(Math.max(a[i] + 3, 0), 6) / 6;
});

export const hardswish = kernel("hardswish", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = (a[i] * Math.min(Math.max(a[i] + 3, 0), 6)) / 6;
});

/** x > b ? x : c */
export const threshold = kernel(
  "threshold",
  (n, out, a, b, c) => {
    for (let i = 0; i < n; i++) out[i] = a[i] <= b[i] ? c[i] : a[i];
  },
  (a, b, c) => (a <= b ? c : a),
);
