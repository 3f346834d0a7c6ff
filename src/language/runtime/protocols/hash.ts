/** `hash()`: CPython's 64-bit numeric hashes, so that equal numbers of any type hash alike. */
import { worked } from "../../../engine/work.ts";
import { typeError } from "../errors.ts";
import { PyBytes } from "../objects/bytes.ts";
import { PyFloat } from "../objects/float.ts";
import { type Machine, type PyObject, PyType, type Value } from "../objects/object.ts";
import { PyTuple } from "../objects/sequence.ts";
import { PySet } from "../objects/set.ts";
import { bytesType, frozensetType, tupleType } from "../objects/types.ts";
import { hashBytes, hashText } from "../text/siphash.ts";
import { callSpecial, findSpecial } from "./special.ts";
import { identity, typeName } from "./types.ts";

const modulus = (1n << 61n) - 1n;

/** `hash(value)`; throws TypeError for the unhashable. */
export function hash(machine: Machine, value: Value): number | bigint {
  if (value instanceof PyTuple && value.type === tupleType) {
    machine.checkInterrupt();
    const parts = value.items.map((item) => {
      worked(16);
      return hash(machine, item);
    });
    return tupleHash(parts);
  }
  const pure = pureHash(value);
  if (pure !== undefined) return pure;
  if (value instanceof PySet && value.type === frozensetType)
    return frozensetHash([...value].map((item) => hash(machine, item)));
  const method = findSpecial(value, "__hash__");
  if (method === undefined) throw typeError(`unhashable type: '${typeName(value)}'`);
  const result = callSpecial(machine, method, value, []);
  if (typeof result === "number" || typeof result === "bigint") {
    const inRange = BigInt.asIntN(64, BigInt(result)) === BigInt(result);
    return inRange ? (result === -1 ? -2 : result) : hashInt(BigInt(result));
  }
  if (typeof result === "boolean") return result ? 1 : 0;
  throw typeError("__hash__ method should return an integer");
}

/** The hash where no Python code decides it; undefined for all else. */
export function pureHash(value: Value): number | bigint | undefined {
  switch (typeof value) {
    case "number":
      return value === -1 ? -2 : value;
    case "boolean":
      return value ? 1 : 0;
    case "bigint":
      return hashInt(value);
    case "string":
      return hashText(value);
  }
  if (value === null) return 0xfca86420;
  if (value instanceof PyFloat) return hashFloat(value);
  if (value instanceof PyTuple && value.type === tupleType) {
    const parts: (number | bigint)[] = [];
    worked(64 * value.items.length);
    for (const item of value.items) {
      const part = pureHash(item);
      if (part === undefined) return undefined;
      parts.push(part);
    }
    return tupleHash(parts);
  }
  if (value instanceof PyType) return identityHash(value);
  if (value instanceof PyBytes && value.type === bytesType) return hashBytes(value.data);
  if (value instanceof PySet && value.type === frozensetType) {
    const parts: (number | bigint)[] = [];
    for (const element of value) {
      worked(64);
      const part = pureHash(element);
      if (part === undefined) return undefined;
      parts.push(part);
    }
    return frozensetHash(parts);
  }
  return undefined;
}

/** `object.__hash__`. */
export function identityHash(value: PyObject): number {
  return identity(value) / 16;
}

const narrow = (value: bigint): number | bigint =>
  value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;

function hashInt(value: bigint): number | bigint {
  const magnitude = (value < 0n ? -value : value) % modulus;
  const result = value < 0n ? -magnitude : magnitude;
  return result === -1n ? -2 : narrow(result);
}

function hashFloat(value: PyFloat): number | bigint {
  const number = value.value;
  if (Number.isNaN(number)) return identityHash(value);
  if (number === Infinity) return 314159;
  if (number === -Infinity) return -314159;
  if (Number.isSafeInteger(number)) return number === -1 ? -2 : number + 0;
  if (Number.isInteger(number)) return hashInt(BigInt(number));
  // value = mantissa / 2^shift, and 2^61 = 1 modulo 2^61 - 1: dividing by 2^shift multiplies by 2^(-shift mod 61).
  let mantissa = Math.abs(number);
  let shift = 0;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    shift++;
  }
  const magnitude = ((BigInt(mantissa) % modulus) << BigInt((61 - (shift % 61)) % 61)) % modulus;
  const result = number < 0 ? -magnitude : magnitude;
  return result === -1n ? -2 : narrow(result);
}

const word = (value: bigint): bigint => BigInt.asUintN(64, value);
const prime1 = 11400714785074694791n;
const prime2 = 14029467366897019727n;
const prime5 = 2870177450012600261n;

/** CPython's tuple hash: xxHash without its final avalanche. */
/** The hash of a slice: a tuple's without its length. */
export function sliceHash(parts: readonly (number | bigint)[]): number | bigint {
  const mixed = mix(parts);
  return mixed === 0xffffffffffffffffn ? 1546275796 : narrow(BigInt.asIntN(64, mixed));
}

function mix(parts: readonly (number | bigint)[]): bigint {
  let acc = prime5;
  for (const part of parts) {
    worked(64);
    acc = word(acc + BigInt(part) * prime2);
    acc = word((acc << 31n) | (acc >> 33n));
    acc = word(acc * prime1);
  }
  return acc;
}

function tupleHash(parts: readonly (number | bigint)[]): number | bigint {
  const acc = word(mix(parts) + (BigInt(parts.length) ^ (prime5 ^ 3527539n)));
  if (acc === 0xffffffffffffffffn) return 1546275796;
  return narrow(BigInt.asIntN(64, acc));
}

function frozensetHash(parts: readonly (number | bigint)[]): number | bigint {
  let result = 0n;
  for (const part of parts) {
    const h = word(BigInt(part));
    result ^= word((h ^ 89869747n ^ word(h << 16n)) * 3644798167n);
  }
  result ^= word(BigInt(parts.length + 1) * 1927868237n);
  result ^= (result >> 11n) ^ (result >> 25n);
  result = word(result * 69069n + 907133923n);
  if (result === 0xffffffffffffffffn) return 590923713;
  return narrow(BigInt.asIntN(64, result));
}
