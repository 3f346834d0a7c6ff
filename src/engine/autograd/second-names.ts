/**
 * What PyTorch's history shows for a gradient that is itself recorded: its backward kernels are operations with names of
 * their own, where this engine's formulas are expressions.
 */
import { zeros } from "../ops/creation.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { requiresGrad } from "./history.ts";
import { FormulaNode, type Gradients, type Node } from "./node.ts";
import { record } from "./record.ts";

const names: Readonly<Record<string, string>> = {
  CeluBackward0: "EluBackwardBackward0",
  EluBackward0: "EluBackwardBackward0",
  EmbeddingBackward0: "EmbeddingDenseBackwardBackward0",
  GeluBackward0: "GeluBackwardBackward0",
  GluBackward0: "GluBackwardBackward0",
  HardshrinkBackward0: "HardshrinkBackwardBackward0",
  HardswishBackward0: "HardswishBackwardBackward0",
  HardtanhBackward0: "HardtanhBackwardBackward0",
  HuberLossBackward0: "HuberLossBackwardBackward0",
  LeakyReluBackward0: "LeakyReluBackwardBackward0",
  LogSigmoidBackward0: "LogSigmoidBackwardBackward0",
  LogSoftmaxBackward0: "LogSoftmaxBackwardDataBackward0",
  MaxBackward0: "ScatterBackward0",
  MeanBackward0: "DivBackward1",
  MeanBackward1: "DivBackward1",
  MinBackward0: "ScatterBackward0",
  MseLossBackward0: "MseLossBackwardBackward0",
  NativeBatchNormBackward0: "NativeBatchNormBackwardBackward0",
  NativeLayerNormBackward0: "NativeLayerNormBackwardBackward0",
  NllLossBackward0: "NllLossBackwardBackward0",
  PreluKernelBackward0: "PreluKernelBackwardBackward0",
  ReluBackward0: "ThresholdBackwardBackward0",
  SelectBackward0: "SelectBackwardBackward0",
  SigmoidBackward0: "SigmoidBackwardBackward0",
  SliceBackward0: "SliceBackwardBackward0",
  SmoothL1LossBackward0: "SmoothL1LossBackwardBackward0",
  SoftmaxBackward0: "SoftmaxBackwardDataBackward0",
  SoftplusBackward0: "SoftplusBackwardBackward0",
  SoftshrinkBackward0: "SoftshrinkBackwardBackward0",
  SortBackward0: "ScatterBackward0",
  TanhBackward0: "TanhBackwardBackward0",
  ThresholdBackward0: "ThresholdBackwardBackward0",
  TopkBackward0: "ScatterBackward0",
};

const nodeOf = (tensor: Tensor): Node | null => tensor.gradient?.edge?.node ?? null;

/** Names the nodes of a recorded gradient. A gradient that does not depend on what was saved still has a node there. */
export function nameSecond(node: Node, incoming: Gradients, outgoing: Gradients): void {
  const name = names[node.name];
  if (name === undefined || !(node instanceof FormulaNode)) return;
  const kept = node.saved?.present() ?? [];
  const older = new Set([...incoming, ...kept].map((tensor) => (tensor ? nodeOf(tensor) : null)));
  const source = kept.find(requiresGrad);
  for (const gradient of outgoing) {
    if (gradient === null || incoming.includes(gradient)) continue;
    const own = nodeOf(gradient);
    if (own !== null) {
      if (!older.has(own)) own.name = name;
    } else if (source !== undefined && !requiresGrad(gradient)) {
      const { shape, dtype } = source;
      record(name, [source], gradient, [], () => [zeros(shape, dtype)]);
    }
  }
}
