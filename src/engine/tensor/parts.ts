import { worked } from "../work.ts";
import type { Tensor } from "./tensor.ts";

/** So many parts. Their number may be anything a caller names: each counts as work, so that an interrupt ends the list. */
export function makeParts(count: number, make: (i: number) => Tensor): Tensor[] {
  const parts: Tensor[] = [];
  for (let i = 0; i < count; i++) {
    parts.push(make(i));
    worked(256);
  }
  return parts;
}
