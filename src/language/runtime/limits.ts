/** Sizes that no value of a cell may exceed: refused before anything is allocated. */
import { MemoryError, raised } from "./errors.ts";

/** Elements of a list, tuple, dict or set. */
export const maximumElements = 2 ** 26;
/** UTF-16 units of a str, bytes of a bytes object. */
export const maximumText = 2 ** 28;

/** Whether all values, with the `wanted` bytes that shall be taken at once, pass the limit of the thread's host. */
export const valueMemory: { isOver: ((wanted: number) => boolean) | null } = { isOver: null };

/** Sizes below this are found out by the regular look at the memory. */
const large = 2 ** 20;

/** Raises MemoryError where `bytes` more are more than what is left for values. */
export function checkMemory(bytes = 0): void {
  if (valueMemory.isOver?.(bytes) === true) throw raised(MemoryError);
}

export function checkElements(count: number): void {
  if (!(count <= maximumElements)) throw raised(MemoryError);
  if (count >= large) checkMemory(count * 8);
}

export function checkText(length: number): void {
  if (!(length <= maximumText)) throw raised(MemoryError);
  if (length >= large) checkMemory(length);
}
