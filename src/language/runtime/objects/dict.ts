import { worked } from "../../../engine/work.ts";
import { keyHash } from "../protocols/key.ts";
import { directKey, isHashed, KeyIndex } from "./key-index.ts";
import type { Namespace } from "./namespace.ts";
import { type Machine, PyObject, type PyType, type Value } from "./object.ts";
import { dictType } from "./types.ts";

/**
 * `dict`: insertion order, O(1), 1 == 1.0 == True as one key. Built on a `Map` from canonical keys (see `directKey`) to
 * values, so that a dict of strings can share the `Map` of an object's attributes: that is what `__dict__` is.
 */
export class PyDict extends PyObject {
  attributes: Map<string, Value> | null = null;
  /** Canonical key to the key as it was given, only where they differ (floats, bools). */
  private originals: Map<Value, Value> | null = null;
  private index: KeyIndex | null = null;
  /** How many keys `delete` has removed: iterators of OrderedDict ask. */
  deletions = 0;
  /** Canonical keys in order, kept while `lastKey` is being asked for: a Map has no access to its end. */
  private tail: Value[] | null = null;

  constructor(
    readonly type: PyType = dictType,
    protected readonly map: Map<Value, Value> = new Map(),
  ) {
    super();
  }

  /** A dict that shares its storage with an attribute map or a module's globals: writes to one are seen in the other. */
  static view(attributes: Map<string, Value> | Namespace): PyDict {
    // A Map of string keys serves as a Map of values: the key types only narrow what is in it. A Namespace has all that is
    // used of a Map here.
    return new PyDict(dictType, attributes as unknown as Map<Value, Value>);
  }

  static fromStrings(entries: Iterable<readonly [string, Value]>): PyDict {
    const dict = new PyDict();
    for (const [name, value] of entries) dict.map.set(name, value);
    return dict;
  }

  override attributeMap(create: boolean): Map<string, Value> | null {
    if (this.attributes === null && create && this.type.hasDict) this.attributes = new Map();
    return this.attributes;
  }

  get size(): number {
    return this.map.size;
  }

  /** Throws TypeError for an unhashable key. */
  get(machine: Machine, key: Value): Value | undefined {
    if (typeof key === "string" || typeof key === "number") return this.map.get(key);
    const canonical = this.canonical(machine, key);
    return canonical === undefined ? undefined : this.map.get(canonical);
  }

  has(machine: Machine, key: Value): boolean {
    return this.get(machine, key) !== undefined;
  }

  set(machine: Machine, key: Value, value: Value): void {
    if (typeof key === "string" || typeof key === "number") {
      if (this.tail !== null && !this.map.has(key)) this.tail.push(key);
      this.map.set(key, value);
      return;
    }
    let canonical = directKey(key);
    if (canonical === undefined) {
      this.index ??= new KeyIndex();
      // directKey is undefined for objects only.
      canonical = this.index.intern(machine, key as PyObject);
    } else if (canonical !== key && !this.map.has(canonical)) {
      this.originals ??= new Map();
      this.originals.set(canonical, key);
    }
    if (this.tail !== null && !this.map.has(canonical)) this.tail.push(canonical);
    this.map.set(canonical, value);
  }

  /** The key that was added last; undefined where the dict is empty. */
  lastKey(): Value | undefined {
    if (this.tail === null || this.tail.length > 2 * this.map.size + 16) this.tail = [...this.map.keys()];
    // A key that was removed and added again stands again at the end, where it is met first.
    for (let key = this.tail.at(-1); key !== undefined; key = this.tail.at(-1)) {
      if (this.map.has(key)) return this.originals?.get(key) ?? key;
      this.tail.pop();
    }
    return undefined;
  }

  /** Removes the key and returns its value; undefined where it was not there. */
  delete(machine: Machine, key: Value): Value | undefined {
    const canonical = this.canonical(machine, key);
    if (canonical === undefined) return undefined;
    const value = this.map.get(canonical);
    if (value === undefined) return undefined;
    this.map.delete(canonical);
    this.deletions++;
    this.originals?.delete(canonical);
    if (isHashed(canonical)) this.index?.forget(canonical);
    return value;
  }

  clear(): void {
    this.map.clear();
    this.tail = null;
    this.originals = null;
    this.index = null;
  }

  /** The lookup of a name, without a machine: for keyword arguments, namespaces, JSON. */
  getString(key: string): Value | undefined {
    return this.map.get(key);
  }

  setString(key: string, value: Value): void {
    this.map.set(key, value);
  }

  *keys(): IterableIterator<Value> {
    for (const canonical of this.map.keys()) yield this.originals?.get(canonical) ?? canonical;
  }

  values(): IterableIterator<Value> {
    return this.map.values();
  }

  *entries(): IterableIterator<[Value, Value]> {
    for (const [canonical, value] of this.map) yield [this.originals?.get(canonical) ?? canonical, value];
  }

  [Symbol.iterator](): IterableIterator<[Value, Value]> {
    return this.entries();
  }

  /** Sets every entry of another dict. */
  update(machine: Machine, other: PyDict): void {
    if (other === this) return;
    for (const [key, value] of other.entries()) {
      worked(64);
      this.set(machine, key, value);
    }
  }

  private canonical(machine: Machine, key: Value): Value | undefined {
    const direct = directKey(key);
    if (direct !== undefined) return direct;
    // directKey is undefined for objects only.
    const object = key as PyObject;
    if (this.index !== null) return this.index.find(machine, object);
    // Nothing hashed is held, but an unhashable key is an error all the same.
    keyHash(machine, object);
    return undefined;
  }
}
