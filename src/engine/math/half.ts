/** float16 and bfloat16: their 16 bits to and from doubles, rounding to nearest even by way of float32 as PyTorch does. */

const float32View = new Float32Array(1);
const bitsView = new Uint32Array(float32View.buffer);

/** The 16 bits of the float16 nearest to a value. */
export function float16Bits(value: number): number {
  float32View[0] = value;
  const bits = bitsView[0];
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  // 65520 and above round to infinity.
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  if (magnitude < 0x38800000) {
    // Adding 0.5 in float32 lines the last bit up with 2^-24, float16's smallest step, so the addition rounds for us.
    bitsView[0] = magnitude;
    float32View[0] = float32View[0] + 0.5;
    return sign | (bitsView[0] - 0x3f000000);
  }
  return sign | ((magnitude - 0x38000000 + 0xfff + ((magnitude >>> 13) & 1)) >>> 13);
}

/** The 16 bits of the bfloat16 nearest to a value. */
export function bfloat16Bits(value: number): number {
  float32View[0] = value;
  const bits = bitsView[0];
  if ((bits & 0x7fffffff) > 0x7f800000) return 0x7fc0;
  return ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16) & 0xffff;
}

let float16Table: Float32Array | null = null;

/** The value of each of the 65536 float16 bit patterns; made on first use. */
export function float16Values(): Float32Array {
  if (float16Table !== null) return float16Table;
  const table = new Float32Array(65536);
  for (let bits = 0; bits < 65536; bits++) {
    const sign = bits & 0x8000 ? -1 : 1;
    const exponent = (bits >>> 10) & 31;
    const fraction = bits & 1023;
    if (exponent === 31) table[bits] = fraction === 0 ? sign * Infinity : NaN;
    else if (exponent === 0) table[bits] = sign * fraction * 2 ** -24;
    else table[bits] = sign * (1024 + fraction) * 2 ** (exponent - 25);
  }
  float16Table = table;
  return table;
}

export const float16Value = (bits: number): number => float16Values()[bits];

export function bfloat16Value(bits: number): number {
  bitsView[0] = bits << 16;
  return float32View[0];
}

export const roundFloat16 = (value: number): number => float16Value(float16Bits(value));
export const roundBfloat16 = (value: number): number => bfloat16Value(bfloat16Bits(value));
