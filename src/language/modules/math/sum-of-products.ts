/** `math.sumprod`: the sum of products, floats in extended precision, as CPython's mathmodule.c makes it. */
import { valueError } from "../../runtime/errors.ts";
import { PyFloat } from "../../runtime/objects/float.ts";
import type { Machine, Value } from "../../runtime/objects/object.ts";
import { binaryOperation, getIterator, nextOf } from "../../runtime/protocols/index.ts";
import { ProductSum } from "./sums.ts";

/** A factor beside a float, where it is a number of the machine: an int too large is none. */
function factor(value: Value): number | undefined {
  if (value instanceof PyFloat) return value.value;
  if (typeof value === "bigint") {
    const double = Number(value);
    return Number.isFinite(double) ? double : undefined;
  }
  return typeof value === "number" || typeof value === "boolean" ? Number(value) : undefined;
}

/**
 * While the products are of floats, they are summed in three doubles; the first that is not, or is not finite, ends that
 * for good: from there on each product and each sum is rounded.
 */
export function sumOfProducts(machine: Machine, p: Value, q: Value): Value {
  const [left, right] = [getIterator(machine, p), getIterator(machine, q)];
  let total: Value = 0;
  let integers = true;
  let floats: ProductSum | null = new ProductSum();
  let used = false;
  const add = (term: Value): void => {
    total = binaryOperation(machine, "+", total, term);
  };
  for (let step = 1; ; step++) {
    const a = nextOf(machine, left);
    const b = nextOf(machine, right);
    if ((a === undefined) !== (b === undefined)) throw valueError("Inputs are not the same length");
    if (a === undefined || b === undefined) break;
    if ((step & 0xfff) === 0) machine.checkInterrupt();
    const isInt = (value: Value): boolean => typeof value === "number" || typeof value === "bigint";
    if (integers && isInt(a) && isInt(b)) {
      add(binaryOperation(machine, "*", a, b));
      continue;
    }
    integers = false;
    if (floats !== null) {
      const isFloat = a instanceof PyFloat || b instanceof PyFloat;
      const [x, y] = isFloat ? [factor(a), factor(b)] : [undefined, undefined];
      if (x !== undefined && y !== undefined && floats.add(x, y)) {
        used = true;
        continue;
      }
      if (used) add(new PyFloat(floats.result()));
      floats = null;
    }
    add(binaryOperation(machine, "*", a, b));
  }
  if (floats !== null && used) add(new PyFloat(floats.result()));
  return total;
}
