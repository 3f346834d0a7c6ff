/** What the values of a worker take of V8's heap, and whether more would pass their limit. */
import { getHeapStatistics } from "node:v8";

/**
 * Answers whether the values of this thread, with the `wanted` bytes that shall be taken at once, pass `limit`. Near the
 * limit the garbage is collected first, but not again before most of what was then free has been taken: a collection of a
 * large heap takes seconds. After a refusal the limit lies a little higher, so that who handles the MemoryError can work;
 * V8's own limit (node-worker.ts) is further up.
 */
export function heapAccount(limit: number, collect: () => void): (wanted: number) => boolean {
  // What the worker itself takes is not the cells'.
  const own = used();
  const near = limit / 8;
  let lent = 0;
  let trusted = near;
  const left = (): number => limit + lent - (used() - own);
  return (wanted) => {
    if (left() > Math.max(trusted, wanted)) return false;
    collect();
    if (left() - lent > near) lent = 0;
    const free = left();
    trusted = Math.min(near, free / 4);
    // What fits barely would be asked again, and collected for, at every step.
    if (free > wanted + (wanted > 0 ? near / 16 : 0)) return false;
    if (wanted === 0) lent = Math.min(lent - free + limit / 32, limit / 5 + 48 * 2 ** 20);
    return true;
  };
}

const used = (): number => getHeapStatistics().used_heap_size;
