/** The switches of automatic mixed precision; `torch.autocast` itself is written in Python on top. */
import { autocast } from "../../../../engine/autocast.ts";
import { runtimeError, typeError } from "../../../runtime/errors.ts";
import type { Machine, Value } from "../../../runtime/objects/object.ts";
import { truth } from "../../../runtime/protocols/index.ts";
import { dtypeOf } from "../arguments/parsed.ts";
import { typeName } from "../arguments/type-name.ts";
import { dtypeObject } from "../objects/dtype.ts";
import { definePython } from "./define.ts";

function device(value: Value): string {
  if (typeof value !== "string") throw typeError(`device_type must be str, not ${typeName(value)}`);
  if (!autocast().isAvailable(value)) {
    throw runtimeError(`unknown device type for autocast in get_autocast_dispatch_key_from_device_type: ${value}`);
  }
  return value;
}

const dtypeFor = (name: string): Value => dtypeObject(autocast().dtypeOf(name) ?? "bfloat16");

definePython(
  "is_autocast_enabled(device_type='cuda')",
  (_machine, type: Value) => autocast().isEnabled(device(type)),
  "Whether a region of automatic mixed precision is open for the device.",
);
definePython("is_autocast_cpu_enabled()", () => autocast().isOn, "Whether a region is open for the CPU.");
definePython(
  "_is_autocast_available(device_type)",
  (_machine, type: Value) => typeof type === "string" && autocast().isAvailable(type),
  "Whether the device knows automatic mixed precision.",
);
definePython(
  "get_autocast_dtype(device_type)",
  (_machine, type: Value) => dtypeFor(device(type)),
  "The dtype of a device's regions.",
);
definePython("get_autocast_cpu_dtype()", () => dtypeFor("cpu"), "The dtype of the CPU's regions.");
definePython("get_autocast_gpu_dtype()", () => dtypeFor("cuda"), "The dtype of the GPU's regions.");
definePython(
  "set_autocast_enabled(device_type, enabled)",
  (machine: Machine, type: Value, enabled: Value) => {
    autocast().setEnabled(device(type), truth(machine, enabled));
    return null;
  },
  "Opens or closes a device's region.",
);
definePython(
  "set_autocast_dtype(device_type, dtype)",
  (_machine, type: Value, value: Value) => {
    const dtype = dtypeOf(value);
    if (dtype === null) throw typeError(`dtype must be torch.dtype, not ${typeName(value)}`);
    autocast().setDType(device(type), dtype);
    return null;
  },
  "Sets the dtype of a device's regions.",
);
definePython("is_autocast_cache_enabled()", () => autocast().cacheEnabled, "Whether regions keep converted weights.");
definePython(
  "set_autocast_cache_enabled(enabled)",
  (machine: Machine, enabled: Value) => {
    autocast().cacheEnabled = truth(machine, enabled);
    return null;
  },
  "Whether regions keep converted weights.",
);
definePython("autocast_increment_nesting()", () => ++autocast().nesting, "Counts a region that opens.");
definePython("autocast_decrement_nesting()", () => --autocast().nesting, "Counts a region that closes.");
definePython(
  "clear_autocast_cache()",
  () => {
    autocast().weights.clear();
    return null;
  },
  "Drops the converted weights.",
);
