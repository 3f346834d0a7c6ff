/**
 * Jacobians element by element: numerical ones from moves of the input, analytical ones from backward passes. They have one
 * row for each element of the input and one column for each element of the output.
 */
import { TorchError } from "../errors.ts";
import { formatDouble } from "../number-format.ts";
import * as ops from "../ops/index.ts";
import { formatTensor } from "../print/index.ts";
import { printOptions } from "../print/options.ts";
import { type DType, isFloating } from "../tensor/dtype.ts";
import { readNumber, writeScalar } from "../tensor/elements.ts";
import { allocate } from "../tensor/make.ts";
import { castNumber } from "../tensor/scalar.ts";
import { formatShape, type Shape, sameShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { storagePositions, Writer } from "../tensor/walk.ts";
import { tracked } from "../work.ts";
import { grad } from "./backward.ts";
import { clone } from "./functions/copy.ts";

export type Differentiable = (inputs: readonly Tensor[]) => readonly Tensor[];

/** A Jacobian under construction: doubles, which become a tensor of the dtype at the end. */
interface Jacobian {
  readonly values: Float64Array;
  readonly shape: readonly [rows: number, columns: number];
  readonly dtype: DType;
}

const emptyJacobian = (rows: number, columns: number, dtype: DType): Jacobian => ({
  values: new Float64Array(rows * columns),
  shape: [rows, columns],
  dtype: isFloating(dtype) ? dtype : "float64",
});

function asTensor({ values, shape, dtype }: Jacobian): Tensor {
  const tensor = allocate(shape, dtype);
  new Writer(tensor).write(values, values.length);
  return tensor;
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** What an evaluation gave: shapes, and values out of reach of later changes. */
interface Evaluated {
  readonly shapes: readonly Shape[];
  readonly values: readonly Float64Array[];
}

/** For every output the changes that each element of one input (or each of `elements`) makes: moved by -eps and by +eps. */
export function numericalJacobians(
  func: Differentiable,
  inputs: readonly Tensor[],
  input: Tensor,
  outputs: readonly Tensor[],
  eps: number,
  elements: readonly number[] = upTo(input.elementCount),
): Tensor[] {
  const jacobians = outputs.map((output) => emptyJacobian(elements.length, output.elementCount, output.dtype));
  const positions = storagePositions(input);
  const evaluate = (at: number, value: number): Evaluated => {
    // As `x.data` in PyTorch: the change is seen by no version check.
    writeScalar(input.storage, at, value);
    const found = func(inputs);
    return { shapes: found.map(({ shape }) => shape), values: found.map(ops.toNumbers) };
  };
  const moveEach = (tell: (done: number) => void): void => {
    for (const [row, element] of elements.entries()) {
      tell(row);
      const at = positions[element];
      const original = readNumber(input.storage, at);
      let before: Evaluated;
      let after: Evaluated;
      try {
        before = evaluate(at, original - eps);
        after = evaluate(at, original + eps);
      } finally {
        writeScalar(input.storage, at, original);
      }
      for (const [i, { values, dtype }] of jacobians.entries()) {
        checkSameShape(before.shapes[i], after.shapes[i], eps);
        const [low, high] = [before.values[i], after.values[i]];
        const start = row * low.length;
        for (let k = 0; k < low.length; k++) values[start + k] = castNumber(high[k] - low[k], dtype) / (2 * eps);
      }
    }
  };
  tracked("numerical gradient", elements.length, moveEach);
  return jacobians.map(asTensor);
}

/** AssertionError for outputs whose shapes depend on the values. */
export function checkSameShape(a: Shape, b: Shape, eps: number): void {
  if (!sameShape(a, b)) {
    throw new TorchError(
      "AssertionError",
      `Expected \`func\` to return outputs with the same shape when inputs are perturbed by ${formatDouble(eps)}, but got: shapes torch.Size(${formatShape(a)}) and torch.Size(${formatShape(b)}).`,
    );
  }
}

export interface Analytical {
  readonly jacobians: Tensor[];
  readonly sizesMatch: boolean;
  readonly dtypesMatch: boolean;
}

/** The Jacobians of one output with respect to each input, from one backward pass for each of its elements (or `elements`). */
export function analyticalByColumns(
  output: Tensor,
  inputs: readonly Tensor[],
  elements: readonly number[] = upTo(output.elementCount),
): Analytical {
  const columns = elements.length;
  const jacobians = inputs.map((input) => emptyJacobian(input.elementCount, columns, input.dtype));
  let sizesMatch = true;
  let dtypesMatch = true;
  // A copy, so that a node's in-place changes of what it is given do no harm.
  const root = clone(output);
  const seedEach = (tell: (done: number) => void): void => {
    for (const [column, element] of elements.entries()) {
      tell(column);
      const seed = ops.zeros(root.shape, root.dtype);
      writeScalar(seed.storage, element, 1);
      const gradients = grad([root], inputs, [seed], { retainGraph: true, allowUnused: true });
      for (const [i, gradient] of gradients.entries()) {
        if (gradient === null) continue;
        if (!sameShape(gradient.shape, inputs[i].shape)) {
          sizesMatch = false;
          continue;
        }
        if (gradient.dtype !== inputs[i].dtype) dtypesMatch = false;
        const found = ops.toNumbers(gradient);
        const { values } = jacobians[i];
        for (let row = 0; row < found.length; row++) values[row * columns + column] = found[row];
      }
    }
  };
  tracked("analytical gradient", elements.length, seedEach);
  return { jacobians: jacobians.map(asTensor), sizesMatch, dtypesMatch };
}

/** The rows or columns that a summary shows, and one between them for its dots. */
function summaryOf(count: number, edge: number): number[] {
  if (count <= 2 * edge) return upTo(count);
  return [...upTo(edge + 1), ...upTo(edge).map((i) => count - edge + i)];
}

/** Both Jacobians of an output with respect to an input as text, computing no more of them than the text shows. */
export function shownJacobians(
  func: Differentiable,
  inputs: readonly Tensor[],
  input: Tensor,
  outputs: readonly Tensor[],
  index: number,
  eps: number,
): { numerical: string; analytical: string } {
  const output = outputs[index];
  const { threshold, edgeitems } = printOptions;
  const isSummary = edgeitems > 0 && input.elementCount * output.elementCount > threshold;
  const shown = (count: number): number[] => (isSummary ? summaryOf(count, edgeitems) : upTo(count));
  const [rows, columns] = [shown(input.elementCount), shown(output.elementCount)];
  const numerical = numericalJacobians(func, inputs, input, outputs, eps, rows)[index];
  const [analytical] = analyticalByColumns(output, [input], columns).jacobians;
  const text = (tensor: Tensor): string => formatTensor(tensor, isSummary ? { summarize: true } : {});
  return {
    numerical: text(ops.indexSelect(numerical, 1, columns)),
    analytical: text(ops.indexSelect(analytical, 0, rows)),
  };
}
