/** What changes how all of torch behaves: the default dtype, printing, threads, determinism. */
import * as engine from "../../../../engine/index.ts";
import { isFloating } from "../../../../engine/tensor/dtype.ts";
import { defaultDType, setDefaultDType } from "../../../../engine/tensor/promotion.ts";
import { setThreadCount, threadCount } from "../../../../engine/wasm/index.ts";
import { runtimeError, typeError } from "../../../runtime/errors.ts";
import { PyFloat } from "../../../runtime/objects/float.ts";
import type { Machine, Value } from "../../../runtime/objects/object.ts";
import { PyType } from "../../../runtime/objects/object.ts";
import { truth } from "../../../runtime/protocols/index.ts";
import { plain } from "../arguments/checks.ts";
import { dtypeOf } from "../arguments/parsed.ts";
import { typeName } from "../arguments/type-name.ts";
import { cpu, deviceOf, PyDevice, requireCpu } from "../objects/device.ts";
import { dtypeObject, PyDType } from "../objects/dtype.ts";
import { dtypeOfTypeName } from "../tensor/legacy-types.ts";
import { definePython } from "./define.ts";

definePython("get_default_dtype()", () => dtypeObject(defaultDType()), "The dtype of Python floats.");
definePython(
  "set_default_dtype(d)",
  (_machine, d: Value) => {
    const dtype = dtypeOf(d);
    if (!(d instanceof PyDType) || dtype === null) throw typeError(`invalid dtype object: ${typeName(d)}`);
    if (!isFloating(dtype)) {
      throw typeError("only floating-point types are supported as the default type");
    }
    setDefaultDType(dtype);
    return null;
  },
  "Sets the dtype of Python floats.",
);
definePython(
  "set_default_tensor_type(t)",
  (_machine, t: Value) => {
    const name = t instanceof PyType ? `torch.${t.name}` : t;
    if (typeof name !== "string") throw typeError("invalid type object");
    setDefaultDType(dtypeOfTypeName(name));
    return null;
  },
  "Sets the dtype of Python floats by an old type name.",
);
definePython("get_default_device()", () => cpu, "The device of fresh tensors: the CPU.");
definePython(
  "set_default_device(device)",
  (_machine, device: Value) => {
    if (device instanceof PyDevice || typeof device === "string") requireCpu(deviceOf(device));
    return null;
  },
  "Only the CPU is there.",
);

interface Given {
  precision: Value;
  threshold: Value;
  edgeitems: Value;
  linewidth: Value;
}

const numberOf = (value: Value): number => {
  const inner = plain(value);
  return inner instanceof PyFloat ? inner.value : Number(inner);
};

definePython(
  "set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None, profile=None, sci_mode=None)",
  (
    machine: Machine,
    precision: Value,
    threshold: Value,
    edgeitems: Value,
    linewidth: Value,
    profile: Value,
    sciMode: Value,
  ) => {
    // A profile of another name is passed over, as PyTorch does.
    const isProfile = profile === "default" || profile === "short" || profile === "full";
    const given: Given = { precision, threshold, edgeitems, linewidth };
    engine.setPrintOptions({
      ...(isProfile ? { profile } : {}),
      ...(given.precision === null ? {} : { precision: numberOf(given.precision) }),
      ...(given.threshold === null ? {} : { threshold: numberOf(given.threshold) }),
      ...(given.edgeitems === null ? {} : { edgeitems: numberOf(given.edgeitems) }),
      ...(given.linewidth === null ? {} : { linewidth: numberOf(given.linewidth) }),
      // PyTorch sets the mode at every call: left out, it is chosen by the values again.
      sciMode: sciMode === null ? null : truth(machine, sciMode),
    });
    return null;
  },
  "Sets how tensors print.",
);

definePython(
  "set_num_threads(value, /)",
  (_machine, value: Value) => {
    const given = plain(value);
    if (typeof given !== "bigint" && typeof given !== "number") {
      throw runtimeError(`set_num_threads expects an int, but got ${typeName(value)}`);
    }
    if (given <= 0) throw runtimeError("set_num_threads expects a positive integer");
    setThreadCount(Number(given));
    return null;
  },
  "Sets how many threads compute large tensors; results do not depend on it.",
);
definePython(
  "get_num_threads()",
  () => threadCount(),
  "How many threads compute large tensors: at first, as many as there are cores, up to eight.",
);

for (const name of ["set_num_interop_threads", "set_flush_denormal", "set_deterministic_debug_mode"]) {
  definePython(`${name}(value)`, () => null, "Has no effect here.");
}
definePython("use_deterministic_algorithms(mode, *, warn_only=False)", () => null, "Everything is deterministic here.");
definePython("are_deterministic_algorithms_enabled()", () => true, "Everything is deterministic here.");
definePython("get_num_interop_threads()", () => 1, "One: results do not depend on threads.");
definePython("set_float32_matmul_precision(precision)", () => null, "Has no effect here.");
definePython("get_float32_matmul_precision()", () => "highest", "Always the highest.");
