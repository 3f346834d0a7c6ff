/** float32 draws into the arena. Each function returns false where it leaves the work to the plain version. */
import { isInArena } from "./arena.ts";
import { type WasmInstance, wasm } from "./module.ts";
import { operandsOf, rowRanges } from "./rows.ts";
import { runCalls } from "./threads.ts";

const smallestWork = 4096;
/** Words of a call: between two, an interrupt is heard. */
const group = 16;

/** What a twister keeps: its words, and the place of the next one to draw (all 624 used up: 624). */
export interface TwisterState {
  readonly words: Uint32Array;
  next: number;
}

/** The kernels where they take `count` draws into an array. */
export function kernelsFor(data: Float32Array, count: number): WasmInstance | null {
  return count >= smallestWork && isInArena(data) ? wasm() : null;
}

/** `count` random words in place of the elements from `start` on. */
export function drawWords(
  instance: WasmInstance,
  state: TwisterState,
  data: Float32Array,
  start: number,
  count: number,
): void {
  const call = operandsOf(instance);
  const words = call.updatedWords(state.words);
  state.next = instance.kernels.mersenneWords(words, state.next, data.byteOffset + start * 4, count);
  call.end();
}

/** Words to draws from [low, low + width). */
export function uniformFloats(
  instance: WasmInstance,
  data: Float32Array,
  start: number,
  count: number,
  width: number,
  low: number,
): void {
  const address = data.byteOffset + start * 4;
  const ranges = rowRanges(count, 1);
  const calls = ranges.map(([first, last]) => [address + first * 4, last - first, width, low] as const);
  runCalls(instance, "uniformFloats", calls, count / ranges.length);
}

/** Draws from [0, 1), a multiple of sixteen, to normal ones. */
export function normalFloats(
  instance: WasmInstance,
  data: Float32Array,
  start: number,
  count: number,
  mean: number,
  std: number,
): void {
  const address = data.byteOffset + start * 4;
  const ranges = rowRanges(count / group, group);
  const calls = ranges.map(([a, b]) => [address + a * group * 4, (b - a) * group, mean, std] as const);
  runCalls(instance, "normalFloats", calls, count / ranges.length);
}
