/** What steps and gradient_terms need of a normalization module. */
import type { WorkedNorm } from "../../../engine/norm/worked.ts";
import { arrayOf, readAll, tensorSource } from "../../../engine/statistics/index.ts";
import { isFloating } from "../../../engine/tensor/dtype.ts";
import type { Tensor } from "../../../engine/tensor/tensor.ts";
import { typeError, valueError } from "../../runtime/errors.ts";
import type { Machine, Value } from "../../runtime/objects/object.ts";
import { getAttribute, isInstance, toArray, typeName } from "../../runtime/protocols/index.ts";
import { PyTensor } from "../torch/objects/tensor.ts";
import { numberOf, tensorOf } from "./arguments.ts";
import { nnClass } from "./torch-calls.ts";

/** `size`: features a row, the product of normalized_shape. */
export interface RowNorm extends WorkedNorm {
  readonly normalizedShape: readonly number[];
  /** null where the norm has none. */
  readonly beta: Float64Array | null;
}

/** Reads LayerNorm or RMSNorm (or a subclass). Others normalize over more than one row: they have no steps of a row. */
export function rowNormOf(machine: Machine, norm: Value, x: Value, where: string): RowNorm {
  const kind = isInstance(machine, norm, nnClass(machine, "LayerNorm"))
    ? "layer"
    : isInstance(machine, norm, nnClass(machine, "RMSNorm"))
      ? "rms"
      : null;
  if (kind === null) {
    throw typeError(`${where}: argument 'norm' must be an nn.LayerNorm or an nn.RMSNorm, not ${typeName(norm)}`);
  }
  const normalizedShape = toArray(machine, getAttribute(machine, norm, "normalized_shape")).map((n) => Number(n));
  const eps = numberOf(getAttribute(machine, norm, "eps"));
  const read = (name: string): Float64Array | null => {
    const value = name === "bias" && kind === "rms" ? null : getAttribute(machine, norm, name);
    return value instanceof PyTensor ? valuesOf(value) : null;
  };
  return {
    kind,
    // RMSNorm's eps=None stands for that of the type that is computed in: float64's own, else float32's.
    eps: eps ?? (x instanceof PyTensor && x.tensor.dtype === "float64" ? 2 ** -52 : 2 ** -23),
    size: normalizedShape.reduce((a, b) => a * b, 1),
    normalizedShape,
    gamma: read("weight"),
    beta: read("bias"),
  };
}

const valuesOf = ({ tensor }: PyTensor): Float64Array => readAll(tensorSource(tensor));

/** The input, whose last dimensions must be the norm's. */
export function inputOf(
  value: Value,
  norm: RowNorm,
  where: string,
): { tensor: Tensor; values: Float32Array | Float64Array; rows: number } {
  const input = tensorOf(value, `${where}: argument 'x'`);
  const { tensor } = input;
  if (!isFloating(tensor.dtype)) throw typeError(`${where}: argument 'x' must be floating point, not ${tensor.dtype}`);
  const tail = tensor.shape.slice(-norm.normalizedShape.length);
  if (tail.length !== norm.normalizedShape.length || tail.some((size, d) => size !== norm.normalizedShape[d])) {
    throw valueError(
      `${where}: the norm takes [*, ${norm.normalizedShape.join(", ")}], but x has shape (${tensor.shape.join(", ")})`,
    );
  }
  return { tensor, values: arrayOf(tensorSource(tensor)), rows: norm.size === 0 ? 0 : tensor.elementCount / norm.size };
}

/** "row 0", or the position in the leading dimensions: "row [0, 3]". */
export function rowLabel(row: number, shape: readonly number[], normalizedDims: number): string {
  const outer = shape.slice(0, shape.length - normalizedDims);
  if (outer.length === 0) return "x";
  if (outer.length === 1) return `row ${row}`;
  const index: number[] = [];
  let rest = row;
  for (let d = outer.length - 1; d >= 0; d--) {
    index.unshift(rest % outer[d]);
    rest = Math.floor(rest / outer[d]);
  }
  return `row [${index.join(", ")}]`;
}
