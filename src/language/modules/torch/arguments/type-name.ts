import { PyObject, type PyType, type Value } from "../../../runtime/objects/object.ts";
import { deviceType } from "../objects/device.ts";
import { dtypeType } from "../objects/dtype.ts";
import { sizeType } from "../objects/size.ts";

const qualified = new Set<PyType>([dtypeType, deviceType, sizeType]);

/** A value's type as PyTorch's argument errors name it (C's `tp_name`). */
export function typeName(value: Value): string {
  if (value === null) return "NoneType";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "number" || typeof value === "bigint") return "int";
  if (typeof value === "string") return "str";
  if (!(value instanceof PyObject)) return "object";
  return qualified.has(value.type) ? `torch.${value.type.name}` : value.type.name;
}
