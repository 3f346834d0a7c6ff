/** Python's standard library, as far as cells have it. */
import { collectionsModule } from "./collections/module.ts";
import { functoolsModule } from "./functools/module.ts";
import { itertoolsModule } from "./itertools/module.ts";
import { mathModule } from "./math/module.ts";
import { randomModule } from "./random/module.ts";
import type { ModuleDefinition } from "./registry.ts";

export const standardModules: readonly ModuleDefinition[] = [
  collectionsModule,
  functoolsModule,
  itertoolsModule,
  mathModule,
  randomModule,
];
