import nnSource from "../../../python/lnnb/nn.py";
import type { ModuleDefinition } from "../registry.ts";
import { createFused } from "./fused.ts";
import { createLnnb } from "./module.ts";
import recomputeSource from "./python/recompute.py";

export const lnnbModules: readonly ModuleDefinition[] = [
  { name: "lnnb", create: createLnnb },
  { name: "lnnb.nn", source: nnSource },
  { name: "lnnb.fused", create: createFused },
  { name: "lnnb._recompute", source: recomputeSource },
];
