/** Every module of the cell language. A new module is one line in `modules`. */
import { itertoolsModule } from "./itertools/module.ts";
import { createLnnb } from "./lnnb/module.ts";
import { mathModule } from "./math/module.ts";
import { randomModule } from "./random/module.ts";
import { type ModuleDefinition, registerModule } from "./registry.ts";
import { registerTorch } from "./torch/index.ts";

const modules: readonly ModuleDefinition[] = [
  mathModule,
  itertoolsModule,
  randomModule,
  { name: "lnnb", create: createLnnb },
];

/** Makes them importable; done once, by the interpreter. */
export function registerModules(): void {
  for (const module of modules) registerModule(module);
  registerTorch();
}
