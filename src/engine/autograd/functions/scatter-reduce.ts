import * as ops from "../../ops/index.ts";
import type { Formula } from "../node.ts";
import { div, mul } from "./arithmetic.ts";
import { to } from "./copy.ts";
import { gather } from "./gather.ts";
import { maskedFill } from "./selection.ts";

/** The gradient of scatter_reduce: `input` and `source` share it by how they went into each result. */
export function reductionFormula(dim: number, reduce: string, includeSelf: boolean): Formula {
  return (gradient, [input, index, source, result], node) => {
    const unseen = (value: typeof gradient): typeof gradient =>
      includeSelf ? value : maskedFill(value, written(input, dim, index), 0);
    switch (reduce) {
      case "sum":
        return [unseen(gradient), null, node.needs(2) ? gather(gradient, dim, index) : null];
      case "prod":
        return [
          unseen(div(mul(gradient, result), input)),
          null,
          node.needs(2) ? div(gather(mul(gradient, result), dim, index), source) : null,
        ];
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

/** Where an index points. */
const written = (input: Parameters<typeof ops.scatter>[0], dim: number, index: Parameters<typeof ops.scatter>[2]) =>
  ops.scatter(ops.zeros(input.shape, "bool"), dim, index, true);
