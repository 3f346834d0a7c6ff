/** The arithmetic of one and two operands, for floats and for integers. */

import { largerOf, smallerOf } from "../../math/bigint.ts";
import { fma } from "../../math/fma.ts";
import { hurwitzZeta } from "../../math/gamma.ts";
import * as libm from "../../math/libm.ts";
import { roundHalfEven } from "../../math/rounding.ts";
import type { DType } from "../../tensor/dtype.ts";
import { castNumber } from "../../tensor/scalar.ts";
import { type Kernel, kernel } from "./kernel.ts";

/** Sum, wrapped by the store where the dtype is an integer. */
export const add = kernel(
  "add",
  (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = a[i] + b[i];
  },
  (a, b) => a + b,
  (n, out, o, a, p, aStep, b, q, bStep) => {
    for (let i = 0; i < n; i++, p += aStep, q += bStep) out[o + i] = a[p] + b[q];
  },
);

export const sub = kernel(
  "sub",
  (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = a[i] - b[i];
  },
  (a, b) => a - b,
  (n, out, o, a, p, aStep, b, q, bStep) => {
    for (let i = 0; i < n; i++, p += aStep, q += bStep) out[o + i] = a[p] - b[q];
  },
);

export const mul = kernel(
  "mul",
  (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = a[i] * b[i];
  },
  (a, b) => a * b,
  (n, out, o, a, p, aStep, b, q, bStep) => {
    for (let i = 0; i < n; i++, p += aStep, q += bStep) out[o + i] = a[p] * b[q];
  },
);

/** int32 products pass 2^53, so their low 32 bits are taken directly. */
export const mulInt32 = kernel("mulInt32", (n, out, a, b) => {
  for (let i = 0; i < n; i++) out[i] = Math.imul(a[i], b[i]);
});

export const div = kernel(
  "div",
  (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = a[i] / b[i];
  },
  null,
  (n, out, o, a, p, aStep, b, q, bStep) => {
    for (let i = 0; i < n; i++, p += aStep, q += bStep) out[o + i] = a[p] / b[q];
  },
);

/** a + c * b, the product not rounded: add and sub with alpha. */
export const addScaled = kernel(
  "addScaled",
  (n, out, a, b, c) => {
    for (let i = 0; i < n; i++) out[i] = a[i] + c[i] * b[i];
  },
  (a, b, c) => a + c * b,
);

/** As addScaled in float64, where the fused operation shows. */
export const addScaledFloat64 = kernel("addScaledFloat64", (n, out, a, b, c) => {
  for (let i = 0; i < n; i++) out[i] = fma(c[i], b[i], a[i]);
});

export const subScaledFloat64 = kernel("subScaledFloat64", (n, out, a, b, c) => {
  for (let i = 0; i < n; i++) out[i] = fma(-c[i], b[i], a[i]);
});

export const subScaled = kernel(
  "subScaled",
  (n, out, a, b, c) => {
    for (let i = 0; i < n; i++) out[i] = a[i] - c[i] * b[i];
  },
  (a, b, c) => a - c * b,
);

/** Python's floor division as PyTorch computes it for floats: from the exact remainder, each step rounded. */
function floorQuotient(x: number, y: number, round: (value: number) => number): number {
  if (y === 0) return x / y;
  const mod = x % y;
  let quotient = round(round(x - mod) / y);
  if (mod !== 0 && y < 0 !== mod < 0) quotient = round(quotient - 1);
  if (quotient !== 0) {
    const floor = Math.floor(quotient);
    return quotient - floor > 0.5 ? floor + 1 : floor;
  }
  return x / y < 0 || Object.is(x / y, -0) ? -0 : 0;
}

const floorDivision = (name: string, round: (value: number) => number): Kernel =>
  kernel(name, (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = floorQuotient(a[i], b[i], round);
  });

export const divFloor = floorDivision("divFloor", (value) => value);
/** For the half types between tensors; a number as divisor is divided by in float32. */
export const divFloorHalf = {
  float16: floorDivision("divFloorFloat16", (value) => castNumber(value, "float16")),
  bfloat16: floorDivision("divFloorBfloat16", (value) => castNumber(value, "bfloat16")),
};

/** Remainder with the sign of the divisor. */
export const remainder = kernel("remainder", (n, out, a, b) => {
  for (let i = 0; i < n; i++) {
    const mod = a[i] % b[i];
    out[i] = mod !== 0 && b[i] < 0 !== mod < 0 ? mod + b[i] : mod;
  }
});

