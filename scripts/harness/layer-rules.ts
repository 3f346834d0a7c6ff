/** ARCHITECTURE.md's borders as rules over imports. */
import { posix } from "node:path";

/**
 * The first layer whose `files` matches owns a file. `uses` are the layers it may import besides itself, `packages`
 * the npm packages; `node` allows Node's own modules, `vscode` the editor's.
 */
interface Layer {
  readonly name: string;
  readonly files: RegExp;
  readonly uses: readonly string[];
  readonly packages: readonly string[];
  readonly node?: boolean;
  readonly vscode?: boolean;
}

const layers: readonly Layer[] = [
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
    uses: ["engine", "figures", "python"],
    packages: ["@lezer/common", "@lezer/lr", "@lezer/python"],
  },
  // What runs both in cells and on real PyTorch.
  { name: "python", files: /^python\//, uses: [], packages: [] },
  { name: "notebook serializer", files: /^notebook\/serializer\.ts$/, uses: ["notebook"], packages: [], vscode: true },
  { name: "exporters", files: /^notebook\/export\//, uses: ["notebook", "figures"], packages: [] },
  { name: "notebook", files: /^notebook\//, uses: [], packages: [] },
  {
    name: "kernel controller",
    files: /^kernel\/(?:controller|status-bar|cell-progress)\.ts$/,
    uses: ["kernel", "language", "notebook"],
    packages: [],
    node: true,
    vscode: true,
  },
  { name: "kernel", files: /^kernel\//, uses: ["engine", "language"], packages: [], node: true },
  {
    name: "cli",
    files: /^cli\//,
    uses: ["kernel", "language", "notebook", "exporters", "figures", "manifest"],
    packages: [],
    node: true,
  },
  {
    name: "commands",
    files: /^commands\//,
    uses: ["kernel", "kernel controller", "notebook", "notebook serializer", "exporters", "language", "figures"],
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

/** Statements begin a line; what stands in the middle of one is text, but for `import(...)`. */
const importPattern =
  /^[ \t]*(?:import|export)\s[^"';]*?from\s*["']([^"']+)["']|^[ \t]*import\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/gm;

/** The import specifiers of a source text with their lines. Comments are blanked first. */
export function importsOf(source: string): { specifier: string; line: number }[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, (comment) => comment.replace(/[^\n]/g, " "));
  return [...code.matchAll(importPattern)].map((match) => {
    const specifier = match[1] ?? match[2] ?? match[3] ?? "";
    const at = match.index + match[0].lastIndexOf(specifier);
    return { specifier, line: code.slice(0, at).split("\n").length };
  });
}

const layerOf = (path: string): Layer | undefined => layers.find((layer) => layer.files.test(path));

/** What is wrong with one import of `file` (a path in src/, with slashes), or undefined. */
export function violation(file: string, specifier: string): string | undefined {
  const layer = layerOf(file);
  if (layer === undefined)
    return "is in no layer: give its folder a place in ARCHITECTURE.md and scripts/harness/layer-rules.ts";
  if (specifier === "vscode") return layer.vscode ? undefined : `${layer.name} must not import vscode`;
  if (specifier.startsWith("node:")) return layer.node ? undefined : `${layer.name} must not import ${specifier}`;
  if (!specifier.startsWith(".")) {
    const name = specifier
      .split("/")
      .slice(0, specifier.startsWith("@") ? 2 : 1)
      .join("/");
    return layer.packages.includes(name) ? undefined : `${layer.name} must not import the package ${name}`;
  }
  const target = posix.join(posix.dirname(file), specifier);
  const other = layerOf(target);
  if (other === undefined) return `imports ${specifier}, which is in no layer`;
  return other === layer || layer.uses.includes(other.name) ? undefined : `${layer.name} must not import ${other.name}`;
}
