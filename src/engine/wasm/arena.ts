/**
 * Tensor memory in the WebAssembly memory, so that kernels reach it without copies.
 *
 * How memory comes back: each allocation has a buffer object of its own over the one memory (a shared memory makes a new
 * one whenever it grows, also by nothing). Every typed array, subarray and DataView of the allocation holds that object,
 * and no other allocation does. So when V8's collector has found the object dead, nothing can reach the block any more,
 * wherever references might have hidden: in frames, closures, the tape, or natives' locals. Kernels that hold bare
 * addresses allocate nothing while they do.
 */
import { type Allocator, admit, heapAllocator, memoryLimits } from "../tensor/storage.ts";
import { BlockSpace, granularity } from "./blocks.ts";
import { type CollectorHost, collectGarbage } from "./collect.ts";
import { arenaStart, pageBytes } from "./instance.ts";
import type { WasmInstance } from "./module.ts";

/** Smaller allocations stay on the JavaScript heap: to copy them to a kernel costs less than to track them. */
export const smallestBlock = 16384;

/**
 * Bytes allocated between two collections: at first, and at most, whatever collections cost, unless as much again is in use:
 * a loop that makes and drops tensors must not fill the computer's memory with what it dropped.
 */
const firstBudget = 64 * 2 ** 20;
const largestBudget = 168 * 2 ** 20;
/** Collections may take one part in so many of the time. */
const timeShare = 12;
const growthStep = 16 * 2 ** 20;
/** What 32 bits tell apart. */
const addresses = 2 ** 32;

const pageSize = 4096;
const stagger = 9 * granularity;

/**
 * The size of a block in lines. Of whole pages it gets some lines more, so that arrays of one size, which lie one after the
 * other, begin at different places of a page: a loop through several of them, row by row, would else meet lines that
 * compete for one place in the first-level cache, and stores that the processor takes for those that a load waits for.
 */
function blockSize(bytes: number): number {
  const size = Math.ceil(bytes / granularity) * granularity;
  return size + Math.max(0, stagger - (size % pageSize));
}

interface Allocation {
  readonly buffer: WeakRef<ArrayBufferLike>;
  readonly start: number;
  readonly bytes: number;
}

export interface ArenaStatistics {
  /** Bytes that the memory has grown to, without the kernels' own. */
  readonly reserved: number;
  /** In blocks that are handed out, dead ones included until the next collection. */
  readonly used: number;
  readonly free: number;
  readonly allocations: number;
  readonly freeBlocks: number;
  readonly largestFree: number;
  readonly collections: number;
  readonly collectionMs: number;
  /** Bytes that collections have given back, in all. */
  readonly reclaimed: number;
  /** Allocations that found no room and went to the JavaScript heap. */
  readonly overflows: number;
}

const buffers = new WeakSet<ArrayBufferLike>();

/** Whether a typed array's memory is the kernels', so that its byteOffset is an address. */
export const isInArena = ({ buffer }: ArrayBufferView): boolean =>
  // The kernels' memory is shared: most of what is not theirs is told without a look into the set.
  buffer instanceof SharedArrayBuffer && buffers.has(buffer);

export interface ArenaOptions {
  /** Collect before every allocation, and overwrite what is given back: tests find a block that was freed too early. */
  readonly stress?: boolean;
  /** Smaller allocations stay on the JavaScript heap. */
  readonly smallest?: number;
}

export class Arena implements Allocator {
  private readonly space = new BlockSpace();
  private live: Allocation[] = [];
  private end = arenaStart;
  /** Memory from here on was never handed out, and is zero. */
  private fresh: number;
  private used = 0;
  private sinceCollection = 0;
  private budget = firstBudget;
  private collections = 0;
  private collectionMs = 0;
  private lastCollection = 0;
  private reclaimed = 0;
  private overflows = 0;
  private canCollect = true;
  private readonly smallest: number;

  constructor(
    private readonly instance: WasmInstance,
    private readonly host: CollectorHost,
    private readonly options: ArenaOptions = {},
  ) {
    this.smallest = options.smallest ?? smallestBlock;
    this.end = instance.memory.buffer.byteLength;
    // Another arena may have been over the same memory.
    this.fresh = this.end;
    if (this.end > arenaStart) this.space.release(arenaStart, this.end - arenaStart);
  }

