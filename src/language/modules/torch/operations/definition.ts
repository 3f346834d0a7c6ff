/** One PyTorch operation: its call forms, what computes it, and one line of documentation. */
import type { Tensor } from "../../../../engine/tensor/tensor.ts";
import type { ParsedArguments } from "../arguments/parsed.ts";
import type { Result } from "../wrap.ts";
import { autocastArguments, hasPolicy } from "./autocast.ts";

/** Where the result is to go: the `out=` argument, or the tensor that an in-place method is called on. */
export interface Target {
  readonly out?: Tensor;
}

export type Implementation = (args: ParsedArguments, target: Target) => Result;

export interface Operation {
  readonly name: string;
  /** The function's overloads; a method's follow from those that start with `Tensor input` or `Tensor self`. */
  readonly overloads: readonly string[];
  readonly run: Implementation;
  readonly doc: string;
  /** `torch.name` exists. */
  readonly isFunction: boolean;
  /** `tensor.name` exists. */
  readonly isMethod: boolean;
  /** `tensor.name_` exists and changes the tensor. */
  readonly hasInPlace: boolean;
  /** Other names of the same operation. */
  readonly aliases: readonly string[];
}

export interface Options {
  readonly isFunction?: boolean;
  readonly isMethod?: boolean;
  readonly hasInPlace?: boolean;
  readonly aliases?: readonly string[];
}

/** Every operation, by name. Filled by the files of this folder. */
export const operations = new Map<string, Operation>();

/** What writes into a given tensor computes as without a region (PyTorch's CUDA Ops that can autocast: "out-of-place"). */
const withAutocast =
  (name: string, run: Implementation): Implementation =>
  (args, target) =>
    run(target.out === undefined ? autocastArguments(name, args) : args, target);

/**
 * Defines an operation. The parameters of all its overloads are read by position, `out` excepted; the implementation
 * asks `args.index` which overload the call fits.
 */
export function define(
  name: string,
  overloads: string | readonly string[],
  run: Implementation,
  doc: string,
  options: Options = {},
): void {
  operations.set(name, {
    name,
    overloads: typeof overloads === "string" ? [overloads] : overloads,
    run: hasPolicy(name) ? withAutocast(name, run) : run,
    doc,
    isFunction: options.isFunction ?? true,
    isMethod: options.isMethod ?? true,
    hasInPlace: options.hasInPlace ?? false,
    aliases: options.aliases ?? [],
  });
}
