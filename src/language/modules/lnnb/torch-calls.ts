/** PyTorch as a cell would call it: what lnnb's functions need of it, through the same names that users have. */
import type { Tensor } from "../../../engine/tensor/tensor.ts";
import { typeError } from "../../runtime/errors.ts";
import type { Keywords, Machine, Value } from "../../runtime/objects/object.ts";
import { PyList } from "../../runtime/objects/sequence.ts";
import {
  callMethod,
  findAttribute,
  getAttribute,
  isInstance,
  toArray,
  typeName,
} from "../../runtime/protocols/index.ts";
import { dtypeObject } from "../torch/objects/dtype.ts";
import { PyTensor } from "../torch/objects/tensor.ts";
import { wrapTensor } from "../torch/wrap.ts";

export function callTorch(machine: Machine, name: string, args: Value[], keywords: Keywords = null): Value {
  const dot = name.lastIndexOf(".");
  const module = machine.importModule(dot < 0 ? "torch" : `torch.${name.slice(0, dot)}`);
  return machine.call(getAttribute(machine, module, name.slice(dot + 1)), args, keywords);
}

export const isModule = (machine: Machine, value: Value): boolean =>
  isInstance(machine, value, nnClass(machine, "Module"));

/** A class of torch.nn by name. */
export const nnClass = (machine: Machine, name: string): Value =>
  getAttribute(machine, machine.importModule("torch.nn"), name);

/** Runs without recording gradients, whatever mode the cell is in, and restores that mode. */
export function withoutGradients<T>(machine: Machine, run: () => T): T {
  return withGradientMode(machine, false, run);
}

export function withGradients<T>(machine: Machine, run: () => T): T {
  return withGradientMode(machine, true, run);
}

function withGradientMode<T>(machine: Machine, enabled: boolean, run: () => T): T {
  const before = callTorch(machine, "is_grad_enabled", []);
  callTorch(machine, "set_grad_enabled", [enabled]);
  try {
    return run();
  } finally {
    callTorch(machine, "set_grad_enabled", [before]);
  }
}

/** `x.detach().to(dtype).clone().requires_grad_()`: a copy of one's own to differentiate by. */
export function leafCopy(machine: Machine, tensor: PyTensor, dtype: "float64" | null): PyTensor {
  let copy: Value = callMethod(machine, tensor, "detach");
  if (dtype !== null) copy = callMethod(machine, copy, "to", [dtypeObject(dtype)]);
  copy = callMethod(machine, copy, "clone", [], new Map([["memory_format", contiguous(machine)]]));
  return mustBeTensor(callMethod(machine, copy, "requires_grad_"), "requires_grad_()");
}

const contiguous = (machine: Machine): Value =>
  getAttribute(machine, machine.importModule("torch"), "contiguous_format");

/** Gradients of `outputs` (weighted by `gradOutputs`) by `inputs`; null where an input has no part in them. */
export function gradientsOf(
  machine: Machine,
  outputs: readonly Value[],
  gradOutputs: readonly Tensor[],
  inputs: readonly PyTensor[],
): (PyTensor | null)[] {
  const result = callTorch(
    machine,
    "autograd.grad",
    [new PyList([...outputs]), new PyList([...inputs])],
    new Map<string, Value>([
      ["grad_outputs", new PyList(gradOutputs.map(wrapTensor))],
      ["allow_unused", true],
    ]),
  );
  return inputs.map((_, i) => {
    const gradient = callMethod(machine, result, "__getitem__", [i]);
    return gradient === null ? null : mustBeTensor(gradient, "torch.autograd.grad()");
  });
}

export function mustBeTensor(value: Value, what: string): PyTensor {
  if (value instanceof PyTensor) return value;
  throw typeError(`${what} must give a Tensor, not ${typeName(value)}`);
}

/** `module.named_parameters()` as pairs. */
export function namedParameters(machine: Machine, module: Value): { name: string; tensor: PyTensor }[] {
  return namedPairs(machine, callMethod(machine, module, "named_parameters")).map(({ name, value }) => ({
    name,
    tensor: mustBeTensor(value, "named_parameters()"),
  }));
}

/** A module's parameters and buffers. */
export const namedTensors = (machine: Machine, module: Value): Value[] =>
  ["named_parameters", "named_buffers"].flatMap((name) =>
    namedPairs(machine, callMethod(machine, module, name)).map(({ value }) => value),
  );

/** `module.named_modules()` as pairs: the module itself first, under "". */
export const namedModules = (machine: Machine, module: Value): { name: string; value: Value }[] =>
  namedPairs(machine, callMethod(machine, module, "named_modules"));

function namedPairs(machine: Machine, pairs: Value): { name: string; value: Value }[] {
  return toArray(machine, pairs).map((pair) => {
    const [name, value] = toArray(machine, pair);
    return { name: typeof name === "string" ? name : "", value };
  });
}

/** The name by which a function or a module's class is known. */
export function nameOfCallable(machine: Machine, callable: Value): string {
  const name = isModule(machine, callable) ? undefined : findAttribute(machine, callable, "__name__");
  return typeof name === "string" ? name : typeName(callable);
}
