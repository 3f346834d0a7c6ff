import { keyHash, tableHash } from "../protocols/key.ts";
import { directKey, isHashed, KeyIndex } from "./key-index.ts";
import { type Machine, PyObject, type PyType, type Value } from "./object.ts";
import { frozensetType, setType } from "./types.ts";

/**
 * `set` and `frozenset`. Membership is a `Map` from canonical key to the element; iteration is in the order of CPython's
 * hash table (small ints ascend), which is worked out when it is asked for.
 */
export class PySet extends PyObject {
  attributes: Map<string, Value> | null = null;
  private readonly map = new Map<Value, Value>();
  private index: KeyIndex | null = null;
  private order: Value[] | null = null;
  /** CPython's table size minus one and its fill (dummies counted): they decide when the table grows, and so the order. */
  private mask = 7;
  private fill = 0;

  constructor(readonly type: PyType = setType) {
    super();
  }

  static from(machine: Machine, elements: Iterable<Value>, type: PyType = setType): PySet {
    const set = new PySet(type);
    for (const element of elements) set.add(machine, element);
    return set;
  }

  get frozen(): boolean {
    return this.type.isSubtypeOf(frozensetType);
  }

  override attributeMap(create: boolean): Map<string, Value> | null {
    if (this.attributes === null && create && this.type.hasDict) this.attributes = new Map();
    return this.attributes;
  }

  get size(): number {
    return this.map.size;
  }

  /** Throws TypeError for an unhashable element. */
  has(machine: Machine, element: Value): boolean {
    const canonical = this.canonical(machine, element);
    return canonical !== undefined && this.map.has(canonical);
  }

  /** True where the element is new. */
  add(machine: Machine, element: Value): boolean {
    let canonical = directKey(element);
    if (canonical === undefined) {
      this.index ??= new KeyIndex();
      // directKey is undefined for objects only.
      canonical = this.index.intern(machine, element as PyObject);
    }
    if (this.map.has(canonical)) return false;
    this.map.set(canonical, element);
    this.order = null;
    this.fill++;
    if (this.fill * 5 >= this.mask * 3) this.resize(this.size > 50000 ? this.size * 2 : this.size * 4);
    return true;
  }

  /** Adds every element of another set, sizing the table first as CPython does. */
  merge(machine: Machine, other: PySet): void {
    if ((this.fill + other.size) * 5 >= this.mask * 3) this.resize((this.size + other.size) * 2);
    for (const element of [...other]) this.add(machine, element);
  }

  /** True where the element was there. */
  delete(machine: Machine, element: Value): boolean {
    const canonical = this.canonical(machine, element);
    if (canonical === undefined || !this.map.has(canonical)) return false;
    const held = this.map.get(canonical);
    this.map.delete(canonical);
    if (isHashed(canonical)) this.index?.forget(canonical);
    if (this.order !== null) this.order = this.order.filter((candidate) => candidate !== held);
    return true;
  }

  /** Removes and returns the first element in table order; undefined where the set is empty. */
  pop(machine: Machine): Value | undefined {
    if (this.size === 0) return undefined;
    this.order ??= this.tableOrder();
    const element = this.order.shift();
    if (element === undefined) return undefined;
    const canonical = this.canonical(machine, element);
    if (canonical !== undefined) {
      this.map.delete(canonical);
      if (isHashed(canonical)) this.index?.forget(canonical);
    }
    return element;
  }

  clear(): void {
    this.map.clear();
    this.index = null;
    this.order = null;
    this.mask = 7;
    this.fill = 0;
  }

  /** The elements in CPython's order. */
  [Symbol.iterator](): IterableIterator<Value> {
    this.order ??= this.tableOrder();
    return this.order[Symbol.iterator]();
  }

  private canonical(machine: Machine, element: Value): Value | undefined {
    const direct = directKey(element);
    if (direct !== undefined) return direct;
    // directKey is undefined for objects only.
    const object = element as PyObject;
    if (this.index !== null) return this.index.find(machine, object);
    // Nothing hashed is held, but an unhashable element is an error all the same.
    keyHash(machine, object);
    return undefined;
  }

  private resize(minimum: number): void {
    let size = 8;
    while (size <= minimum) size *= 2;
    this.mask = size - 1;
    this.fill = this.size;
  }

  /** Replays CPython's open addressing (ten linear probes, then a perturbed jump) over the elements as they came. */
  private tableOrder(): Value[] {
    if (this.size <= 1) return [...this.map.values()];
    let mask = 7;
    let table: (Entry | undefined)[] = new Array<Entry | undefined>(mask + 1);
    let used = 0;
    const rehash = (newMask: number): void => {
      const old = table;
      mask = newMask;
      table = new Array<Entry | undefined>(mask + 1);
      for (const entry of old) if (entry !== undefined) place(table, mask, entry);
    };
    for (const element of this.map.values()) {
      place(table, mask, { element, hash: tableHash(element) });
      used++;
      if (used * 5 >= mask * 3) {
        const minimum = used > 50000 ? used * 2 : used * 4;
        let size = 8;
        while (size <= minimum) size *= 2;
        rehash(size - 1);
      }
    }
    if (mask < this.mask) rehash(this.mask);
    const elements: Value[] = [];
    for (const entry of table) if (entry !== undefined) elements.push(entry.element);
    return elements;
  }
}

interface Entry {
  readonly element: Value;
  readonly hash: number | bigint;
}

const linearProbes = 9;

function place(table: (Entry | undefined)[], mask: number, entry: Entry): void {
  const wideMask = BigInt(mask);
  const { hash } = entry;
  let slot =
    typeof hash === "number" && hash >= 0 ? hash % (mask + 1) : Number(BigInt.asUintN(64, BigInt(hash)) & wideMask);
  let perturb: bigint | null = null;
  for (;;) {
    const last = slot + linearProbes <= mask ? slot + linearProbes : slot;
    for (let i = slot; i <= last; i++) {
      if (table[i] === undefined) {
        table[i] = entry;
        return;
      }
    }
    perturb = (perturb ?? BigInt.asUintN(64, BigInt(hash))) >> 5n;
    slot = Number((BigInt(slot) * 5n + 1n + perturb) & wideMask);
  }
}
