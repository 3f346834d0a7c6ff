/** Connectionist temporal classification (Graves et al. 2006): sums over all alignments of a sequence with its target. */

import { runtimeError } from "../errors.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { worked } from "../work.ts";
import { notImplemented } from "./arithmetic.ts";
import { toNumbers } from "./copy.ts";
import { fromNumbers } from "./creation.ts";

export interface CtcOptions {
  readonly inputLengths: readonly number[];
  readonly targetLengths: readonly number[];
  /** The label of no output. */
  readonly blank: number;
}

/** What a batch's sequences are: checked, and as numbers. */
export interface CtcBatch {
  readonly steps: number;
  readonly labels: number;
  readonly inputLengths: readonly number[];
  /** Each target with blanks before, between and after its labels. */
  readonly paths: readonly (readonly number[])[];
  /** [steps, batch, labels]. */
  readonly logProbs: Float64Array;
}

const place = " (while checking arguments for ctc_loss_allocate_outputs)";

function checkLengths(what: string, lengths: readonly number[], count: number): void {
  if (lengths.length !== count) throw runtimeError(`${what} must be of size batch_size`);
}

/** The targets of a batch: rows of a matrix, or one after another in a vector. */
function splitTargets(targets: Tensor, lengths: readonly number[]): number[][] {
  const values = toNumbers(targets);
  const negative = lengths.find((length) => length < 0);
  if (negative !== undefined) {
    throw runtimeError(`Expected target_lengths to have value at least 0, but got value ${negative}${place}`);
  }
  const wanted = targets.shape.length === 1 ? lengths.reduce((sum, length) => sum + length, 0) : lengths.length;
  if (targets.shape[0] !== wanted) {
    throw runtimeError(
      `Expected tensor to have size ${wanted} at dimension 0, but got size ${targets.shape[0]} for argument #2 'targets'${place}`,
    );
  }
  if (targets.shape.length === 1) {
    let start = 0;
    return lengths.map((length) => {
      start += length;
      return [...values.subarray(start - length, start)];
    });
  }
  const width = targets.shape[1];
  const longest = Math.max(0, ...lengths);
  if (width < longest) {
    throw runtimeError(
      `Expected tensor to have size at least ${longest} at dimension 1, but got size ${width} for argument #2 'targets'${place}`,
    );
  }
  return lengths.map((length, b) => [...values.subarray(b * width, b * width + length)]);
}

/** RuntimeErrors in PyTorch's words. `logProbs` is [steps, batch, labels], `targets` of int64. */
export function ctcBatch(logProbs: Tensor, targets: Tensor, options: CtcOptions): CtcBatch {
  const { inputLengths, targetLengths, blank } = options;
  if (logProbs.dtype !== "float32" && logProbs.dtype !== "float64")
    throw notImplemented("ctc_loss_cpu", logProbs.dtype);
  if (logProbs.shape.length !== 3) {
    throw runtimeError(
      `Expected 3-dimensional tensor, but got ${logProbs.shape.length}-dimensional tensor for argument #1 'log_probs'${place}`,
    );
  }
  if (targets.shape.length < 1 || targets.shape.length > 2) {
    throw runtimeError(
      `Expected 1 to 2 dimensions, but got ${targets.shape.length}-dimensional tensor for argument #2 'targets'${place}`,
    );
  }
  const [steps, batch, labels] = logProbs.shape;
  if (blank < 0 || blank >= labels) throw runtimeError("blank must be in label range");
  checkLengths("input_lengths", inputLengths, batch);
  checkLengths("target_lengths", targetLengths, batch);
  const split = splitTargets(targets, targetLengths);
  for (const length of inputLengths) {
    if (length < 0)
      throw runtimeError(`Expected input_lengths to have value at least 0, but got value ${length}${place}`);
    if (length > steps) {
      throw runtimeError(`Expected input_lengths to have value at most ${steps}, but got value ${length}${place}`);
    }
  }
  const outside = split.flat().find((label) => label < 0 || label >= labels);
  if (outside !== undefined)
    throw runtimeError(`Expected targets to be labels from 0 to ${labels - 1}, but got ${outside}`);
  const paths = split.map((target) => [blank, ...target.flatMap((label) => [label, blank])]);
  return { steps, labels, inputLengths, paths, logProbs: toNumbers(logProbs) };
}