/** Remainder with the sign of the dividend. */
export const fmod = kernel("fmod", (n, out, a, b) => {
  for (let i = 0; i < n; i++) out[i] = a[i] % b[i];
});

/** C's pow, which differs from JavaScript's in 1^NaN and (-1)^inf. */
export const pow = kernel("pow", (n, out, a, b) => {
  for (let i = 0; i < n; i++) {
    const x = a[i];
    const y = b[i];
    out[i] = x === 1 || (x === -1 && (y === Infinity || y === -Infinity)) ? 1 : x ** y;
  }
});

/** The same with the last bits of the C library. */
export const powFloat64 = kernel("powFloat64", (n, out, a, b) => {
  for (let i = 0; i < n; i++) out[i] = libm.pow(a[i], b[i]);
});

export const atan2 = kernel("atan2", (n, out, a, b) => {
  for (let i = 0; i < n; i++) out[i] = Math.atan2(a[i], b[i]);
});

export const hypot = kernel("hypot", (n, out, a, b) => {
  for (let i = 0; i < n; i++) out[i] = Math.hypot(a[i], b[i]);
});

export const zeta = kernel("zeta", (n, out, a, b) => {
  for (let i = 0; i < n; i++) out[i] = hurwitzZeta(a[i], b[i]);
});

export const copysign = kernel("copysign", (n, out, a, b) => {
  for (let i = 0; i < n; i++) {
    const negative = b[i] < 0 || Object.is(b[i], -0);
    out[i] = negative ? -Math.abs(a[i]) : Math.abs(a[i]);
  }
});

/** log(e^x + e^y), or of powers of 2: the larger plus a correction. Equal infinities are their own sum. */
export const logaddexp = kernel("logaddexp", (n, out, a, b) => {
  for (let i = 0; i < n; i++) {
    const x = a[i];
    const y = b[i];
    out[i] = x === y && !Number.isFinite(x) ? x : Math.max(x, y) + Math.log1p(Math.exp(-Math.abs(x - y)));
  }
});

export const logaddexpFloat32 = kernel("logaddexpFloat32", (n, out, a, b) => {
  for (let i = 0; i < n; i++) {
    const x = a[i];
    const y = b[i];
    const power = Math.fround(Math.exp(-Math.abs(Math.fround(x - y))));
    out[i] = x === y && !Number.isFinite(x) ? x : Math.max(x, y) + Math.fround(Math.log1p(power));
  }
});

export const logaddexp2 = kernel("logaddexp2", (n, out, a, b) => {
  for (let i = 0; i < n; i++) {
    const x = a[i];
    const y = b[i];
    out[i] = x === y && !Number.isFinite(x) ? x : Math.max(x, y) + Math.log1p(2 ** -Math.abs(x - y)) / Math.LN2;
  }
});

/** x * log(y), 0 where x is 0 unless y is NaN. */
export const xlogy = kernel("xlogy", (n, out, a, b) => {
  for (let i = 0; i < n; i++) out[i] = Number.isNaN(b[i]) ? NaN : a[i] === 0 ? 0 : a[i] * Math.log(b[i]);
});

export const heaviside = kernel("heaviside", (n, out, a, b) => {
  for (let i = 0; i < n; i++) out[i] = a[i] === 0 ? b[i] : a[i] > 0 ? 1 : 0;
});

/** The larger; NaN where either is NaN. */
export const maximum = kernel(
  "maximum",
  (n, out, a, b) => {
    for (let i = 0; i < n; i++) {
      const x = a[i];
      const y = b[i];
      out[i] = y > x || Number.isNaN(y) ? y : x;
    }
  },
  largerOf,
);

export const minimum = kernel(
  "minimum",
  (n, out, a, b) => {
    for (let i = 0; i < n; i++) {
      const x = a[i];
      const y = b[i];
      out[i] = y < x || Number.isNaN(y) ? y : x;
    }
  },
  smallerOf,
);

/** The larger; the other one where one is NaN. */
export const fmax = kernel("fmax", (n, out, a, b) => {
  for (let i = 0; i < n; i++) {
    const x = a[i];
    const y = b[i];
    out[i] = x > y || Number.isNaN(y) ? x : y;
  }
});

export const fmin = kernel("fmin", (n, out, a, b) => {
  for (let i = 0; i < n; i++) {
    const x = a[i];
    const y = b[i];
    out[i] = x < y || Number.isNaN(y) ? x : y;
  }
});

