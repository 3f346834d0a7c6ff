import { tableHash } from "../protocols/key.ts";
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

  add(element: Value): void {
    const entry = { element, hash: tableHash(element) };
    this.used++;
    const freed = this.lastDummy(entry.hash);
    if (freed >= 0) {
      this.slots[freed] = entry;
      return;
    }
    this.place(entry);
    this.fill++;
    if (this.fill * 5 >= this.mask * 3) this.resize(this.used > 50000 ? this.used * 2 : this.used * 4);
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

  remove(element: Value): void {
    const at = this.find(element);
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
    for (const at of probes(hash, this.mask)) {
      const slot = this.slots[at];
      if (slot === undefined) return last;
      if (slot === dummy) last = at;
    }
    return last;
  }

  private place(entry: Entry): void {
    for (const at of probes(entry.hash, this.mask)) {
      if (this.slots[at] === undefined) {
        this.slots[at] = entry;
        return;
      }
    }
  }

  /** The slot that holds this very element, or -1. */
  private find(element: Value): number {
    for (const at of probes(tableHash(element), this.mask)) {
      const slot = this.slots[at];
      if (slot === undefined) return -1;
      if (slot !== dummy && slot.element === element) return at;
    }
    return -1;
  }
}

/** The slots that CPython tries for a hash, in order, without end. */
function* probes(hash: number | bigint, mask: number): Iterable<number> {
  let perturb = BigInt.asUintN(64, BigInt(hash));
  let slot = Number(perturb & BigInt(mask));
  for (;;) {
    const last = slot + linearProbes <= mask ? slot + linearProbes : slot;
    for (let at = slot; at <= last; at++) yield at;
    perturb >>= 5n;
    slot = Number((BigInt(slot) * 5n + 1n + perturb) & BigInt(mask));
  }
}
