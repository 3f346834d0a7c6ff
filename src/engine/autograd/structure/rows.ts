/**
 * Gradient checks of functions whose rows are independent (norms over the last dimension, pointwise functions): one element
 * of every row is moved at once, and one output of every row is asked for its gradient at once, so that a check takes as
 * many runs as a row has elements.
 *
 * That rows are independent is tested, not believed. Rows are moved in groups, by the bits of their numbers, so that any two
 * rows are in different groups at least once; the outputs of the rows left alone must keep every bit. The backward pass is
 * linear in the gradients that it starts from: it is given random ones in the same groups, and the other rows' gradients
 * must be zero.
 */

import { readNumber, writeScalar } from "../../tensor/elements.ts";
import { allocate } from "../../tensor/make.ts";
import { castNumber } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { storagePositions } from "../../tensor/walk.ts";
import { tracked } from "../../work.ts";
import { isClose } from "../closeness.ts";
import {
  type Agreement,
  type Evaluate,
  fewestElements,
  glance,
  gradientOf,
  halves,
  isRepeated,
  isRunTwice,
  isSame,
  type Root,
  scatter,
  snapshot,
  type Verdict,
  withMoved,
  writeSeeds,
} from "./moves.ts";

/** An input whose rows decide the same rows of every output, and no others. */
export interface RowStructure {
  readonly rows: number;
  /** Elements in a row of the input. */
  readonly length: number;
}

/** The structure of an input, or null where its rows are not independent, or are too few for it to matter. */
export function rowStructure(
  evaluate: Evaluate,
  input: Tensor,
  outputs: readonly Tensor[],
  eps: number,
): RowStructure | null {
  const length = input.shape[input.shape.length - 1] ?? 1;
  const rows = length === 0 ? 0 : input.elementCount / length;
  if (rows < 2 || input.elementCount < fewestElements) return null;
  if (outputs.some((output) => output.elementCount === 0 || output.elementCount % rows !== 0)) return null;
  const before = snapshot(outputs);
  if (!isSameInRows(before, glance(evaluate()), rows, () => true)) return null;
  const positions = storagePositions(input);
  const next = scatter();
  for (const isMoved of halves(rows)) {
    // A step as the differences take it, and one that changes what is far from linear.
    for (const size of [eps, 1]) {
      const move = (index: number): number => (isMoved(Math.floor(index / length)) ? next() * size : 0);
      const isKept = withMoved(input, positions, move, () =>
        isSameInRows(before, glance(evaluate()), rows, (row) => !isMoved(row)),
      );
      if (!isKept) return null;
    }
  }
  return { rows, length };
}

/** Whether the outputs of some rows have the same bits. */
function isSameInRows(
  before: readonly Float64Array[],
  after: readonly Float64Array[],
  rows: number,
  isCompared: (row: number) => boolean,
): boolean {
  return (
    before.length === after.length &&
    before.every((values, i) => {
      const others = after[i];
      if (values.length !== others.length) return false;
      const width = values.length / rows;
      for (let row = 0; row < rows; row++) {
        if (!isCompared(row)) continue;
        for (let k = row * width; k < (row + 1) * width; k++) if (!isSame(values[k], others[k])) return false;
      }
      return true;
    })
  );
}

/** Outputs when one element of every row is lower and higher. */
interface Moved {
  readonly element: number;
  readonly low: readonly Float64Array[];
  readonly high: readonly Float64Array[];
  /** How far apart the two really were, for each row: what is stored is rounded to the input's dtype. */
  readonly steps: Float64Array;
}

/** Calls `visit` for each element of a row, with what its moves by `eps` in every row give. */
export function movedByElement(
  evaluate: Evaluate,
  input: Tensor,
  { rows, length }: RowStructure,
  eps: number,
  visit: (moved: Moved) => void,
): void {
  const positions = storagePositions(input);
  const column = new Int32Array(rows);
  const steps = new Float64Array(rows);
  const stored = (sign: number): void => {
    for (let row = 0; row < rows; row++) steps[row] += sign * readNumber(input.storage, column[row]);
  };
  tracked("gradients of all rows", length, (tell) => {
    for (let element = 0; element < length; element++) {
      tell(element);
      for (let row = 0; row < rows; row++) column[row] = positions[row * length + element];
      steps.fill(0);
      const evaluated = (by: number): Float64Array[] =>
        withMoved(
          input,
          column,
          () => by,
          () => {
            stored(Math.sign(by));
            return snapshot(evaluate());
          },
        );
      const low = evaluated(-eps);
      const high = evaluated(eps);
      visit({ element, low, high, steps });
    }
  });
}

