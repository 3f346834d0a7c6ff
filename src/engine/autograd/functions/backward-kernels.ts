/** Pointwise kernels of gradients: a is the gradient that comes in, b what was kept. */
import { erf } from "../../math/erf.ts";
import { kernel } from "../../ops/kernels/kernel.ts";

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

export const sigmoidBackward = kernel("sigmoidBackward", (n, out, a, b) => {
  for (let i = 0; i < n; i++) out[i] = a[i] * (1 - b[i]) * b[i];
});

export const tanhBackward = kernel("tanhBackward", (n, out, a, b) => {
  for (let i = 0; i < n; i++) out[i] = a[i] * (1 - b[i] * b[i]);
});

/** c is the threshold. */
export const thresholdBackward = kernel(
  "thresholdBackward",
  (n, out, a, b, c) => {
    for (let i = 0; i < n; i++) out[i] = b[i] <= c[i] ? 0 : a[i];
  },
  null,
);

export const reluBackward = kernel(
  "reluBackward",
  (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = b[i] <= 0 ? 0 : a[i];
  },
  null,
  (n, out, o, a, p, aStep, b, q, bStep) => {
    for (let i = 0; i < n; i++, p += aStep, q += bStep) out[o + i] = b[q] <= 0 ? 0 : a[p];
  },
);

const inverseRootTwoPi = 1 / Math.sqrt(2 * Math.PI);

export const geluBackward = kernel("geluBackward", (n, out, a, b) => {
  for (let i = 0; i < n; i++) {
    const x = b[i];
    const cumulative = 0.5 * (1 + erf(x * Math.SQRT1_2));
    out[i] = a[i] * (cumulative + x * Math.exp(-0.5 * x * x) * inverseRootTwoPi);
  }
});

const tanhScale = Math.sqrt(2 / Math.PI);
const cubicShare = 0.044715;

export const geluTanhBackward = kernel("geluTanhBackward", (n, out, a, b) => {
  for (let i = 0; i < n; i++) {
    const x = b[i];
    const t = Math.tanh(tanhScale * (x + cubicShare * x * x * x));
    const innerSlope = tanhScale * (1 + 3 * cubicShare * x * x);
    out[i] = a[i] * (0.5 * (1 + t) + 0.5 * x * (1 - t * t) * innerSlope);
  }
});

export const siluBackward = kernel("siluBackward", (n, out, a, b) => {
  for (let i = 0; i < n; i++) {
    const s = sigmoid(b[i]);
    out[i] = a[i] * s * (1 + b[i] * (1 - s));
  }
});

export const mishBackward = kernel("mishBackward", (n, out, a, b) => {
  for (let i = 0; i < n; i++) {
    const x = b[i];
    const t = Math.tanh(Math.log1p(Math.exp(x)));
    out[i] = a[i] * (t + x * sigmoid(x) * (1 - t * t));
  }
});

export const logSigmoidBackward = kernel("logSigmoidBackward", (n, out, a, b) => {
  for (let i = 0; i < n; i++) {
    const z = Math.exp(-Math.abs(b[i]));
    out[i] = a[i] * (b[i] < 0 ? 1 - z / (1 + z) : z / (1 + z));
  }
});

/** c is the slope below zero. */
export const leakyReluBackward = kernel("leakyReluBackward", (n, out, a, b, c) => {
  for (let i = 0; i < n; i++) out[i] = b[i] > 0 ? a[i] : a[i] * c[i];
});

export const hardsigmoidBackward = kernel("hardsigmoidBackward", (n, out, a, b) => {
  for (let i = 0; i < n; i++) out[i] = b[i] > -3 && b[i] < 3 ? a[i] * Math.fround(1 / 6) : 0;
});

export const hardswishBackward = kernel("hardswishBackward", (n, out, a, b) => {
  for (let i = 0; i < n; i++) out[i] = b[i] <= -3 ? 0 : b[i] < 3 ? a[i] * (b[i] / 3 + 0.5) : a[i];
});

/** c is lambda: nothing flows within it. */
export const shrinkBackward = kernel("shrinkBackward", (n, out, a, b, c) => {
  for (let i = 0; i < n; i++) out[i] = b[i] >= -c[i] && b[i] <= c[i] ? 0 : a[i];
});
