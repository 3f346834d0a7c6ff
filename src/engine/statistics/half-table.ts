const tables = new Map<"float16" | "bfloat16", Float32Array>();

/** The value of each of the 65536 bit patterns of a 16-bit float type. */
export function halfTable(dtype: "float16" | "bfloat16"): Float32Array {
  const known = tables.get(dtype);
  if (known !== undefined) return known;
  const table = new Float32Array(65536);
  if (dtype === "bfloat16") {
    const bits = new Uint32Array(table.buffer);
    for (let i = 0; i < 65536; i++) bits[i] = i << 16;
  } else for (let i = 0; i < 65536; i++) table[i] = decodeHalf(i);
  tables.set(dtype, table);
  return table;
}

/** IEEE 754 binary16. */
function decodeHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}
