/** Positions in bundles, turned back into positions in sources: VS Code's extension host does not do it. */
import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { dirname, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "./paths.ts";

const inlineMap = /\/\/# sourceMappingURL=data:application\/json;base64,(\S+)/;

function readMap(bundle: string): SourceMap | undefined {
  try {
    const encoded = inlineMap.exec(readFileSync(bundle, "utf8"))?.[1];
    return encoded === undefined
      ? undefined
      : new SourceMap(JSON.parse(Buffer.from(encoded, "base64").toString("utf8")));
  } catch {
    // No such bundle any more: the position stays as it is.
    return undefined;
  }
}

/** Frames of the runner say nothing of the failure. */
const runnerFrame = /\n\s+at [^\n]*test\/integration\/support\/run(ner)?\.ts:[^\n]*/g;

/** A stack whose lines name sources, relative to the project, wherever the bundle that they name has an inline map. */
export function withSourcePositions(stack: string): string {
  const maps = new Map<string, SourceMap | undefined>();
  const mapped = stack.replace(/file:\/\/[^\s()]+?\.mjs:\d+:\d+/g, (position) => {
    const [, url, line, column] = /^(.*):(\d+):(\d+)$/.exec(position) ?? [];
    const bundle = fileURLToPath(url);
    if (!maps.has(bundle)) maps.set(bundle, readMap(bundle));
    const entry = maps.get(bundle)?.findEntry(Number(line) - 1, Number(column) - 1);
    if (entry === undefined || !("originalSource" in entry)) return position;
    const source = resolve(dirname(bundle), entry.originalSource);
    return `${relative(root, source)}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  });
  return mapped.replace(runnerFrame, "");
}
