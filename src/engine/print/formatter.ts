/** How one tensor's elements are written: all to one width, in fixed, whole or scientific notation. */
import { formatExponent, formatFixed } from "../math/decimal.ts";
import { toScalars } from "../ops/copy.ts";
import { isFloating } from "../tensor/dtype.ts";
import type { Scalar } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { printOptions } from "./options.ts";

export interface Formatter {
  readonly width: number;
  format(value: Scalar): string;
}

const integerText = (value: Scalar): string =>
  typeof value === "boolean" ? (value ? "True" : "False") : value.toString();

function integerFormatter(values: readonly Scalar[]): Formatter {
  let width = 1;
  for (const value of values) width = Math.max(width, integerText(value).length);
  return { width, format: (value) => integerText(value).padStart(width) };
}

/** Chooses the notation from the values that are finite and not zero. */
function floatFormatter(values: readonly number[]): Formatter {
  const { precision, sciMode } = printOptions;
  const telling = values.filter((value) => Number.isFinite(value) && value !== 0);
  let whole = true;
  let scientific = false;
  let width = 1;
  if (telling.length > 0) {
    let largest = 0;
    let smallest = Infinity;
    for (const value of telling) {
      largest = Math.max(largest, Math.abs(value));
      smallest = Math.min(smallest, Math.abs(value));
    }
    whole = telling.every(Number.isInteger);
    scientific = sciMode ?? (largest / smallest > 1000 || largest > 1e8 || smallest < 1e-4);
    for (const value of telling) {
      const text = scientific
        ? formatExponent(value, precision)
        : whole
          ? `${formatFixed(value, 0)}.`
          : formatFixed(value, precision);
      width = Math.max(width, text.length);
    }
  }
  return {
    width,
    format(scalar) {
      const value = Number(scalar);
      let text: string;
      if (scientific) text = formatExponent(value, precision);
      else if (whole) text = Number.isFinite(value) ? `${formatFixed(value, 0)}.` : formatFixed(value, 0);
      else text = formatFixed(value, precision);
      return text.padStart(width);
    },
  };
}

/** The formatter for a tensor, chosen by the elements that will be shown. */
export function formatterFor(shown: Tensor): Formatter {
  const values = toScalars(shown);
  return isFloating(shown.dtype) ? floatFormatter(values.map(Number)) : integerFormatter(values);
}
