// What is built from what. `node scripts/build.mjs` calls it and checks the sizes.
import { copyFileSync, readdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { compactPythonSources } from "./scripts/compact-python.mjs";
import { ensureKernels } from "./scripts/kernels.mjs";

export const root = fileURLToPath(new URL(".", import.meta.url));
export const outdir = join(root, "dist");

/** Python sources of library modules are text; WebAssembly kernels are bytes. */
export const loader = { ".py": "text", ".wasm": "binary" };

const kernelsFolder = join(root, "src/engine/wasm/generated");
const kernelFile = (path) => `kernels-${basename(path)}`;

/** WebAssembly modules lie beside the bundle, as the bytes that they are, and are read where they are imported. */
const kernelsBeside = {
  name: "kernels beside the bundle",
  setup({ onLoad }) {
    onLoad({ filter: /\.wasm$/ }, ({ path }) => ({
      contents: `import { readFileSync } from "node:fs";
        export default readFileSync(new URL("./${kernelFile(path)}", import.meta.url));`,
    }));
  },
};

const shared = {
  absWorkingDir: root,
  bundle: true,
  format: "esm",
  loader,
  metafile: true,
  logLevel: "warning",
  // A name that a module does not export would fail only when a cell reaches it.
  logOverride: { "import-is-undefined": "error" },
  legalComments: "linked",
};

const node = { ...shared, platform: "node", target: "node20", outdir };

/** The bundles by name; each value is an esbuild configuration. */
export const bundles = {
  extension: {
    ...node,
    entryPoints: { extension: "src/extension.ts" },
    external: ["vscode"],
    // What a command needs and activation does not is loaded with the command.
    splitting: true,
    chunkNames: "extension-[name]-[hash]",
  },
  worker: { ...node, plugins: [kernelsBeside], entryPoints: { worker: "src/kernel/worker.ts" } },
  /** Beside the worker, which starts it. */
  computeThread: { ...node, entryPoints: { "compute-thread": "src/kernel/compute-thread.ts" } },
  cli: { ...node, entryPoints: { cli: "src/cli/main.ts" }, splitting: true, chunkNames: "cli-[name]-[hash]" },
  renderer: {
    ...shared,
    platform: "browser",
    target: "es2022",
    entryPoints: { index: "src/renderer/index.ts", error: "src/renderer/error.ts", tab: "src/renderer/tab.ts" },
    outdir: join(outdir, "renderer"),
    splitting: true,
    chunkNames: "[name]-[hash]",
    // The plotting library stands beside the entry as it is published, for the notebook and for exported pages.
    alias: { "plotly.js-dist-min": "./plotly.min.js" },
    external: ["./plotly.min.js"],
  },
  /** The script of an exported page. */
  page: {
    ...shared,
    format: "iife",
    platform: "browser",
    target: "es2022",
    entryPoints: { page: "src/renderer/page.ts" },
    outdir: join(outdir, "renderer"),
  },
};

const plotlyScript = { from: "node_modules/plotly.js-dist-min/plotly.min.js", to: "renderer/plotly.min.js" };

/**
 * Builds every bundle into dist/ and returns their metafiles by name. What an earlier build left there goes when this
 * one has succeeded.
 * @param {{ minify?: boolean, sourcemap?: boolean }} options
 */
export async function buildAll({ minify = true, sourcemap = false } = {}) {
  await ensureKernels();
  const metafiles = await Promise.all(
    Object.entries(bundles).map(async ([name, config]) => {
      const plugins = [...(config.plugins ?? []), ...(minify ? [compactPythonSources] : [])];
      const { metafile } = await build({ ...config, plugins, minify, sourcemap });
      return [name, metafile];
    }),
  );
  copyFileSync(join(root, plotlyScript.from), join(outdir, plotlyScript.to));
  const built = metafiles.flatMap(([, metafile]) => Object.keys(metafile.outputs).map((path) => join(root, path)));
  const kernels = readdirSync(kernelsFolder).filter((name) => name.endsWith(".wasm"));
  for (const name of kernels) copyFileSync(join(kernelsFolder, name), join(outdir, kernelFile(name)));
  const copied = [plotlyScript.to, ...kernels.map(kernelFile)].map((name) => join(outdir, name));
  removeOthers(outdir, new Set([...built, ...copied]));
  return Object.fromEntries(metafiles);
}

function removeOthers(folder, kept) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) removeOthers(path, kept);
    else if (!kept.has(path)) rmSync(path);
  }
}
