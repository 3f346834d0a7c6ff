/** The module `time`, on the host's clock. */
import { functionOfNone, functionOfOne, positionalFunction } from "../../runtime/builtins/define.ts";
import { toReal } from "../../runtime/builtins/float.ts";
import { toParsedInt } from "../../runtime/builtins/receive.ts";
import { overflowError, typeError, valueError } from "../../runtime/errors.ts";
import { normalize } from "../../runtime/numbers/integer.ts";
import { PyFloat } from "../../runtime/objects/float.ts";
import type { NativeFunction } from "../../runtime/objects/function.ts";
import type { Machine, Value } from "../../runtime/objects/object.ts";
import { PyTuple } from "../../runtime/objects/sequence.ts";
import { doubleOf, index, integerOf, textOf, typeName } from "../../runtime/protocols/index.ts";
import { nativeModule } from "../native-module.ts";
import type { ModuleDefinition } from "../registry.ts";
import { type BrokenDownTime, breakDown, formatTime } from "./calendar.ts";
import { parseTime } from "./parse.ts";
import { installStructTime, structTime, structTimeType } from "./struct.ts";

const seconds = (milliseconds: number): PyFloat => new PyFloat(milliseconds / 1000);
const nanoseconds = (milliseconds: number): Value => normalize(BigInt(Math.round(milliseconds * 1000)) * 1000n);

function sleep(machine: Machine, value: Value): null {
  if (integerOf(value) === undefined && doubleOf(value) === undefined) index(machine, value);
  const duration = toReal(machine, value);
  if (Number.isNaN(duration)) throw valueError("Invalid value NaN (not a number)");
  if (Math.abs(duration) >= 2 ** 63 / 1e9) throw overflowError("timestamp too large to convert to C _PyTime_t");
  if (duration < 0) throw valueError("sleep length must be non-negative");
  machine.checkInterrupt();
  machine.host.sleep(duration * 1000);
  machine.checkInterrupt();
  return null;
}

function given(machine: Machine, value: Value | undefined, name: string): BrokenDownTime {
  if (value === undefined) return breakDown(machine.host.now(), false);
  if (!(value instanceof PyTuple)) throw typeError("Tuple or struct_time argument required");
  if (value.items.length !== 9) throw typeError(`${name}(): illegal time tuple argument`);
  const parts = value.items.map((part) => toParsedInt(machine, part));
  const [year, month, day, hour, minute, second, weekday, dayOfYear, saving] = parts;
  const within = (part: number, low: number, high: number, what: string): number => {
    if (part < low || part > high) throw valueError(`${what} out of range`);
    return part;
  };
  // Zero stands for the first of each, as C's own functions take it.
  return {
    year,
    month: within(month === 0 ? 1 : month, 1, 12, "month"),
    day: within(day === 0 ? 1 : day, 1, 31, "day of month"),
    hour: within(hour, 0, 23, "hour"),
    minute: within(minute, 0, 59, "minute"),
    second: within(second, 0, 61, "seconds"),
    weekday: weekday < -1 ? within(weekday, -1, 6, "day of week") : (weekday + 7) % 7,
    dayOfYear: within(dayOfYear === 0 ? 1 : dayOfYear, 1, 366, "day of year"),
    isDaylightSaving: saving > 0,
  };
}

function moment(machine: Machine, value: Value | undefined): number {
  if (value === undefined || value === null) return machine.host.now();
  const seconds = doubleOf(value) ?? Number(index(machine, value));
  if (Number.isNaN(seconds)) throw valueError("Invalid value NaN (not a number)");
  if (Math.abs(seconds) >= 2 ** 63) throw overflowError("timestamp out of range for platform time_t");
  // JavaScript's dates end at 8.64e15 milliseconds.
  if (Math.abs(seconds) > 8.64e12) throw overflowError("timestamp too large to convert to a date");
  return seconds * 1000;
}

const functions: readonly NativeFunction[] = [
  functionOfNone("time", (machine) => seconds(machine.host.now()), "time"),
  functionOfNone("time_ns", (machine) => nanoseconds(machine.host.now()), "time"),
  ...["perf_counter", "monotonic", "process_time", "thread_time"].flatMap((name) => [
    functionOfNone(name, () => seconds(performance.now()), "time"),
    functionOfNone(`${name}_ns`, () => nanoseconds(performance.now()), "time"),
  ]),
  functionOfOne("sleep(seconds, /)", sleep, "time"),
  positionalFunction("localtime(seconds=..., /)", (machine, value) =>
    structTime(breakDown(moment(machine, value), false), "UTC", 0),
  ),
  positionalFunction("gmtime(seconds=..., /)", (machine, value) =>
    structTime(breakDown(moment(machine, value), true), "GMT", 0),
  ),
  positionalFunction("strftime(format, t=..., /)", (machine, format, time) => {
    const text = textOf(format);
    if (text === undefined) throw typeError("strftime() argument 1 must be str");
    return formatTime(text, given(machine, time, "strftime"));
  }),
  positionalFunction("asctime(t=..., /)", (machine, time) =>
    formatTime("%a %b %e %H:%M:%S %Y", given(machine, time, "asctime")),
  ),
  positionalFunction("ctime(seconds=..., /)", (machine, value) =>
    formatTime("%a %b %e %H:%M:%S %Y", breakDown(moment(machine, value), false)),
  ),
  positionalFunction("strptime(string, format=..., /)", (_machine, value, format = "%a %b %d %H:%M:%S %Y") => {
    const [text, wanted] = [textOf(value), textOf(format)];
    if (text === undefined) throw typeError(`strptime() argument 0 must be str, not <class '${typeName(value)}'>`);
    if (wanted === undefined) throw typeError(`strptime() argument 1 must be str, not <class '${typeName(format)}'>`);
    return structTime(parseTime(text, wanted), null, null);
  }),
  functionOfOne(
    "mktime(t, /)",
    (machine, time) => {
      const { year, month, day, hour, minute, second } = given(machine, time, "mktime");
      return seconds(new Date(year, month - 1, day, hour, minute, second).getTime());
    },
    "time",
  ),
];

export const timeModule: ModuleDefinition = {
  name: "time",
  create: () => {
    installStructTime();
    return nativeModule("time", [...functions, structTimeType], {
      timezone: 0,
      altzone: 0,
      daylight: 0,
      tzname: new PyTuple(["UTC", "UTC"]),
    });
  },
};
