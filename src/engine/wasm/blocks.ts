/**
 * Which addresses of the arena are free. Blocks have no headers: what is free is kept in lists by size class, and by
 * both ends, so that neighbours join again.
 */

/** Blocks start and end on cache lines. */
export const granularity = 64;

interface FreeBlock {
  start: number;
  bytes: number;
  /** Neighbours in the list of the size class. */
  before: FreeBlock | null;
  after: FreeBlock | null;
}

/** Four classes between powers of two, so that a block found in the next class wastes a quarter at most. */
function classOf(bytes: number): number {
  const log = 31 - Math.clz32(bytes);
  return (log << 2) | ((bytes >>> (log - 2)) & 3);
}

export class BlockSpace {
  private readonly lists: (FreeBlock | null)[] = new Array<FreeBlock | null>(128).fill(null);
  private readonly byStart = new Map<number, FreeBlock>();
  private readonly byEnd = new Map<number, FreeBlock>();
  /** Bytes in free blocks. */
  free = 0;

  /** Gives addresses to the space; joins them to free neighbours. */
  release(start: number, bytes: number): void {
    this.free += bytes;
    let first = start;
    let size = bytes;
    const below = this.byEnd.get(start);
    if (below !== undefined) {
      this.unlink(below);
      first = below.start;
      size += below.bytes;
    }
    const above = this.byStart.get(start + bytes);
    if (above !== undefined) {
      this.unlink(above);
      size += above.bytes;
    }
    this.link(first, size);
  }

  /** Takes `bytes` (a multiple of the granularity): the start, or -1 where no free block is large enough. */
  take(bytes: number): number {
    const found = this.find(bytes);
    if (found === null) return -1;
    this.unlink(found);
    if (found.bytes > bytes) this.link(found.start + bytes, found.bytes - bytes);
    this.free -= bytes;
    return found.start;
  }

  get largest(): number {
    for (let list = this.lists.length - 1; list >= 0; list--) {
      let most = 0;
      for (let block = this.lists[list]; block !== null; block = block.after) most = Math.max(most, block.bytes);
      if (most > 0) return most;
    }
    return 0;
  }

  get blockCount(): number {
    return this.byStart.size;
  }

  /** How many of the free bytes end at `end`. */
  freeBefore(end: number): number {
    return this.byEnd.get(end)?.bytes ?? 0;
  }

  private find(bytes: number): FreeBlock | null {
    const own = classOf(bytes);
    // Blocks of the same class may be smaller than asked for; those of higher classes never are.
    for (let block = this.lists[own]; block !== null; block = block.after) if (block.bytes >= bytes) return block;
    for (let list = own + 1; list < this.lists.length; list++) {
      const block = this.lists[list];
      if (block !== null) return block;
    }
    return null;
  }

  private link(start: number, bytes: number): void {
    const list = classOf(bytes);
    const head = this.lists[list];
    const block: FreeBlock = { start, bytes, before: null, after: head };
    if (head !== null) head.before = block;
    this.lists[list] = block;
    this.byStart.set(start, block);
    this.byEnd.set(start + bytes, block);
  }

  private unlink(block: FreeBlock): void {
    if (block.before === null) this.lists[classOf(block.bytes)] = block.after;
    else block.before.after = block.after;
    if (block.after !== null) block.after.before = block.before;
    this.byStart.delete(block.start);
    this.byEnd.delete(block.start + block.bytes);
  }
}
