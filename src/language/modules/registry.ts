/** What `import` can reach. */
import type { Code } from "../runtime/code.ts";
import type { PyModule } from "../runtime/objects/module.ts";
import type { Machine, Value } from "../runtime/objects/object.ts";

/** A module written in TypeScript: made anew for each interpreter. */
export interface NativeModule {
  readonly name: string;
  create(machine: Machine): PyModule;
}

/**
 * A module written in Python, compiled once for all interpreters and run at its first import in each. Its frames do not
 * show in tracebacks.
 */
export interface SourceModule {
  readonly name: string;
  readonly source: string;
  /** Names that are there before the module runs: the natives it builds on. */
  readonly globals?: (machine: Machine) => Iterable<readonly [string, Value]>;
  /** A package may hold submodules, and relative imports start from it. */
  readonly isPackage?: boolean;
  /** Names that the module's original has and this one lacks: they are refused by name. */
  readonly refused?: ReadonlySet<string>;
}

export type ModuleDefinition = NativeModule | SourceModule;

const definitions = new Map<string, ModuleDefinition>();

/** The last definition of a name counts. */
export function registerModule(definition: ModuleDefinition): void {
  definitions.set(definition.name, definition);
}

export function findModule(name: string): ModuleDefinition | undefined {
  return definitions.get(name);
}

/** The names of all modules, for completion. */
export function moduleNames(): string[] {
  return [...definitions.keys()];
}

export function isPackage(name: string): boolean {
  for (const known of definitions.keys()) if (known.startsWith(`${name}.`)) return true;
  return false;
}

/** Compiled source modules, shared by all interpreters. */
export const compiledModules = new WeakMap<SourceModule, Code>();

const tensors = "cells have torch and lnnb; use torch.tensor(...)";
const plots = "cells draw with lnnb: lnnb.lines, lnnb.bars, lnnb.heatmap, lnnb.distribution";
const files = "cells cannot open files: write the data into the cell";
const processes = "cells cannot start processes or threads";
const network = "cells cannot reach the network";

/** Modules that people reach for and cells do not have, with what to use instead. */
export const refusedModules: ReadonlyMap<string, string> = new Map([
  ["numpy", tensors],
  ["scipy", tensors],
  ["pandas", tensors],
  ["jax", tensors],
  ["tensorflow", tensors],
  ["matplotlib", plots],
  ["seaborn", plots],
  ["plotly", plots],
  ["os", files],
  ["pathlib", files],
  ["shutil", files],
  ["glob", files],
  ["pickle", files],
  ["csv", files],
  ["tempfile", files],
  ["subprocess", processes],
  ["multiprocessing", processes],
  ["threading", processes],
  ["concurrent", processes],
  ["asyncio", processes],
  ["signal", processes],
  ["ctypes", processes],
  ["socket", network],
  ["urllib", network],
  ["requests", network],
  ["http", network],
  ["torchvision", "cells have torch and lnnb only"],
  ["transformers", "cells have torch and lnnb only"],
  ["argparse", "cells have no command line: keep the options in a dataclass or a types.SimpleNamespace"],
  ["IPython", "figures and text show where they are made; print(...) shows a value"],
  ["einops", "use torch.einsum and Tensor.reshape"],
  ["tqdm", "loop over the iterable itself, and print"],
]);
