/** `re.RegexFlag`: flags that combine and show their names. */
import { Methods } from "../../runtime/builtins/define.ts";
import { NativeFunction } from "../../runtime/objects/function.ts";
import { PyInstance } from "../../runtime/objects/instance.ts";
import { PyType, type Value } from "../../runtime/objects/object.ts";
import { NotImplemented } from "../../runtime/objects/singletons.ts";
import { intType } from "../../runtime/objects/types.ts";
import { integerOf } from "../../runtime/protocols/index.ts";

export const flagType = new PyType("RegexFlag", [intType], "re");

/** In the order in which reprs list them. */
export const flagNames: readonly (readonly [string, string, number])[] = [
  ["ASCII", "A", 256],
  ["IGNORECASE", "I", 2],
  ["LOCALE", "L", 4],
  ["UNICODE", "U", 32],
  ["MULTILINE", "M", 8],
  ["DOTALL", "S", 16],
  ["VERBOSE", "X", 64],
  ["DEBUG", "", 128],
];

const made = new Map<number, PyInstance>();

/** The one object for a combination. */
export function flagValue(bits: number): PyInstance {
  let flag = made.get(bits);
  if (flag === undefined) {
    flag = new PyInstance(flagType);
    flag.payload = bits;
    made.set(bits, flag);
  }
  return flag;
}

const byValue = [...flagNames].sort((a, b) => a[2] - b[2]);

/** `re.MULTILINE|re.ASCII` as a pattern shows its flags, by their values. */
export const patternFlagText = (bits: number): string => flagText(bits, "re.", byValue);

/** `re.ASCII|re.MULTILINE`, in the order of the flags' definitions. */
function flagText(bits: number, prefix = "re.", order = flagNames): string {
  const names = order.filter(([, , bit]) => bits & bit).map(([name]) => `${prefix}${name}`);
  const known = flagNames.reduce((sum, [, , bit]) => sum | bit, 0);
  const rest = bits & ~known;
  if (rest !== 0) names.push(`0x${rest.toString(16)}`);
  return names.length === 0 ? `${prefix}NOFLAG` : names.join("|");
}

const bitsOf = (value: Value): number => Number(integerOf(value) ?? 0);

export function installFlags(): void {
  flagType.construct = (_machine, _type, [value]) => flagValue(bitsOf(value ?? 0));
  const methods = new Methods<number>(flagType, (value) =>
    value instanceof PyInstance && value.type === flagType ? bitsOf(value) : undefined,
  );
  methods.none("__repr__", (_machine, self) => flagText(self));
  methods.none("__str__", (_machine, self) => flagText(self));
  methods.property("value", (_machine, self) => self);
  methods.property("name", (_machine, self) => (self === 0 ? "NOFLAG" : flagText(self, "")));
  methods.none("__invert__", (_machine, self) => flagValue(511 & ~self));
  const combine = (name: string, operation: (a: number, b: number) => number): void => {
    const code: NativeFunction["code"] = (_machine, [self, other]) =>
      integerOf(other) === undefined ? NotImplemented : flagValue(operation(bitsOf(self), bitsOf(other)));
    flagType.attributes.set(`__${name}__`, new NativeFunction(`__${name}__`, code));
    flagType.attributes.set(`__r${name}__`, new NativeFunction(`__r${name}__`, code));
  };
  combine("or", (a, b) => a | b);
  combine("and", (a, b) => a & b);
  combine("xor", (a, b) => a ^ b);
}
