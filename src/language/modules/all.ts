/** Every module of the cell language. A new module is one line in `modules`. */
import { lnnbModules } from "./lnnb/index.ts";
import { type ModuleDefinition, registerModule } from "./registry.ts";
import { standardModules } from "./standard.ts";
import { registerTorch } from "./torch/index.ts";

const modules: readonly ModuleDefinition[] = [...standardModules, ...lnnbModules];

/** Makes them importable; done once, by the interpreter. */
export function registerModules(): void {
  for (const module of modules) registerModule(module);
  registerTorch();
}
