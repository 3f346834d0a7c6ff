import { allocate } from "./make.ts";

/** Room for so many indices, as large as PyTorch's int64 index and refused as that is: RuntimeError past the limit of memory. */
export function newPlaces(count: number): Float64Array {
  const { data } = allocate([count], "float64").storage;
  return data instanceof Float64Array ? data : new Float64Array(count);
}
