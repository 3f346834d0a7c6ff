/** MT19937 as PyTorch's CPU generator runs it (core/MT19937RNGEngine.h; Matsumoto and Nishimura, 1998). */

export const stateSize = 624;
const middle = 397;

export interface MersenneTwister {
  readonly words: Uint32Array;
  /** Words left before the next refill, plus one. */
  left: number;
  /** The next word to draw. */
  next: number;
}

/** The state of `init_genrand(seed)`; only the low 32 bits of a seed count. */
export function seededTwister(seed: number): MersenneTwister {
  const words = new Uint32Array(stateSize);
  words[0] = seed;
  for (let i = 1; i < stateSize; i++) {
    const mixed = words[i - 1] ^ (words[i - 1] >>> 30);
    words[i] = Math.imul(1812433253, mixed) + i;
  }
  return { words, left: 1, next: 0 };
}

const twist = (upper: number, lower: number): number =>
  (((upper & 0x80000000) | (lower & 0x7fffffff)) >>> 1) ^ (lower & 1 ? 0x9908b0df : 0);

function refill(twister: MersenneTwister): void {
  const { words } = twister;
  for (let i = 0; i < stateSize - middle; i++) words[i] = words[i + middle] ^ twist(words[i], words[i + 1]);
  for (let i = stateSize - middle; i < stateSize - 1; i++) {
    words[i] = words[i + middle - stateSize] ^ twist(words[i], words[i + 1]);
  }
  words[stateSize - 1] = words[middle - 1] ^ twist(words[stateSize - 1], words[0]);
  twister.left = stateSize;
  twister.next = 0;
}

/** The next 32 random bits, as an unsigned number. */
export function nextWord(twister: MersenneTwister): number {
  if (--twister.left === 0) refill(twister);
  let y = twister.words[twister.next++];
  y ^= y >>> 11;
  y ^= (y << 7) & 0x9d2c5680;
  y ^= (y << 15) & 0xefc60000;
  y ^= y >>> 18;
  return y >>> 0;
}
