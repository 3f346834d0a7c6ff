/** C++'s names of the element types, as a few of PyTorch's messages show them. */
import type { DType } from "./dtype.ts";

export const cppTypeNames: Readonly<Record<DType, string>> = {
  float64: "double",
  float32: "float",
  float16: "c10::Half",
  bfloat16: "c10::BFloat16",
  int64: "long int",
  int32: "int",
  int16: "short int",
  int8: "signed char",
  uint8: "unsigned char",
  bool: "bool",
};
