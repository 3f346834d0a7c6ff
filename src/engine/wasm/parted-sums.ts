/** Sums over rows of arrays that a kernel takes in parts. */
import type { FloatArray } from "./operands.ts";

/** Adds the sums of parts in double precision, and fills `target` (null: not wanted) with the whole at the end. */
export class PartedSums {
  /** Where the next part's sums go. */
  readonly part: Float64Array | null;
  private readonly total: Float64Array | null;

  constructor(private readonly target: FloatArray | null) {
    this.part = target === null ? null : new Float64Array(target.length);
    this.total = target === null ? null : new Float64Array(target.length);
  }

  add(): void {
    const { part, total } = this;
    if (part !== null && total !== null) for (let i = 0; i < total.length; i++) total[i] += part[i];
  }

  deliver(): void {
    if (this.total !== null) this.target?.set(this.total);
  }
}
