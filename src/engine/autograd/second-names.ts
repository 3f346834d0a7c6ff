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
  AdaptiveAvgPool2DBackward0: "AdaptiveAvgPool2DBackwardBackward0",
  AdaptiveAvgPool3DBackward0: "AdaptiveAvgPool3DBackwardBackward0",
  AdaptiveMaxPool2DBackward0: "AdaptiveMaxPool2DBackwardBackward0",
  AdaptiveMaxPool3DBackward0: "AdaptiveMaxPool3DBackwardBackward0",
  AvgPool2DBackward0: "AvgPool2DBackwardBackward0",
  AvgPool3DBackward0: "AvgPool3DBackwardBackward0",
  BinaryCrossEntropyBackward0: "BinaryCrossEntropyBackwardBackward0",
  CeluBackward0: "EluBackwardBackward0",
  CumprodBackward0: "DivBackward0",
  EluBackward0: "EluBackwardBackward0",
  EmbeddingBackward0: "EmbeddingDenseBackwardBackward0",
  GeluBackward0: "GeluBackwardBackward0",
  GluBackward0: "GluBackwardBackward0",
  HardshrinkBackward0: "HardshrinkBackwardBackward0",
  HardswishBackward0: "HardswishBackwardBackward0",
  HardtanhBackward0: "HardtanhBackwardBackward0",
  HuberLossBackward0: "HuberLossBackwardBackward0",
  HypotBackward0: "DivBackward0",
  LeakyReluBackward0: "LeakyReluBackwardBackward0",
  LogSigmoidBackward0: "LogSigmoidBackwardBackward0",
  LogSoftmaxBackward0: "LogSoftmaxBackwardDataBackward0",
  LogcumsumexpBackward0: "SubBackward0",
  LogitBackward0: "WhereBackward0",
  MaxBackward0: "ScatterBackward0",
  MaxPool2DWithIndicesBackward0: "MaxPool2DWithIndicesBackwardBackward0",
  MaxPool3DWithIndicesBackward0: "MaxPool3DWithIndicesBackwardBackward0",
  MeanBackward0: "DivBackward1",
  MeanBackward1: "DivBackward1",
  MinBackward0: "ScatterBackward0",
  MseLossBackward0: "MseLossBackwardBackward0",
  NativeBatchNormBackward0: "NativeBatchNormBackwardBackward0",
  NativeLayerNormBackward0: "NativeLayerNormBackwardBackward0",
  NllLoss2DBackward0: "NllLoss2DBackwardBackward0",
  NllLossBackward0: "NllLossBackwardBackward0",
  PdistBackward0: "PdistBackwardBackward0",
  PreluKernelBackward0: "PreluKernelBackwardBackward0",
  ProdBackward0: "MulBackward0",
  ProdBackward1: "MulBackward0",
  ReflectionPad1DBackward0: "ReflectionPad1DBackwardBackward0",
  ReflectionPad2DBackward0: "ReflectionPad2DBackwardBackward0",
  ReflectionPad3DBackward0: "ReflectionPad3DBackwardBackward0",
  ReluBackward0: "ThresholdBackwardBackward0",
  RenormBackward0: "WhereBackward0",
  ReplicationPad1DBackward0: "ReplicationPad1DBackwardBackward0",
  ReplicationPad2DBackward0: "ReplicationPad2DBackwardBackward0",
  ReplicationPad3DBackward0: "ReplicationPad3DBackwardBackward0",
  RreluWithNoiseBackward0: "RreluWithNoiseBackwardBackward0",
  RreluWithNoiseBackward1: "RreluWithNoiseBackwardBackward0",
  SelectBackward0: "SelectBackwardBackward0",
  SigmoidBackward0: "SigmoidBackwardBackward0",
  SincBackward0: "WhereBackward0",
  SliceBackward0: "SliceBackwardBackward0",
  SmoothL1LossBackward0: "SmoothL1LossBackwardBackward0",
  SoftMarginLossBackward0: "SoftMarginLossBackwardBackward0",
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
