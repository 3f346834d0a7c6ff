/** PyTorch's CPU generator: the twister, the seed it came from, and a normal draw kept for the next call. */
import { runtimeError, typeError } from "../errors.ts";
import { allocate } from "../tensor/make.ts";
import { isContiguous } from "../tensor/strides.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { WasmInstance } from "../wasm/module.ts";
import * as fast from "../wasm/random.ts";
import { type MersenneTwister, nextWord, seededTwister, stateSize } from "./mersenne-twister.ts";

const twoTo53 = 2 ** -53;

export class Generator {
  private twister: MersenneTwister;
  private seed: bigint;
  /** The second half of the last Box-Muller pair (`next_double_normal_sample`). */
  cachedNormal: number | null = null;

  /** A new generator has PyTorch's default seed. */
  constructor(seed = 67280421310721n) {
    this.seed = BigInt.asUintN(64, seed);
    this.twister = seededTwister(Number(BigInt.asUintN(32, seed)));
  }

  /** Starts over from a seed; RuntimeError for one that 64 bits do not hold. */
  manualSeed(seed: bigint): this {
    if (seed < -(2n ** 63n) || seed >= 2n ** 64n) throw runtimeError("Overflow when unpacking long long");
    this.seed = BigInt.asUintN(64, seed);
    this.twister = seededTwister(Number(BigInt.asUintN(32, seed)));
    this.cachedNormal = null;
    return this;
  }

  initialSeed(): bigint {
    return this.seed;
  }

  /** Starts over from a seed that no one can foresee, and returns it. */
  reseed(): bigint {
    const entropy = globalThis.crypto.getRandomValues(new BigUint64Array(1))[0];
    this.manualSeed(entropy & ((1n << 53n) - 1n));
    return this.seed;
  }

  /** 32 random bits. */
  random(): number {
    return nextWord(this.twister);
  }

  /**
   * Random words in place of float32 elements, for the caller to make draws of: the same as one by one. Null, and nothing
   * drawn, where they are few or lie where the kernels do not reach.
   */
  fillWords(data: Float32Array, start: number, count: number): WasmInstance | null {
    const { twister } = this;
    const instance = fast.kernelsFor(data, count);
    // A state that was set may count otherwise than ours.
    if (instance === null || (twister.left !== 1 && twister.next + twister.left !== stateSize + 1)) return null;
    const state = { words: twister.words, next: twister.left === 1 ? stateSize : twister.next };
    fast.drawWords(instance, state, data, start, count);
    twister.next = state.next;
    twister.left = stateSize + 1 - state.next;
    return instance;
  }

  /** 64 random bits. */
  random64(): bigint {
    const high = this.random();
    return (BigInt(high) << 32n) | BigInt(this.random());
  }

  /** A double in [0, 1) with 53 random bits. */
  uniform(): number {
    const high = this.random();
    const low = this.random();
    return ((high & 0x1fffff) * 4294967296 + low) * twoTo53;
  }

  clone(): Generator {
    const copy = new Generator(this.seed);
    copy.twister = { ...this.twister, words: this.twister.words.slice() };
    copy.cachedNormal = this.cachedNormal;
    return copy;
  }

  /** The whole state as PyTorch lays it out: a uint8 tensor of 5056 bytes. */
  getState(): Tensor {
    const tensor = allocate([stateBytes], "uint8");
    const view = bytesOf(tensor);
    view.setBigUint64(offsets.seed, this.seed, true);
    view.setInt32(offsets.left, this.twister.left, true);
    view.setInt32(offsets.seeded, 1, true);
    view.setBigUint64(offsets.next, BigInt(this.twister.next), true);
    for (let i = 0; i < stateSize; i++) view.setUint32(offsets.words + 8 * i, this.twister.words[i], true);
    if (this.cachedNormal !== null) {
      view.setFloat64(offsets.normal, this.cachedNormal, true);
      view.setInt32(offsets.hasNormal, 1, true);
    }
    return tensor;
  }

  /** Takes over a state from getState. TypeError for another dtype, RuntimeError for another size or invalid content. */
  setState(state: Tensor): this {
    if (state.dtype !== "uint8") throw typeError("RNG state must be a torch.ByteTensor");
    if (!isContiguous(state)) throw runtimeError("RNG state must be contiguous");
    if (state.elementCount !== stateBytes) {
      throw runtimeError(
        `Expected either a CPUGeneratorImplStateLegacy of size 5048 or a CPUGeneratorImplState of size ${stateBytes} but found the input RNG state size to be ${state.elementCount}`,
      );
    }
    const view = bytesOf(state);
    const words = Uint32Array.from({ length: stateSize }, (_, i) => view.getUint32(offsets.words + 8 * i, true));
    const left = view.getInt32(offsets.left, true);
    const next = Number(view.getBigUint64(offsets.next, true));
    const valid = view.getInt32(offsets.seeded, true) === 1 && left > 0 && left <= stateSize && next <= stateSize;
    if (!valid) throw runtimeError("Invalid mt19937 state");
    this.seed = view.getBigUint64(offsets.seed, true);
    this.twister = { words, left, next };
    const hasNormal = view.getInt32(offsets.hasNormal, true) !== 0;
    this.cachedNormal = hasNormal ? view.getFloat64(offsets.normal, true) : null;
    return this;
  }
}

/** Where PyTorch's CPUGeneratorImplState keeps each field. */
const offsets = { seed: 0, left: 8, seeded: 12, next: 16, words: 24, normal: 5024, hasNormal: 5040 };
const stateBytes = 5056;

function bytesOf(tensor: Tensor): DataView {
  const { data } = tensor.storage;
  return new DataView(data.buffer, data.byteOffset + tensor.offset, stateBytes);
}

let defaultInstance: Generator | null = null;

/** The generator of functions that are given none; seeded by chance until `manual_seed`. */
export function defaultGenerator(): Generator {
  if (defaultInstance === null) {
    defaultInstance = new Generator();
    defaultInstance.reseed();
  }
  return defaultInstance;
}

/** Puts another generator in the default one's place (null: one seeded by chance, when first asked for) and gives back the old. */
export function exchangeDefaultGenerator(generator: Generator | null): Generator | null {
  const before = defaultInstance;
  defaultInstance = generator;
  return before;
}
