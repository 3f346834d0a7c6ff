// Bundles test/bench/NAME.ts and runs it.
// usage: npm run bench -- NAME [argument...]
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleTests } from "./unit.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const [name, ...args] = process.argv.slice(2);
const folder = `bench-${process.pid}`;
const [bundle] = await bundleTests([join(root, "test/bench", `${name}.ts`)], folder);
const run = spawnSync(process.execPath, ["--enable-source-maps", "--expose-gc", bundle, ...args], {
  stdio: "inherit",
  cwd: root,
});
rmSync(join(root, "out", folder), { recursive: true, force: true });
process.exitCode = run.status ?? 1;
