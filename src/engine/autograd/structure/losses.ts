/**
 * Gradient checks of a loss: a scalar that is the sum or mean of terms whose rows are independent, or of which each depends
 * on one element of the input. The terms are found for many moves at once, as an output's are; the loss of each move is
 * then added up anew, in the order in which the function itself adds, from its own terms and those that the move leaves
 * alone. So the differences have the bits of the plain method's. One backward pass gives the whole gradient.
 */

import * as ops from "../../ops/index.ts";
import { readNumber } from "../../tensor/elements.ts";
import { allocate } from "../../tensor/make.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { sumsOfReplaced } from "../../wasm/sums.ts";
import { isClose } from "../closeness.ts";
import { gradFnOf } from "../history.ts";
import { type ObservedSum, observingSums } from "../observed-sums.ts";
import { type Copies, copiesOf, forMovedCopies } from "./copies.ts";
import { type Agreement, gradientOf, isRepeated, isSame, isWhole, type Root, type Verdict, valuesOf } from "./moves.ts";
import { rowStructure } from "./rows.ts";
import { moveAll, type Sources, sourcesOf } from "./sources.ts";

/** Runs the function, with another tensor in the place of the input where one is given; null where it refuses that. */
type Run = (input?: Tensor) => readonly Tensor[] | null;

/** The terms of a function's only output and how they are added; null where it is no sum or mean. */
function lossOf(run: Run, input?: Tensor): ObservedSum | null {
  const { result, sums } = observingSums(() => run(input));
  if (result?.length !== 1 || result[0].dtype !== "float64") return null;
  const node = gradFnOf(result[0]);
  const found = node === null ? undefined : sums.get(node);
  if (found === undefined || found.terms.storage.version !== found.version || !isWhole(found.terms)) return null;
  return found;
}

/** The terms of the input as it is, in memory of their own, in which some are replaced to add them up again. */
class Sums {
  private readonly tensor: Tensor;
  readonly values: Float64Array;

  constructor(
    private readonly own: Float64Array,
    private readonly isMean: boolean,
  ) {
    this.tensor = allocate([own.length], "float64");
    this.values = valuesOf(this.tensor);
    this.values.set(own);
  }

  /** The loss of the terms as they stand. */
  now(): number {
    return readNumber((this.isMean ? ops.mean : ops.sum)(this.tensor).storage, 0);
  }

  restore(start: number, count: number): void {
    this.values.set(this.own.subarray(start, start + count), start);
  }

  /** The losses with the terms from `at` on replaced by each of `count` segments of `width`. */
  replaced(
    at: number,
    segments: Float64Array,
    start: number,
    step: number,
    width: number,
    count: number,
  ): Float64Array {
    const { values, isMean } = this;
    const fast = sumsOfReplaced(values, at, { values: segments, start, step }, width, count);
    const losses =
      fast === null
        ? Float64Array.from({ length: count }, (_, i) => {
            values.set(segments.subarray(start + i * step, start + i * step + width), at);
            return this.now();
          })
        : isMean
          ? fast.map((sum) => sum / values.length)
          : fast;
    this.restore(at, width);
    return losses;
  }
}

/** Differences of the loss by every element of the input, undivided; null where the copies do not tell. */
function differencesByCopies(plan: Copies, sums: Sums, eps: number): Float64Array | null {
  const { rows, slices, length, widths } = plan;
  const [width] = widths;
  const size = rows * width;
  const differences = new Float64Array(slices * rows * length);
  const isDone = forMovedCopies(plan, eps, ({ slice, first, count, low, high }) => {
    for (let row = 0; row < rows; row++) {
      const at = slice * size + row * width;
      const below = sums.replaced(at, low[0], row * width, size, width, count);
      const above = sums.replaced(at, high[0], row * width, size, width, count);
      const to = (slice * rows + row) * length + first;
      for (let copy = 0; copy < count; copy++) differences[to + copy] = above[copy] - below[copy];
    }
  });
  return isDone ? differences : null;
}

/** The same where each term depends on one element at most. */
function differencesBySources(run: () => readonly Tensor[], input: Tensor, sources: Sources, sums: Sums, eps: number) {
  const moved = moveAll(run, input, sources, eps);
  if (moved === null) return null;
  const [own] = sources;
  const terms = Array.from({ length: input.elementCount }, (): number[] => []);
  own.forEach((source, k) => {
    if (source >= 0) terms[source].push(k);
  });
  const loss = (found: Float64Array, places: readonly number[]): number => {
    for (const k of places) sums.values[k] = found[k];
    const total = sums.now();
    for (const k of places) sums.restore(k, 1);
    return total;
  };
  return Float64Array.from(terms, (places) => loss(moved.high[0], places) - loss(moved.low[0], places));
}

/** Elements whose difference is held to runs of the function itself. */
const probesOf = (count: number): number[] => [...new Set([0, Math.floor(count / 3), count - 1])];

/** Whether the function's own loss moves as its terms say. */
function isAsWhole(run: Run, input: Tensor, differences: Float64Array, eps: number): boolean {
  const values = valuesOf(input);
  return probesOf(differences.length).every((i) => {
    const kept = values[i];
    const lossAt = (by: number): number => {
      values[i] = kept + by;
      const [loss] = run() ?? [];
      return loss === undefined ? Number.NaN : readNumber(loss.storage, loss.offset);
    };
    try {
      const below = lossAt(-eps);
      return isSame(lossAt(eps) - below, differences[i]);
    } finally {
      values[i] = kept;
    }
  });
}

/** Whether a loss's gradient by an input agrees with central differences; null where it is none, or its terms do not tell. */
export function verdictOfLoss(run: Run, input: Tensor, { root }: Root, agreement: Agreement): Verdict | null {
  const { eps, nondetTol } = agreement;
  const loss = isWhole(input) ? lossOf(run) : null;
  if (loss === null) return null;
  const terms = (): readonly Tensor[] => {
    const found = lossOf(run);
    return found === null || found.isMean !== loss.isMean ? [] : [found.terms];
  };
  const termsAt = (replaced: Tensor): readonly Tensor[] | null => {
    const found = lossOf(run, replaced);
    return found === null || found.isMean !== loss.isMean ? null : [found.terms];
  };
  const outputs = [loss.terms];
  const sums = new Sums(ops.toNumbers(loss.terms), loss.isMean);
  const sources = sourcesOf(terms, input, outputs, eps);
  let differences: Float64Array | null = null;
  if (sources !== null) differences = differencesBySources(terms, input, sources, sums, eps);
  else {
    const structure = rowStructure(terms, input, outputs, eps);
    const plan = structure === null ? null : copiesOf(termsAt, input, outputs, structure);
    differences = plan === null ? null : differencesByCopies(plan, sums, eps);
  }
  if (differences === null || !isAsWhole(run, input, differences, eps)) return null;
  const seed = ops.full(root.shape, 1, root.dtype);
  const first = gradientOf(root, input, seed);
  const second = gradientOf(root, input, seed);
  if (first === null || second === null || !isRepeated(first, second, nondetTol)) return null;
  return first.every((value, i) => isClose(value, differences[i] / (2 * eps), agreement)) ? "agrees" : "differs";
}
