/** Elementary functions with the last bit of the C library that PyTorch and CPython use on Linux (glibc). */
export { exp } from "./libm/exp.ts";
export { log } from "./libm/log.ts";
export { log1p } from "./libm/log1p.ts";
export { pow } from "./libm/pow.ts";
export { cos, sin } from "./libm/trigonometry.ts";
