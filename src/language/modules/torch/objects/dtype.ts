import type { DType } from "../../../../engine/tensor/dtype.ts";
import { PyObject, PyType } from "../../../runtime/objects/object.ts";
import { boolType, floatType, intType, objectType } from "../../../runtime/objects/types.ts";

export const dtypeType = new PyType("dtype", [objectType], "torch");
dtypeType.subclassable = false;

/** `torch.float32` and its like: one object a dtype, so that `is` compares. */
export class PyDType extends PyObject {
  constructor(
    readonly dtype: DType,
    /** PyTorch's name: "float32". */
    readonly name: string,
  ) {
    super();
  }
  get type(): PyType {
    return dtypeType;
  }
}

const names: readonly DType[] = [
  "float64",
  "float32",
  "float16",
  "bfloat16",
  "int64",
  "int32",
  "int16",
  "int8",
  "uint8",
  "bool",
];
const objects = new Map<DType, PyDType>(names.map((name) => [name, new PyDType(name, name)]));

export function dtypeObject(dtype: DType): PyDType {
  const found = objects.get(dtype);
  if (found === undefined) throw new Error(`no object for dtype ${dtype}`);
  return found;
}

/** The names under which `torch` has them. */
export const dtypeNames: ReadonlyMap<string, PyDType> = new Map<string, PyDType>([
  ...names.map((name): [string, PyDType] => [name, dtypeObject(name)]),
  ["double", dtypeObject("float64")],
  ["float", dtypeObject("float32")],
  ["half", dtypeObject("float16")],
  ["long", dtypeObject("int64")],
  ["int", dtypeObject("int32")],
  ["short", dtypeObject("int16")],
]);

/** Python's own types stand for the widest dtype of their kind: `x.to(float)`. */
export const pythonDTypes: ReadonlyMap<PyType, DType> = new Map<PyType, DType>([
  [floatType, "float64"],
  [intType, "int64"],
  [boolType, "bool"],
]);
