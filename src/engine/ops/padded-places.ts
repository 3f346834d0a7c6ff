/** The modes of padding that fill with values of the input, as indices. */
import { TorchError } from "../errors.ts";
import { newPlaces } from "../tensor/places.ts";

/** The place in a dimension that each place of the padded one shows, in a mode that the caller has checked. */
export function paddedPlaces(mode: string, size: number, before: number, after: number): Float64Array {
  const places = newPlaces(Math.max(size + before + after, 0));
  const source = sources.get(mode);
  if (source === undefined) throw new TorchError("NotImplementedError", `Unrecognised padding mode ${mode}`);
  // What negative sizes cut off takes no part in going round.
  const cut = mode === "circular" ? [Math.max(-before, 0), Math.max(-after, 0)] : [0, 0];
  const kept = size - cut[0] - cut[1];
  const first = before + cut[0];
  for (let k = 0; k < places.length; k++) places[k] = cut[0] + source(k - first, kept);
  return places;
}

/** Where each padded position takes its value from. */
const sources: ReadonlyMap<string, (at: number, size: number) => number> = new Map([
  ["reflect", (at, size) => (at < 0 ? -at : at >= size ? 2 * (size - 1) - at : at)],
  ["replicate", (at, size) => Math.min(Math.max(at, 0), size - 1)],
  ["circular", (at, size) => ((at % size) + size) % size],
]);

/** Whether a mode fills with values of the input. */
export const isRepeatingMode = (mode: string): boolean => sources.has(mode);
