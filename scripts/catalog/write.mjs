// Writes dist/catalog.json (what completion offers), or FEATURES.md from the same catalog.
// usage: node scripts/catalog/write.mjs [--features]
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { ensureKernels } from "../kernels.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The catalog, by running the language's own import of every module, and the text of FEATURES.md. */
async function collectCatalog() {
  await ensureKernels();
  const outdir = join(root, "out", `catalog-${process.pid}`);
  await build({
    entryPoints: [join(root, "scripts/catalog/collect.ts"), join(root, "scripts/catalog/features.ts")],
    outdir,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    loader: { ".py": "text", ".wasm": "binary" },
    outExtension: { ".js": ".mjs" },
    logLevel: "error",
  });
  try {
    const load = (name) => import(pathToFileURL(join(outdir, `${name}.mjs`)).href);
    const [{ collect }, { featuresMarkdown }] = await Promise.all([load("collect"), load("features")]);
    const catalog = collect();
    return { catalog, features: featuresMarkdown(catalog) };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Part of the build: the editor's completion reads this file. */
export async function writeCatalog() {
  const { catalog } = await collectCatalog();
  mkdirSync(join(root, "dist"), { recursive: true });
  writeFileSync(join(root, "dist", "catalog.json"), JSON.stringify(catalog));
  return catalog;
}

/** The part of FEATURES.md below this line is written by hand. */
const handwritten = "<!-- below: measured, written by hand -->";

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes("--features")) {
    const file = join(root, "FEATURES.md");
    const { features } = await collectCatalog();
    let kept = "";
    try {
      const before = readFileSync(file, "utf8");
      const at = before.indexOf(handwritten);
      if (at >= 0) kept = before.slice(at + handwritten.length);
    } catch {
      kept = "\n";
    }
    writeFileSync(file, `${features}\n${handwritten}${kept}`);
  } else {
    const catalog = await writeCatalog();
    const count = Object.values(catalog.modules).reduce((sum, entries) => sum + entries.length, 0);
    console.log(
      `catalog: ${Object.keys(catalog.modules).length} modules, ${count} names, ${Object.keys(catalog.types).length} types`,
    );
  }
}
