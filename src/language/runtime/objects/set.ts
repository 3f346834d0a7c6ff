import { keyHash, tableHash } from "../protocols/key.ts";
import { directKey, isHashed, KeyIndex } from "./key-index.ts";
import { type Machine, PyObject, type PyType, type Value } from "./object.ts";
import { SetTable } from "./set-table.ts";
import { frozensetType, setType } from "./types.ts";

/**
 * `set` and `frozenset`. Membership is a `Map` from canonical key to the element; iteration is in the order of CPython's
 * hash table (small ints ascend), which is worked out when it is asked for.
 */
export class PySet extends PyObject {
  attributes: Map<string, Value> | null = null;
  private map = new Map<Value, Value>();
  private index: KeyIndex | null = null;
  /**
   * The order of iteration. Made when it is first needed: until then the order of insertion, which `map` keeps, says all,
   * as nothing was removed.
   */
  private table: SetTable | null = null;

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
    this.table?.add(element, this.hashOf(element));
    return true;
  }

  /** Adds every element of another set, sizing the table first as CPython does. */
  merge(machine: Machine, other: PySet): void {
    if (other === this || other.size === 0) return;
    const table = this.ordered();
    const empty = table.empty;
    table.reserve(other.size);
    if (!empty) {
      let steps = 0;
      for (const element of other) {
        this.add(machine, element);
        if ((++steps & 0xfff) === 0) machine.checkInterrupt();
      }
      return;
    }
    this.table = null;
    let steps = 0;
    for (const element of other) {
      this.add(machine, element);
      if ((++steps & 0xfff) === 0) machine.checkInterrupt();
    }
    table.fillFrom(other.ordered());
    this.table = table;
  }

  /** True where the element was there. */
  delete(machine: Machine, element: Value): boolean {
    const canonical = this.canonical(machine, element);
    const held = canonical === undefined ? undefined : this.map.get(canonical);
    if (canonical === undefined || held === undefined) return false;
    this.ordered().remove(held, this.hashOf(held));
    this.forget(canonical);
    return true;
  }

  /** Removes and returns the element that CPython would; undefined where the set is empty. */
  pop(machine: Machine): Value | undefined {
    const element = this.ordered().pop();
    const canonical = element === undefined ? undefined : this.canonical(machine, element);
    if (canonical !== undefined) this.forget(canonical);
    return element;
  }

  clear(): void {
    this.map.clear();
    this.index = null;
    this.table?.clear();
  }

  /** Takes the elements of another set, and their order, for its own; the other gets these. */
  swap(other: PySet): void {
    [this.map, other.map] = [other.map, this.map];
    [this.index, other.index] = [other.index, this.index];
    [this.table, other.table] = [other.table, this.table];
  }

  /** Makes room before the keys of a dict are added. */
  reserve(count: number): void {
    this.ordered().reserve(count);
  }

  /** Clears away what removed elements left behind, as CPython does after a difference. */
  tidy(): void {
    this.table?.tidy();
  }

  /** The place of the next element in the order of iteration, at or after a place; -1 at the end. */
  nextPlace(from: number): number {
    return this.ordered().nextPlace(from);
  }

  elementAt(place: number): Value {
    return this.ordered().elementAt(place);
  }

  /** The elements in CPython's order, as they are now. */
  [Symbol.iterator](): IterableIterator<Value> {
    if (this.size <= 1) return [...this.map.values()][Symbol.iterator]();
    return this.ordered().elements()[Symbol.iterator]();
  }

  private ordered(): SetTable {
    if (this.table === null) {
      this.table = new SetTable();
      for (const element of this.map.values()) this.table.add(element, this.hashOf(element));
    }
    return this.table;
  }

  /** What places an element in the table. */
  private hashOf(element: Value): number | bigint {
    const own = element instanceof PyObject ? this.index?.ownHash(element) : undefined;
    return own ?? tableHash(element);
  }

  private forget(canonical: Value): void {
    this.map.delete(canonical);
    if (isHashed(canonical)) this.index?.forget(canonical);
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
}
