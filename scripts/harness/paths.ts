/** The folders that the scripts and the tests share. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The nearest folder above `from` whose package.json is this project's: bundles run from several depths of out/. */
function findRoot(from: string): string {
  const manifest = join(from, "package.json");
  if (existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).name === "lnnb") return from;
  if (dirname(from) === from) throw new Error("run this from the project's folder");
  return findRoot(dirname(from));
}

export const root = findRoot(dirname(fileURLToPath(import.meta.url)));

/** Downloads of editors, kept between runs and ignored by git. */
export const editorCache = join(root, ".vscode-test");

export const screenshotFolder = join(root, "out", "screenshots");

/** A new empty folder for one run; the caller removes it. */
export function scratchFolder(purpose: string): string {
  return mkdtempSync(join(tmpdir(), `lnnb-${purpose}-`));
}

export function ensureFolder(path: string): string {
  mkdirSync(path, { recursive: true });
  return path;
}
