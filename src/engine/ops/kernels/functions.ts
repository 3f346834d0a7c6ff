/** Pointwise functions of one float. */
import * as bessel from "../../math/bessel.ts";
import * as errorFunction from "../../math/erf.ts";
import * as gammaFunction from "../../math/gamma.ts";
import * as normal from "../../math/normal.ts";
import { type Kernel, kernel } from "./kernel.ts";

function sincOf(x: number): number {
  const angle = Math.PI * x;
  return angle === 0 ? 1 : Math.sin(angle) / angle;
}

export const exp = kernel("exp", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = Math.exp(a[i]);
});
export const exp2 = kernel("exp2", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = 2 ** a[i];
});
export const expm1 = kernel("expm1", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = Math.expm1(a[i]);
});
export const log = kernel("log", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = Math.log(a[i]);
});
export const log2 = kernel("log2", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = Math.log2(a[i]);
});
export const log10 = kernel("log10", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = Math.log10(a[i]);
});
export const log1p = kernel("log1p", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = Math.log1p(a[i]);
});
export const sin = kernel("sin", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = Math.sin(a[i]);
});
export const cos = kernel("cos", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = Math.cos(a[i]);
});
export const tan = kernel("tan", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = Math.tan(a[i]);
});
export const asin = kernel("asin", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = Math.asin(a[i]);
});
export const acos = kernel("acos", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = Math.acos(a[i]);
});
export const atan = kernel("atan", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = Math.atan(a[i]);
});
export const sinh = kernel("sinh", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = Math.sinh(a[i]);
});
export const cosh = kernel("cosh", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = Math.cosh(a[i]);
});
export const tanh = kernel("tanh", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = Math.tanh(a[i]);
});
export const asinh = kernel("asinh", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = Math.asinh(a[i]);
});
export const acosh = kernel("acosh", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = Math.acosh(a[i]);
});
export const atanh = kernel("atanh", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = Math.atanh(a[i]);
});
const each = (name: string, compute: (x: number) => number): Kernel =>
  kernel(name, (n, out, a) => {
    for (let i = 0; i < n; i++) out[i] = compute(a[i]);
  });
export const i0 = each("i0", bessel.besselI0);
export const i0e = each("i0e", bessel.besselI0e);
export const i1 = each("i1", bessel.besselI1);
export const i1e = each("i1e", bessel.besselI1e);
export const erfcx = each("erfcx", normal.erfcx);
export const logNdtr = each("logNdtr", normal.logNdtr);
export const ndtri = each("ndtri", normal.ndtri);

/** -x log(x); 0 at 0, -infinity below. */
export const entr = kernel("entr", (n, out, a) => {
  for (let i = 0; i < n; i++) {
    const x = a[i];
    out[i] = x > 0 ? -x * Math.log(x) : x === 0 ? 0 : Number.isNaN(x) ? x : -Infinity;
  }
});
export const erf = kernel("erf", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = errorFunction.erf(a[i]);
});
export const erfc = kernel("erfc", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = errorFunction.erfc(a[i]);
});
export const erfinv = kernel("erfinv", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = errorFunction.erfinv(a[i]);
});
export const lgamma = kernel("lgamma", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = gammaFunction.lgamma(a[i]);
});
export const digamma = kernel("digamma", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = gammaFunction.digamma(a[i]);
});
/** With the intermediate roundings of PyTorch's float32 kernel. */
export const sigmoidFloat32 = kernel("sigmoidFloat32", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = 1 / Math.fround(1 + Math.fround(Math.exp(-a[i])));
});
export const sigmoid = kernel("sigmoid", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = 1 / (1 + Math.exp(-a[i]));
});
/** The product with pi, its sine and the quotient each rounded to float32. */
export const sincFloat32 = kernel("sincFloat32", (n, out, a) => {
  for (let i = 0; i < n; i++) {
    const angle = Math.fround(Math.fround(Math.PI) * a[i]);
    out[i] = angle === 0 ? 1 : Math.fround(Math.sin(angle)) / angle;
  }
});
export const sinc = kernel("sinc", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = sincOf(a[i]);
});
export const deg2rad = kernel("deg2rad", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = a[i] * (Math.PI / 180);
});
export const rad2deg = kernel("rad2deg", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = a[i] * (180 / Math.PI);
});
/** As products with a float32 constant. */
export const deg2radFloat32 = kernel("deg2radFloat32", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = a[i] * Math.fround(Math.PI / 180);
});
export const rad2degFloat32 = kernel("rad2degFloat32", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = a[i] * Math.fround(180 / Math.PI);
});
/** log(x / (1 - x)) with x clamped to [b, c]. */
export const logit = kernel("logit", (n, out, a, b, c) => {
  for (let i = 0; i < n; i++) {
    const x = Math.min(Math.max(a[i], b[i]), c[i]);
    out[i] = Math.log(x / (1 - x));
  }
});
