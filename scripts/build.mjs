// Builds dist/, prints each bundle's size and fails where one is over its budget.
// usage: node scripts/build.mjs [--development]     (development: readable, with source maps, budgets not checked)
import { buildAll } from "../esbuild.mjs";
import { writeCatalog } from "./catalog/write.mjs";
import { checkBundles } from "./size.mjs";

const development = process.argv.includes("--development");
const metafiles = await buildAll({ minify: !development, sourcemap: development });
await writeCatalog();
if (!checkBundles(metafiles) && !development) process.exitCode = 1;