function logSum(...terms: readonly number[]): number {
  const largest = Math.max(...terms);
  if (largest === -Infinity) return -Infinity;
  return Math.log(terms.reduce((sum, term) => sum + Math.exp(term - largest), 0)) + largest;
}

/** log p(label c at step t of sequence b). */
const at = ({ labels, inputLengths, logProbs }: CtcBatch, t: number, b: number, c: number): number =>
  logProbs[(t * inputLengths.length + b) * labels + c];

/** Whether a path may leave out the blank between two of its places: where their labels differ. */
const mayStep = (path: readonly number[], s: number): boolean => s > 1 && path[s] !== path[s - 2];

/** For each step and place of one sequence's path the logarithm of the probability of all ways there. */
function forwards(batch: CtcBatch, b: number): Float64Array[] {
  const path = batch.paths[b];
  const rows: Float64Array[] = [];
  for (let t = 0; t < batch.inputLengths[b]; t++) {
    const before = rows[t - 1];
    worked(16 * path.length);
    rows.push(
      Float64Array.from(path, (label, s) => {
        const own = at(batch, t, b, label);
        if (before === undefined) return s < 2 ? own : -Infinity;
        const step = s > 0 ? before[s - 1] : -Infinity;
        return logSum(before[s], step, mayStep(path, s) ? before[s - 2] : -Infinity) + own;
      }),
    );
  }
  return rows;
}

/** The same from the end. */
function backwards(batch: CtcBatch, b: number): Float64Array[] {
  const path = batch.paths[b];
  const length = batch.inputLengths[b];
  const rows = new Array<Float64Array>(length);
  for (let t = length - 1; t >= 0; t--) {
    const after = rows[t + 1];
    worked(16 * path.length);
    rows[t] = Float64Array.from(path, (label, s) => {
      const own = at(batch, t, b, label);
      if (after === undefined) return s >= path.length - 2 ? own : -Infinity;
      const step = s + 1 < path.length ? after[s + 1] : -Infinity;
      const jump = s + 2 < path.length && mayStep(path, s + 2) ? after[s + 2] : -Infinity;
      return logSum(after[s], step, jump) + own;
    });
  }
  return rows;
}

/** The negative logarithm of the probability of each target: [batch]. */
export function ctcLoss(batch: CtcBatch, logProbs: Tensor): Tensor {
  const losses = batch.paths.map((path, b) => {
    if (batch.inputLengths[b] === 0) return path.length === 1 ? 0 : Infinity;
    const last = forwards(batch, b)[batch.inputLengths[b] - 1];
    return -logSum(...last.subarray(Math.max(path.length - 2, 0)));
  });
  return fromNumbers(losses, [losses.length], logProbs.dtype);
}

/** The gradient for the logarithms of the probabilities. `zeroInfinity`: none where the loss is infinite. */
export function ctcLossBackward(batch: CtcBatch, gradient: Tensor, losses: Tensor, zeroInfinity: boolean): Tensor {
  const { steps, labels, inputLengths, paths } = batch;
  const count = inputLengths.length;
  const [incoming, loss] = [toNumbers(gradient), toNumbers(losses)];
  const result = new Float64Array(steps * count * labels);
  for (const [b, path] of paths.entries()) {
    if (zeroInfinity && loss[b] === Infinity) continue;
    const [alpha, beta] = [forwards(batch, b), backwards(batch, b)];
    for (let t = 0; t < inputLengths[b]; t++) {
      worked(16 * (path.length + labels));
      const through = new Float64Array(labels).fill(-Infinity);
      for (const [s, label] of path.entries()) through[label] = logSum(through[label], alpha[t][s] + beta[t][s]);
      for (let c = 0; c < labels; c++) {
        const own = at(batch, t, b, c);
        result[(t * count + b) * labels + c] = (Math.exp(own) - Math.exp(through[c] + loss[b] - own)) * incoming[b];
      }
    }
  }
  return fromNumbers(result, [steps, count, labels], losses.dtype);
}
