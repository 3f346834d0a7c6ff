/**
 * The hash of text and bytes: SipHash-1-3 over CPython's own memory layout (Aumasson and Bernstein 2012), with the key of
 * zeros that `PYTHONHASHSEED=0` stands for. CPython's own key changes from process to process.
 */
import { worked } from "../../../engine/work.ts";
import { charactersOf } from "./code-points.ts";

/** The four words of the state, low half first. */
const state = new Int32Array(8);
const initial = [0x70736575, 0x736f6d65, 0x6e646f6d, 0x646f7261, 0x6e657261, 0x6c796765, 0x79746573, 0x74656462];

/** `a += b; c += d; b = rotl(b, s) ^ a; d = rotl(d, t) ^ c; a = rotl(a, 32)`, each a word's place in the state. */
function halfRound(a: number, b: number, c: number, d: number, s: number, t: number): void {
  add(a, b);
  add(c, d);
  rotate(b, s, a);
  rotate(d, t, c);
  const low = state[a];
  state[a] = state[a + 1];
  state[a + 1] = low;
}

function add(to: number, from: number): void {
  const low = (state[to] >>> 0) + (state[from] >>> 0);
  state[to + 1] += state[from + 1] + (low > 0xffff_ffff ? 1 : 0);
  state[to] = low;
}

/** `word = rotl(word, by) ^ other`, for less than 32 bits. */
function rotate(word: number, by: number, other: number): void {
  const [low, high] = [state[word], state[word + 1]];
  state[word] = ((low << by) | (high >>> (32 - by))) ^ state[other];
  state[word + 1] = ((high << by) | (low >>> (32 - by))) ^ state[other + 1];
}

function round(): void {
  halfRound(0, 2, 4, 6, 13, 16);
  halfRound(4, 2, 0, 6, 17, 21);
}

function take(low: number, high: number): void {
  state[6] ^= low;
  state[7] ^= high;
  round();
  state[0] ^= low;
  state[1] ^= high;
}

/** The hash of the first bytes of an array: a signed word of 64 bits, never -1. */
function hashOf(data: Uint8Array, length: number): number | bigint {
  if (length === 0) return 0;
  state.set(initial);
  const half = (at: number): number => data[at] | (data[at + 1] << 8) | (data[at + 2] << 16) | (data[at + 3] << 24);
  let at = 0;
  for (; at + 8 <= length; at += 8) {
    worked(32);
    take(half(at), half(at + 4));
  }
  const rest = [0, length << 24];
  for (let i = 0; at + i < length; i++) rest[i >> 2] |= data[at + i] << (8 * (i & 3));
  take(rest[0], rest[1]);
  state[4] ^= 0xff;
  round();
  round();
  round();
  const low = (state[0] ^ state[2] ^ state[4] ^ state[6]) >>> 0;
  const high = state[1] ^ state[3] ^ state[5] ^ state[7];
  if (high >= -0x20_0000 && high < 0x20_0000) {
    const result = high * 2 ** 32 + low;
    return result === -1 ? -2 : result;
  }
  return BigInt(high) * 0x1_0000_0000n + BigInt(low);
}

export const hashBytes = (data: Uint8Array): number | bigint => hashOf(data, data.length);

let room = new Uint8Array(256);

/** As bytes of the narrowest of one, two and four bytes a code point. */
export function hashText(text: string): number | bigint {
  let widest = 0;
  for (let i = 0; i < text.length; i++) widest |= text.charCodeAt(i);
  if (room.length < 4 * text.length) room = new Uint8Array(4 * text.length);
  if (widest < 0x100) {
    for (let i = 0; i < text.length; i++) room[i] = text.charCodeAt(i);
    return hashOf(room, text.length);
  }
  const points = charactersOf(text).map((character) => character.codePointAt(0) ?? 0);
  const size = points.length < text.length ? 4 : 2;
  points.forEach((point, i) => {
    for (let byte = 0; byte < size; byte++) room[size * i + byte] = point >> (8 * byte);
  });
  return hashOf(room, size * points.length);
}
