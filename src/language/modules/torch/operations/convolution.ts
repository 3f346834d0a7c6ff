/** Convolutions and pooling: the native functions behind those of `torch.nn.functional`. */
import * as engine from "../../../../engine/index.ts";
import type { Tensor } from "../../../../engine/tensor/tensor.ts";
import type { ParsedArguments } from "../arguments/parsed.ts";
import * as composed from "./composed/index.ts";
import { define, type Options } from "./definition.ts";

const only: Options = { isMethod: false };
const orOne = (sizes: readonly number[]): readonly number[] => (sizes.length === 0 ? [1] : sizes);
const orZero = (sizes: readonly number[]): readonly number[] => (sizes.length === 0 ? [0] : sizes);

function convolve(a: ParsedArguments, spatial: number): Tensor {
  const padding = a.index === 0 ? orZero(a.ints(4)) : a.string(4);
  const [stride, dilation] = [orOne(a.ints(3)), orOne(a.ints(5))];
  const options = { bias: a.tensorOrNull(2), stride, padding, dilation, groups: a.int(6, 1) };
  return engine.convolution(a.tensor(0), a.tensor(1), options, spatial);
}

for (const spatial of [1, 2, 3]) {
  const n = spatial;
  const tail = `int[${n}] dilation=1, int groups=1`;
  define(
    `conv${n}d`,
    [
      `(Tensor input, Tensor weight, Tensor? bias=None, int[${n}] stride=1, int[${n}] padding=0, ${tail})`,
      `(Tensor input, Tensor weight, Tensor? bias=None, int[${n}] stride=1, str padding="valid", ${tail})`,
    ],
    (a) => convolve(a, n),
    `Convolution over ${n} dimension${n === 1 ? "" : "s"}.`,
    only,
  );
  define(
    `conv_transpose${n}d`,
    `(Tensor input, Tensor weight, Tensor? bias=None, int[${n}] stride=1, int[${n}] padding=0, int[${n}] output_padding=0, int groups=1, int[${n}] dilation=1)`,
    (a) =>
      engine.convolution(
        a.tensor(0),
        a.tensor(1),
        {
          bias: a.tensorOrNull(2),
          stride: orOne(a.ints(3)),
          padding: orZero(a.ints(4)),
          outputPadding: orZero(a.ints(5)),
          groups: a.int(6, 1),
          dilation: orOne(a.ints(7)),
        },
        n,
        true,
      ),
    `The transpose of a convolution over ${n} dimension${n === 1 ? "" : "s"}.`,
    only,
  );

  const pooling = (a: ParsedArguments) => ({
    kernel: a.ints(1),
    stride: a.ints(2),
    padding: orZero(a.ints(3)),
    dilation: orOne(a.ints(4)),
    ceilMode: a.bool(5),
  });
  const signature = `(Tensor input, int[${n}] kernel_size, int[${n}] stride=[], int[${n}] padding=0, int[${n}] dilation=1, bool ceil_mode=False)`;
  define(
    `max_pool${n}d`,
    signature,
    (a) => engine.maxPool(a.tensor(0), pooling(a), n),
    "The largest value of every window.",
    only,
  );
  define(
    `max_pool${n}d_with_indices`,
    signature,
    (a) => [...engine.maxPoolWithIndices(a.tensor(0), pooling(a), n)],
    "The largest value of every window and where it was.",
    only,
  );
  define(
    `avg_pool${n}d`,
    `(Tensor input, int[${n}] kernel_size, int[${n}] stride=[], int[${n}] padding=0, bool ceil_mode=False, bool count_include_pad=True, int? divisor_override=None)`,
    (a) =>
      engine.averagePool(
        a.tensor(0),
        {
          kernel: a.ints(1),
          stride: a.ints(2),
          padding: orZero(a.ints(3)),
          ceilMode: a.bool(4),
          countIncludePad: a.bool(5, true),
          divisor: a.intOrNull(6),
        },
        n,
      ),
    "The mean of every window.",
    only,
  );
  define(
    `adaptive_avg_pool${n}d`,
    `(Tensor input, int[${n}] output_size)`,
    (a) => engine.adaptiveAveragePool(a.tensor(0), a.ints(1), n),
    "Means of windows that cover the input evenly.",
    only,
  );
  define(
    `adaptive_max_pool${n}d`,
    `(Tensor input, int[${n}] output_size)`,
    (a) => [...engine.adaptiveMaxPool(a.tensor(0), a.ints(1), n)],
    "The largest values of windows that cover the input evenly, and where they were.",
    only,
  );
}

/** Runs on a batch; of a single image it makes one, and records all of it as one operation. */
function asBatch(input: Tensor, rank: number, name: string, run: (batch: Tensor) => Tensor): Tensor {
  if (input.shape.length === rank) return run(input);
  return composed.named(engine.squeeze(run(engine.unsqueeze(input, 0)), [0]), name);
}

define(
  "im2col",
  "(Tensor input, int[2] kernel_size, int[2] dilation, int[2] padding, int[2] stride)",
  (a) => {
    const how = { dilation: a.ints(2), padding: a.ints(3), stride: a.ints(4), groups: 1 };
    return asBatch(a.tensor(0), 4, "Im2ColBackward0", (images) => engine.unfoldWindows(images, a.ints(1), how));
  },
  "Windows as columns.",
  { isMethod: false, isFunction: false },
);
define(
  "col2im",
  "(Tensor input, int[2] output_size, int[2] kernel_size, int[2] dilation, int[2] padding, int[2] stride)",
  (a) => {
    const how = { dilation: a.ints(3), padding: a.ints(4), stride: a.ints(5), groups: 1 };
    const fold = (columns: Tensor): Tensor => engine.foldWindows(columns, a.ints(1), a.ints(2), how);
    return asBatch(a.tensor(0), 3, "Col2ImBackward0", fold);
  },
  "Columns back in their windows' places, added.",
  { isMethod: false, isFunction: false },
);
define(
  "_interpolate",
  "(Tensor input, int[] size, float[]? scales, str mode, bool align_corners)",
  (a) => {
    const scales = a.has(2) ? a.floats(2) : null;
    const mode = a.string(3);
    if (mode !== "nearest" && mode !== "nearest-exact" && mode !== "linear" && mode !== "cubic") {
      throw new Error(`no interpolation ${mode}`);
    }
    const to = a.ints(1).map((size, i) => ({ size, scale: scales?.[i] ?? null }));
    return engine.interpolate(a.tensor(0), to, mode, a.bool(4));
  },
  "The last dimensions resized.",
  { isMethod: false, isFunction: false },
);
