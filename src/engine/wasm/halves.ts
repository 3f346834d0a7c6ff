/** float16 and bfloat16 to and from float32, in the arena. */
import type { DType, ElementArray } from "../tensor/dtype.ts";
import { isInArena } from "./arena.ts";
import { wasm } from "./module.ts";
import { rowRanges } from "./rows.ts";
import { runCalls } from "./threads.ts";

type Conversion = "float16FromFloat32" | "bfloat16FromFloat32" | "float32FromFloat16" | "float32FromBfloat16";

const conversions: Readonly<Partial<Record<`${DType} ${DType}`, Conversion>>> = {
  "float32 float16": "float16FromFloat32",
  "float32 bfloat16": "bfloat16FromFloat32",
  "float16 float32": "float32FromFloat16",
  "bfloat16 float32": "float32FromBfloat16",
};

const smallestWork = 4096;

/** A run of elements: from `start` of an array of that dtype. */
export interface Run {
  readonly data: ElementArray;
  readonly start: number;
  readonly dtype: DType;
}

/** Converts `count` elements. False, and nothing done, where the plain version is to do it. */
export function convertHalves(to: Run, from: Run, count: number): boolean {
  const conversion = conversions[`${from.dtype} ${to.dtype}`];
  if (conversion === undefined || count < smallestWork || !isInArena(to.data) || !isInArena(from.data)) return false;
  const instance = wasm();
  if (instance === null) return false;
  const [toSize, fromSize] = [to.data.BYTES_PER_ELEMENT, from.data.BYTES_PER_ELEMENT];
  const target = to.data.byteOffset + to.start * toSize;
  const source = from.data.byteOffset + from.start * fromSize;
  const ranges = rowRanges(count, 1);
  runCalls(
    instance,
    conversion,
    ranges.map(([first, last]) => [target + first * toSize, source + first * fromSize, last - first]),
    count / ranges.length,
  );
  return true;
}
