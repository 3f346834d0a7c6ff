/** The modules that `import torch` and its like can reach. */
import { notImplementedError } from "../../runtime/errors.ts";
import { NativeFunction } from "../../runtime/objects/function.ts";
import { PyModule } from "../../runtime/objects/module.ts";
import type { Machine, Value } from "../../runtime/objects/object.ts";
import { PyTuple } from "../../runtime/objects/sequence.ts";
import { getAttribute } from "../../runtime/protocols/index.ts";
import { type ModuleDefinition, registerModule } from "../registry.ts";
import { methodForm } from "./arguments/overload.ts";
import { ArgumentParser } from "./arguments/parser.ts";
import { contextType, functionType } from "./autograd/function.ts";
import { gradcheckFunctions } from "./autograd/gradcheck.ts";
import { nodeType } from "./autograd/node-object.ts";
import { onceDifferentiable } from "./autograd/once-differentiable.ts";
import { linAlgErrorType } from "./errors.ts";
import { functionalFunctions } from "./functional/functions.ts";
import { installTorch } from "./install.ts";
import { autogradFunctions } from "./library/autograd.ts";
import { libraryFunctions } from "./library/index.ts";
import { createTorch, lazyModule } from "./module.ts";
import { isPyTorchName, type NamedModule } from "./names/pytorch-names.ts";
import { refusedNames } from "./names/refused-names.ts";
import { nnModuleOf } from "./nn-names.ts";
import { requireCpu } from "./objects/device.ts";
import { dtypeObject } from "./objects/dtype.ts";
import { bufferType, parameterType } from "./objects/tensor.ts";
import { operationFunction } from "./operations/invoke.ts";
import { pythonSources } from "./python-sources.ts";
import { toOverloads } from "./tensor/methods.ts";

type Resolve = (machine: Machine, name: string) => Value | undefined;

function definition(name: string, doc: string, resolve: Resolve, list: NamedModule | null = null): ModuleDefinition {
  return {
    name,
    create: () => {
      installTorch();
      return lazyModule(name, doc, resolve, list);
    },
  };
}

const fromPython = (machine: Machine, module: string, name: string): Value | undefined =>
  (machine.importModule(module) as PyModule).attributes.get(name);

const submodule = (parent: string, names: readonly string[]): Resolve => {
  const known = new Set(names);
  return (machine, name) => (known.has(name) ? machine.importModule(`${parent}.${name}`) : undefined);
};

/** Arguments of `module.to(...)`: device, dtype, non_blocking, memory_format. */
const parseTo = (() => {
  const parser = new ArgumentParser("to", toOverloads.map(methodForm));
  return new NativeFunction("_parse_to", (_machine, args, keywords) => {
    const a = parser.parse(args, keywords);
    requireCpu(a.named("device"));
    const like = a.named("tensor");
    const dtype = a.namedDType("dtype");
    const wanted = like === null ? dtype : a.tensor(0).dtype;
    return new PyTuple([null, wanted === null ? null : dtypeObject(wanted), false, null]);
  });
})();

const nnSubmodules = submodule("torch.nn", ["functional", "init", "utils", "modules", "parameter"]);

const functionalInPython: Resolve = (machine, name) => {
  if (!isPyTorchName("functional", name)) return undefined;
  const value = fromPython(machine, "torch.nn._functional", name);
  return value instanceof PyModule ? undefined : value;
};

/** Names of torch.special that torch has under another name. */
const specialNames: ReadonlyMap<string, string> = new Map(
  Object.entries({
    expit: "sigmoid",
    gammaln: "lgamma",
    psi: "digamma",
    logit: "logit",
    xlogy: "xlogy",
    exp2: "exp2",
    expm1: "expm1",
    erf: "erf",
    erfc: "erfc",
    erfinv: "erfinv",
    digamma: "digamma",
    log1p: "log1p",
    log_softmax: "log_softmax",
    softmax: "softmax",
    logsumexp: "logsumexp",
    round: "round",
    sinc: "sinc",
  }),
);

