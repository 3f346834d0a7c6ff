/** The sample notebooks, and how they run on our engine: what each cell prints, and the payloads of what it shows. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Payload } from "../../src/figures/payload.ts";
import { parseNotebook } from "../../src/notebook/nbformat/parse.ts";
import { openNotebook } from "../language/modules/lnnb/cell.ts";

export const sampleFolder = join("media", "notebooks");

export interface SampleCell {
  readonly id: string;
  readonly source: string;
  /** "timing": it measures time; "rounding": it shows rounding errors; "training": it trains, and they grow beyond any tolerance. */
  readonly tags: readonly string[];
  readonly hasOutputs: boolean;
}

export interface Sample {
  readonly name: string;
  readonly title: string;
  readonly question: string;
  readonly cells: readonly SampleCell[];
}

export const samples: readonly Sample[] = readdirSync(sampleFolder)
  .filter((file) => file.endsWith(".lnnb"))
  .sort()
  .map(readSample);

function readSample(file: string): Sample {
  const { cells } = parseNotebook(readFileSync(join(sampleFolder, file), "utf8"));
  const [heading = "", question = ""] = cells[0].source.split("\n\n");
  return {
    name: file.slice(0, -".lnnb".length),
    title: heading.replace(/^# /, ""),
    question,
    cells: cells
      .filter((cell) => cell.type === "code")
      .map(({ id, source, metadata, outputs }) => ({
        id,
        source,
        tags: tagsOf(metadata.tags),
        hasOutputs: outputs.length > 0,
      })),
  };
}

function tagsOf(tags: unknown): string[] {
  return Array.isArray(tags) ? tags.map(String) : [];
}

export interface CellRun {
  readonly id: string;
  readonly stdout: string;
  readonly figures: readonly Payload[];
  readonly error: string;
}

/** Runs the code cells in order, in a new session; stops at the first error. */
export function runSample({ cells }: Sample): CellRun[] {
  const notebook = openNotebook();
  const runs: CellRun[] = [];
  for (const { id, source } of cells) {
    const { stdout, figures, error } = notebook.run(source);
    runs.push({ id, stdout, figures, error });
    if (error !== "") break;
  }
  return runs;
}
