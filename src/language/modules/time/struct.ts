/** `time.struct_time`: nine numbers of a date and time of day, and the time zone's name and offset beside them. */
import { Methods } from "../../runtime/builtins/define.ts";
import { typeError } from "../../runtime/errors.ts";
import { NativeProperty } from "../../runtime/objects/descriptor.ts";
import { PyType, type Value } from "../../runtime/objects/object.ts";
import { PyTuple } from "../../runtime/objects/sequence.ts";
import { tupleType } from "../../runtime/objects/types.ts";
import { repr, toArray } from "../../runtime/protocols/index.ts";
import type { BrokenDownTime } from "./calendar.ts";

export const structTimeType = new PyType("struct_time", [tupleType], "time");
structTimeType.nativeName = "time.struct_time";
structTimeType.subclassable = false;

const fields = "tm_year tm_mon tm_mday tm_hour tm_min tm_sec tm_wday tm_yday tm_isdst".split(" ");

/** What is beside the nine: it is no item. */
const zones = new WeakMap<PyTuple, readonly Value[]>();

function structure(values: readonly Value[]): PyTuple {
  const made = new PyTuple(values.slice(0, fields.length), structTimeType);
  zones.set(made, values.slice(fields.length));
  return made;
}

export function structTime(time: BrokenDownTime, zone: string | null, offset: number | null): PyTuple {
  const { year, month, day, hour, minute, second, weekday, dayOfYear, isDaylightSaving } = time;
  return structure([
    ...[year, month, day, hour, minute, second, weekday, dayOfYear],
    isDaylightSaving === null ? -1 : Number(isDaylightSaving),
    zone,
    offset,
  ]);
}

export function installStructTime(): void {
  structTimeType.construct = (machine, _type, args, keywords) => {
    if (args.length === 0) throw typeError("structseq() missing required argument 'sequence' (pos 1)");
    if (args.length > 2 || keywords !== null)
      throw typeError(`structseq() takes at most 2 arguments (${args.length} given)`);
    let values: Value[];
    try {
      values = toArray(machine, args[0]);
    } catch {
      throw typeError("constructor requires a sequence");
    }
    const bound = values.length < 9 ? "at least 9" : "at most 11";
    if (values.length < 9 || values.length > 11) {
      throw typeError(`time.struct_time() takes an ${bound}-sequence (${values.length}-sequence given)`);
    }
    return structure(values);
  };
  const field = (name: string, read: (self: PyTuple) => Value): void => {
    structTimeType.attributes.set(
      name,
      new NativeProperty(name, (_machine, self) => (self instanceof PyTuple ? read(self) : null)),
    );
  };
  fields.forEach((name, place) => {
    field(name, (self) => self.items[place]);
  });
  field("tm_zone", (self) => zones.get(self)?.[0] ?? null);
  field("tm_gmtoff", (self) => zones.get(self)?.[1] ?? null);
  for (const [name, count] of [
    ["n_fields", 11],
    ["n_sequence_fields", 9],
    ["n_unnamed_fields", 0],
  ] as const) {
    structTimeType.attributes.set(name, count);
  }
  const methods = new Methods<PyTuple>(structTimeType, (value) => (value instanceof PyTuple ? value : undefined));
  methods.none(
    "__repr__",
    (machine, self) =>
      `time.struct_time(${fields.map((name, place) => `${name}=${repr(machine, self.items[place])}`).join(", ")})`,
  );
}
