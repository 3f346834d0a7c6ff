/** The module `itertools`. */
import { nativeModule } from "../native-module.ts";
import type { ModuleDefinition } from "../registry.ts";
import { combinatorics } from "./combinatorics.ts";
import { finite } from "./finite.ts";
import { grouping, installGrouping, tee } from "./grouping.ts";
import { infinite, installInfinite } from "./infinite.ts";

export const itertoolsModule: ModuleDefinition = {
  name: "itertools",
  create: () => {
    installInfinite();
    installGrouping();
    return nativeModule("itertools", [...infinite, ...finite, ...combinatorics, ...grouping, tee]);
  },
};
