// Bundles test/**/*.test.ts (all, or those under the paths given) and runs them with Node's test runner.
// usage: node scripts/unit.mjs [--bundle-only] [path...]
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { ensureKernels } from "./kernels.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const skipped = new Set(["integration", "e2e", "bench"].map((name) => join(root, "test", name)));

export function testFiles(path) {
  if (statSync(path).isFile()) return path.endsWith(".test.ts") ? [path] : [];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const child = join(path, entry.name);
    if (entry.isDirectory()) return skipped.has(child) ? [] : testFiles(child);
    return entry.name.endsWith(".test.ts") ? [child] : [];
  });
}

/** Bundles the given test files to out/<name>/ and returns the bundles' paths. */
export async function bundleTests(files, name = `unit-${process.pid}`) {
  await ensureKernels();
  const outdir = join(root, "out", name);
  rmSync(outdir, { recursive: true, force: true });
  await build({
    entryPoints: files,
    outdir,
    outbase: root,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    sourcemap: "inline",
    loader: { ".py": "text", ".wasm": "binary" },
    outExtension: { ".js": ".mjs" },
    logLevel: "warning",
  });
  return files.map((file) => join(outdir, relative(root, file).replace(/\.ts$/, ".mjs")));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const args = process.argv.slice(2);
  const paths = args.filter((arg) => !arg.startsWith("--"));
  const files = (paths.length ? paths : ["test"]).flatMap((path) => testFiles(resolve(root, path)));
  const bundles = await bundleTests(files);
  if (!args.includes("--bundle-only")) {
    const run = spawnSync(
      process.execPath,
      ["--enable-source-maps", "--test", ...args.filter((a) => a.startsWith("--test-")), ...bundles],
      { stdio: "inherit", cwd: root },
    );
    rmSync(join(root, "out", `unit-${process.pid}`), { recursive: true, force: true });
    process.exitCode = run.status ?? 1;
  }
}
