import type { Value } from "./object.ts";

interface Entry {
  readonly element: Value;
  readonly hash: number | bigint;
}

/** Where an element was: probing goes on over it. */
const dummy = Symbol("dummy");
type Slot = Entry | typeof dummy | undefined;

const linearProbes = 9;

/**
 * CPython's hash table of a set (open addressing: ten linear probes, then a perturbed jump), which decides the order of
 * iteration and of `pop`. It knows nothing of equality: its owner adds only new elements and removes only held ones.
 */
export class SetTable {
  private slots: Slot[] = new Array<Slot>(8).fill(undefined);
  private mask = 7;
  /** Slots in use, dummies counted. */
  private fill = 0;
  private used = 0;
  /** Where the next `pop` looks first. */
  private finger = 0;

  add(element: Value, hash: number | bigint): void {
    const entry = { element, hash };
    this.used++;
    const freed = this.lastDummy(entry.hash);
    if (freed >= 0) {
      this.slots[freed] = entry;
      return;
    }
    this.place(entry);
    this.fill++;
    if (this.fill * 5 >= this.mask * 3) this.grow();
  }

  private grow(): void {
    this.resize(this.used > 50000 ? this.used * 2 : this.used * 4);
  }

  /** Makes room before the elements of another set are added, as CPython's `update` does. */
  reserve(count: number): void {
    if ((this.fill + count) * 5 >= this.mask * 3) this.resize((this.used + count) * 2);
  }

  /** Takes over the elements of another table into this empty one. */
  fillFrom(other: SetTable): void {
    if (this.mask === other.mask && other.fill === other.used) this.slots = [...other.slots];
    else for (const slot of other.slots) if (slot !== undefined && slot !== dummy) this.place(slot);
    this.fill = other.used;
    this.used = other.used;
  }

  get empty(): boolean {
    return this.fill === 0;
  }

  remove(element: Value, hash: number | bigint): void {
    const at = this.find(element, hash);
    if (at < 0) return;
    this.slots[at] = dummy;
    this.used--;
  }

  /** Takes out the next element after the last one taken; undefined where there is none. */
  pop(): Value | undefined {
    if (this.used === 0) return undefined;
    let at = this.finger & this.mask;
    for (;;) {
      const slot = this.slots[at];
      if (slot !== undefined && slot !== dummy) {
        this.slots[at] = dummy;
        this.used--;
        this.finger = at + 1;
        return slot.element;
      }
      at = (at + 1) & this.mask;
    }
  }

  /** Forgets every element; the next `pop` goes on where the last one ended, as CPython's does. */
  clear(): void {
    this.slots = new Array<Slot>(8).fill(undefined);
    this.mask = 7;
    this.fill = 0;
    this.used = 0;
  }

  /** After elements were taken out by another set: clears away dummies where they are many. */
  tidy(): void {
    if (this.fill - this.used > Math.floor(this.mask / 4)) this.grow();
  }

  /** The place of the first element at or after a place, or -1. */
  nextPlace(from: number): number {
    for (let at = from; at <= this.mask; at++) {
      const slot = this.slots[at];
      if (slot !== undefined && slot !== dummy) return at;
    }
    return -1;
  }

  /** The element at a place that {@link nextPlace} gave. */
  elementAt(place: number): Value {
    const slot = this.slots[place];
    return slot === undefined || slot === dummy ? null : slot.element;
  }

  elements(): Value[] {
    const elements: Value[] = [];
    for (const slot of this.slots) if (slot !== undefined && slot !== dummy) elements.push(slot.element);
    return elements;
  }

  private resize(minimum: number): void {
    const old = this.slots;
    let size = 8;
    while (size <= minimum) size *= 2;
    this.mask = size - 1;
    this.slots = new Array<Slot>(size).fill(undefined);
    for (const slot of old) if (slot !== undefined && slot !== dummy) this.place(slot);
    this.fill = this.used;
  }

  /** The last removed element's slot on the way to the first empty one, or -1: CPython puts a new element there. */
  private lastDummy(hash: number | bigint): number {
    if (this.fill === this.used - 1) return -1;
    let last = -1;
    const { slots } = this;
    search(hash, this.mask, (at) => {
      if (slots[at] === dummy) last = at;
      return slots[at] === undefined;
    });
    return last;
  }

  private place(entry: Entry): void {
    const { slots } = this;
    const at = search(entry.hash, this.mask, (candidate) => slots[candidate] === undefined);
    slots[at] = entry;
  }

  /** The slot that holds this very element, or -1. */
  private find(element: Value, hash: number | bigint): number {
    const { slots } = this;
    const at = search(hash, this.mask, (candidate) => {
      const slot = slots[candidate];
      return slot === undefined || (slot !== dummy && slot.element === element);
    });
    return slots[at] === undefined ? -1 : at;
  }
}

/** The first of the slots that CPython tries for a hash, in order, where `stops` says so. */
function search(hash: number | bigint, mask: number, stops: (at: number) => boolean): number {
  // Most searches end in the first run: only what comes after needs all 64 bits.
  let slot =
    typeof hash === "number" && hash >= 0 ? hash % (mask + 1) : Number(BigInt.asUintN(64, BigInt(hash)) & BigInt(mask));
  let perturb: bigint | null = null;
  for (;;) {
    const last = slot + linearProbes <= mask ? slot + linearProbes : slot;
    for (let at = slot; at <= last; at++) if (stops(at)) return at;
    perturb = (perturb ?? BigInt.asUintN(64, BigInt(hash))) >> 5n;
    slot = Number((BigInt(slot) * 5n + 1n + perturb) & BigInt(mask));
  }
}
