import { AssertionError, raised, runtimeError } from "../../../runtime/errors.ts";
import { PyObject, PyType, type Value } from "../../../runtime/objects/object.ts";
import { objectType } from "../../../runtime/objects/types.ts";

export const deviceType = new PyType("device", [objectType], "torch");
deviceType.subclassable = false;

/** `torch.device`. Tensors live on the CPU; others can be named (and compared), and refused where memory is asked for. */
export class PyDevice extends PyObject {
  constructor(
    readonly kind: string,
    readonly index: number | null,
  ) {
    super();
  }
  get type(): PyType {
    return deviceType;
  }
  get text(): string {
    return this.index === null ? this.kind : `${this.kind}:${this.index}`;
  }
}

export const cpu = new PyDevice("cpu", null);

const kinds = [
  "cpu", "cuda", "ipu", "xpu", "mkldnn", "opengl", "opencl", "ideep", "hip", "ve", "fpga", "maia", "xla", "lazy",
  "vulkan", "mps", "meta", "hpu", "mtia", "privateuseone",
]; // biome-ignore format: a list

/** The device that a text such as "cuda:1" names, with PyTorch's errors. */
export function parseDevice(text: string): PyDevice {
  const match = /^([a-z]*)(?::(\d+))?$/.exec(text);
  if (text === "") throw runtimeError("Device string must not be empty");
  if (match === null) throw runtimeError(`Invalid device string: '${text}'`);
  if (!kinds.includes(match[1])) {
    throw runtimeError(`Expected one of ${kinds.join(", ")} device type at start of device string: ${match[1]}`);
  }
  if (match[1] === "cpu" && match[2] === undefined) return cpu;
  return new PyDevice(match[1], match[2] === undefined ? null : Number(match[2]));
}

/** A bare index is a CUDA device, as in PyTorch. */
export const deviceOf = (value: PyDevice | string | number): PyDevice =>
  value instanceof PyDevice ? value : typeof value === "string" ? parseDevice(value) : new PyDevice("cuda", value);

/** Throws what PyTorch built for the CPU throws when memory on the device is asked for. */
export function requireCpu(value: Value): void {
  const device = typeof value === "string" || typeof value === "number" ? deviceOf(value) : value;
  if (!(device instanceof PyDevice) || device.kind === "cpu") return;
  if (device.kind === "cuda") throw raised(AssertionError, "Torch not compiled with CUDA enabled");
  if (device.kind === "meta") {
    throw runtimeError("the meta device is not part of the cell language: tensors live on the CPU");
  }
  if (device.kind === "mps") {
    throw runtimeError(
      "The MPS backend is supported on MacOS 14.0+. Current OS version can be queried using `sw_vers`",
    );
  }
  throw runtimeError(
    `Could not run 'aten::empty.memory_format' with arguments from the '${device.kind.toUpperCase()}' backend.`,
  );
}
