// Builds and packs the extension: lnnb-<version>.vsix in the repository's root, within its size budget.
// usage: node scripts/package.mjs [--out FILE]
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { createVSIX } from "@vscode/vsce";
import { root } from "../esbuild.mjs";
import { checkSize, vsixBudget } from "./size.mjs";

const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const out = process.argv.indexOf("--out");
const packagePath = out >= 0 ? process.argv[out + 1] : join(root, `${name}-${version}.vsix`);
// vsce runs the script vscode:prepublish, which builds.
await createVSIX({
  cwd: root,
  packagePath,
  dependencies: false,
  allowMissingRepository: true,
  rewriteRelativeLinks: false,
});
if (!checkSize(packagePath, statSync(packagePath).size, vsixBudget)) process.exitCode = 1;
