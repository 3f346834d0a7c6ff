/** The module `torch`: names resolve when they are first used. */

import { notImplementedError } from "../../runtime/errors.ts";
import { PyFloat } from "../../runtime/objects/float.ts";
import { PyModule } from "../../runtime/objects/module.ts";
import type { Machine, PyType, Value } from "../../runtime/objects/object.ts";
import { getAttribute } from "../../runtime/protocols/index.ts";
import { outOfMemoryErrorType } from "./errors.ts";
import { installTorch } from "./install.ts";
import { libraryFunctions } from "./library/index.ts";
import { defaultGeneratorObject } from "./library/random.ts";
import { isPyTorchName, type NamedModule } from "./names/pytorch-names.ts";
import { refusedNames } from "./names/refused-names.ts";
import { deviceType } from "./objects/device.ts";
import { dtypeNames, dtypeType } from "./objects/dtype.ts";
import { generatorType } from "./objects/generator.ts";
import { finfoType, iinfoType } from "./objects/limits.ts";
import { sizeType } from "./objects/size.ts";
import { tensorType } from "./objects/tensor.ts";
import { layouts, layoutType, memoryFormats, memoryFormatType } from "./objects/tokens.ts";
import { operations } from "./operations/index.ts";
import { operationFunction } from "./operations/invoke.ts";
import { legacyType, legacyTypes } from "./tensor/constructors.ts";

/** What `torch.__version__` says: the version whose numbers these are. */
const version = "2.11.0";

const types: ReadonlyMap<string, PyType> = new Map([
  ["Tensor", tensorType],
  ["Size", sizeType],
  ["dtype", dtypeType],
  ["device", deviceType],
  ["Generator", generatorType],
  ["finfo", finfoType],
  ["iinfo", iinfoType],
  ["layout", layoutType],
  ["memory_format", memoryFormatType],
  ["OutOfMemoryError", outOfMemoryErrorType],
]);

const constants: ReadonlyMap<string, () => Value> = new Map<string, () => Value>([
  ["__version__", () => version],
  ["pi", () => new PyFloat(Math.PI)],
  ["e", () => new PyFloat(Math.E)],
  ["inf", () => new PyFloat(Number.POSITIVE_INFINITY)],
  ["nan", () => new PyFloat(Number.NaN)],
  ["newaxis", () => null],
  ["default_generator", () => defaultGeneratorObject()],
]);

/** Modules that are there as attributes after `import torch`. */
const submodules = new Set([
  "accelerator",
  "amp",
  "cpu",
  "nn",
  "optim",
  "autograd",
  "linalg",
  "random",
  "special",
  "distributions",
  "utils",
  "cuda",
  "backends",
  "testing",
  "types",
  "version",
  "_C",
]);

/** Names that are written in Python, and the module that has them. */
const pythonNames: ReadonlyMap<string, string> = new Map([
  ["no_grad", "torch.autograd.grad_mode"],
  ["enable_grad", "torch.autograd.grad_mode"],
  ["set_grad_enabled", "torch.autograd.grad_mode"],
  ["inference_mode", "torch.autograd.grad_mode"],
  ["autocast", "torch.amp"],
  ["typename", "torch._utils"],
  ["compile", "torch._utils"],
]);

/** Whether `torch.name` is an operation's public name. */
function isPublicOperation(name: string): boolean {
  const base = operations.get(name);
  if (base !== undefined) return base.isFunction && !/^(linalg|special)_/.test(name);
  for (const operation of operations.values()) {
    if (operation.aliases.includes(name)) return operation.isFunction;
    if (
      operation.hasInPlace &&
      operation.isFunction &&
      [operation.name, ...operation.aliases].includes(name.slice(0, -1)) &&
      name.endsWith("_")
    ) {
      return isPyTorchName("torch", name);
    }
  }
  return false;
}

/** A name of `torch`; undefined where there is none. */
export function resolveTorchName(machine: Machine, name: string): Value | undefined {
  const simple =
    libraryFunctions.get(name) ??
    dtypeNames.get(name) ??
    types.get(name) ??
    layouts.get(name) ??
    memoryFormats.get(name);
  if (simple !== undefined) return simple;
  if (constants.has(name)) return constants.get(name)?.();
  if (legacyTypes.has(name)) return legacyType(name);
  if (isPublicOperation(name)) return operationFunction(name);
  const source = pythonNames.get(name);
  if (source !== undefined) return getAttribute(machine, machine.importModule(source), name);
  if (submodules.has(name)) return machine.importModule(`torch.${name}`);
  return undefined;
}

/** A module whose names are found by `resolve` and kept; what PyTorch has and we lack is refused by name. */
export function lazyModule(
  name: string,
  doc: string,
  resolve: (machine: Machine, name: string) => Value | undefined,
  list: NamedModule | null,
): PyModule {
  const module = new PyModule(name, doc);
  // Importing a submodule asks its parent for the name again: the second time there is nothing to add.
  const resolving = new Set<string>();
  module.missing = (machine, attribute) => {
    if (resolving.has(attribute)) return undefined;
    resolving.add(attribute);
    let value: Value | undefined;
    try {
      value = resolve(machine, attribute);
    } finally {
      resolving.delete(attribute);
    }
    if (value !== undefined) {
      module.attributes.set(attribute, value);
      return value;
    }
    if ((list !== null && isPyTorchName(list, attribute)) || refusedNames(name).has(attribute)) {
      throw notImplementedError(`${name}.${attribute} is not part of the cell language yet`);
    }
    return undefined;
  };
  return module;
}

export function createTorch(): PyModule {
  installTorch();
  return lazyModule("torch", "Tensors and gradients, as PyTorch has them.", resolveTorchName, "torch");
}
