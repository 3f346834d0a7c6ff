/** `text % values`: C's conversions as Python keeps them. */

import { isIndex, toArgumentSize, toInt } from "../builtins/receive.ts";
import { overflowError, typeError, valueError } from "../errors.ts";
import { checkText } from "../limits.ts";
import type { Integer } from "../numbers/integer.ts";
import { PyBytes } from "../objects/bytes.ts";
import { PyFloat } from "../objects/float.ts";
import type { Machine, Value } from "../objects/object.ts";
import { PyTuple } from "../objects/sequence.ts";
import { bytesType, strType, tupleType } from "../objects/types.ts";
import {
  doubleOf,
  findSpecial,
  getItem,
  index,
  integerOf,
  isOfType,
  maximumSize,
  repr,
  str,
  textOf,
  trySpecial,
  typeName,
} from "../protocols/index.ts";
import { codePointLength } from "./layout.ts";
import { formatFloat, formatInteger } from "./number.ts";
import { truncate } from "./string.ts";
import { escapeNonAscii } from "./text.ts";

interface Conversion {
  readonly flags: string;
  readonly width: number;
  /** -1: none given. */
  readonly precision: number;
  readonly letter: string;
}

/** What is made: text, or bytes (whose template and result are binary text here). */
type Kind = "string" | "bytes";

/** The values that conversions take, in order or by key. */
class Operands {
  private next = 0;
  private readonly items: readonly Value[];
  private readonly mapping: Value | undefined;
  private usedKeys = false;
  private current: Value | undefined;
  constructor(
    private readonly machine: Machine,
    values: Value,
    private readonly kind: Kind,
  ) {
    const isTuple = values instanceof PyTuple && isOfType(values, tupleType);
    this.items = isTuple ? values.items : [values];
    const subscriptable = findSpecial(values, "__getitem__") !== undefined;
    // Text is no mapping, and bytes are none for bytes.
    const isText = isOfType(values, strType) || (kind === "bytes" && isOfType(values, bytesType));
    this.mapping = !isTuple && subscriptable && !isText ? values : undefined;
  }

  requireMapping(): void {
    if (this.mapping === undefined) throw typeError("format requires a mapping");
  }

  key(name: string): void {
    if (this.mapping === undefined) return;
    const key = this.kind === "bytes" ? new PyBytes(Uint8Array.from(name, (c) => c.charCodeAt(0))) : name;
    this.current = getItem(this.machine, this.mapping, key);
    this.usedKeys = true;
  }

  take(): Value {
    if (this.current !== undefined) {
      const value = this.current;
      this.current = undefined;
      return value;
    }
    if (this.usedKeys || this.next >= this.items.length) throw typeError("not enough arguments for format string");
    return this.items[this.next++];
  }

  finish(): void {
    if (this.mapping === undefined && this.next < this.items.length) {
      throw typeError(`not all arguments converted during ${this.kind} formatting`);
    }
  }
}

function place(body: string, { flags, width }: Conversion, zeros = false): string {
  const missing = width - codePointLength(body);
  if (missing <= 0) return body;
  checkText(width);
  if (flags.includes("-")) return body + " ".repeat(missing);
  if (!zeros || !flags.includes("0")) return " ".repeat(missing) + body;
  const head = /^[-+ ]?(?:0[xXo])?/.exec(body)?.[0] ?? "";
  return head + "0".repeat(missing) + body.slice(head.length);
}

const signOf = (flags: string): string => (flags.includes("+") ? "+" : flags.includes(" ") ? " " : "");

function integer(machine: Machine, value: Value, letter: string): Integer {
  const direct = integerOf(value);
  if (direct !== undefined) return direct;
  const decimal = letter === "d" || letter === "i" || letter === "u";
  // %d truncates floats; the others want a true integer.
  const result =
    trySpecial(machine, value, decimal && doubleOf(value) !== undefined ? "__int__" : "__index__") ??
    (decimal ? trySpecial(machine, value, "__int__") : undefined);
  const converted = result === undefined ? undefined : integerOf(result);
  if (converted !== undefined) return converted;
  const wanted = decimal ? "a real number is required" : "an integer is required";
  throw typeError(`%${letter} format: ${wanted}, not ${typeName(value)}`);
}