const gradModeNames = new Set(["no_grad", "enable_grad", "set_grad_enabled", "inference_mode"]);
const savedHookNames = new Set(["saved_tensors_hooks", "save_on_cpu", "disable_saved_tensors_hooks"]);
const anomalyNames = new Set(["detect_anomaly", "set_detect_anomaly"]);

const autograd: Resolve = (machine, name) => {
  const known = autogradFunctions.get(name) ?? gradcheckFunctions.get(name);
  if (known !== undefined) return known;
  if (name === "Function") return functionType;
  if (name === "Variable") return getAttribute(machine, machine.importModule("torch"), "Tensor");
  if (gradModeNames.has(name)) return fromPython(machine, "torch.autograd.grad_mode", name);
  if (anomalyNames.has(name)) return fromPython(machine, "torch.autograd.anomaly_mode", name);
  if (name === "profiler" || name === "profile") {
    throw notImplementedError("torch.autograd.profiler is not part of the cell language: use time.perf_counter()");
  }
  return submodule("torch.autograd", ["functional", "function", "grad_mode", "anomaly_mode", "graph", "gradcheck"])(
    machine,
    name,
  );
};

/** A module whose names are all given. */
function fixed(name: string, doc: string, values: () => ReadonlyMap<string, Value>): ModuleDefinition {
  return definition(name, doc, (_machine, attribute) => values().get(attribute));
}

const constantFunction = (name: string, value: Value): [string, Value] => [
  name,
  new NativeFunction(name, () => value, null, null, false),
];

const cuda = new Map<string, Value>([
  constantFunction("is_available", false),
  constantFunction("device_count", 0),
  constantFunction("is_initialized", false),
  constantFunction("manual_seed", null),
  constantFunction("manual_seed_all", null),
  constantFunction("empty_cache", null),
  constantFunction("synchronize", null),
]);

const cpu = new Map<string, Value>([
  constantFunction("is_available", true),
  constantFunction("device_count", 1),
  constantFunction("synchronize", null),
]);

const accelerator = new Map<string, Value>([
  constantFunction("is_available", false),
  constantFunction("device_count", 0),
  constantFunction("current_accelerator", null),
  constantFunction("synchronize", null),
]);

/** Switches of a library that is not there: they can be read and set, and change nothing. */
function switches(name: string, values: Readonly<Record<string, Value>>): PyModule {
  const module = new PyModule(name);
  for (const [key, value] of Object.entries(values)) module.attributes.set(key, value);
  return module;
}

const cudaBackend = (): ReadonlyMap<string, Value> =>
  new Map<string, Value>([
    constantFunction("is_built", false),
    constantFunction("flash_sdp_enabled", true),
    constantFunction("mem_efficient_sdp_enabled", true),
    constantFunction("math_sdp_enabled", true),
    constantFunction("enable_flash_sdp", null),
    constantFunction("enable_mem_efficient_sdp", null),
    constantFunction("enable_math_sdp", null),
    [
      "matmul",
      switches("torch.backends.cuda.matmul", {
        allow_tf32: false,
        allow_fp16_reduced_precision_reduction: true,
        allow_bf16_reduced_precision_reduction: true,
      }),
    ],
  ]);

