/** The module `statistics`: exact arithmetic is here, the rest in statistics.py. */

import { functionOfOne, positionalFunction } from "../../runtime/builtins/define.ts";
import { toReal } from "../../runtime/builtins/float.ts";
import { attributeError, typeError, zeroDivisionError } from "../../runtime/errors.ts";
import { normalize } from "../../runtime/numbers/integer.ts";
import { PyFloat } from "../../runtime/objects/float.ts";
import type { Machine, Value } from "../../runtime/objects/object.ts";
import { missingAttribute } from "../../runtime/protocols/attributes.ts";
import {
  binaryOperation,
  doubleOf,
  findAttribute,
  index,
  integerOf,
  interruptChecker,
  toArray,
  typeOf,
} from "../../runtime/protocols/index.ts";
import source from "../python/statistics.py";
import type { ModuleDefinition } from "../registry.ts";
import { over, type Ratio, ratioOf, squaredDifferences, squareRoot, sumOf, toDouble } from "./exact.ts";
import { normalInverse } from "./normal.ts";

interface Data {
  readonly values: readonly Ratio[];
  /** Results stay ints where all data are and nothing is left over. */
  readonly integers: boolean;
  /** What an infinity or a NaN among the data makes of every sum; null where there is none. */
  readonly special: number | null;
  /** Called at each step of what is done with the values. */
  readonly check: () => void;
}

function read(machine: Machine, values: readonly Value[]): Data {
  const check = interruptChecker(machine);
  let integers = true;
  let special: number | null = null;
  const ratios: Ratio[] = [];
  for (const value of values) {
    check();
    const integer = integerOf(value);
    if (integer !== undefined) {
      ratios.push(ratioOf(BigInt(integer)));
      continue;
    }
    const double = doubleOf(value);
    if (double === undefined) {
      const ratio = findAttribute(machine, value, "as_integer_ratio");
      if (ratio !== undefined) {
        const [numerator, denominator] = toArray(machine, machine.call(ratio, [])).map((part) => integerOf(part) ?? 0);
        ratios.push({ numerator: BigInt(numerator ?? 0), denominator: BigInt(denominator ?? 1) });
        continue;
      }
      const refused = typeError(`can't convert type '${typeOf(value).name}' to numerator/denominator`);
      refused.exception.context = missingAttribute(value, "numerator").exception;
      throw refused;
    }
    integers = false;
    if (Number.isFinite(double)) ratios.push(ratioOf(double));
    else special = (special ?? 0) + double;
  }
  return { values: ratios, integers, special, check };
}

function result(ratio: Ratio, integers: boolean): Value {
  if (integers && ratio.numerator % ratio.denominator === 0n) return normalize(ratio.numerator / ratio.denominator);
  return new PyFloat(toDouble(ratio));
}

function mean(machine: Machine, values: readonly Value[]): Value {
  if (values.length === 0) throw zeroDivisionError("division by zero");
  const data = read(machine, values);
  if (data.special !== null) return new PyFloat(data.special);
  return result(over(sumOf(data.values, data.check), BigInt(values.length)), data.integers);
}

/** The sum of squared differences from the mean, or from a given centre by ordinary arithmetic. */
function spread(machine: Machine, values: readonly Value[], centre: Value): { sum: Ratio; data: Data } {
  if (centre === null) {
    const data = read(machine, values);
    return { sum: data.special === null ? squaredDifferences(data.values, data.check) : ratioOf(0), data };
  }
  const squares = values.map((value) => {
    const difference = binaryOperation(machine, "-", value, centre);
    return binaryOperation(machine, "*", difference, difference);
  });
  const data = read(machine, squares);
  return { sum: sumOf(data.values, data.check), data };
}

function variance(machine: Machine, list: Value, centre: Value, count: Value): Value {
  const { sum, data } = spread(machine, toArray(machine, list), centre);
  const divisor = index(machine, count);
  // Finite data do not matter beside infinities and NaN, whose own sum is taken, not that of their squares.
  if (data.special !== null) return new PyFloat(data.special / Number(divisor));
  return result(over(sum, BigInt(divisor)), data.integers);
}

function deviation(machine: Machine, list: Value, centre: Value, count: Value): Value {
  const { sum, data } = spread(machine, toArray(machine, list), centre);
  // CPython takes the root of a fraction, which infinities and NaN are not.
  if (data.special !== null) throw attributeError("'float' object has no attribute 'numerator'");
  return new PyFloat(squareRoot(over(sum, BigInt(index(machine, count)))));
}

/** The weights' sum over the sum of weight / value. */
function harmonic(machine: Machine, list: Value, weightList: Value): Value {
  const weights = toArray(machine, weightList);
  const quotients = toArray(machine, list).map((value, i) => binaryOperation(machine, "/", weights[i], value));
  const check = interruptChecker(machine);
  const inverses = read(machine, quotients);
  const whole = sumOf(read(machine, weights).values, check);
  if (inverses.special !== null) {
    return binaryOperation(machine, "/", result(whole, true), new PyFloat(inverses.special));
  }
  const total = sumOf(inverses.values, check);
  if (total.numerator === 0n) throw zeroDivisionError("division by zero");
  return new PyFloat(
    toDouble({ numerator: whole.numerator * total.denominator, denominator: whole.denominator * total.numerator }),
  );
}

export const statisticsModule: ModuleDefinition = {
  name: "statistics",
  source,
  globals: () => [
    ["_exact_mean", functionOfOne("_exact_mean(data, /)", (machine, list) => mean(machine, toArray(machine, list)))],
    ["_exact_variance", positionalFunction("_exact_variance(data, centre, count, /)", variance)],
    ["_exact_deviation", positionalFunction("_exact_deviation(data, centre, count, /)", deviation)],
    ["_exact_harmonic", positionalFunction("_exact_harmonic(data, weights, /)", harmonic)],
    [
      "_normal_inverse",
      positionalFunction(
        "_normal_inverse(p, mu, sigma, /)",
        (machine, p, mu, sigma) =>
          new PyFloat(normalInverse(toReal(machine, p), toReal(machine, mu), toReal(machine, sigma))),
      ),
    ],
  ],
};
