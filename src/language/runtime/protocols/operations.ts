/** Binary, in-place and unary operators on any values. */

import { divisionByZero, floatDivide, floatDivmod, floatModulo, floatPower } from "../builtins/float-arithmetic.ts";
import { OverflowError, overflowError, raised, typeError } from "../errors.ts";
import * as integers from "../numbers/integer.ts";
import { PyFloat } from "../objects/float.ts";
import { NativeFunction } from "../objects/function.ts";
import type { Machine, Value } from "../objects/object.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { bytesType, listType, strType, tupleType } from "../objects/types.ts";
import { callSpecial, findSpecial } from "./special.ts";
import { isOfType, typeName, typeOf } from "./types.ts";

export type BinaryOperator = "+" | "-" | "*" | "/" | "//" | "%" | "**" | "@" | "<<" | ">>" | "&" | "|" | "^";
export type UnaryOperator = "+" | "-" | "~";

interface OperatorNames {
  readonly method: string;
  readonly reflected: string;
  readonly inplace: string;
}

const named = (name: string): OperatorNames => ({
  method: `__${name}__`,
  reflected: `__r${name}__`,
  inplace: `__i${name}__`,
});

const operatorNames: Readonly<Record<BinaryOperator, OperatorNames>> = {
  "+": named("add"),
  "-": named("sub"),
  "*": named("mul"),
  "/": named("truediv"),
  "//": named("floordiv"),
  "%": named("mod"),
  "**": named("pow"),
  "@": named("matmul"),
  "<<": named("lshift"),
  ">>": named("rshift"),
  "&": named("and"),
  "|": named("or"),
  "^": named("xor"),
};

/** `a OP b`: both sides' special methods in CPython's order. */
export function binaryOperation(machine: Machine, op: BinaryOperator, a: Value, b: Value): Value {
  const number = numericOperation(machine, op, a, b);
  if (number !== undefined) return number;
  const result = dispatch(machine, op, a, b);
  if (result === NotImplemented) throw unsupportedOperands(op, a, b, false);
  return result;
}

/** `a OP= b`: `__iop__` where there is one, else as `a OP b`. */
export function inplaceOperation(machine: Machine, op: BinaryOperator, a: Value, b: Value): Value {
  const number = numericOperation(machine, op, a, b);
  if (number !== undefined) return number;
  const method = findSpecial(a, operatorNames[op].inplace);
  const native = method instanceof NativeFunction && method.sequence;
  const skipped = native && op === "*" && (!isOfIndex(b) || hasOwnOperator(a, operatorNames[op]));
  if (method !== undefined && !skipped) {
    const result = callSpecial(machine, method, a, [b]);
    if (result !== NotImplemented) return result;
  }
  const result = dispatch(machine, op, a, b);
  if (result !== NotImplemented) return result;
  if (method !== undefined && skipped) {
    if (isOfIndex(b)) return callSpecial(machine, method, a, [b]);
    throw typeError(`can't multiply sequence by non-int of type '${typeName(b)}'`);
  }
  throw unsupportedOperands(op, a, b, true);
}

/** A class of a sequence with a `*` of its own: CPython tries that before the sequence's in-place slot. */
function hasOwnOperator(value: Value, names: { method: string; reflected: string }): boolean {
  const type = typeOf(value);
  return (
    type.heap &&
    [names.method, names.reflected].some(
      (name) => !(type.lookup(name) instanceof NativeFunction) && type.lookup(name) !== undefined,
    )
  );
}

/** `+a`, `-a`, `~a`. */
export function unaryOperation(machine: Machine, op: UnaryOperator, a: Value): Value {
  if (typeof a === "number" || typeof a === "bigint" || typeof a === "boolean") {
    const value = typeof a === "boolean" ? (a ? 1 : 0) : a;
    if (op === "-") return integers.negate(value);
    return op === "+" ? value : integers.invert(value);
  }
  if (a instanceof PyFloat && op !== "~") return op === "-" ? new PyFloat(-a.value) : a;
  const method = findSpecial(a, op === "-" ? "__neg__" : op === "+" ? "__pos__" : "__invert__");
  if (method !== undefined) return callSpecial(machine, method, a, []);
  throw typeError(`bad operand type for unary ${op}: '${typeName(a)}'`);
}

function dispatch(machine: Machine, op: BinaryOperator, a: Value, b: Value): Value {
  const names = operatorNames[op];
  const aType = typeOf(a);
  const bType = typeOf(b);
  const forward = aType.lookup(names.method);
  const reflected = bType === aType ? undefined : bType.lookup(names.reflected);
  const reflectedFirst =
    reflected !== undefined && bType.isSubtypeOf(aType) && reflected !== aType.lookup(names.reflected);
  if (reflectedFirst && reflected !== null) {
    const result = callSpecial(machine, reflected, b, [a]);
    if (result !== NotImplemented) return result;
  }
  if (forward instanceof NativeFunction && forward.sequence && !hasOwnOperator(a, names)) {
    return joinOrRepeat(machine, forward, reflectedFirst ? undefined : reflected, a, b, op);
  }
  if (forward !== undefined && forward !== null) {
    const result = callSpecial(machine, forward, a, [b]);
    if (result !== NotImplemented) return result;
  }
  if (reflected !== undefined && reflected !== null && !reflectedFirst) {
    const repeats = reflected instanceof NativeFunction && reflected.sequence && !hasOwnOperator(b, names);
    if (repeats && !isOfIndex(a)) return NotImplemented;
    return callSpecial(machine, reflected, b, [a]);
  }
  return NotImplemented;
}

