/** Python's standard library, as far as cells have it. */

import { functionType, unionType } from "../runtime/objects/types.ts";
import { abcModule } from "./abc/module.ts";
import { collectionsAbcModule, collectionsModule } from "./collections/module.ts";
import { copyModule } from "./copy/module.ts";
import { dataclassesModule } from "./dataclasses/module.ts";
import { functoolsModule } from "./functools/module.ts";
import { itertoolsModule } from "./itertools/module.ts";
import { mathModule } from "./math/module.ts";
import contextlibSource from "./python/contextlib.py";
import typingSource from "./python/typing.py";
import { randomModule } from "./random/module.ts";
import type { ModuleDefinition } from "./registry.ts";

export const standardModules: readonly ModuleDefinition[] = [
  abcModule,
  collectionsModule,
  collectionsAbcModule,
  { name: "contextlib", source: contextlibSource },
  copyModule,
  dataclassesModule,
  functoolsModule,
  itertoolsModule,
  mathModule,
  randomModule,
  {
    name: "typing",
    source: typingSource,
    globals: () => [
      ["_FunctionType", functionType],
      ["_UnionType", unionType],
    ],
  },
];
