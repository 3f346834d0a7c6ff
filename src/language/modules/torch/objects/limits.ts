import { formatDouble } from "../../../../engine/number-format.ts";
import type { DType } from "../../../../engine/tensor/dtype.ts";
import { type FloatLimits, finfo, type IntegerLimits, iinfo } from "../../../../engine/tensor/limits.ts";
import { defaultDType } from "../../../../engine/tensor/promotion.ts";
import { NativeProperty } from "../../../runtime/objects/descriptor.ts";
import { PyFloat } from "../../../runtime/objects/float.ts";
import { NativeFunction } from "../../../runtime/objects/function.ts";
import { type Machine, PyObject, PyType, type Value } from "../../../runtime/objects/object.ts";
import { objectType } from "../../../runtime/objects/types.ts";
import { ArgumentParser } from "../arguments/parser.ts";
import { guarded } from "../errors.ts";
import { toInt } from "../wrap.ts";

export const finfoType = new PyType("finfo", [objectType], "torch");
export const iinfoType = new PyType("iinfo", [objectType], "torch");

/** `torch.finfo(dtype)`. */
export class PyFloatLimits extends PyObject {
  constructor(
    readonly dtype: DType,
    readonly limits: FloatLimits,
  ) {
    super();
  }
  get type(): PyType {
    return finfoType;
  }
}

/** `torch.iinfo(dtype)`. */
export class PyIntegerLimits extends PyObject {
  constructor(
    readonly dtype: DType,
    readonly limits: IntegerLimits,
  ) {
    super();
  }
  get type(): PyType {
    return iinfoType;
  }
}

function floatProperty(name: string, read: (limits: FloatLimits) => Value): void {
  finfoType.setAttribute(
    name,
    new NativeProperty(name, (_machine, self) => (self instanceof PyFloatLimits ? read(self.limits) : null)),
  );
}

function integerProperty(name: string, read: (limits: IntegerLimits) => Value): void {
  iinfoType.setAttribute(
    name,
    new NativeProperty(name, (_machine, self) => (self instanceof PyIntegerLimits ? read(self.limits) : null)),
  );
}

function floatText({ dtype, limits }: PyFloatLimits): string {
  const general = formatDouble;
  return `finfo(resolution=${general(limits.resolution)}, min=${general(limits.min)}, max=${general(limits.max)}, eps=${general(limits.eps)}, smallest_normal=${general(limits.smallestNormal)}, tiny=${general(limits.tiny)}, dtype=${dtype})`;
}

function method(type: PyType, name: string, body: (machine: Machine, self: Value) => Value): void {
  type.setAttribute(name, new NativeFunction(name, (machine, args) => body(machine, args[0])));
}

export function installLimits(): void {
  for (const name of ["eps", "max", "min", "tiny", "smallestNormal", "resolution"] as const) {
    floatProperty(name === "smallestNormal" ? "smallest_normal" : name, (limits) => new PyFloat(limits[name]));
  }
  floatProperty("bits", (limits) => limits.bits);
  integerProperty("bits", (limits) => limits.bits);
  integerProperty("min", (limits) => toInt(limits.min));
  integerProperty("max", (limits) => toInt(limits.max));
  for (const [type, kind] of [
    [finfoType, PyFloatLimits],
    [iinfoType, PyIntegerLimits],
  ] as const) {
    type.setAttribute(
      "dtype",
      new NativeProperty("dtype", (_machine, self) => (self instanceof kind ? self.dtype : null)),
    );
    method(type, "__repr__", (_machine, self) => {
      if (self instanceof PyFloatLimits) return floatText(self);
      if (self instanceof PyIntegerLimits) {
        return `iinfo(min=${self.limits.min}, max=${self.limits.max}, dtype=${self.dtype})`;
      }
      return null;
    });
  }
  const floatParser = new ArgumentParser("finfo", ["(dtype type)", "()"]);
  finfoType.construct = (_machine, _type, args, keywords) => {
    const parsed = floatParser.parse(args, keywords);
    const dtype = parsed.index === 0 ? (parsed.dtypeOrNull(0) ?? defaultDType()) : defaultDType();
    return guarded(() => new PyFloatLimits(dtype, finfo(dtype)));
  };
  const integerParser = new ArgumentParser("iinfo", ["(dtype type)"]);
  iinfoType.construct = (_machine, _type, args, keywords) => {
    const dtype = integerParser.parse(args, keywords).dtypeOrNull(0) ?? "int64";
    return guarded(() => new PyIntegerLimits(dtype, iinfo(dtype)));
  };
}
