/** Padding the last dimensions. */
import * as ops from "../../ops/index.ts";
import { paddedPlaces } from "../../ops/padded-places.ts";
import type { PadOptions } from "../../ops/padding.ts";
import { wrapDim } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import type { Formula } from "../node.ts";
import { record } from "../record.ts";
import { indexSelect } from "./gather.ts";

/** Padding with the opposite sizes takes the padding off, and puts zeros where values were cut off. */
const constantFormula =
  (sizes: readonly number[]): Formula =>
  (gradient) => [
    pad(
      gradient,
      sizes.map((size) => -size),
    ),
  ];

const names: Readonly<Record<string, string>> = { reflect: "ReflectionPad", replicate: "ReplicationPad" };

/** Modes that repeat values are a choice of indices along each dimension. */
function padByIndex(input: Tensor, sizes: readonly number[], mode: string): Tensor {
  let result = input;
  for (let i = 0; i < sizes.length / 2; i++) {
    const dim = wrapDim(-1 - i, input.shape.length);
    const places = paddedPlaces(mode, input.shape[dim], sizes[2 * i], sizes[2 * i + 1]);
    result = indexSelect(result, dim, places);
  }
  return result;
}

export function pad(input: Tensor, sizes: readonly number[], options: PadOptions = {}): Tensor {
  const { mode = "constant" } = options;
  const result = ops.pad(input, sizes, options);
  if (!records(input)) return result;
  if (mode === "constant") return record("ConstantPadNdBackward0", [input], result, [], constantFormula(sizes));
  const padded = padByIndex(input, sizes, mode);
  const node = padded.gradient?.edge?.node ?? null;
  if (node !== null) node.name = mode in names ? `${names[mode]}${sizes.length / 2}DBackward0` : "CopySlices";
  return padded;
}
