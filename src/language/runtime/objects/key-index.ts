import { foldHash, keyEquals, keyHash, ownHash } from "../protocols/key.ts";
import { PyFloat } from "./float.ts";
import { PyInstance } from "./instance.ts";
import { type Machine, PyObject, type Value } from "./object.ts";

/**
 * What a JavaScript `Map` would be keyed by for a Python key, where equality needs no Python code: equal ints, floats and
 * bools share one number. A NaN is its own object, as only identity finds it. `undefined` for objects, which must be hashed.
 */
export function directKey(key: Value): Value | undefined {
  switch (typeof key) {
    case "string":
    case "number":
    case "bigint":
      return key;
    case "boolean":
      return key ? 1 : 0;
  }
  if (key === null) return null;
  if (key instanceof PyFloat) {
    const number = key.value;
    if (Number.isNaN(number)) return key;
    if (Number.isInteger(number) && !Number.isSafeInteger(number)) return BigInt(number);
    return number === 0 ? 0 : number;
  }
  if (key instanceof PyInstance && key.payload !== undefined && comparesAsPayload(key)) return directKey(key.payload);
  return undefined;
}

/** An instance of a subclass of int, float or str that keeps its base's equality. */
function comparesAsPayload({ type }: PyInstance): boolean {
  const base = type.mro.find((entry) => !entry.heap);
  return (
    base !== undefined &&
    type.lookup("__hash__") === base.lookup("__hash__") &&
    type.lookup("__eq__") === base.lookup("__eq__")
  );
}

/** Finds, for keys that must be hashed, the equal key that a dict or set already holds. */
export class KeyIndex {
  private readonly buckets = new Map<number, PyObject[]>();
  private readonly hashes = new Map<PyObject, number>();
  /** What the `__hash__` of their own classes answered. */
  private readonly owned = new Map<PyObject, number | bigint>();

  /** The key that the table holds for an equal one, or undefined. */
  find(machine: Machine, key: PyObject): PyObject | undefined {
    const bucket = this.buckets.get(keyHash(machine, key));
    if (bucket === undefined) return undefined;
    for (const candidate of bucket) if (candidate === key || keyEquals(machine, candidate, key)) return candidate;
    return undefined;
  }

  /** The key that the table holds for an equal one; the given key, now held, where there was none. */
  intern(machine: Machine, key: PyObject): PyObject {
    const own = ownHash(machine, key);
    const hash = own === undefined ? keyHash(machine, key) : foldHash(own);
    const bucket = this.buckets.get(hash);
    if (bucket === undefined) this.buckets.set(hash, [key]);
    else {
      for (const candidate of bucket) if (candidate === key || keyEquals(machine, candidate, key)) return candidate;
      bucket.push(key);
    }
    this.hashes.set(key, hash);
    if (own !== undefined) this.owned.set(key, own);
    return key;
  }

  /** What the `__hash__` of a held key's own class answered; undefined where it has none of its own. */
  ownHash(key: PyObject): number | bigint | undefined {
    return this.owned.get(key);
  }

  /** Lets go of a key that `find` or `intern` returned. */
  forget(key: PyObject): void {
    const hash = this.hashes.get(key);
    if (hash === undefined) return;
    this.hashes.delete(key);
    this.owned.delete(key);
    const bucket = this.buckets.get(hash);
    if (bucket === undefined) return;
    if (bucket.length === 1) this.buckets.delete(hash);
    else bucket.splice(bucket.indexOf(key), 1);
  }
}

/** True where a held key must be looked for by hash (see {@link KeyIndex}). */
export function isHashed(canonical: Value): canonical is PyObject {
  return canonical instanceof PyObject && !(canonical instanceof PyFloat);
}
