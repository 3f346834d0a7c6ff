// The sizes that users download or wait for, and the budgets they must keep.

const KiB = 1024;
/** Bytes by output file, relative to dist/. */
export const budgets = {
  "extension.js": 300 * KiB,
  "worker.js": 1792 * KiB,
  "renderer/index.js": 60 * KiB,
};
export const vsixBudget = 4 * KiB * KiB;

export const formatSize = (bytes) => `${(bytes / KiB).toFixed(1)} KiB`;

/** Prints one line and returns whether the size is within its budget. */
export function checkSize(name, bytes, budget) {
  const over = budget !== undefined && bytes > budget;
  const limit = budget === undefined ? "" : `  of ${formatSize(budget)}${over ? "  OVER BUDGET" : ""}`;
  console.log(`${name.padEnd(34)} ${formatSize(bytes).padStart(12)}${limit}`);
  return !over;
}

/**
 * The renderer's entry costs what it pulls in at once: static imports count with it, dynamic ones (Plotly) do not.
 * @param {Record<string, import("esbuild").Metafile>} metafiles
 */
export function checkBundles(metafiles) {
  let within = true;
  for (const metafile of Object.values(metafiles)) {
    for (const [path, output] of Object.entries(metafile.outputs)) {
      if (/\.(map|txt)$/.test(path)) continue;
      const name = path.replace(/^dist\//, "");
      within = checkSize(name, output.entryPoint ? eagerBytes(metafile, path) : output.bytes, budgets[name]) && within;
    }
  }
  return within;
}

function eagerBytes(metafile, path, seen = new Set()) {
  if (seen.has(path)) return 0;
  seen.add(path);
  const output = metafile.outputs[path];
  const imports = output.imports.filter((item) => item.kind === "import-statement" && !item.external);
  return imports.reduce((sum, item) => sum + eagerBytes(metafile, item.path, seen), output.bytes);
}
