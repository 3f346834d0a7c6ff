// Runs the recorded answers of PyTorch, ONNX and CPython and prints the counts by kind.
// usage: node scripts/oracle.mjs [--only TEXT] [--show N] [--arena [--smallest BYTES]]
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleTests } from "./unit.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const name = `oracle-${process.pid}`;
const [bundle] = await bundleTests([join(root, "test/conformance/oracle/main.ts")], name);
const run = spawnSync(process.execPath, ["--enable-source-maps", bundle, ...process.argv.slice(2)], {
  stdio: "inherit",
  cwd: root,
});
rmSync(join(root, "out", name), { recursive: true, force: true });
process.exitCode = run.status ?? 1;
