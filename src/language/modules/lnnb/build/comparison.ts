import {
  BlockReducer,
  compareSources,
  matrixShape,
  type NumberSource,
  sampleIndices,
  type Tolerance,
  type VisitErrors,
} from "../../../../engine/statistics/index.ts";
import { unravel } from "../../../../figures/format.ts";
import type { ComparisonData } from "../../../../figures/payload.ts";
import { gridData, pick, rounded } from "./common.ts";

export interface ComparisonOptions {
  /** Points of the scatter, at most. */
  readonly points?: number;
  /** Blocks of the error map along each side, at most. */
  readonly blocks?: number;
  /** Where the compared elements lie in the tensor, row-major, if only some are compared. */
  readonly positions?: readonly number[];
  readonly checkInterrupt?: () => void;
}

/** Two sources of one shape, element by element; `b` is the reference. One pass, plus a look at the sampled points. */
export function comparisonOf(
  a: NumberSource,
  b: NumberSource,
  shape: readonly number[],
  tolerance: Tolerance,
  options: ComparisonOptions = {},
): ComparisonData {
  const { rows, columns } = matrixShape(shape);
  const { positions } = options;
  const position = (index: number): number => positions?.[index] ?? index;
  const map = a.length === 0 ? null : new BlockReducer(rows, columns, 0, options.blocks ?? 48);
  const { agreement, worst, histogram } = compareSources(a, b, tolerance, {
    worst: 5,
    checkInterrupt: options.checkInterrupt,
    ...(map !== null && (positions === undefined ? { map } : { visit: visitor(map, positions) })),
  });
  const index = sampleIndices(
    a.length,
    options.points ?? 600,
    worst.map((element) => element.index),
  );
  return {
    ...agreement,
    shape: [...shape],
    dtype: tolerance.type,
    ok: agreement.outside === 0,
    atol: tolerance.atol,
    rtol: tolerance.rtol,
    worst: worst.map((element) => ({ ...element, index: unravel(position(element.index), shape) })),
    errors: histogram,
    points: { index: index.map(position), a: rounded(pick(a, index), 9), b: rounded(pick(b, index), 9) },
    map: map === null ? null : gridData(map.grid()),
  };
}

function visitor(map: BlockReducer, positions: readonly number[]): VisitErrors {
  return (start, piece) => {
    for (let i = 0; i < piece.length; i++) map.add(positions[start + i], piece[i]);
  };
}
