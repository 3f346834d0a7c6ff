/** What the keywords of `interact` mean: ranges are sliders, lists are choices, True and False are switches. */
import { niceWidth } from "../../../../engine/statistics/index.ts";
import { formatNumber } from "../../../../figures/format.ts";
import type { ControlData } from "../../../../figures/payload.ts";
import { typeError, valueError } from "../../../runtime/errors.ts";
import { PyDict } from "../../../runtime/objects/dict.ts";
import { PyFloat } from "../../../runtime/objects/float.ts";
import { NativeFunction, PyFunction } from "../../../runtime/objects/function.ts";
import { type Machine, PyType, type Value } from "../../../runtime/objects/object.ts";
import { PyList, PyRange, PyTuple } from "../../../runtime/objects/sequence.ts";
import { equals, iterate, repr, str, toArray, typeName } from "../../../runtime/protocols/index.ts";
import { PyTensor } from "../../torch/objects/tensor.ts";
import { numberOf, vectorOf } from "../arguments.ts";

/** A control and what each of its positions stands for in the call. */
export interface Control {
  readonly data: ControlData;
  readonly values: readonly Value[];
  readonly start: number;
}

const POSITIONS = 1001;
/** The preferred numbers of ISO 3, series R10, to two digits. */
const preferred = [1, 1.25, 1.6, 2, 2.5, 3.2, 4, 5, 6.3, 8];
/** From here on a range of positive floats asks for a logarithmic slider. */
const LOG_RATIO = 100;

/** @param start the value that f itself has for this argument, where it has one */
export function controlOf(machine: Machine, name: string, given: Value, start: Value | undefined): Control {
  const where = `interact(): argument '${name}'`;
  if (typeof given === "boolean") {
    const on = start === undefined ? given : start === true;
    return { data: { name, kind: "switch", values: ["False", "True"] }, values: [false, true], start: on ? 1 : 0 };
  }
  if (given instanceof PyRange) return listed(machine, name, "slider", toArray(machine, given), start, where);
  if (given instanceof PyTuple && given.items.every((item) => numericOf(item) !== undefined)) {
    return slider(name, rangeOf(given, where), start, where);
  }
  if (given instanceof PyTensor) {
    const values = Array.from(vectorOf(machine, given, where), (value) => new PyFloat(value));
    return listed(machine, name, "slider", values, start, where);
  }
  if (given instanceof PyDict) {
    const keys = [...iterate(machine, given)];
    return chosen(
      machine,
      name,
      keys.map((key) => (typeof key === "string" ? key : str(machine, key))),
      keys.map((key) => given.get(machine, key) ?? null),
      start,
      where,
    );
  }
  if (given instanceof PyList || given instanceof PyTuple) {
    return listed(machine, name, "choice", toArray(machine, given), start, where);
  }
  const single = numericOf(given);
  if (single !== undefined) return slider(name, aroundOf(given, single), start ?? given, where);
  throw typeError(`${where} must be a range (low, high), a list of choices, or True or False, not ${typeName(given)}`);
}

/** A number that is no bool: a range's end. */
const numericOf = (value: Value): number | undefined => (typeof value === "boolean" ? undefined : numberOf(value));

interface Range {
  readonly low: number;
  readonly high: number;
  readonly step: number | null;
  readonly whole: boolean;
}

function rangeOf({ items }: PyTuple, where: string): Range {
  if (items.length !== 2 && items.length !== 3) {
    throw valueError(`${where} must be (low, high) or (low, high, step), but has ${items.length} entries`);
  }
  const [low, high, step = null] = items.map((item) => numericOf(item) ?? Number.NaN);
  if (!Number.isFinite(low) || !Number.isFinite(high) || !(high > low)) {
    throw valueError(`${where}: a range must go from a number to a larger one, but goes from ${low} to ${high}`);
  }
  if (step !== null && !(step > 0)) throw valueError(`${where}: the step must be positive, but is ${step}`);
  return { low, high, step, whole: items.every((item) => typeof item === "number") };
}

/** What a number alone stands for: a range around it, which it starts in. */
function aroundOf(given: Value, value: number): Range {
  const whole = typeof given === "number";
  if (value === 0) return { low: 0, high: 1, step: null, whole };
  if (!whole && value > 0 && value < 0.01) return { low: value / 1000, high: value * 1000, step: null, whole };
  const [low, high] = value > 0 ? [-value, 3 * value] : [3 * value, -value];
  return { low, high, step: null, whole };
}

