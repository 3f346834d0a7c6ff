/** Registers `lnnb` and `lnnb.nn`. */
import { registerModule } from "../registry.ts";
import { createLnnb } from "./module.ts";
import nnSource from "./python/nn.py";

registerModule({ name: "lnnb", create: createLnnb });
registerModule({ name: "lnnb.nn", source: nnSource });
