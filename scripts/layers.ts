/**
 * The layer fence: fails, with file:line, where an import in src/ crosses ARCHITECTURE.md's borders.
 * usage: node scripts/run.mjs layers
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { importsOf, violation } from "./harness/layer-rules.ts";
import { root } from "./harness/paths.ts";

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return entry.name.endsWith(".ts") ? [path] : [];
  });
}

const src = join(root, "src");
const problems = sources(src).flatMap((path) => {
  const file = relative(src, path).split(sep).join("/");
  return importsOf(readFileSync(path, "utf8")).flatMap(({ specifier, line }) => {
    const problem = violation(file, specifier);
    return problem === undefined ? [] : [`src/${file}:${line}: ${problem}`];
  });
});
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
