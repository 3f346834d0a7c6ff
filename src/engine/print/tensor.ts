/** A tensor's text, as PyTorch prints it (torch/_tensor_str.py). */
import { item, toScalars } from "../ops/copy.ts";
import { cat, stack } from "../ops/join.ts";
import { select, slice } from "../ops/views.ts";
import { defaultDType } from "../tensor/promotion.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { type Formatter, formatterFor } from "./formatter.ts";
import { printOptions } from "./options.ts";

/** A vector's elements in lines of `linewidth`, the continuation lines indented under the first element. */
function vectorText(vector: Tensor, indent: number, summarize: boolean, formatter: Formatter): string {
  const { edgeitems, linewidth } = printOptions;
  const perLine = Math.max(1, Math.floor((linewidth - indent) / (formatter.width + 2)));
  const formatted = (part: Tensor): string[] => toScalars(part).map((value) => formatter.format(value));
  const size = vector.shape[0];
  let elements: string[];
  if (summarize && edgeitems === 0) elements = ["..."];
  else if (summarize && size > 2 * edgeitems) {
    elements = [...formatted(slice(vector, 0, 0, edgeitems)), " ...", ...formatted(slice(vector, 0, size - edgeitems))];
  } else elements = formatted(vector);
  const lines: string[] = [];
  for (let i = 0; i < elements.length; i += perLine) lines.push(elements.slice(i, i + perLine).join(", "));
  return `[${lines.join(`,\n${" ".repeat(indent + 1)}`)}]`;
}

function nestedText(tensor: Tensor, indent: number, summarize: boolean, formatter: Formatter): string {
  const rank = tensor.shape.length;
  if (rank === 0) return formatter.format(item(tensor));
  if (rank === 1) return vectorText(tensor, indent, summarize, formatter);
  const { edgeitems } = printOptions;
  const size = tensor.shape[0];
  const text = (i: number): string => nestedText(select(tensor, 0, i), indent + 1, summarize, formatter);
  const range = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, i) => text(from + i));
  const parts =
    summarize && size > 2 * edgeitems
      ? [...range(0, edgeitems), "...", ...range(size - edgeitems, size)]
      : range(0, size);
  return `[${parts.join(`,${"\n".repeat(rank - 1)}${" ".repeat(indent + 1)}`)}]`;
}

/** The elements that a summarized print shows. */
function summarized(tensor: Tensor): Tensor {
  const { edgeitems } = printOptions;
  const rank = tensor.shape.length;
  if (rank === 0) return tensor;
  const size = tensor.shape[0];
  if (rank === 1) {
    return size > 2 * edgeitems ? cat([slice(tensor, 0, 0, edgeitems), slice(tensor, 0, size - edgeitems)]) : tensor;
  }
  if (edgeitems === 0) return slice(tensor, 0, 0, 0);
  const shown =
    size > 2 * edgeitems
      ? Array.from({ length: 2 * edgeitems }, (_, i) => (i < edgeitems ? i : size - 2 * edgeitems + i))
      : Array.from({ length: size }, (_, i) => i);
  return stack(shown.map((i) => summarized(select(tensor, 0, i))));
}

/** The nested brackets alone; `indent` is the column where the text will start. */
export function formatElements(
  tensor: Tensor,
  indent: number,
  summarize = tensor.elementCount > printOptions.threshold,
): string {
  if (tensor.elementCount === 0) return "[]";
  const formatter = formatterFor(summarize ? summarized(tensor) : tensor);
  return nestedText(tensor, indent, summarize, formatter);
}

/** Python's text of a tuple of sizes. */
const tupleText = (shape: readonly number[]): string =>
  shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;

function withSuffixes(text: string, suffixes: readonly string[], indent: number): string {
  let result = text;
  let lineLength = text.length - text.lastIndexOf("\n") + 1;
  for (const suffix of suffixes) {
    if (lineLength + suffix.length + 2 > printOptions.linewidth) {
      result += `,\n${" ".repeat(indent)}${suffix}`;
      lineLength = indent + suffix.length;
    } else {
      result += `, ${suffix}`;
      lineLength += suffix.length + 2;
    }
  }
  return `${result})`;
}

export interface FormatOptions {
  /** What follows the dtype: `grad_fn=<AddBackward0>` or `requires_grad=True`. */
  readonly suffixes?: readonly string[];
  /** Left of the elements; `tensor(` unless a subclass says otherwise. */
  readonly prefix?: string;
  /** Whether long dimensions show their ends only; without it, the number of elements decides. */
  readonly summarize?: boolean;
}

/** `repr(tensor)`: elements, then size, dtype and the given suffixes where they are not what a reader would assume. */
export function formatTensor(
  tensor: Tensor,
  { suffixes = [], prefix = "tensor(", summarize }: FormatOptions = {},
): string {
  const all: string[] = [];
  const { dtype, shape } = tensor;
  const usual = defaultDType();
  if (tensor.elementCount === 0) {
    if (shape.length !== 1) all.push(`size=${tupleText(shape)}`);
    if (dtype !== usual) all.push(`dtype=torch.${dtype}`);
  } else {
    if (printOptions.edgeitems === 0) all.push(`size=${tupleText(shape)}`);
    if (dtype !== usual && dtype !== "int64" && dtype !== "bool") all.push(`dtype=torch.${dtype}`);
  }
  all.push(...suffixes);
  return withSuffixes(prefix + formatElements(tensor, prefix.length, summarize), all, prefix.length);
}
