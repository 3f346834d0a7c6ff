/** Python's standard library, as far as cells have it. */
import { itertoolsModule } from "./itertools/module.ts";
import { mathModule } from "./math/module.ts";
import { randomModule } from "./random/module.ts";
import { type ModuleDefinition, registerModule } from "./registry.ts";

const standardModules: readonly ModuleDefinition[] = [itertoolsModule, mathModule, randomModule];

for (const module of standardModules) registerModule(module);