function formatWhole(machine: Machine, value: Value, conversion: Conversion, kind: Kind): string {
  const { flags, letter, precision } = conversion;
  // Where it is bytes that are made, CPython takes %i for %d before it looks at the value.
  const number = integer(machine, value, kind === "bytes" && letter === "i" ? "d" : letter);
  checkText(precision);
  const type = letter === "i" || letter === "u" ? "d" : letter;
  const digits = formatInteger(number < 0 ? -number : number, type).padStart(precision, "0");
  const prefix = flags.includes("#") && type !== "d" ? `0${type}` : "";
  const sign = number < 0 ? "-" : signOf(flags);
  return place(sign + prefix + digits, conversion, true);
}

function real(machine: Machine, value: Value, kind: Kind): number {
  const double = doubleOf(value);
  if (double !== undefined) return double;
  const result = trySpecial(machine, value, "__float__");
  if (result instanceof PyFloat) return result.value;
  const whole = trySpecial(machine, value, "__index__");
  if (whole !== undefined) return Number(integerOf(whole) ?? 0);
  const wanted = kind === "bytes" ? "float argument required" : "must be real number";
  throw typeError(`${wanted}, not ${typeName(value)}`);
}

function formatReal(machine: Machine, value: Value, conversion: Conversion, kind: Kind): string {
  const { flags, letter, precision } = conversion;
  const sign = signOf(flags);
  const alternate = flags.includes("#") ? "#" : "";
  const shown = precision < 0 ? 6 : precision;
  return place(formatFloat(real(machine, value, kind), `${sign}${alternate}.${shown}${letter}`), conversion, true);
}

function formatCharacter(machine: Machine, value: Value): string {
  const text = textOf(value);
  if (text !== undefined) {
    if (codePointLength(text) !== 1) throw typeError("%c requires int or char");
    return text;
  }
  if (integerOf(value) === undefined && findSpecial(value, "__index__") === undefined) {
    throw typeError("%c requires int or char");
  }
  const code = integer(machine, value, "c");
  if (code < 0 || code > 0x10ffff) throw overflowError("%c arg not in range(0x110000)");
  return String.fromCodePoint(Number(code));
}

/** What `%s`, `%b`, `%a`, `%r` and `%c` write into bytes, as binary text; undefined for the conversions of numbers. */
function formatBytesOne(machine: Machine, value: Value, conversion: Conversion): string | undefined {
  const { letter, precision } = conversion;
  const cut = (text: string): string => place(precision >= 0 ? text.slice(0, precision) : text, conversion);
  if (letter === "a" || letter === "r") return cut(escapeNonAscii(repr(machine, value)));
  if (letter === "s" || letter === "b") {
    const made = value instanceof PyBytes ? value : trySpecial(machine, value, "__bytes__");
    if (!(made instanceof PyBytes)) {
      const wanted = "%b requires a bytes-like object, or an object that implements __bytes__";
      throw typeError(`${wanted}, not '${typeName(value)}'`);
    }
    return cut(Array.from(made.data, (code) => String.fromCharCode(code)).join(""));
  }
  if (letter !== "c") return undefined;
  if (value instanceof PyBytes && value.data.length === 1) return place(String.fromCharCode(value.data[0]), conversion);
  const code = isIndex(value) ? index(machine, value) : undefined;
  if (code === undefined) throw typeError("%c requires an integer in range(256) or a single byte");
  if (code < 0 || code > 255) throw overflowError("%c arg not in range(256)");
  return place(String.fromCharCode(Number(code)), conversion);
}

