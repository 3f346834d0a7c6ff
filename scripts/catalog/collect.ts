/** Walks every module of the cell language and tells what it holds: for completion and for FEATURES.md. */

import { createInterpreter } from "../../src/language/interpreter.ts";
import type { Host } from "../../src/language/interpreter-api.ts";
import { moduleNames } from "../../src/language/modules/registry.ts";
import { torchListing } from "../../src/language/modules/torch/listing.ts";
import { isPyTorchName } from "../../src/language/modules/torch/names/pytorch-names.ts";
import { nnNames } from "../../src/language/modules/torch/nn-names.ts";
import { BoundMethod, NativeFunction, PyFunction } from "../../src/language/runtime/objects/function.ts";
import { PyModule } from "../../src/language/runtime/objects/module.ts";
import { type Machine, PyObject, PyType, type Value } from "../../src/language/runtime/objects/object.ts";
import { Raised } from "../../src/language/runtime/objects/raised.ts";
import { getAttribute, repr, str } from "../../src/language/runtime/protocols/index.ts";
import type { Catalog, Entry, EntryKind } from "../../src/language/service/catalog.ts";

const silent: Host = {
  write: () => {},
  display: () => {},
  now: () => 0,
  sleep: () => {},
  interrupt: new Int32Array(new SharedArrayBuffer(4)),
};

/** What functions of these modules give, where nothing better is known. */
const tensorModules: ReadonlySet<string> = new Set(["torch", "torch.nn.functional", "torch.linalg", "torch.Tensor"]);
const otherResults: Readonly<Record<string, string>> = {
  item: "float",
  tolist: "list",
  numel: "int",
  dim: "int",
  size: "torch.Size",
  is_tensor: "bool",
  allclose: "bool",
  equal: "bool",
  manual_seed: "torch.Generator",
  is_floating_point: "bool",
  get_default_dtype: "torch.dtype",
  element_size: "int",
  stride: "tuple",
};
const noResult: ReadonlySet<string> = new Set([
  "backward",
  "set_printoptions",
  "set_default_dtype",
  "requires_grad",
  "retain_grad",
]);

/** Attributes of tensors that are not methods. */
const tensorProperties: readonly (readonly [string, string, string])[] = [
  ["shape", "torch.Size", "The sizes of the dimensions."],
  ["dtype", "torch.dtype", "The type of the elements."],
  ["device", "torch.device", "Where the tensor is: always the CPU."],
  ["grad", "torch.Tensor", "The accumulated gradient of a leaf, or None."],
  ["grad_fn", "object", "The recorded operation that made this tensor, or None for a leaf."],
  ["requires_grad", "bool", "Whether operations on this tensor are recorded."],
  ["is_leaf", "bool", "Whether backward puts a gradient here."],
  ["data", "torch.Tensor", "The same values, outside of autograd."],
  ["T", "torch.Tensor", "The tensor with its dimensions reversed."],
  ["mT", "torch.Tensor", "The tensor with its last two dimensions exchanged."],
  ["ndim", "int", "The number of dimensions."],
];

export function collect(): Catalog {
  const { machine } = createInterpreter(silent, { preloaded: true });
  const modules: Record<string, Entry[]> = {};
  const types: Record<string, Entry[]> = {};
  const collector = new Collector(machine, types);
  modules.builtins = [...machine.builtins.entries()].map(([name, value]) => collector.entry(name, value));
  for (const name of moduleNames().sort()) {
    if (
      name.split(".").some((part) => part.startsWith("_")) ||
      /^torch\.(nn\.modules|optim(?!\.lr_scheduler|\.swa_utils))\./.test(name)
    )
      continue;
    const module = imported(machine, name);
    if (module === null) continue;
    modules[name] = [...module.attributes.entries()]
      .filter(([key]) => !key.startsWith("_"))
      .map(([key, value]) => collector.entry(key, value));
  }
  addTorch(machine, collector, modules, types);
  for (const entries of [...Object.values(modules), ...Object.values(types)])
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { modules, types };
}

/** The module, or null with a word on standard error where it cannot be imported: the build goes on, a test fails. */
function imported(machine: Machine, name: string): PyModule | null {
  try {
    const module = machine.importModule(name);
    return module instanceof PyModule ? module : null;
  } catch (thrown) {
    if (!(thrown instanceof Raised)) throw thrown;
    console.error(`catalog: ${name} cannot be imported: ${str(machine, thrown.exception)}`);
    return null;
  }
}

