/** What lnnb's functions accept, and the errors that say what was found. */
import { type NumberSource, readAll, sourceOf, tensorSource } from "../../../engine/statistics/index.ts";
import type { DType } from "../../../engine/tensor/dtype.ts";
import { shorten } from "../../../figures/format.ts";
import type { AxisData, Role } from "../../../figures/payload.ts";
import { typeError, valueError } from "../../runtime/errors.ts";
import { PyDict } from "../../runtime/objects/dict.ts";
import type { Machine, Value } from "../../runtime/objects/object.ts";
import { PyList, PyRange, PyTuple } from "../../runtime/objects/sequence.ts";
import { callMethod, doubleOf, iterate, str, typeName } from "../../runtime/protocols/index.ts";
import { PyTensor } from "../torch/objects/tensor.ts";

/** Numbers with a shape: a tensor, or what a list of numbers would be as one. */
export interface Numbers {
  readonly source: NumberSource;
  readonly shape: readonly number[];
  readonly dtype: DType;
}

/** A number of any kind, a tensor of one element too; undefined for anything else. */
export function numberOf(value: Value): number | undefined {
  if (value instanceof PyTensor) {
    const { tensor } = value;
    if (tensor.elementCount !== 1) return undefined;
    const one = new Float64Array(1);
    tensorSource(tensor).read(0, one);
    return one[0];
  }
  if (typeof value === "boolean" || typeof value === "number" || typeof value === "bigint") return Number(value);
  return doubleOf(value);
}

/** Reads a tensor, a number, or nested lists of numbers. Throws TypeError naming the function, the argument and what came. */
export function numbersOf(machine: Machine, value: Value, where: string): Numbers {
  if (value instanceof PyTensor) {
    const { tensor } = value;
    return { source: tensorSource(tensor), shape: [...tensor.shape], dtype: tensor.dtype };
  }
  const single = numberOf(value);
  if (single !== undefined) return { source: sourceOf([single]), shape: [], dtype: "float64" };
  if (!isSequence(value)) throw typeError(`${where} must be a tensor or a list of numbers, not ${typeName(value)}`);
  const parts = [...iterate(machine, value)].map((item) => numbersOf(machine, item, where));
  const [first] = parts;
  if (first === undefined) return { source: sourceOf([]), shape: [0], dtype: "float64" };
  if (
    parts.some(({ shape }) => shape.length !== first.shape.length || shape.some((size, d) => size !== first.shape[d]))
  ) {
    throw valueError(`${where} is a list whose entries differ in shape`);
  }
  const size = first.source.length;
  const flat = new Float64Array(parts.length * size);
  parts.forEach(({ source }, i) => {
    source.read(0, flat.subarray(i * size, (i + 1) * size));
  });
  return { source: sourceOf(flat), shape: [parts.length, ...first.shape], dtype: first.dtype };
}

export const isSequence = (value: Value): boolean =>
  value instanceof PyList || value instanceof PyTuple || value instanceof PyRange;

/** One-dimensional numbers; a number alone is one of them. */
export function vectorSource(machine: Machine, value: Value, where: string): NumberSource {
  const { source, shape } = numbersOf(machine, value, where);
  if (shape.length > 1) throw valueError(`${where} must have one dimension, but has shape (${shape.join(", ")})`);
  return source;
}

export const vectorOf = (machine: Machine, value: Value, where: string): Float64Array =>
  readAll(vectorSource(machine, value, where));

export function tensorOf(value: Value, where: string): PyTensor {
  if (value instanceof PyTensor) return value;
  throw typeError(`${where} must be a Tensor, not ${typeName(value)}`);
}

/** A list of names: strings as they are, other values as `str` shows them. */
export function namesOf(machine: Machine, value: Value, where: string): string[] {
  if (value instanceof PyTensor) return [...vectorOf(machine, value, where)].map((x) => String(x));
  if (!isSequence(value)) throw typeError(`${where} must be a list of names, not ${typeName(value)}`);
  return [...iterate(machine, value)].map((item) => (typeof item === "string" ? item : str(machine, item)));
}

/** An optional text argument; None and a missing one are undefined. */
export function textOf(value: Value | undefined, where: string): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === "string") return value;
  throw typeError(`${where} must be a str, not ${typeName(value)}`);
}

export function flagOf(value: Value | undefined, where: string): boolean {
  if (value === null || value === undefined) return false;
  if (typeof value === "boolean") return value;
  throw typeError(`${where} must be True or False, not ${typeName(value)}`);
}

/** A number that is not negative. */
export function toleranceOf(value: Value, where: string): number {
  const found = numberOf(value);
  if (found === undefined) throw typeError(`${where} must be a number, not ${typeName(value)}`);
  if (!(found >= 0)) throw valueError(`${where} must not be negative, but is ${found}`);
  return found;
}

export const axisOf = (label: string, log: boolean): AxisData => ({ label, scale: log ? "log" : "linear" });

const roles: readonly NonNullable<Role>[] = ["before", "after", "analytic", "numeric", "forward", "backward"];
/** A keyword that names a role gives its series that role's colour. */
export const roleOf = (name: string | null): Role => roles.find((role) => role === name) ?? null;

export interface Labelled {
  readonly label: string;
  /** The keyword or dict key it came under. */
  readonly name: string | null;
  readonly value: Value;
}

/** Several values in the forms a person tries: positional ones, `name=value`, or one dict from labels to values. */
export function labelledValues(
  machine: Machine,
  positional: readonly Value[],
  named: ReadonlyMap<string, Value>,
): Labelled[] {
  const texts = machine.argumentTexts();
  const found: Labelled[] = [];
  positional.forEach((value, i) => {
    if (value instanceof PyDict) {
      for (const key of iterate(machine, value)) {
        const label = typeof key === "string" ? key : str(machine, key);
        found.push({ label, name: label, value: callMethod(machine, value, "__getitem__", [key]) });
      }
    } else found.push({ label: expression(texts?.positional[i]) ?? `values ${i + 1}`, name: null, value });
  });
  for (const [name, value] of named) {
    const text = expression(texts?.keywords.get(name));
    found.push({ label: text === undefined || text === name ? name : `${name}: ${text}`, name, value });
  }
  return found;
}

/** An argument's source text as a label: on one line, bounded. */
export const expression = (text: string | undefined): string | undefined =>
  text === undefined || text.trim() === "" || text.startsWith("*") ? undefined : shorten(text, 48);

/** The source text of one argument of the call being made. */
export function argumentText(machine: Machine, position: number, name: string, otherwise: string): string {
  const texts = machine.argumentTexts();
  return expression(texts?.positional[position] ?? texts?.keywords.get(name)) ?? otherwise;
}