/** A sequence's `+` and `*`: after what the other operand says. */
function joinOrRepeat(
  machine: Machine,
  forward: NativeFunction,
  reflected: Value | undefined,
  a: Value,
  b: Value,
  op: BinaryOperator,
): Value {
  const asked = reflected !== undefined && reflected !== null;
  const isOwn = !(reflected instanceof NativeFunction && reflected.sequence) || hasOwnOperator(b, operatorNames[op]);
  if (asked && isOwn) {
    const result = callSpecial(machine, reflected, b, [a]);
    if (result !== NotImplemented) return result;
  }
  if (op === "*" && !isOfIndex(b)) return NotImplemented;
  return callSpecial(machine, forward, a, [b]);
}

const isOfIndex = (value: Value): boolean =>
  typeof value === "number" ||
  typeof value === "bigint" ||
  typeof value === "boolean" ||
  findSpecial(value, "__index__") !== undefined;

/** The result for two numbers (int, bool, float); undefined where special methods decide. */
export function numericOperation(machine: Machine, op: BinaryOperator, a: Value, b: Value): Value | undefined {
  const x = integerOf(a);
  const y = integerOf(b);
  if (x !== undefined && y !== undefined) {
    if (typeof a === "boolean" && typeof b === "boolean" && (op === "&" || op === "|" || op === "^")) return undefined;
    return integerOperation(machine, op, x, y);
  }
  const p = x === undefined ? floatOf(a) : y === undefined && !(b instanceof PyFloat) ? undefined : doubleOf(x);
  if (p === undefined) return undefined;
  const q = y === undefined ? floatOf(b) : doubleOf(y);
  return q === undefined ? undefined : floatOperation(op, p, q);
}

function integerOf(value: Value): integers.Integer | undefined {
  if (typeof value === "number" || typeof value === "bigint") return value;
  return typeof value === "boolean" ? (value ? 1 : 0) : undefined;
}

function floatOf(value: Value): number | undefined {
  return value instanceof PyFloat ? value.value : undefined;
}

function doubleOf(value: integers.Integer): number {
  const double = integers.toDouble(value);
  if (double === undefined) throw overflowError("int too large to convert to float");
  return double;
}

function integerOperation(
  machine: Machine,
  op: BinaryOperator,
  a: integers.Integer,
  b: integers.Integer,
): Value | undefined {
  switch (op) {
    case "+":
      return integers.add(a, b);
    case "-":
      return integers.subtract(a, b);
    case "*":
      return integers.multiply(a, b);
    case "/": {
      if (b === 0) throw divisionByZero();
      const result = integers.trueDivide(a, b);
      if (result === undefined) throw raised(OverflowError, "integer division result too large for a float");
      return new PyFloat(result);
    }
    case "//":
      return integers.floorDivide(a, b);
    case "%":
      return integers.modulo(a, b);
    case "**":
      if (b >= 0) return integers.power(machine, a, b);
      return new PyFloat(floatPower(doubleOf(a), doubleOf(b)));
    case "<<":
      return integers.shiftLeft(a, b);
    case ">>":
      return integers.shiftRight(a, b);
    case "&":
      return integers.bitAnd(a, b);
    case "|":
      return integers.bitOr(a, b);
    case "^":
      return integers.bitXor(a, b);
    default:
      return undefined;
  }
}

function floatOperation(op: BinaryOperator, a: number, b: number): Value | undefined {
  switch (op) {
    case "+":
      return new PyFloat(a + b);
    case "-":
      return new PyFloat(a - b);
    case "*":
      return new PyFloat(a * b);
    case "/":
      return new PyFloat(floatDivide(a, b));
    case "//":
      return new PyFloat(floatDivmod(a, b)[0]);
    case "%":
      return new PyFloat(floatModulo(a, b));
    case "**":
      return new PyFloat(floatPower(a, b));
    default:
      return undefined;
  }
}

/** The TypeError where neither side takes the other; sequences word theirs as CPython's concatenation does. */
function unsupportedOperands(op: BinaryOperator, a: Value, b: Value, inplace: boolean) {
  if (op === "+" && isSequence(a, "__add__")) {
    if (isOfType(a, strType)) return typeError(`can only concatenate str (not "${typeName(b)}") to str`);
    if (isOfType(a, listType)) {
      return typeError(
        inplace
          ? `'${typeName(b)}' object is not iterable`
          : `can only concatenate list (not "${typeName(b)}") to list`,
      );
    }
    if (isOfType(a, tupleType)) return typeError(`can only concatenate tuple (not "${typeName(b)}") to tuple`);
    if (isOfType(a, bytesType)) return typeError(`can't concat ${typeName(b)} to ${typeName(a)}`);
  }
  if (op === "*") {
    if (isSequence(a, "__mul__")) return typeError(`can't multiply sequence by non-int of type '${typeName(b)}'`);
    if (isSequence(b, "__mul__")) return typeError(`can't multiply sequence by non-int of type '${typeName(a)}'`);
  }
  const shown = op === "**" ? (inplace ? "**=" : "** or pow()") : inplace ? `${op}=` : op;
  return typeError(`unsupported operand type(s) for ${shown}: '${typeName(a)}' and '${typeName(b)}'`);
}

/** A sequence whose class has no method of its own in the place of the sequence's. */
function isSequence(value: Value, method: "__add__" | "__mul__"): boolean {
  const own = typeOf(value).lookup(method);
  return own instanceof NativeFunction && own.sequence;
}