/** torch resolves its names lazily: its own listing says what there is. */
function addTorch(
  machine: Machine,
  collector: Collector,
  modules: Record<string, Entry[]>,
  types: Record<string, Entry[]>,
): void {
  for (const [module, listed] of torchListing()) {
    const entries: Entry[] = listed.map(({ name, signature, doc }) => ({
      name,
      kind: module === "torch.Tensor" ? "method" : "function",
      signature,
      doc,
      returns: noResult.has(name)
        ? undefined
        : (otherResults[name] ?? (tensorModules.has(module) ? "torch.Tensor" : undefined)),
    }));
    const target = module === "torch.Tensor" ? types : modules;
    const known = new Set(entries.map((entry) => entry.name));
    target[module] = [...entries, ...(target[module] ?? []).filter((entry) => !known.has(entry.name))];
  }
  types["torch.Tensor"].push(
    ...tensorProperties.map(([name, returns, doc]): Entry => ({ name, kind: "property", returns, doc })),
  );
  const functional = modules["torch.nn.functional"];
  const inPython = machine.importModule("torch.nn._functional");
  if (inPython instanceof PyModule) {
    for (const [name, value] of inPython.attributes.entries()) {
      if (!isPyTorchName("functional", name) || functional.some((entry) => entry.name === name)) continue;
      if (!(value instanceof PyModule)) functional.push(collector.entry(name, value));
    }
  }
  const nn = machine.importModule("torch.nn");
  modules["torch.nn"] ??= [];
  for (const name of nnNames()) {
    modules["torch.nn"] = modules["torch.nn"].filter((entry) => entry.name !== name);
    modules["torch.nn"].push(collector.entry(name, getAttribute(machine, nn, name)));
  }
  for (const name of ["functional", "init", "utils"]) {
    if (!modules["torch.nn"].some((entry) => entry.name === name))
      modules["torch.nn"].push({ name, kind: "module", path: `torch.nn.${name}` });
  }
  const torch = modules.torch;
  for (const name of ["nn", "optim", "autograd", "linalg", "random"]) {
    if (!torch.some((entry) => entry.name === name)) torch.push({ name, kind: "module", path: `torch.${name}` });
  }
}

class Collector {
  constructor(
    private readonly machine: Machine,
    private readonly types: Record<string, Entry[]>,
  ) {}

  entry(name: string, value: Value): Entry {
    if (value instanceof PyModule) return { name, kind: "module", path: value.name };
    if (value instanceof PyType) return this.classEntry(name, value);
    const callable = this.callable(name, value);
    if (callable) return { name, kind: "function", ...callable };
    return {
      name,
      kind: "constant",
      doc: value instanceof PyObject ? undefined : repr(this.machine, value).slice(0, 60),
    };
  }

  private classEntry(name: string, type: PyType): Entry {
    const key = type.module === "builtins" ? type.name : `${type.module}.${type.name}`;
    if (!Object.hasOwn(this.types, key)) {
      this.types[key] = [];
      this.types[key].push(...this.members(type));
    }
    const init = type.lookup("__init__");
    const own = init instanceof PyFunction ? this.callable(name, init) : null;
    const doc = type.attributes.get("__doc__");
    return {
      name,
      kind: "class",
      signature: own?.signature.replace(/^(\w+)\(self(?:, )?/, "$1("),
      doc: typeof doc === "string" ? firstParagraph(doc) : undefined,
      returns: key,
    };
  }

  private members(type: PyType): Entry[] {
    const seen = new Map<string, Entry>();
    for (const owner of type.mro) {
      if (owner.name === "object") continue;
      for (const [name, value] of owner.attributes) {
        if (seen.has(name) || name.startsWith("_")) continue;
        const callable = this.callable(name, value);
        const kind: EntryKind = callable ? "method" : "property";
        seen.set(
          name,
          callable
            ? { name, kind, ...callable, signature: callable.signature.replace(/\(self(?:, )?/, "(") }
            : { name, kind },
        );
      }
    }
    return [...seen.values()];
  }

  private callable(name: string, value: Value): { readonly signature: string; readonly doc?: string } | null {
    if (value instanceof BoundMethod) return this.callable(name, value.callee);
    if (value instanceof NativeFunction) {
      const text = value.signature?.text.slice(value.signature.text.indexOf("(")) ?? "(...)";
      return { signature: `${name}${text}`, doc: value.doc ?? undefined };
    }
    if (value instanceof PyFunction)
      return {
        signature: `${name}${this.parameters(value)}`,
        doc: typeof value.doc === "string" ? firstParagraph(value.doc) : undefined,
      };
    return null;
  }

  private parameters({ code, defaults, keywordDefaults }: PyFunction): string {
    const { positional, positionalOnly, keywordOnly, varPositional, varKeyword } = code.parameters;
    const names = code.localNames;
    const parts: string[] = [];
    for (let i = 0; i < positional; i++) {
      const fallback = defaults[i - (positional - defaults.length)];
      parts.push(
        i >= positional - defaults.length && fallback !== undefined ? `${names[i]}=${this.shown(fallback)}` : names[i],
      );
      if (i + 1 === positionalOnly) parts.push("/");
    }
    const rest = positional + keywordOnly;
    if (varPositional) parts.push(`*${names[rest]}`);
    else if (keywordOnly > 0) parts.push("*");
    for (let i = positional; i < rest; i++) {
      const fallback = keywordDefaults?.get(names[i]);
      parts.push(fallback === undefined ? names[i] : `${names[i]}=${this.shown(fallback)}`);
    }
    if (varKeyword) parts.push(`**${names[rest + (varPositional ? 1 : 0)]}`);
    return `(${parts.join(", ")})`;
  }

  private shown(value: Value): string {
    return value instanceof PyFunction || value instanceof NativeFunction ? value.name : repr(this.machine, value);
  }
}

const firstParagraph = (doc: string): string =>
  doc
    .trim()
    .split(/\n\s*\n/)[0]
    .replace(/\s+/g, " ");
