/** WebAssembly: the kernels are reached from the operations themselves; a host asks here for tensor memory beside them. */
import { type Allocator, heapAllocator, setAllocator } from "../tensor/storage.ts";
import { Arena, type ArenaOptions, type ArenaStatistics, smallestBlock } from "./arena.ts";
import { type CollectorHost, collectGarbage } from "./collect.ts";
import { wasm } from "./module.ts";

export type { ArenaOptions, ArenaStatistics } from "./arena.ts";
export type { CollectorHost } from "./collect.ts";
export { isTrap } from "./instance.ts";
export { setThreadCount, type ThreadHost, threadCount, useThreads } from "./threads.ts";

let arena: Arena | null = null;

/**
 * Puts the memory of large tensors where the kernels reach it, from the first large tensor on. Hosts that can not say when
 * objects are gone keep them on the JavaScript heap.
 */
export function useArena(host: CollectorHost, options: ArenaOptions = {}): void {
  arena = null;
  const smallest = options.smallest ?? smallestBlock;
  const lazy: Allocator = {
    allocate(bytes, zeroed) {
      if (bytes < smallest) return heapAllocator.allocate(bytes);
      const instance = wasm();
      if (instance === null) {
        setAllocator(heapAllocator);
        return heapAllocator.allocate(bytes);
      }
      arena = new Arena(instance, host, options);
      setAllocator(arena);
      return arena.allocate(bytes, zeroed);
    },
  };
  setAllocator(lazy);
}

/** What the arena holds; null before the first large tensor. */
export const arenaStatistics = (): ArenaStatistics | null => arena?.statistics() ?? null;

/** Finds out now what nothing reaches, with or without an arena. */
export function collectNow(host: CollectorHost): void {
  if (arena === null) collectGarbage(host);
  else arena.collect();
}

/** Takes back now what no tensor reaches any more. */
export const collectArena = (): void => arena?.collect();
