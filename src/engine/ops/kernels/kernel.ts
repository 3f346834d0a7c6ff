/**
 * The table of pointwise kernels. An operation is one loop over blocks of doubles; that loop serves every dtype whose
 * values a double holds. Hot operations have float32 loops as well, and faster ones (WebAssembly) can take their place.
 */

/** out[i] = f(a[i], b[i], c[i]) for i < n; operands that a kernel does not have are left alone. */
export type Loop = (n: number, out: Float64Array, a: Float64Array, b: Float64Array, c: Float64Array) => void;

/** out[o+i] = f(a[p + i*aStep], b[q + i*bStep]); a step of 0 repeats one element. */
export type Float32Loop = (
  n: number,
  out: Float32Array,
  o: number,
  a: Float32Array,
  p: number,
  aStep: number,
  b: Float32Array,
  q: number,
  bStep: number,
) => void;

export interface Kernel {
  readonly name: string;
  readonly loop: Loop;
  /** One element of int64 arithmetic, for values that a double cannot hold. */
  readonly int64: ((a: bigint, b: bigint, c: bigint) => bigint | boolean) | null;
  /** A direct loop over float32 memory. */
  float32: Float32Loop | null;
}

/** Every pointwise kernel by name. */
export const kernels = new Map<string, Kernel>();

export function kernel(
  name: string,
  loop: Loop,
  int64: Kernel["int64"] = null,
  float32: Float32Loop | null = null,
): Kernel {
  const made: Kernel = { name, loop, int64, float32 };
  kernels.set(name, made);
  return made;
}
