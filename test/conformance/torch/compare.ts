/** Whether what a case printed here and in PyTorch says the same. */

const tensorForm = /^torch\.(\w+)(\[[^\]]*\])(\[[^\]]*\])\[(.*)\]$/s;

interface Shown {
  readonly dtype: string;
  readonly shape: string;
  readonly strides: string;
  readonly values: readonly number[];
}

const numberOf = (text: string): number =>
  text === "nan" ? Number.NaN
  : text === "inf" ? Infinity
  : text === "-inf" ? -Infinity
  : text === "True" ? 1
  : text === "False" ? 0
  : Number(text); // biome-ignore format: a table

function parse(text: string): Shown | null {
  const found = tensorForm.exec(text);
  if (found === null) return null;
  const [, dtype, shape, strides, values] = found;
  return { dtype, shape, strides, values: values === "" ? [] : values.split(", ").map(numberOf) };
}

const precision: Readonly<Record<string, { readonly bits: number; readonly least: number }>> = {
  float64: { bits: 52, least: -1022 },
  float32: { bits: 23, least: -126 },
  float16: { bits: 10, least: -14 },
  bfloat16: { bits: 7, least: -126 },
};

/** The distance between neighbouring numbers of a dtype at a value. */
function spacing(value: number, { bits, least }: { readonly bits: number; readonly least: number }): number {
  const exponent = value === 0 ? least : Math.floor(Math.log2(Math.abs(value)));
  return 2 ** (Math.max(exponent, least) - bits);
}

export interface Precision {
  /** One rounding: no tolerance, but for gradients: sums flow into them. */
  readonly isExact: boolean;
  /** How many times the usual tolerance. */
  readonly slack: number;
  /** Of each part and element: what is not known of it besides (rounding.ts). */
  readonly unknown?: readonly (readonly number[])[];
}

/** Exact; or four ulp, or 2e-6 (1e-14) of the largest element; half types one ulp. */
function sameValues(here: Shown, there: Shown, part: number, { isExact, slack, unknown }: Precision): boolean {
  const dtype = precision[there.dtype];
  if (here.values.length !== there.values.length) return false;
  const isHalf = there.dtype === "float16" || there.dtype === "bfloat16";
  const relative = isHalf ? 0 : there.dtype === "float64" ? 1e-14 : 2e-6;
  const ulps = isHalf ? 1 : 4 * slack;
  const largest = there.values.reduce((most, x) => (Number.isFinite(x) ? Math.max(most, Math.abs(x)) : most), 0);
  return there.values.every((wanted, i) => {
    const got = here.values[i];
    if (Object.is(got, wanted)) return true;
    if ((isExact && part === 0) || dtype === undefined) return false;
    const distance = Math.abs(got - wanted);
    const more = unknown?.[part]?.[i] ?? 0;
    return distance <= ulps * spacing(wanted, dtype) + more || distance <= relative * slack * largest;
  });
}

const numbersIn = (text: string): number[] => (text === "[]" ? [] : text.slice(1, -1).split(", ").map(Number));

/** Whether elements lie in memory in the same order. The stride of a dimension of one element, or none, says nothing. */
function sameOrder(a: Shown, b: Shown): boolean {
  const [own, wanted] = [numbersIn(a.strides), numbersIn(b.strides)];
  return b.values.length === 0 || numbersIn(b.shape).every((size, dim) => size === 1 || own[dim] === wanted[dim]);
}

/** A case's values, and the names of the nodes that made them. */
function split(line: string): { values: string; makers: string } {
  const [values, makers = ""] = line.startsWith("!") ? [line] : line.split(" @ ");
  return { values, makers };
}

/** The numbers of each part of a case's values; none of a part that is no tensor. */
export const numbersOf = (line: string): readonly (readonly number[])[] =>
  split(line)
    .values.split(" ; ")
    .map((part) => parse(part)?.values ?? []);

/** Null where values and makers agree, else what differs: as `valuesDiffer`, or "maker". */
export function difference(here: string, there: string, precision: Precision): string | null {
  const [own, wanted] = [split(here), split(there)];
  return valuesDiffer(own.values, wanted.values, precision) ?? (own.makers === wanted.makers ? null : "maker");
}

/** Null where the two agree, else what differs. Gradients follow a result after " ; ". */
function valuesDiffer(here: string, there: string, precision: Precision): string | null {
  if (here === there) return null;
  if (there.startsWith("!") || here.startsWith("!"))
    return here.startsWith("!") && there.startsWith("!") ? "error" : "raises";
  const [own, wanted] = [here.split(" ; "), there.split(" ; ")];
  if (own.length !== wanted.length) return "count";
  for (const [i, text] of wanted.entries()) {
    if (own[i] === text) continue;
    const [a, b] = [parse(own[i]), parse(text)];
    if (a === null || b === null) return "text";
    if (a.dtype !== b.dtype) return "dtype";
    if (a.shape !== b.shape) return "shape";
    if (!sameValues(a, b, i, precision)) return i > 0 ? `value ${i}` : "value";
    if (i === 0 && !sameOrder(a, b)) return "strides";
  }
  return null;
}
