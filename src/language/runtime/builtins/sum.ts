/** `sum`: exact for ints, compensated (Neumaier) for floats, as CPython 3.12. */
import { worked } from "../../../engine/work.ts";
import { typeError } from "../errors.ts";
import { add, type Integer, toDouble } from "../numbers/integer.ts";
import { PyBytes } from "../objects/bytes.ts";
import { PyFloat } from "../objects/float.ts";
import type { Machine, Value } from "../objects/object.ts";
import { strType } from "../objects/types.ts";
import { binaryOperation, getIterator, isOfType, nextOf } from "../protocols/index.ts";

const stepsBetweenChecks = 0xfff;
const bigWork = 2 ** 14;

/** A running float sum with the error that its roundings lost. */
class CompensatedSum {
  private lost = 0;
  constructor(private total: number) {}
  add(x: number): void {
    const next = this.total + x;
    this.lost += Math.abs(this.total) >= Math.abs(x) ? this.total - next + x : x - next + this.total;
    this.total = next;
  }
  /** An int joins without compensation, as in CPython. */
  addInteger(x: number): void {
    this.total += x;
  }
  result(): PyFloat {
    return new PyFloat(this.lost !== 0 && Number.isFinite(this.lost) ? this.total + this.lost : this.total);
  }
}

const exactInteger = (value: Value): Integer | undefined =>
  typeof value === "number" || typeof value === "bigint"
    ? value
    : typeof value === "boolean"
      ? Number(value)
      : undefined;

/** A C long: what CPython adds to a float without leaving its fast loop. */
const fitsLong = (value: Integer): boolean => typeof value === "number" || (value < 1n << 63n && value >= -(1n << 63n));

export function sum(machine: Machine, values: Value, start: Value): Value {
  const iterator = getIterator(machine, values);
  if (isOfType(start, strType)) throw typeError("sum() can't sum strings [use ''.join(seq) instead]");
  if (start instanceof PyBytes) throw typeError("sum() can't sum bytes [use b''.join(seq) instead]");
  let steps = 0;
  const next = (): Value | undefined => {
    if ((++steps & stepsBetweenChecks) === 0) machine.checkInterrupt();
    return nextOf(machine, iterator);
  };
  let result = start;
  let item = next();
  if (typeof result === "number" || typeof result === "bigint") {
    let total: Integer = result;
    for (; item !== undefined; item = next()) {
      const integer = exactInteger(item);
      if (integer === undefined) break;
      // One addition of huge ints is a long piece of work.
      if (typeof total === "bigint") worked(bigWork);
      total = add(total, integer);
    }
    result = total;
    if (item === undefined) return result;
    result = binaryOperation(machine, "+", result, item);
    item = next();
  }
  if (result instanceof PyFloat) {
    const total = new CompensatedSum(result.value);
    for (; item !== undefined; item = next()) {
      if (item instanceof PyFloat) {
        total.add(item.value);
        continue;
      }
      const integer = exactInteger(item);
      if (integer === undefined || !fitsLong(integer)) break;
      total.addInteger(toDouble(integer) ?? 0);
    }
    result = total.result();
  }
  for (; item !== undefined; item = next()) result = binaryOperation(machine, "+", result, item);
  return result;
}
