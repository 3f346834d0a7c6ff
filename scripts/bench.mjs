// Bundles test/bench/NAME.ts and runs it; without a name the engine's (test/bench/engine.ts).
// usage: npm run bench [-- NAME] [argument...]
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleTests } from "./unit.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const given = process.argv.slice(2);
const hasName = given.length > 0 && !given[0].startsWith("-");
const [name, ...args] = hasName ? given : ["engine", ...given];
const folder = `bench-${process.pid}`;
const [bundle] = await bundleTests([join(root, "test/bench", `${name}.ts`)], folder);
const run = spawnSync(process.execPath, ["--enable-source-maps", "--expose-gc", bundle, ...args], {
  stdio: "inherit",
  cwd: root,
});
rmSync(join(root, "out", folder), { recursive: true, force: true });
process.exitCode = run.status ?? 1;