/** `index` says where the conversion's letter stands, in code points. */
function formatOne(machine: Machine, value: Value, conversion: Conversion, index: () => number, kind: Kind): string {
  const { letter, precision } = conversion;
  switch (letter) {
    case "s":
    case "r":
    case "a": {
      const text = letter === "s" ? str(machine, value) : repr(machine, value);
      const shown = letter === "a" ? escapeNonAscii(text) : text;
      return place(precision >= 0 ? truncate(shown, precision) : shown, conversion);
    }
    case "d":
    case "i":
    case "u":
    case "o":
    case "x":
    case "X":
      return formatWhole(machine, value, conversion, kind);
    case "e":
    case "E":
    case "f":
    case "F":
    case "g":
    case "G":
      return formatReal(machine, value, conversion, kind);
    case "c":
      return place(formatCharacter(machine, value), conversion);
    default: {
      const code = letter.codePointAt(0) ?? 0;
      if (kind === "bytes" && code > 127) throw overflowError("character argument not in range(0x110000)");
      const shown = kind === "bytes" || (code >= 31 && code < 127) ? letter : "?";
      throw valueError(`unsupported format character '${shown}' (0x${code.toString(16)}) at index ${index()}`);
    }
  }
}

/** `template % values`. */
export function formatPercent(machine: Machine, template: string, values: Value, kind: Kind = "string"): string {
  const operands = new Operands(machine, values, kind);
  let result = "";
  let at = 0;
  const number = (what: "width" | "precision"): number => {
    if (template[at] === "*") {
      at++;
      const value = operands.take();
      const count = integerOf(value);
      if (count === undefined) throw typeError("* wants int");
      return what === "width" ? toArgumentSize(machine, count) : toInt(machine, count);
    }
    const start = at;
    while (template[at] >= "0" && template[at] <= "9") at++;
    if (at === start) return -1;
    const digits = template.slice(start, at).replace(/^0+/, "");
    const most = what === "width" ? maximumSize : 2 ** 31 - 1;
    // No limit has twenty digits, and a number of very many takes long to read.
    if (digits.length > 19 || BigInt(digits) > most) {
      throw valueError(`${kind === "bytes" && what === "precision" ? "prec" : what} too big`);
    }
    return Number(digits);
  };
  for (let conversions = 0; ; conversions++) {
    if ((conversions & 0xfff) === 0xfff) machine.checkInterrupt();
    // What stands between conversions is taken as one piece: a template may have millions of characters.
    const next = template.indexOf("%", at);
    result += template.slice(at, next < 0 ? template.length : next);
    if (next < 0) break;
    at = next + 1;
    if (template[at] === "%") {
      result += template[at++];
      continue;
    }
    if (template[at] === "(") {
      operands.requireMapping();
      const start = ++at;
      for (let open = 1; open > 0; at++) {
        if (at >= template.length) throw valueError("incomplete format key");
        if (template[at] === "(") open++;
        else if (template[at] === ")") open--;
      }
      operands.key(template.slice(start, at - 1));
    }
    let flags = "";
    while (at < template.length && "-+ #0".includes(template[at])) flags += template[at++];
    let width = number("width");
    if (width < -1) {
      flags += "-";
      width = -width;
    }
    let precision = -1;
    if (template[at] === ".") {
      at++;
      precision = Math.max(number("precision"), 0);
    }
    if (at < template.length && "hlL".includes(template[at])) at++;
    if (at >= template.length) throw valueError("incomplete format");
    const letter = String.fromCodePoint(template.codePointAt(at) ?? 0);
    const value = operands.take();
    const conversion = { flags, width, precision, letter };
    const made = kind === "bytes" ? formatBytesOne(machine, value, conversion) : undefined;
    result += made ?? formatOne(machine, value, conversion, () => codePointLength(template.slice(0, at)), kind);
    at += letter.length;
    checkText(result.length);
  }
  operands.finish();
  return result;
}
