/** Which dtype an operation computes in (PyTorch's type promotion). */
import { type DType, dtypes, isFloating } from "./dtype.ts";
import { type Scalar, scalarDType } from "./scalar.ts";
import { Tensor } from "./tensor.ts";

let defaultFloat: DType = "float32";
/** The dtype of Python floats and of integer division's results (`torch.get_default_dtype`). */
export const defaultDType = (): DType => defaultFloat;
export function setDefaultDType(dtype: DType): void {
  defaultFloat = dtype;
}

export const isIntegral = (dtype: DType): boolean => dtypes[dtype].kind === "int";

/** The smallest dtype that both convert to (`torch.promote_types`). */
export function promoteTypes(a: DType, b: DType): DType {
  if (a === b) return a;
  const floatA = isFloating(a);
  const floatB = isFloating(b);
  if (floatA !== floatB) return floatA ? a : b;
  if (floatA) {
    if (a === "float64" || b === "float64") return "float64";
    return "float32";
  }
  if (a === "bool") return b;
  if (b === "bool") return a;
  if (a === "uint8" || b === "uint8") {
    const signed = a === "uint8" ? b : a;
    return signed === "int8" ? "int16" : signed;
  }
  return dtypes[a].bytes > dtypes[b].bytes ? a : b;
}

const promoteOptional = (a: DType | null, b: DType | null): DType | null =>
  a === null ? b : b === null ? a : promoteTypes(a, b);

function combineCategories(higher: DType | null, lower: DType | null): DType | null {
  if (higher === null || lower === null) return higher ?? lower;
  if (isFloating(higher)) return higher;
  if (higher === "bool" || isFloating(lower)) return promoteTypes(higher, lower);
  return higher;
}

/**
 * The dtype of an operation on tensors and numbers (`torch.result_type`): tensors with dimensions decide, then 0-d
 * tensors, then numbers; a later category only matters where it is of a higher kind.
 */
export function resultType(...operands: readonly (Tensor | Scalar)[]): DType {
  return resultTypeOf(operands);
}

/** The same of a list, which may be longer than what one call takes as arguments. */
export function resultTypeOf(operands: readonly (Tensor | Scalar)[]): DType {
  let dimensioned: DType | null = null;
  let zeroDimensional: DType | null = null;
  let wrapped: DType | null = null;
  for (const operand of operands) {
    if (operand instanceof Tensor) {
      if (operand.shape.length > 0) dimensioned = promoteOptional(dimensioned, operand.dtype);
      else zeroDimensional = promoteOptional(zeroDimensional, operand.dtype);
    } else {
      const dtype = scalarDType(operand);
      wrapped = promoteOptional(wrapped, isFloating(dtype) ? defaultFloat : dtype);
    }
  }
  return combineCategories(dimensioned, combineCategories(zeroDimensional, wrapped)) ?? defaultFloat;
}

/** `torch.can_cast`: whether a result of one dtype may be written into a tensor of another. */
export function canCast(from: DType, to: DType): boolean {
  if (isFloating(from) && !isFloating(to)) return false;
  return from === "bool" || to !== "bool";
}

/** The dtype of a function with only float results, such as exp: integers give the default dtype. */
export const floatResult = (dtype: DType): DType => (isFloating(dtype) ? dtype : defaultFloat);
