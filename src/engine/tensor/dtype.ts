/** The element types of tensors, PyTorch's names. */
export type DType =
  | "float64"
  | "float32"
  | "float16"
  | "bfloat16"
  | "int64"
  | "int32"
  | "int16"
  | "int8"
  | "uint8"
  | "bool";

export type ElementArray =
  | Float64Array
  | Float32Array
  | Uint16Array
  | BigInt64Array
  | Int32Array
  | Int16Array
  | Int8Array
  | Uint8Array;

interface DTypeInfo {
  readonly bytes: number;
  readonly kind: "float" | "int" | "bool";
  /** PyTorch's scalar type name in messages: "Float", "Long", "BFloat16". */
  readonly scalarName: string;
  /** The legacy tensor type name: `x.type()` gives `torch.FloatTensor`. */
  readonly makeArray: (buffer: ArrayBufferLike, byteOffset: number, length: number) => ElementArray;
}

/** float16 and bfloat16 are stored as their 16 bits (Uint16Array); bool as one byte, 0 or 1; int64 as BigInt64Array. */
export const dtypes: Readonly<Record<DType, DTypeInfo>> = {
  float64: { bytes: 8, kind: "float", scalarName: "Double", makeArray: (b, o, n) => new Float64Array(b, o, n) },
  float32: { bytes: 4, kind: "float", scalarName: "Float", makeArray: (b, o, n) => new Float32Array(b, o, n) },
  float16: { bytes: 2, kind: "float", scalarName: "Half", makeArray: (b, o, n) => new Uint16Array(b, o, n) },
  bfloat16: { bytes: 2, kind: "float", scalarName: "BFloat16", makeArray: (b, o, n) => new Uint16Array(b, o, n) },
  int64: { bytes: 8, kind: "int", scalarName: "Long", makeArray: (b, o, n) => new BigInt64Array(b, o, n) },
  int32: { bytes: 4, kind: "int", scalarName: "Int", makeArray: (b, o, n) => new Int32Array(b, o, n) },
  int16: { bytes: 2, kind: "int", scalarName: "Short", makeArray: (b, o, n) => new Int16Array(b, o, n) },
  int8: { bytes: 1, kind: "int", scalarName: "Char", makeArray: (b, o, n) => new Int8Array(b, o, n) },
  uint8: { bytes: 1, kind: "int", scalarName: "Byte", makeArray: (b, o, n) => new Uint8Array(b, o, n) },
  bool: { bytes: 1, kind: "bool", scalarName: "Bool", makeArray: (b, o, n) => new Uint8Array(b, o, n) },
};

export const isFloating = (dtype: DType): boolean => dtypes[dtype].kind === "float";

/** The types of 16 bits, which most kernels compute in float32. */
export const isHalf = (dtype: DType): boolean => dtype === "float16" || dtype === "bfloat16";
