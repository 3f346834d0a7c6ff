#!/usr/bin/env node
// Runs a TypeScript script of this folder on a Node that knows no types: bundles it to out/scripts/ and imports it.
// usage: node scripts/run.mjs NAME [argument...]          (NAME.ts in scripts/)
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { ensureKernels } from "./kernels.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Bundles scripts/<name>.ts, its packages left outside, and returns the bundle's path. */
export async function bundleScript(name) {
  await ensureKernels();
  const outfile = join(root, "out", "scripts", `${name}-${process.pid}.mjs`);
  await build({
    entryPoints: [join(root, "scripts", `${name}.ts`)],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    external: ["../esbuild.mjs", "./unit.mjs"],
    loader: { ".py": "text", ".wasm": "binary" },
    sourcemap: "inline",
    logLevel: "warning",
  });
  return outfile;
}

const [name, ...args] = process.argv.slice(2);
const bundle = await bundleScript(name);
process.argv = [process.execPath, bundle, ...args];
process.setSourceMapsEnabled?.(true);
const { rmSync } = await import("node:fs");
process.on("exit", () => rmSync(bundle, { force: true }));
await import(pathToFileURL(bundle).href);
