// Style and correctness rules (Biome), the layers of ARCHITECTURE.md, and the types. All three run, whatever fails.
// usage: node scripts/lint.mjs
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const checks = {
  biome: ["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings"],
  layers: ["scripts/run.mjs", "layers"],
  types: ["node_modules/typescript/bin/tsc", "-p", "."],
};

const failed = Object.entries(checks)
  .filter(([, args]) => spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" }).status !== 0)
  .map(([name]) => name);
console.log(failed.length === 0 ? "lint: clean" : `lint: failed (${failed.join(", ")})`);
process.exitCode = failed.length === 0 ? 0 : 1;
