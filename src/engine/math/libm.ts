/** Elementary functions with the last bit of the C library that PyTorch and CPython use on Linux (glibc). */

export { acos, asin, atan, atan2, tan } from "./libm/arc.ts";
export { erf, erfc } from "./libm/erf.ts";
export { exp, exp2 } from "./libm/exp.ts";
export { acosh, asinh, atanh, cbrt, cosh, expm1, log10, sinh, tanh } from "./libm/hyperbolic.ts";
export { log } from "./libm/log.ts";
export { log1p } from "./libm/log1p.ts";
export { log2 } from "./libm/log2.ts";
export { pow } from "./libm/pow.ts";
export { cos, sin } from "./libm/trigonometry.ts";
