import { hashText, withUniqueIds } from "../nbformat/ids.ts";
import type { Cell } from "../nbformat/model.ts";

/** Ids as nbformat 4.5 demands them: another that a file had is replaced by one that follows from it. */
export function withCellIds(cells: readonly Cell[]): readonly Cell[] {
  return withUniqueIds(
    cells.map((cell) =>
      /^[\w-]{1,64}$/.test(cell.id) || cell.id === "" ? cell : { ...cell, id: hashText(cell.id).slice(-8) },
    ),
  );
}
