/** `npm run oracle`: runs every recorded row and prints what agrees. */
import { useArena } from "../../../src/engine/wasm/index.ts";
import { nodeCollector } from "../../../src/kernel/collector.ts";
import { runModules } from "./modules.ts";
import { runOnnx } from "./onnx.ts";
import { runOpInfo } from "./opinfo.ts";
import { runPrograms } from "./programs.ts";
import { runRandom } from "./random.ts";
import { describe } from "./report.ts";

const args = process.argv.slice(2);
const option = (name: string, fallback: string): string => {
  const at = args.indexOf(name);
  return at >= 0 ? (args[at + 1] ?? fallback) : fallback;
};

// `--arena`: tensors in the WebAssembly memory, which gives blocks back (and overwrites them) before every allocation.
if (args.includes("--arena"))
  useArena(nodeCollector(), { stress: true, smallest: Number(option("--smallest", "256")) });

const only = option("--only", "");
const kinds = { opinfo: runOpInfo, modules: runModules, onnx_node: runOnnx, rng: runRandom, programs: runPrograms };
const outcomes = Object.values(kinds).flatMap((run) => run(only));
console.log(describe(outcomes, Number(option("--show", "10"))));
process.exitCode = outcomes.some((outcome) => outcome.problem !== null) ? 1 : 0;