function slider(name: string, range: Range, start: Value | undefined, where: string): Control {
  const numbers = positionsOf(range, where);
  const values = numbers.map((value): Value => (range.whole ? value : new PyFloat(value)));
  const first = start === undefined ? undefined : numericOf(start);
  const log = isLog(range);
  const middle = log ? Math.sqrt(range.low * range.high) : (range.low + range.high) / 2;
  const labels = numbers.map((value) => formatNumber(value, 6));
  return {
    data: { name, kind: "slider", values: labels },
    values,
    start: nearest(numbers, first ?? middle, log && (first ?? middle) > 0),
  };
}

const isLog = ({ low, high, step, whole }: Range): boolean =>
  !whole && step === null && low > 0 && high / low >= LOG_RATIO;

/** The values that a slider can take: round numbers, and both ends. */
function positionsOf(range: Range, where: string): number[] {
  const { low, high, whole } = range;
  if (isLog(range)) {
    const inner: number[] = [];
    for (let e = Math.floor(Math.log10(low)); e <= Math.ceil(Math.log10(high)); e++) {
      // Written as a literal is read: 1.6 * 10 ** -5 is not the double 1.6e-05.
      for (const mantissa of preferred) inner.push(Number(`${mantissa}e${e}`));
    }
    return [low, ...inner.filter((value) => value > low * 1.01 && value < high * 0.99), high];
  }
  const wanted = range.step ?? (whole ? Math.ceil((high - low) / (POSITIONS - 1)) : niceWidth((high - low) / 150));
  const count = Math.floor((high - low) / wanted + 1e-9);
  if (count + 2 > POSITIONS + 1) {
    throw valueError(
      `${where}: a step of ${wanted} would make ${count + 1} positions; a slider has at most ${POSITIONS}`,
    );
  }
  // A step of one's own counts from the low end, as range() does; ours falls on round numbers.
  const from = range.step === null && !whole ? Math.ceil(low / wanted - 1e-9) : null;
  const values =
    from === null
      ? Array.from({ length: count + 1 }, (_, i) => tidy(low + i * wanted))
      : Array.from({ length: count + 1 }, (_, i) => tidy((from + i) * wanted)).filter((v) => v >= low && v <= high);
  if (range.step === null) {
    if (values[0] > low) values.unshift(low);
    if (values[values.length - 1] < high) values.push(high);
  }
  return values;
}

/** 0.1 + 0.2 is shown, and passed, as 0.3. */
const tidy = (value: number): number => Number(value.toPrecision(12));

function nearest(values: readonly number[], wanted: number, log: boolean): number {
  const distance = (value: number): number =>
    log ? Math.abs(Math.log(value) - Math.log(wanted)) : Math.abs(value - wanted);
  let best = 0;
  values.forEach((value, i) => {
    if (distance(value) < distance(values[best])) best = i;
  });
  return best;
}

function listed(
  machine: Machine,
  name: string,
  kind: "slider" | "choice",
  values: readonly Value[],
  start: Value | undefined,
  where: string,
): Control {
  const labels = values.map((value) => labelOf(machine, value));
  const control = chosen(machine, name, labels, values, start, where);
  return kind === "choice" ? control : { ...control, data: { ...control.data, kind } };
}

function labelOf(machine: Machine, value: Value): string {
  if (typeof value === "string") return value;
  if (value instanceof PyFloat) return formatNumber(numberOf(value) ?? Number.NaN, 6);
  if (value instanceof PyFunction || value instanceof NativeFunction || value instanceof PyType) return value.name;
  return repr(machine, value);
}

function chosen(
  machine: Machine,
  name: string,
  labels: readonly string[],
  values: readonly Value[],
  start: Value | undefined,
  where: string,
): Control {
  if (values.length === 0) throw valueError(`${where} has no choices`);
  if (values.length > POSITIONS) {
    throw valueError(`${where} has ${values.length} choices; at most ${POSITIONS} can be shown`);
  }
  const found =
    start === undefined
      ? -1
      : values.findIndex(
          (value) => !(value instanceof PyTensor) && !(start instanceof PyTensor) && equals(machine, value, start),
        );
  return {
    data: { name, kind: "choice", values: labels.map((label) => label.slice(0, 80)) },
    values,
    start: Math.max(0, found),
  };
}
