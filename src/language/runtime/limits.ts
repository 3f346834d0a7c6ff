/** Sizes that no value of a cell may exceed: refused before anything is allocated. */
import { MemoryError, raised } from "./errors.ts";

/** Elements of a list, tuple, dict or set. */
export const maximumElements = 2 ** 26;
/** UTF-16 units of a str, bytes of a bytes object. */
export const maximumText = 2 ** 28;

export function checkElements(count: number): void {
  if (!(count <= maximumElements)) throw raised(MemoryError);
}

export function checkText(length: number): void {
  if (!(length <= maximumText)) throw raised(MemoryError);
}
