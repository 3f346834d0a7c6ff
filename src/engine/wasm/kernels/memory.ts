/** Copies and fills inside the shared memory, which are slow from JavaScript. */
export function copyBytes(to: usize, from: usize, bytes: usize): void {
  memory.copy(to, from, bytes);
}

export function fillBytes(to: usize, value: u8, bytes: usize): void {
  memory.fill(to, value, bytes);
}

/** A plain copy with vectors, one read and one write an element: what the benchmark measures the machine by. */
export function copyVectors(to: usize, from: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 64) {
    const a = v128.load(from + i);
    const b = v128.load(from + i, 16);
    const c = v128.load(from + i, 32);
    const d = v128.load(from + i, 48);
    v128.store(to + i, a);
    v128.store(to + i, b, 16);
    v128.store(to + i, c, 32);
    v128.store(to + i, d, 48);
  }
}
