/** The sample notebooks on real PyTorch, with the Python module of src/python in the place of ours. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { readPayload } from "../../src/figures/read-payload.ts";
import type { CellRun, Sample } from "./samples.ts";

export interface TorchRuns {
  readonly version: string;
  /** What this PyTorch lacks and the runner adds. */
  readonly added: readonly string[];
  readonly byNotebook: ReadonlyMap<string, readonly CellRun[]>;
  readonly seconds: number;
}

/** A line of run_with_torch.py: the first one says which PyTorch it is, the others are of a cell each. */
type Line =
  | { readonly torch: string; readonly added: readonly string[] }
  | (Omit<CellRun, "figures"> & { readonly notebook: string; readonly figures: readonly unknown[] });

/** Runs all of them in one process. Rejects where it fails or a payload is not one that the renderer reads. */
export async function runWithTorch(python: string, samples: readonly Sample[]): Promise<TorchRuns> {
  const started = performance.now();
  const folder = mkdtempSync(join(tmpdir(), "lnnb-torch-"));
  const files = samples.map((sample) => written(folder, sample));
  const child = spawn(python, [resolve("test/notebooks/run_with_torch.py"), resolve("src/python"), ...files], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1", PYTHONIOENCODING: "utf8" },
  });
  let problems = "";
  child.stderr.on("data", (text) => {
    problems += String(text);
  });
  const exit = new Promise<number | null>((done) => child.on("close", done));
  const byNotebook = new Map<string, CellRun[]>();
  let version = "";
  let added: readonly string[] = [];
  for await (const text of createInterface({ input: child.stdout })) {
    // The script writes this shape.
    const line = JSON.parse(text) as Line;
    if ("torch" in line) [version, added] = [line.torch, line.added];
    else {
      const runs = byNotebook.get(line.notebook) ?? [];
      runs.push({ ...line, figures: line.figures.map((figure) => payloadOf(figure, line.id)) });
      byNotebook.set(line.notebook, runs);
    }
  }
  const code = await exit;
  rmSync(folder, { recursive: true, force: true });
  if (code !== 0) throw new Error(`Python ended with ${code}: ${problems}`);
  return { version, added, byNotebook, seconds: (performance.now() - started) / 1000 };
}

function written(folder: string, { name, cells }: Sample): string {
  const file = join(folder, `${name}.lnnb`);
  const code = cells.map(({ id, source }) => ({ cell_type: "code", id, source }));
  writeFileSync(file, JSON.stringify({ cells: code }));
  return file;
}

function payloadOf(figure: unknown, cell: string) {
  const read = readPayload(figure);
  if (!read.ok) throw new Error(`${cell}: ${read.problem}`);
  return read.payload;
}
