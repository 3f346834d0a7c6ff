/** Where each name of `torch.nn` is defined: the file is compiled when one of its names is first used. */
const files: Readonly<Record<string, string>> = {
  activation:
    "Threshold ReLU Hardtanh ReLU6 Sigmoid Hardsigmoid Tanh SiLU Mish Hardswish ELU CELU SELU GLU GELU LeakyReLU PReLU LogSigmoid Softplus Softshrink Hardshrink Softsign Tanhshrink Softmin Softmax LogSoftmax RReLU Softmax2d",
  batchnorm: "BatchNorm1d BatchNorm2d BatchNorm3d SyncBatchNorm",
  conv: "Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d",
  container: "Sequential ModuleList ModuleDict ParameterList ParameterDict",
  distance: "PairwiseDistance CosineSimilarity",
  dropout: "Dropout Dropout1d Dropout2d Dropout3d AlphaDropout FeatureAlphaDropout",
  flatten: "Flatten Unflatten",
  instancenorm: "InstanceNorm1d InstanceNorm2d InstanceNorm3d",
  lazy: "LazyLinear LazyConv1d LazyConv2d LazyConv3d LazyConvTranspose1d LazyConvTranspose2d LazyConvTranspose3d LazyBatchNorm1d LazyBatchNorm2d LazyBatchNorm3d LazyInstanceNorm1d LazyInstanceNorm2d LazyInstanceNorm3d UninitializedParameter",
  linear: "Identity Linear Bilinear",
  loss: "L1Loss MSELoss SmoothL1Loss HuberLoss NLLLoss CrossEntropyLoss BCELoss BCEWithLogitsLoss KLDivLoss CosineEmbeddingLoss",
  more_losses:
    "PoissonNLLLoss GaussianNLLLoss HingeEmbeddingLoss MarginRankingLoss SoftMarginLoss MultiLabelSoftMarginLoss MultiMarginLoss TripletMarginLoss TripletMarginWithDistanceLoss MultiLabelMarginLoss CTCLoss",
  module: "Module",
  multihead_attention: "MultiheadAttention",
  normalization: "LocalResponseNorm CrossMapLRN2d LayerNorm GroupNorm RMSNorm",
  padding:
    "ConstantPad1d ConstantPad2d ConstantPad3d ZeroPad1d ZeroPad2d ZeroPad3d ReflectionPad1d ReflectionPad2d ReflectionPad3d ReplicationPad1d ReplicationPad2d ReplicationPad3d CircularPad1d CircularPad2d CircularPad3d",
  pooling:
    "MaxPool1d MaxPool2d MaxPool3d MaxUnpool1d MaxUnpool2d MaxUnpool3d AvgPool1d AvgPool2d AvgPool3d LPPool1d LPPool2d LPPool3d AdaptiveMaxPool1d AdaptiveMaxPool2d AdaptiveMaxPool3d AdaptiveAvgPool1d AdaptiveAvgPool2d AdaptiveAvgPool3d",
  rnn: "RNNBase RNN LSTM GRU RNNCellBase RNNCell LSTMCell GRUCell",
  sparse: "Embedding EmbeddingBag",
  upsampling:
    "Upsample UpsamplingNearest2d UpsamplingBilinear2d PixelShuffle PixelUnshuffle ChannelShuffle Fold Unfold",
  transformer: "TransformerEncoderLayer TransformerDecoderLayer TransformerEncoder TransformerDecoder Transformer",
};

const modules = new Map<string, string>();
for (const [file, names] of Object.entries(files)) {
  for (const name of names.split(" ")) modules.set(name, `torch.nn.modules.${file}`);
}

/** The dotted name of the module that defines a class of `torch.nn`; undefined for other names. */
export const nnModuleOf = (name: string): string | undefined => modules.get(name);

/** All names of `torch.nn` that are classes. */
export const nnNames = (): string[] => [...modules.keys()];
