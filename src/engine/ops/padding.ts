/** Padding the last dimensions (`F.pad`). Sizes come in pairs, before and after, from the last dimension on. */
import { runtimeError, TorchError } from "../errors.ts";
import type { Scalar } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { full } from "./creation.ts";
import { indexSelect } from "./gather.ts";
import { constantPad } from "./join.ts";
import { isRepeatingMode, paddedPlaces } from "./padded-places.ts";

export interface PadOptions {
  readonly mode?: string;
  /** The constant mode's value, 0 unless given. */
  readonly value?: Scalar;
}

/** RuntimeError for odd or too many sizes; NotImplementedError for a mode or rank that PyTorch lacks. */
export function pad(input: Tensor, sizes: readonly number[], { mode = "constant", value }: PadOptions = {}): Tensor {
  const rank = input.shape.length;
  if (sizes.length % 2 !== 0) throw runtimeError("Padding length must be divisible by 2");
  if (sizes.length > rank * 2) {
    throw runtimeError(
      `Padding length should be less than or equal to two times the input dimension but got padding length ${sizes.length} and input of dimension ${rank}`,
    );
  }
  if (mode === "constant") return constantPad(input, sizes, (shape) => full(shape, value ?? 0n, input.dtype));
  if (value !== undefined && Number(value) !== 0) {
    throw runtimeError(`Padding mode "${mode}" doesn't take in value argument`);
  }
  if (!isRepeatingMode(mode)) throw new TorchError("NotImplementedError", `Unrecognised padding mode ${mode}`);
  const spatial = sizes.length / 2;
  if (!(spatial <= 3 && (rank === spatial + 1 || rank === spatial + 2))) {
    throw new TorchError(
      "NotImplementedError",
      "Only 2D, 3D, 4D, 5D padding with non-constant padding are supported for now",
    );
  }
  for (let i = 0; i < spatial; i++) checkModeSizes(mode, input, rank - 1 - i, sizes[2 * i], sizes[2 * i + 1]);
  checkResultSizes(mode, input, sizes);
  let result = input;
  for (let i = 0; i < spatial; i++) {
    const dim = rank - 1 - i;
    const places = paddedPlaces(mode, input.shape[dim], sizes[2 * i], sizes[2 * i + 1]);
    result = indexSelect(result, dim, places);
  }
  return result;
}

/** Negative sizes must leave something: circular in each dimension, the others in one of all at least. */
function checkResultSizes(mode: string, input: Tensor, sizes: readonly number[]): void {
  const rank = input.shape.length;
  const spatial = sizes.length / 2;
  const before = input.shape.slice(rank - spatial);
  const after = before.map((size, i) => size + sizes[2 * (spatial - 1 - i)] + sizes[2 * (spatial - 1 - i) + 1]);
  if (mode === "circular") {
    if (after.some((size) => size < 0)) {
      throw runtimeError("Negative padding value is resulting in an empty dimension");
    }
    return;
  }
  const names = ["D", "H", "W"].slice(-spatial);
  const shown = (values: readonly number[], between: string): string =>
    names.map((name, i) => `${name}: ${values[i]}`).join(between);
  if (before.every((size) => size > 0) && after.every((size) => size < 1)) {
    throw runtimeError(`input (${shown(before, ", ")}) is too small. Calculated output ${shown(after, " ")}`);
  }
  if (after.some((size) => size < 0)) {
    const shape = [...input.shape.slice(0, rank - spatial), ...after];
    throw runtimeError(
      `Trying to create tensor with negative dimension ${after.find((size) => size < 0)}: [${shape.join(", ")}]`,
    );
  }
}

function checkModeSizes(mode: string, input: Tensor, dim: number, before: number, after: number): void {
  const size = input.shape[dim];
  if (mode === "reflect" && (before >= size || after >= size)) {
    throw runtimeError(
      `Argument #4: Padding size should be less than the corresponding input dimension, but got: padding (${before}, ${after}) at dimension ${dim} of input [${input.shape.join(", ")}]`,
    );
  }
  if (mode === "circular" && (before > size || after > size)) {
    throw runtimeError("Padding value causes wrapping around more than once.");
  }
}