  allocate(bytes: number, zeroed = true): { buffer: ArrayBufferLike; byteOffset: number } {
    if (bytes < this.smallest) return heapAllocator.allocate(bytes);
    admit(bytes);
    const size = blockSize(bytes);
    const start = size < addresses ? this.place(size) : -1;
    if (start < 0) return this.overflow(bytes);
    // Growing by nothing makes a new object over the same memory.
    this.instance.memory.grow(0);
    const { buffer } = this.instance.memory;
    // In a host where it does not, one object would stand for two blocks, and both would live and die with it.
    if (buffers.has(buffer)) {
      this.space.release(start, size);
      return this.overflow(bytes);
    }
    buffers.add(buffer);
    this.used += size;
    this.sinceCollection += size;
    if (zeroed) this.zero(start, size);
    this.fresh = Math.max(this.fresh, start + size);
    this.live.push({ buffer: new WeakRef(buffer), start, bytes: size });
    return { buffer, byteOffset: start };
  }

  private overflow(bytes: number): { buffer: ArrayBufferLike; byteOffset: number } {
    this.overflows++;
    return heapAllocator.allocate(bytes);
  }

  private place(size: number): number {
    const due = this.sinceCollection + size > this.budget;
    if (this.options.stress === true || due) this.collect();
    let start = this.space.take(size);
    if (start < 0 && this.grow(size)) start = this.space.take(size);
    if (start < 0 && !due && this.live.length > 0) {
      this.collect();
      start = this.space.take(size);
    }
    return start;
  }

  /** Zeroes a block but for what was never used. */
  private zero(start: number, size: number): void {
    const end = Math.min(start + size, this.fresh);
    if (end > start) this.instance.kernels.fillBytes(start, 0, end - start);
  }

  private grow(size: number): boolean {
    const missing = size - this.space.freeBefore(this.end);
    const limit = arenaStart + memoryLimits.maxTensorBytes;
    for (const wanted of [Math.max(missing, growthStep), missing]) {
      const pages = Math.ceil(wanted / pageBytes);
      if (this.end + pages * pageBytes > limit) continue;
      try {
        this.instance.memory.grow(pages);
      } catch {
        continue;
      }
      this.space.release(this.end, pages * pageBytes);
      this.end += pages * pageBytes;
      return true;
    }
    return false;
  }

  /** Takes back the blocks that nothing can reach any more. */
  collect(): void {
    if (!this.canCollect) return;
    const began = performance.now();
    const isDone = collectGarbage(this.host);
    // A host that never collects would be asked again before every allocation.
    if (!isDone && this.collections === 0) this.canCollect = false;
    const survivors: Allocation[] = [];
    for (const allocation of this.live) {
      if (allocation.buffer.deref() !== undefined) survivors.push(allocation);
      else this.takeBack(allocation);
    }
    this.host.clearKeptObjects();
    this.live = survivors;
    const now = performance.now();
    this.collectionMs += now - began;
    this.collections++;
    const isTooOften = (now - began) * timeShare > now - this.lastCollection;
    if (isTooOften) this.budget = Math.min(2 * this.budget, Math.max(largestBudget, this.used / 2));
    this.lastCollection = now;
    this.sinceCollection = 0;
  }

  private takeBack({ start, bytes }: Allocation): void {
    if (this.options.stress === true) this.instance.kernels.fillBytes(start, 0xff, bytes);
    this.space.release(start, bytes);
    this.used -= bytes;
    this.reclaimed += bytes;
  }

  statistics(): ArenaStatistics {
    return {
      reserved: this.end - arenaStart,
      used: this.used,
      free: this.space.free,
      allocations: this.live.length,
      freeBlocks: this.space.blockCount,
      largestFree: this.space.largest,
      collections: this.collections,
      collectionMs: this.collectionMs,
      reclaimed: this.reclaimed,
      overflows: this.overflows,
    };
  }
}
