// The layer fence: reads the imports of src/ and fails, with file:line, where one crosses ARCHITECTURE.md's borders.
// usage: node scripts/layers.mjs
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The first layer whose `files` matches owns a file. `uses` are the layers it may import besides itself, `packages`
 * the npm packages; `node` allows Node's own modules, `vscode` the editor's.
 */
export const layers = [
  { name: "engine", files: /^engine\//, uses: [], packages: [] },
  { name: "figures", files: /^figures\//, uses: [], packages: [] },
  {
    name: "renderer",
    files: /^renderer\//,
    uses: ["figures"],
    packages: ["plotly.js-dist-min", "plotly.js", "vscode-notebook-renderer"],
  },
  {
    name: "language adapters",
    files: /^language\/service\/vscode\//,
    uses: ["engine", "language", "figures"],
    packages: [],
    vscode: true,
  },
  {
    name: "language",
    files: /^language\//,
    uses: ["engine", "figures"],
    packages: ["@lezer/common", "@lezer/lr", "@lezer/python"],
  },
  { name: "notebook serializer", files: /^notebook\/serializer\.ts$/, uses: ["notebook"], packages: [], vscode: true },
  { name: "notebook", files: /^notebook\//, uses: [], packages: [] },
  {
    name: "kernel controller",
    files: /^kernel\/controller\.ts$/,
    uses: ["kernel", "language", "notebook"],
    packages: [],
    node: true,
    vscode: true,
  },
  { name: "kernel", files: /^kernel\//, uses: ["engine", "language"], packages: [], node: true },
  {
    name: "cli",
    files: /^cli\//,
    uses: ["kernel", "language", "notebook", "figures", "manifest"],
    packages: [],
    node: true,
  },
  {
    name: "commands",
    files: /^commands\//,
    uses: ["kernel", "kernel controller", "notebook", "notebook serializer", "language", "figures"],
    packages: [],
    vscode: true,
  },
  {
    name: "extension",
    files: /^extension\.ts$/,
    uses: [
      "commands",
      "kernel",
      "kernel controller",
      "notebook",
      "notebook serializer",
      "language",
      "language adapters",
      "figures",
    ],
    packages: [],
    node: true,
    vscode: true,
  },
  { name: "manifest", files: /^\.\.\/package\.json$/, uses: [], packages: [] },
  { name: "declarations", files: /^[^/]+\.d\.ts$/, uses: [], packages: [] },
];

const importPattern =
  /(?:^|[;\s])(?:import|export)\s[^"';]*?from\s*["']([^"']+)["']|(?:^|[;\s])import\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/g;

/** The import specifiers of a source text with their lines. Comments are blanked first. */
export function importsOf(source) {
  const code = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, (comment) => comment.replace(/[^\n]/g, " "));
  return [...code.matchAll(importPattern)].map((match) => {
    const specifier = match[1] ?? match[2] ?? match[3];
    const at = match.index + match[0].lastIndexOf(specifier);
    return { specifier, line: code.slice(0, at).split("\n").length };
  });
}

const layerOf = (path) => layers.find((layer) => layer.files.test(path));

/** What is wrong with one import of `file` (a path in src/, with slashes), or undefined. */
export function violation(file, specifier) {
  const layer = layerOf(file);
  if (layer === undefined) return "is in no layer: give its folder a place in ARCHITECTURE.md and scripts/layers.mjs";
  if (specifier === "vscode") return layer.vscode ? undefined : `${layer.name} must not import vscode`;
  if (specifier.startsWith("node:")) return layer.node ? undefined : `${layer.name} must not import ${specifier}`;
  if (!specifier.startsWith(".")) {
    const name = specifier
      .split("/")
      .slice(0, specifier.startsWith("@") ? 2 : 1)
      .join("/");
    return layer.packages.includes(name) ? undefined : `${layer.name} must not import the package ${name}`;
  }
  const target = posix.join(dirname(file).split(sep).join("/"), specifier);
  const other = layerOf(target);
  if (other === undefined) return `imports ${specifier}, which is in no layer`;
  return other === layer || layer.uses.includes(other.name) ? undefined : `${layer.name} must not import ${other.name}`;
}

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.ts$/.test(entry.name) ? [path] : [];
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const src = fileURLToPath(new URL("../src", import.meta.url));
  const problems = sources(src).flatMap((path) => {
    const file = relative(src, path).split(sep).join("/");
    return importsOf(readFileSync(path, "utf8")).flatMap(({ specifier, line }) => {
      const problem = violation(file, specifier);
      return problem === undefined ? [] : [`src/${file}:${line}: ${problem}`];
    });
  });
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
}
