/** The module `time`, on the host's clock. */
import { functionOfNone, functionOfOne, positionalFunction } from "../../runtime/builtins/define.ts";
import { toReal } from "../../runtime/builtins/float.ts";
import { overflowError, typeError, valueError } from "../../runtime/errors.ts";
import { normalize } from "../../runtime/numbers/integer.ts";
import { PyFloat } from "../../runtime/objects/float.ts";
import type { NativeFunction } from "../../runtime/objects/function.ts";
import type { Machine, Value } from "../../runtime/objects/object.ts";
import { PyTuple } from "../../runtime/objects/sequence.ts";
import { doubleOf, index, integerOf, textOf, toArray } from "../../runtime/protocols/index.ts";
import { nativeModule } from "../native-module.ts";
import type { ModuleDefinition } from "../registry.ts";
import { structure } from "../sys/module.ts";
import { type BrokenDownTime, breakDown, formatTime } from "./calendar.ts";

const seconds = (milliseconds: number): PyFloat => new PyFloat(milliseconds / 1000);
const nanoseconds = (milliseconds: number): Value => normalize(BigInt(Math.round(milliseconds * 1000)) * 1000n);

function sleep(machine: Machine, value: Value): null {
  if (integerOf(value) === undefined && doubleOf(value) === undefined) index(machine, value);
  const duration = toReal(machine, value);
  if (Number.isNaN(duration)) throw valueError("Invalid value NaN (not a number)");
  if (duration < 0) throw valueError("sleep length must be non-negative");
  if (duration > 2 ** 33) throw overflowError("timestamp too large to convert to C PyTime_t");
  machine.checkInterrupt();
  machine.host.sleep(duration * 1000);
  machine.checkInterrupt();
  return null;
}

function structTime(time: BrokenDownTime): PyTuple {
  return structure("time.struct_time", [
    ["tm_year", time.year],
    ["tm_mon", time.month],
    ["tm_mday", time.day],
    ["tm_hour", time.hour],
    ["tm_min", time.minute],
    ["tm_sec", time.second],
    ["tm_wday", time.weekday],
    ["tm_yday", time.dayOfYear],
    ["tm_isdst", time.isDaylightSaving ? 1 : 0],
  ]);
}

function given(machine: Machine, value: Value | undefined): BrokenDownTime {
  if (value === undefined) return breakDown(machine.host.now(), false);
  const parts = toArray(machine, value).map((part) => Number(index(machine, part)));
  if (parts.length !== 9) throw typeError(`time tuple must have exactly 9 items, not ${parts.length}`);
  const [year, month, day, hour, minute, second, weekday, dayOfYear, saving] = parts;
  return { year, month, day, hour, minute, second, weekday, dayOfYear, isDaylightSaving: saving > 0 };
}

function moment(machine: Machine, value: Value | undefined): number {
  return value === undefined || value === null ? machine.host.now() : toReal(machine, value) * 1000;
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
    structTime(breakDown(moment(machine, value), false)),
  ),
  positionalFunction("gmtime(seconds=..., /)", (machine, value) => structTime(breakDown(moment(machine, value), true))),
  positionalFunction("strftime(format, t=..., /)", (machine, format, time) => {
    const text = textOf(format);
    if (text === undefined) throw typeError("strftime() argument 1 must be str");
    return formatTime(text, given(machine, time));
  }),
  positionalFunction("asctime(t=..., /)", (machine, time) => formatTime("%a %b %e %H:%M:%S %Y", given(machine, time))),
  positionalFunction("ctime(seconds=..., /)", (machine, value) =>
    formatTime("%a %b %e %H:%M:%S %Y", breakDown(moment(machine, value), false)),
  ),
  functionOfOne(
    "mktime(t, /)",
    (machine, time) => {
      const { year, month, day, hour, minute, second } = given(machine, time);
      return seconds(new Date(year, month - 1, day, hour, minute, second).getTime());
    },
    "time",
  ),
];

export const timeModule: ModuleDefinition = {
  name: "time",
  create: () =>
    nativeModule("time", functions, { timezone: 0, altzone: 0, daylight: 0, tzname: new PyTuple(["UTC", "UTC"]) }),
};
