import { typeError } from "../errors.ts";
import { PyFloat } from "../objects/float.ts";
import { type Machine, PyObject, type Value } from "../objects/object.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { callSpecial, findSpecial } from "./special.ts";
import { truth } from "./truth.ts";
import { typeName, typeOf } from "./types.ts";

export type Comparison = "<" | "<=" | "==" | "!=" | ">" | ">=";

const methods: Readonly<Record<Comparison, string>> = {
  "<": "__lt__",
  "<=": "__le__",
  "==": "__eq__",
  "!=": "__ne__",
  ">": "__gt__",
  ">=": "__ge__",
};

const mirrored: Readonly<Record<Comparison, Comparison>> = {
  "<": ">",
  "<=": ">=",
  "==": "==",
  "!=": "!=",
  ">": "<",
  ">=": "<=",
};

/** `a == b` as a bool. */
export function equals(machine: Machine, a: Value, b: Value): boolean {
  const immediate = compareImmediate("==", a, b);
  if (immediate !== undefined) return immediate;
  return truth(machine, compare(machine, "==", a, b));
}

/** `a is b or a == b`: what containers ask. */
export function identicalOrEqual(machine: Machine, a: Value, b: Value): boolean {
  return a === b || equals(machine, a, b);
}

/** `a OP b`: any value (a tensor compares to a tensor). Throws TypeError where neither side knows the comparison. */
export function compare(machine: Machine, op: Comparison, a: Value, b: Value): Value {
  const immediate = compareImmediate(op, a, b);
  if (immediate !== undefined) return immediate;
  const reflected = mirrored[op];
  const aType = typeOf(a);
  const bType = typeOf(b);
  let reflectedTried = false;
  if (aType !== bType && bType.isSubtypeOf(aType)) {
    const result = tryCompare(machine, reflected, b, a);
    if (result !== NotImplemented) return result;
    reflectedTried = true;
  }
  let result = tryCompare(machine, op, a, b);
  if (result !== NotImplemented) return result;
  if (!reflectedTried) {
    result = tryCompare(machine, reflected, b, a);
    if (result !== NotImplemented) return result;
  }
  if (op === "==") return a === b;
  if (op === "!=") return a !== b;
  throw typeError(`'${op}' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`);
}

/** `a < b` as a bool: what sorting asks. */
export function lessThan(machine: Machine, a: Value, b: Value): boolean {
  const immediate = compareImmediate("<", a, b);
  return immediate ?? truth(machine, compare(machine, "<", a, b));
}

function tryCompare(machine: Machine, op: Comparison, a: Value, b: Value): Value {
  const method = findSpecial(a, methods[op]);
  return method === undefined ? NotImplemented : callSpecial(machine, method, a, [b]);
}

/** The answer for numbers, strings and None, or undefined where special methods decide. */
export function compareImmediate(op: Comparison, a: Value, b: Value): boolean | undefined {
  if (typeof a === "string") {
    if (typeof b === "string") return decideText(op, a, b);
  } else {
    const x = numeric(a);
    if (x !== undefined) {
      const y = numeric(b);
      if (y !== undefined) return decide(op, x, y);
    }
  }
  if (op === "==" || op === "!=") {
    if (a === b && !(a instanceof PyObject)) return op === "==";
    if (!(a instanceof PyObject) && !(b instanceof PyObject)) return (a === b) === (op === "==");
  }
  return undefined;
}

function numeric(value: Value): number | bigint | undefined {
  if (typeof value === "number" || typeof value === "bigint") return value;
  if (value instanceof PyFloat) return value.value;
  if (typeof value === "boolean") return value ? 1 : 0;
  return undefined;
}

/** Exact also between a bigint and a float: JavaScript compares them mathematically. */
function decide(op: Comparison, a: number | bigint, b: number | bigint): boolean {
  switch (op) {
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case "==":
      // biome-ignore lint/suspicious/noDoubleEquals: bigint and number are compared by value
      return a == b;
    case "!=":
      // biome-ignore lint/suspicious/noDoubleEquals: bigint and number are compared by value
      return a != b;
    case ">":
      return a > b;
    case ">=":
      return a >= b;
  }
}

function decideText(op: Comparison, a: string, b: string): boolean {
  switch (op) {
    case "==":
      return a === b;
    case "!=":
      return a !== b;
    case "<":
      return compareText(a, b) < 0;
    case "<=":
      return compareText(a, b) <= 0;
    case ">":
      return compareText(a, b) > 0;
    case ">=":
      return compareText(a, b) >= 0;
  }
}

/** By code point. UTF-16 units give the same order but for surrogates against U+E000 and above. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    let x = a.charCodeAt(i);
    let y = b.charCodeAt(i);
    if (x === y) continue;
    if (x >= 0xd800 && y >= 0xd800) {
      // Surrogates stand for the code points above all others.
      if (x <= 0xdfff) x += 0x10000;
      if (y <= 0xdfff) y += 0x10000;
    }
    return x - y;
  }
  return a.length - b.length;
}
