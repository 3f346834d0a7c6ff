/** The raw norms against PyTorch 2.11's recorded outputs and gradients. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import * as norms from "../../../src/engine/norm/index.ts";
import { floatValues } from "../../../src/engine/norm/values.ts";
import { type DType, dtypes } from "../../../src/engine/tensor/dtype.ts";
import { Storage } from "../../../src/engine/tensor/storage.ts";
import { contiguousStrides } from "../../../src/engine/tensor/strides.ts";
import { Tensor } from "../../../src/engine/tensor/tensor.ts";

interface Recorded {
  readonly dtype: DType;
  readonly shape: number[];
  readonly data: string;
}
interface Row {
  readonly op: string;
  readonly dtype: DType;
  readonly input: Recorded;
  readonly args: unknown[];
  readonly kwargs: Record<string, unknown>;
  readonly output?: Recorded;
  readonly grad_output?: Recorded;
  readonly grads?: Recorded[];
}

const isTensor = (value: unknown): value is Recorded =>
  typeof value === "object" && value !== null && "data" in value && "shape" in value;

function toTensor({ dtype, shape, data }: Recorded): Tensor {
  const bytes = Uint8Array.from(Buffer.from(data, "base64"));
  const { bytes: width, makeArray } = dtypes[dtype];
  const storage = new Storage(dtype, makeArray(bytes.buffer, 0, bytes.length / width));
  return new Tensor(storage, shape, contiguousStrides(shape), 0);
}

const optional = (value: unknown): Tensor | null => (isTensor(value) ? toTensor(value) : null);
const numbers = (value: unknown): number[] => (Array.isArray(value) ? value.map(Number) : [Number(value)]);

const rows = Object.values(
  JSON.parse(gunzipSync(readFileSync("test/conformance/oracle/opinfo.json.gz")).toString()) as Record<string, Row>,
);

const spacing: Partial<Record<DType, number>> = {
  float16: 2 ** -10,
  bfloat16: 2 ** -7,
  float32: 2 ** -23,
  float64: 2 ** -52,
};

/** Within `ulps` of the dtype at the value's size, or `floor` of the row's largest value (sums in another order). */
function assertClose(actual: Tensor, recorded: Recorded, ulps: number, floor: number, label: string): void {
  const expected = floatValues(toTensor(recorded));
  const found = floatValues(actual);
  assert.deepEqual(actual.shape, recorded.shape, label);
  assert.equal(actual.dtype, recorded.dtype, label);
  let largest = 0;
  for (const value of expected) if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value));
  expected.forEach((want, i) => {
    if (Number.isNaN(want) && Number.isNaN(found[i])) return;
    const allowed = Math.max(Math.abs(want) * (spacing[recorded.dtype] ?? 0) * ulps, largest * floor, 1e-37);
    assert.ok(
      want === found[i] || Math.abs(want - found[i]) <= allowed,
      `${label} [${i}]: wanted ${want}, got ${found[i]}`,
    );
  });
}

interface Run {
  readonly output: Tensor;
  readonly gradients: (gradOutput: Tensor) => (Tensor | null)[];
}

const runs: Record<string, (row: Row, input: Tensor) => Run> = {
  "nn.functional.layer_norm": ({ args, kwargs }, input) => {
    const shape = numbers(args[0] ?? kwargs.normalized_shape);
    const weight = optional(args[1] ?? kwargs.weight);
    const bias = optional(args[2] ?? kwargs.bias);
    const eps = Number(args[3] ?? kwargs.eps ?? 1e-5);
    const forward = norms.layerNormForward(input, shape, weight, bias, eps);
    return {
      output: forward.output,
      gradients: (g) => {
        const found = norms.layerNormBackward(g, input, shape, forward, weight, {
          input: true,
          weight: weight !== null,
          bias: bias !== null,
        });
        return [found.input, found.weight, found.bias];
      },
    };
  },
  "nn.functional.group_norm": ({ args, kwargs }, input) => {
    const groups = Number(args[0] ?? kwargs.num_groups);
    const weight = optional(args[1] ?? kwargs.weight);
    const bias = optional(args[2] ?? kwargs.bias);
    const forward = norms.groupNormForward(input, groups, weight, bias, Number(args[3] ?? kwargs.eps ?? 1e-5));
    return {
      output: forward.output,
      gradients: (g) => {
        const found = norms.groupNormBackward(g, input, groups, forward, weight);
        return [found.input, weight && found.weight, bias && found.bias];
      },
    };
  },
  "nn.functional.batch_norm": ({ args, kwargs }, input) => {
    const [runningMean, runningVar, weight, bias] = [
      args[0],
      args[1],
      args[2] ?? kwargs.weight,
      args[3] ?? kwargs.bias,
    ].map(optional);
    const training = Boolean(args[4] ?? kwargs.training ?? false);
    const eps = Number(args[6] ?? kwargs.eps ?? 1e-5);
    const forward = norms.batchNormForward(input, {
      weight,
      bias,
      runningMean,
      runningVar,
      training,
      momentum: Number(args[5] ?? kwargs.momentum ?? 0.1),
      eps,
    });
    const statistics = training
      ? { mean: floatValues(forward.mean), rstd: floatValues(forward.rstd) }
      : {
          mean: runningMean ? floatValues(runningMean) : new Float64Array(),
          rstd: runningVar ? floatValues(runningVar).map((v) => 1 / Math.sqrt(v + eps)) : new Float64Array(),
        };
    return {
      output: forward.output,
      gradients: (g) => {
        const found = norms.batchNormBackward(g, input, weight, statistics, training);
        return [found.input, weight && found.weight, bias && found.bias];
      },
    };
  },
};

for (const [op, run] of Object.entries(runs)) {
  const cases = rows.filter((row) => row.op === op && row.output && row.input.shape.every((size) => size > 0));
  test(`${op}: ${cases.length} recorded cases`, () => {
    assert.ok(cases.length > 5);
    cases.forEach((row, i) => {
      const label = `${op} ${row.dtype} #${i} ${JSON.stringify(row.input.shape)}`;
      const { output, gradients } = run(row, toTensor(row.input));
      const half = row.dtype === "float16" || row.dtype === "bfloat16";
      if (row.output) assertClose(output, row.output, half ? 1 : 4, half ? 0 : 2e-6, label);
      if (!row.grad_output || !row.grads) return;
      const found = gradients(toTensor(row.grad_output)).filter((gradient) => gradient !== null);
      row.grads.slice(0, 1).forEach((expected, k) => {
        assertClose(
          found[k],
          expected,
          half ? 2 : 4,
          half ? (row.dtype === "bfloat16" ? 2 ** -7 : 2 ** -9) : 4e-6,
          `${label} gradient ${k}`,
        );
      });
    });
  });
}
