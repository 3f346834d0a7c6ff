/** What a saved notebook says of its run. */
import { readFileSync } from "node:fs";

interface SavedOutput {
  readonly output_type: string;
  readonly ename?: string;
  readonly evalue?: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

interface SavedCell {
  readonly cell_type: string;
  readonly source: string | readonly string[];
  readonly execution_count?: number | null;
  readonly outputs?: readonly SavedOutput[];
}

export interface RunReport {
  readonly codeCells: number;
  readonly executed: number;
  readonly figures: number;
  /** `Name: message` of each error, with the first line of its cell. */
  readonly errors: readonly string[];
}

const figureMime = "application/vnd.lnnb.figure+json";

export function readRun(path: string): RunReport {
  // Our own serializer wrote the file; its tests check the shape.
  const { cells } = JSON.parse(readFileSync(path, "utf8")) as { readonly cells: readonly SavedCell[] };
  const code = cells.filter((cell) => cell.cell_type === "code" && [cell.source].flat().join("").trim() !== "");
  const outputs = code.flatMap((cell) => (cell.outputs ?? []).map((output) => ({ cell, output })));
  return {
    codeCells: code.length,
    executed: code.filter((cell) => typeof cell.execution_count === "number").length,
    figures: outputs.filter(({ output }) => output.data?.[figureMime] !== undefined).length,
    errors: outputs
      .filter(({ output }) => output.output_type === "error")
      .map(({ cell, output }) => {
        const firstLine = [cell.source].flat().join("").split("\n")[0];
        return `${output.ename}: ${output.evalue}   in the cell that begins: ${firstLine}`;
      }),
  };
}