export const abs = kernel(
  "abs",
  (n, out, a) => {
    for (let i = 0; i < n; i++) out[i] = Math.abs(a[i]);
  },
  (a) => (a < 0n ? -a : a),
);

export const neg = kernel(
  "neg",
  (n, out, a) => {
    for (let i = 0; i < n; i++) out[i] = -a[i];
  },
  (a) => -a,
  (n, out, o, a, p, aStep) => {
    for (let i = 0; i < n; i++, p += aStep) out[o + i] = -a[p];
  },
);

export const sign = kernel(
  "sign",
  (n, out, a) => {
    for (let i = 0; i < n; i++) out[i] = a[i] > 0 ? 1 : a[i] < 0 ? -1 : 0;
  },
  (a) => (a > 0n ? 1n : a < 0n ? -1n : 0n),
);

export const square = kernel(
  "square",
  (n, out, a) => {
    for (let i = 0; i < n; i++) out[i] = a[i] * a[i];
  },
  (a) => a * a,
  (n, out, o, a, p, aStep) => {
    for (let i = 0; i < n; i++, p += aStep) out[o + i] = a[p] * a[p];
  },
);

export const floor = kernel("floor", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = Math.floor(a[i]);
});

export const ceil = kernel("ceil", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = Math.ceil(a[i]);
});

export const trunc = kernel("trunc", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = Math.trunc(a[i]);
});

export const frac = kernel("frac", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = a[i] - Math.trunc(a[i]);
});

export const round = kernel("round", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = roundHalfEven(a[i]);
});

export const sqrt = kernel(
  "sqrt",
  (n, out, a) => {
    for (let i = 0; i < n; i++) out[i] = Math.sqrt(a[i]);
  },
  null,
  (n, out, o, a, p, aStep) => {
    for (let i = 0; i < n; i++, p += aStep) out[o + i] = Math.sqrt(a[p]);
  },
);

export const reciprocal = kernel("reciprocal", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = 1 / a[i];
});

export const rsqrt = kernel("rsqrt", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = 1 / Math.sqrt(a[i]);
});

export const cube = kernel("cube", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = a[i] * a[i] * a[i];
});

export const inverseSquare = kernel("inverseSquare", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = 1 / (a[i] * a[i]);
});

// PyTorch rounds each step of these to float32; the same steps give the same last bit.

export const rsqrtFloat32 = kernel("rsqrtFloat32", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = 1 / Math.fround(Math.sqrt(a[i]));
});

export const cubeFloat32 = kernel("cubeFloat32", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = Math.fround(a[i] * a[i]) * a[i];
});

export const inverseSquareFloat32 = kernel("inverseSquareFloat32", (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = 1 / Math.fround(a[i] * a[i]);
});

const floatWords = new Float32Array(1);
const floatBits = new Int32Array(floatWords.buffer);
const doubleWords = new Float64Array(1);
const doubleBits = new BigInt64Array(doubleWords.buffer);

/** One step of a float's last place, `half` bits coarser than float32 (16 for bfloat16). */
function nextFloat32(from: number, to: number, dropped: number): number {
  if (Number.isNaN(from) || Number.isNaN(to)) return NaN;
  if (from === to) return to;
  const step = 1 << dropped;
  if (from === 0) {
    floatBits[0] = step;
    return to > 0 ? floatWords[0] : -floatWords[0];
  }
  floatWords[0] = from;
  floatBits[0] += from < to === from > 0 ? step : -step;
  return floatWords[0];
}

function nextFloat64(from: number, to: number): number {
  if (Number.isNaN(from) || Number.isNaN(to)) return NaN;
  if (from === to) return to;
  if (from === 0) return to > 0 ? Number.MIN_VALUE : -Number.MIN_VALUE;
  doubleWords[0] = from;
  doubleBits[0] += from < to === from > 0 ? 1n : -1n;
  return doubleWords[0];
}

export const nextafterKernels: Readonly<Partial<Record<DType, Kernel>>> = {
  float64: kernel("nextafterFloat64", (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = nextFloat64(a[i], b[i]);
  }),
  float32: kernel("nextafterFloat32", (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = nextFloat32(a[i], b[i], 0);
  }),
  bfloat16: kernel("nextafterBfloat16", (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = nextFloat32(a[i], b[i], 16);
  }),
};