/** Whether the backward pass takes gradients of some rows to the same rows only. */
export function isRowByRow(root: Tensor, input: Tensor, { rows, length }: RowStructure): boolean {
  const width = root.elementCount / rows;
  const next = scatter();
  for (const isSeeded of halves(rows)) {
    const seed = allocate(root.shape, root.dtype);
    writeSeeds(seed, (i) => isSeeded(Math.floor(i / width)), next);
    const found = gradientOf(root, input, seed);
    if (found === null) return false;
    for (let i = 0; i < found.length; i++) if (found[i] !== 0 && !isSeeded(Math.floor(i / length))) return false;
  }
  return true;
}

/** For every root, whether its Jacobian by an input agrees with central differences, by PyTorch's rule. */
export function verdictsByRows(
  evaluate: Evaluate,
  input: Tensor,
  roots: readonly Root[],
  structure: RowStructure,
  agreement: Agreement,
): Verdict[] {
  if (!roots.every(({ root }) => isRowByRow(root, input, structure))) return roots.map(() => "unclear");
  const tables = new Map(roots.map(({ root, index }) => [index, new DifferenceTable(root, structure)]));
  let hasOutputs = true;
  movedByElement(evaluate, input, structure, agreement.eps, ({ element, low, high }) => {
    for (const [index, table] of tables) {
      hasOutputs &&= low[index]?.length === table.count && high[index]?.length === table.count;
      if (hasOutputs) table.add(element, low[index], high[index], agreement.eps);
    }
  });
  return roots.map(({ root, index }) => {
    const values = tables.get(index)?.values;
    return hasOutputs && values !== undefined ? compare(root, input, values, structure, agreement) : "unclear";
  });
}

function compare(
  root: Tensor,
  input: Tensor,
  numerical: Float64Array,
  { rows, length }: RowStructure,
  agreement: Agreement,
): Verdict {
  const width = root.elementCount / rows;
  const seed = allocate(root.shape, root.dtype);
  const setColumn = (column: number, value: number): void => {
    for (let row = 0; row < rows; row++) writeScalar(seed.storage, row * width + column, value);
  };
  const size = rows * length;
  let verdict: Verdict = "agrees";
  for (let column = 0; column < width; column++) {
    setColumn(column, 1);
    const first = gradientOf(root, input, seed);
    const second = isRunTwice(column) ? gradientOf(root, input, seed) : first;
    setColumn(column, 0);
    if (first === null || second === null || !isRepeated(first, second, agreement.nondetTol)) return "unclear";
    for (let i = 0, at = column * size; i < size && verdict === "agrees"; i++, at++) {
      if (!isClose(first[i], numerical[at], agreement)) verdict = "differs";
    }
  }
  return verdict;
}

/** Elements that are gathered before they are written: a cache line of the table at a time. */
const gathered = 8;

/** The differences of one output: for each element of its rows, those by every element of the input, one after the other. */
class DifferenceTable {
  readonly values: Float64Array;
  readonly count: number;
  private readonly waiting: Float64Array;

  constructor(
    private readonly root: Tensor,
    private readonly structure: RowStructure,
  ) {
    this.count = root.elementCount;
    this.values = new Float64Array(this.count * structure.length);
    this.waiting = new Float64Array(gathered * this.count);
  }

  /** Elements come in order. */
  add(element: number, low: Float64Array, high: Float64Array, eps: number): void {
    const { waiting, count } = this;
    const slot = element % gathered;
    const { dtype } = this.root;
    for (let k = 0; k < count; k++) waiting[k * gathered + slot] = castNumber(high[k] - low[k], dtype) / (2 * eps);
    if (slot === gathered - 1 || element === this.structure.length - 1) this.write(element - slot, slot + 1);
  }

  private write(element: number, elements: number): void {
    const { values, waiting, count } = this;
    const { rows, length } = this.structure;
    const width = count / rows;
    for (let row = 0, k = 0; row < rows; row++) {
      for (let column = 0; column < width; column++, k++) {
        const at = (column * rows + row) * length + element;
        for (let slot = 0; slot < elements; slot++) values[at + slot] = waiting[k * gathered + slot];
      }
    }
  }
}
