import * as ops from "../../ops/index.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Formula, Gradients, Node } from "../node.ts";
import { div, mul } from "./arithmetic.ts";
import { to } from "./copy.ts";
import { gather, scatterReduce } from "./gather.ts";
import { maskedFill, where } from "./selection.ts";

/** The gradient of scatter_reduce: `input` and `source` share it by how they went into each result. */
export function reductionFormula(dim: number, reduce: string, includeSelf: boolean): Formula {
  return (gradient, [input, index, source, result], node) => {
    const unseen = (value: typeof gradient): typeof gradient =>
      includeSelf ? value : maskedFill(value, written(input, dim, index), 0);
    switch (reduce) {
      case "sum":
        return [unseen(gradient), null, node.needs(2) ? gather(gradient, dim, index) : null];
      case "prod":
        return productGradients(gradient, { input, index, source, result, dim, includeSelf }, unseen, node);
      case "mean": {
        const start = includeSelf ? ops.ones(input.shape, gradient.dtype) : ops.zeros(input.shape, gradient.dtype);
        const ones = ops.ones(source.shape, gradient.dtype);
        const counts = ops.clamp(ops.scatterAdd(start, dim, index, ones), { min: 1 });
        const share = div(gradient, counts);
        return [unseen(share), null, node.needs(2) ? gather(share, dim, index) : null];
      }
      default: {
        const selfWins = to(ops.eq(input, result), gradient.dtype);
        const sourceWins = to(ops.eq(source, ops.gather(result, dim, index)), gradient.dtype);
        const share = div(gradient, ops.scatterAdd(selfWins, dim, index, sourceWins));
        return [unseen(mul(selfWins, share)), null, mul(gather(share, dim, index), sourceWins)];
      }
    }
  };
}

interface Product {
  readonly input: Tensor;
  readonly index: Tensor;
  readonly source: Tensor;
  readonly result: Tensor;
  readonly dim: number;
  readonly includeSelf: boolean;
}

/** As PyTorch does: zeros are left out of the product that they are divided from; two of them have no second derivative. */
function productGradients(
  gradient: Tensor,
  { input, index, source, result, dim, includeSelf }: Product,
  unseen: (value: Tensor) => Tensor,
  node: Node,
): Gradients {
  const withoutZeros = maskedFill(input, ops.eq(input, 0), 1);
  const others = scatterReduce(withoutZeros, dim, index, source, "prod", { includeSelf });
  const forInput = unseen(div(mul(gradient, others), withoutZeros));
  if (!node.needs(2)) return [forInput, null, null];
  const isZero = ops.eq(source, 0);
  const zeros = ops.gather(
    ops.scatterAdd(ops.zeros(input.shape, input.dtype), dim, index, ops.to(isZero, input.dtype)),
    dim,
    index,
  );
  const alone = ops.logicalAnd(isZero, ops.eq(zeros, 1));
  const rest = scatterReduce(input, dim, index, maskedFill(source, alone, 1), "prod", { includeSelf });
  const quotients = div(gather(mul(gradient, result), dim, index), maskedFill(source, isZero, 1));
  return [forInput, null, where(alone, gather(mul(gradient, rest), dim, index), quotients)];
}

/** Where an index points. */
const written = (input: Parameters<typeof ops.scatter>[0], dim: number, index: Parameters<typeof ops.scatter>[2]) =>
  ops.scatter(ops.zeros(input.shape, "bool"), dim, index, true);