const natives: readonly ModuleDefinition[] = [
  { name: "torch", create: createTorch },
  definition(
    "torch.nn",
    "Modules: layers with parameters.",
    (machine, name) => {
      if (name === "Parameter") return parameterType;
      if (name === "Buffer") return bufferType;
      const module = nnModuleOf(name);
      return module === undefined ? nnSubmodules(machine, name) : fromPython(machine, module, name);
    },
    "nn",
  ),
  definition(
    "torch.nn.modules",
    "Where the modules are defined.",
    (machine, name) => {
      const module = nnModuleOf(name);
      if (module !== undefined) return fromPython(machine, module, name);
      return pythonSources.has(`torch.nn.modules.${name}`)
        ? machine.importModule(`torch.nn.modules.${name}`)
        : undefined;
    },
    "nn",
  ),
  fixed(
    "torch.nn.parameter",
    "Parameters and buffers.",
    () =>
      new Map([
        ["Parameter", parameterType],
        ["Buffer", bufferType],
      ]),
  ),
  definition(
    "torch.nn.functional",
    "The functions that modules compute.",
    (machine, name) => functionalFunctions.get(name) ?? functionalInPython(machine, name),
    "functional",
  ),
  definition("torch.autograd", "Gradients.", autograd),
  fixed(
    "torch.autograd.function",
    "Custom functions.",
    () =>
      new Map<string, Value>([
        ["Function", functionType],
        ["FunctionCtx", contextType],
        ["once_differentiable", onceDifferentiable],
      ]),
  ),
  definition("torch.autograd.graph", "The recorded graph.", (machine, name) => {
    if (name === "Node") return nodeType;
    return savedHookNames.has(name) ? fromPython(machine, "torch.autograd._saved_hooks", name) : undefined;
  }),
  fixed("torch.autograd.gradcheck", "Gradient checks.", () => gradcheckFunctions),
  definition(
    "torch.linalg",
    "Norms, products and solvers.",
    (_machine, name) => (name === "LinAlgError" ? linAlgErrorType : operationFunction(`linalg_${name}`)),
    "linalg",
  ),
  definition(
    "torch.special",
    "Special functions.",
    (_machine, name) => operationFunction(specialNames.get(name) ?? `special_${name}`),
    "special",
  ),
  definition("torch.utils", "Helpers.", submodule("torch.utils", ["checkpoint", "data", "hooks"])),
  definition(
    "torch.backends",
    "What the build supports: the CPU.",
    submodule("torch.backends", ["cuda", "cudnn", "mps", "mkldnn"]),
  ),
  definition("torch.cuda", "There is no GPU here.", (machine, name) =>
    name === "amp" ? machine.importModule("torch.cuda.amp") : cuda.get(name),
  ),
  definition("torch.cpu", "The only device.", (machine, name) =>
    name === "amp" ? machine.importModule("torch.cpu.amp") : cpu.get(name),
  ),
  fixed("torch.accelerator", "There is no accelerator here.", () => accelerator),
  fixed(
    "torch.backends.mps",
    "There is no GPU here.",
    () => new Map([constantFunction("is_available", false), constantFunction("is_built", false)]),
  ),
  fixed("torch.backends.cuda", "There is no GPU here.", cudaBackend),
  fixed(
    "torch.backends.cudnn",
    "There is no GPU here.",
    () =>
      new Map<string, Value>([
        constantFunction("is_available", false),
        ["deterministic", false],
        ["benchmark", false],
        ["allow_tf32", true],
        ["enabled", false],
      ]),
  ),
  fixed("torch.backends.mkldnn", "Not used here.", () => new Map([constantFunction("is_available", false)])),
  fixed(
    "torch.version",
    "The version whose numbers these are.",
    () =>
      new Map<string, Value>([
        ["__version__", "2.11.0"],
        ["cuda", null],
        ["hip", null],
      ]),
  ),
  definition("torch.types", "Names for annotations.", (machine, name) =>
    ["Number", "Device"].includes(name) ? getAttribute(machine, machine.importModule("typing"), "Any") : undefined,
  ),
  definition("torch._C", "Natives of the Python parts.", (machine, name) =>
    name === "_nn" ? machine.importModule("torch._C._nn") : libraryFunctions.get(name),
  ),
  definition("torch._C._nn", "Natives of torch.nn.", (_machine, name) =>
    name === "_parse_to" ? parseTo : operationFunction(name),
  ),
];

/** Makes every module of torch importable. */
export function registerTorch(): void {
  for (const native of natives) registerModule(native);
  for (const [name, source] of pythonSources) registerModule({ name, source, refused: refusedNames(name) });
}
