// What a gradient case is made of: a function of tensors, and points that keep it away from kinks.
import * as engine from "../../../../src/engine/index.ts";
import type { Tensor } from "../../../../src/engine/tensor/tensor.ts";

export interface GradientCase {
  /** The engine function that is checked. */
  readonly name: string;
  /** What is particular about the arguments, where a function has several cases. */
  readonly detail?: string;
  readonly run: (...inputs: Tensor[]) => Tensor | readonly Tensor[];
  readonly inputs: readonly Tensor[];
}

const generator = new engine.Generator().manualSeed(3n);

/** Uniform float64 values that require gradients. */
export const between = (low: number, high: number, ...shape: number[]): Tensor =>
  engine.setRequiresGrad(engine.uniform(engine.zeros(shape, "float64"), low, high, generator), true);
export const any = (...shape: number[]): Tensor => between(-2, 2, ...shape);
export const positive = (...shape: number[]): Tensor => between(0.2, 2, ...shape);

/** Given values that require gradients. */
export const given = (values: readonly number[], shape: readonly number[] = [values.length]): Tensor =>
  engine.setRequiresGrad(engine.fromNumbers(values, shape, "float64"), true);
export const constant = (values: readonly number[], shape: readonly number[] = [values.length]): Tensor =>
  engine.fromNumbers(values, shape, "float64");
export const indices = (values: readonly number[], shape: readonly number[] = [values.length]): Tensor =>
  engine.fromNumbers(values, shape, "int64");
/** Where a tensor is positive, without its history. */
export const isPositive = (tensor: Tensor): Tensor => engine.gt(engine.detach(tensor), 0);
