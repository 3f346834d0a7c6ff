/** The source of CPython's draws: MT19937 seeded by an array of words, with its 53-bit doubles. */
import { type MersenneTwister, nextWord, seededTwister, stateSize } from "../../../engine/random/mersenne-twister.ts";
import { fromBigEndian, toBigEndian } from "../../runtime/numbers/bytes.ts";
import { bitLength, checkBits, type Integer, normalize } from "../../runtime/numbers/integer.ts";
import { sha512 } from "./sha512.ts";

/** `init_by_array` of the reference implementation. */
function seededByArray(key: readonly number[]): MersenneTwister {
  const twister = seededTwister(19650218);
  const { words } = twister;
  let i = 1;
  let j = 0;
  const previous = (): number => words[i - 1] ^ (words[i - 1] >>> 30);
  const wrap = (): void => {
    i++;
    if (i < stateSize) return;
    words[0] = words[stateSize - 1];
    i = 1;
  };
  for (let k = Math.max(stateSize, key.length); k > 0; k--) {
    words[i] = (words[i] ^ Math.imul(previous(), 1664525)) + key[j] + j;
    wrap();
    j = (j + 1) % key.length;
  }
  for (let k = stateSize - 1; k > 0; k--) {
    words[i] = (words[i] ^ Math.imul(previous(), 1566083941)) - i;
    wrap();
  }
  words[0] = 0x80000000;
  return twister;
}

/** The 32-bit words of an int's magnitude, lowest first. */
function wordsOf(value: bigint): number[] {
  const magnitude = value < 0n ? -value : value;
  const count = Math.max(Math.ceil(bitLength(normalize(magnitude)) / 32), 1);
  const bytes = toBigEndian(magnitude, 4 * count);
  const view = new DataView(bytes.buffer);
  return Array.from({ length: count }, (_, i) => view.getUint32(4 * (count - 1 - i)));
}

/** The int that a str or bytes seed stands for: its bytes and their SHA-512, as one big-endian number. */
export function seedOfBytes(bytes: Uint8Array, checkInterrupt: () => void): bigint {
  const digest = sha512(bytes, checkInterrupt);
  const joined = new Uint8Array(bytes.length + digest.length);
  joined.set(bytes);
  joined.set(digest, bytes.length);
  return fromBigEndian(joined);
}

export class RandomSource {
  private twister: MersenneTwister;
  /** The second of a pair that `gauss` made. */
  spare: number | null = null;

  constructor(seed: bigint) {
    this.twister = seededByArray(wordsOf(seed));
  }

  seed(seed: bigint): void {
    this.twister = seededByArray(wordsOf(seed));
    this.spare = null;
  }

  /** In [0, 1), 53 bits. */
  random(): number {
    const high = nextWord(this.twister) >>> 5;
    const low = nextWord(this.twister) >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  bits(count: number): Integer {
    if (count === 0) return 0;
    if (count <= 32) return nextWord(this.twister) >>> (32 - count);
    checkBits(count);
    const words = Math.ceil(count / 32);
    const view = new DataView(new ArrayBuffer(4 * words));
    for (let i = words - 1, rest = count; i >= 0; i--, rest -= 32) {
      const word = nextWord(this.twister);
      view.setUint32(4 * i, rest < 32 ? word >>> (32 - rest) : word);
    }
    return normalize(fromBigEndian(new Uint8Array(view.buffer)));
  }

  /** In [0, limit), by rejection. */
  below(limit: Integer): Integer {
    const count = bitLength(limit);
    let value = this.bits(count);
    while (value >= limit) value = this.bits(count);
    return value;
  }

  /** The 624 words and the place among them, as `getstate` shows them. */
  state(): number[] {
    const position = this.twister.left === 1 && this.twister.next === 0 ? stateSize : this.twister.next;
    return [...this.twister.words, position];
  }

  restore(state: readonly number[]): void {
    const position = state[stateSize];
    const words = Uint32Array.from(state.slice(0, stateSize));
    this.twister = { words, left: stateSize - position + 1, next: position };
  }
}
