// Writes dist/catalog.json (what completion offers) and brings FEATURES.md's tables up to date.
// usage: node scripts/catalog/write.mjs [--features]
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The catalog, by running the language's own import of every module. */
export async function collectCatalog() {
  const outfile = join(root, "out", `catalog-${process.pid}`, "collect.mjs");
  await build({
    entryPoints: [join(root, "scripts/catalog/collect.ts")],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    loader: { ".py": "text", ".wasm": "binary" },
    logLevel: "error",
  });
  try {
    const { collect } = await import(pathToFileURL(outfile).href);
    return collect();
  } finally {
    rmSync(join(root, "out", `catalog-${process.pid}`), { recursive: true, force: true });
  }
}

export async function writeCatalog() {
  const catalog = await collectCatalog();
  mkdirSync(join(root, "dist"), { recursive: true });
  writeFileSync(join(root, "dist", "catalog.json"), JSON.stringify(catalog));
  return catalog;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const catalog = process.argv.includes("--features") ? await collectCatalog() : await writeCatalog();
  const count = Object.values(catalog.modules).reduce((sum, entries) => sum + entries.length, 0);
  console.log(
    `catalog: ${Object.keys(catalog.modules).length} modules, ${count} names, ${Object.keys(catalog.types).length} types`,
  );
}
