/** Hashing and equality of the keys of dicts and sets. */
import { worked } from "../../../engine/work.ts";
import { PyBytes } from "../objects/bytes.ts";
import { directKey } from "../objects/key-index.ts";
import { type Machine, PyObject, PyType, type Value } from "../objects/object.ts";
import { PyTuple } from "../objects/sequence.ts";
import { PySet } from "../objects/set.ts";
import { bytesType, frozensetType, objectType, tupleType } from "../objects/types.ts";
import { hashBytes } from "../text/siphash.ts";
import { equals } from "./comparison.ts";
import { hash, pureHash } from "./hash.ts";
import { identity } from "./types.ts";

/** A 32-bit hash that agrees with equality; used inside dicts and sets, never shown. Throws TypeError for the unhashable. */
export function keyHash(machine: Machine, key: Value): number {
  switch (typeof key) {
    case "number":
      return foldHash(key);
    case "string":
      return mixText(key);
    case "boolean":
      return key ? 1 : 0;
    case "bigint":
      return Number(BigInt.asIntN(32, key));
  }
  if (key === null) return 0x5bd1;
  const direct = directKey(key);
  if (direct !== undefined && !(direct instanceof PyObject)) return keyHash(machine, direct);
  if (key instanceof PyTuple && hashesAs(key, tupleType)) {
    let result = 0x345678;
    worked(8 * key.items.length);
    for (const item of key.items) result = (Math.imul(result ^ keyHash(machine, item), 1000003) + 82520) | 0;
    return result;
  }
  if (key instanceof PySet && hashesAs(key, frozensetType)) {
    let result = key.size;
    worked(8 * key.size);
    for (const element of key)
      result = (result + Math.imul(keyHash(machine, element) ^ 0x9e3779b9, 2654435761 | 0)) | 0;
    return result;
  }
  if (key instanceof PyType || hasIdentityHash(key)) return identity(key) | 0;
  return foldHash(hash(machine, key));
}

/** A hash in 32 bits. */
export const foldHash = (value: number | bigint): number =>
  typeof value === "bigint" ? Number(BigInt.asIntN(32, value)) : isSmall(value) ? value | 0 : mixNumber(value);

const isSmall = (value: number): boolean => Number.isInteger(value) && Math.abs(value) < 0x40000000;

/** The hash of an object whose class has a `__hash__` of its own; undefined for all whose hash is known without it. */
export function ownHash(machine: Machine, key: PyObject): number | bigint | undefined {
  const known =
    directKey(key) !== undefined ||
    (key instanceof PyTuple && hashesAs(key, tupleType)) ||
    (key instanceof PySet && hashesAs(key, frozensetType)) ||
    key instanceof PyType ||
    hasIdentityHash(key);
  return known ? undefined : hash(machine, key);
}

/** Equality of two keys in one bucket: identity or `==`. */
export function keyEquals(machine: Machine, a: Value, b: Value): boolean {
  return a === b || equals(machine, a, b);
}

/** The hash that places an element in CPython's set table; identity where only Python code would know it. */
export function tableHash(element: Value): number | bigint {
  const pure = pureHash(element);
  if (pure !== undefined) return pure;
  if (element instanceof PyBytes && hashesAs(element, bytesType)) return hashBytes(element.data);
  if (element instanceof PyTuple && hashesAs(element, tupleType))
    return pureHash(new PyTuple(element.items)) ?? identity(element);
  const direct = directKey(element);
  return (direct === undefined ? undefined : pureHash(direct)) ?? identity(element);
}

/** Whether a subclass hashes as its builtin base. */
function hashesAs(key: PyObject, base: PyType): boolean {
  return key.type === base || key.type.lookup("__hash__") === base.attributes.get("__hash__");
}

function hasIdentityHash(key: PyObject): boolean {
  return key.type.lookup("__hash__") === objectType.attributes.get("__hash__");
}

/** FNV-1a over UTF-16 units. */
function mixText(text: string): number {
  if (text === "") return 0;
  worked(text.length);
  let result = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) result = Math.imul(result ^ text.charCodeAt(i), 0x01000193);
  return result | 0;
}

const view = new DataView(new ArrayBuffer(8));

function mixNumber(value: number): number {
  view.setFloat64(0, value);
  return (view.getInt32(0) ^ Math.imul(view.getInt32(4), 0x9e3779b1 | 0)) | 0;
}
