/** Raw operations against the outputs that PyTorch 2.11 recorded for its own suite's sample inputs. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import * as ops from "../../../src/engine/ops/index.ts";
import type { DType } from "../../../src/engine/tensor/dtype.ts";
import type { Scalar } from "../../../src/engine/tensor/scalar.ts";
import { Tensor } from "../../../src/engine/tensor/tensor.ts";
import { fromRecorded, isRecorded, ulpDistance } from "../support.ts";

interface Row {
  readonly op: string;
  readonly dtype: DType;
  readonly input: unknown;
  readonly args: readonly unknown[];
  readonly kwargs: Readonly<Record<string, unknown>>;
  readonly output?: unknown;
}

const rows = JSON.parse(gunzipSync(readFileSync("test/conformance/oracle/opinfo.json.gz")).toString()) as Row[];

/** A row's arguments, read as the operation's function needs them. */
class Arguments {
  constructor(
    private readonly row: Row,
    readonly input: Tensor,
  ) {}

  private raw(position: number, name: string): unknown {
    return this.row.args[position] ?? this.row.kwargs[name];
  }

  tensor(position: number, name = ""): Tensor {
    const value = this.raw(position, name);
    assert.ok(isRecorded(value), `${this.row.op} has no tensor at ${position}`);
    return fromRecorded(value);
  }

  optionalTensor(position: number, name = ""): Tensor | undefined {
    const value = this.raw(position, name);
    return isRecorded(value) ? fromRecorded(value) : undefined;
  }

  /** A tensor or number; whole numbers are Python ints, as JSON cannot tell. */
  operand(position: number, name = ""): Tensor | Scalar | undefined {
    const value = this.raw(position, name);
    if (isRecorded(value)) return fromRecorded(value);
    if (typeof value === "number") return Number.isInteger(value) ? BigInt(value) : value;
    if (typeof value === "boolean") return value;
    if (typeof value === "object" && value !== null && "float" in value) {
      return value.float === "nan" ? Number.NaN : value.float === "inf" ? Infinity : -Infinity;
    }
    return undefined;
  }

  number(position: number, name: string): number | undefined {
    const value = this.operand(position, name);
    return value === undefined || value instanceof Tensor ? undefined : Number(value);
  }

  dims(position = 0): number[] | undefined {
    const value = this.raw(position, "dim");
    if (Array.isArray(value)) return value.map(Number);
    return typeof value === "number" ? [value] : undefined;
  }

  keepdim(position = 1): boolean {
    return this.raw(position, "keepdim") === true;
  }

  text(position: number, name: string): string | undefined {
    const value = this.raw(position, name);
    return typeof value === "string" ? value : undefined;
  }

  dtype(): DType | undefined {
    const value = this.row.kwargs["dtype"];
    if (typeof value !== "object" || value === null || !("torch_dtype" in value)) return undefined;
    // The recorder writes PyTorch's own names.
    return String(value.torch_dtype).replace("torch.", "") as DType;
  }
}

type Run = (a: Arguments) => Tensor | readonly Tensor[];

const reduction =
  (f: (input: Tensor, options: { dims?: number[]; keepdim?: boolean; dtype?: DType }) => Tensor): Run =>
  (a) =>
    f(a.input, { dims: a.dims(), keepdim: a.keepdim(), dtype: a.dtype() });

const along =
  (f: (input: Tensor, dim: number, options: { dtype?: DType }) => Tensor): Run =>
  (a) =>
    f(a.input, a.number(0, "dim") ?? 0, { dtype: a.dtype() });

const binary =
  (f: (x: Tensor, y: Tensor | Scalar, options: { alpha?: Scalar }) => Tensor): Run =>
  (a) => {
    const alpha = a.operand(9, "alpha");
    return f(a.input, a.operand(0) ?? 0, alpha === undefined || alpha instanceof Tensor ? {} : { alpha });
  };

const operations: Readonly<Record<string, Run>> = {
  add: binary(ops.add),
  sub: binary(ops.sub),
  mul: binary((x, y) => ops.mul(x, y)),
  pow: binary((x, y) => ops.pow(x, y)),
  clamp: (a) => ops.clamp(a.input, { min: a.operand(0, "min"), max: a.operand(1, "max") }),
  cumsum: along(ops.cumsum),
  where: (a) => ops.where(a.tensor(0), a.input, a.operand(1) ?? 0),
  masked_fill: (a) => ops.maskedFill(a.input, a.tensor(0), a.operand(1) ?? 0),
  matmul: (a) => ops.matmul(a.input, a.tensor(0)),
  sum: reduction(ops.sum),
  mean: reduction(ops.mean),
  amax: reduction(ops.amax),
  amin: reduction(ops.amin),
  softmax: along(ops.softmax),
  log_softmax: along(ops.logSoftmax),
  "nn.functional.softmin": along(ops.softmin),
  logsumexp: (a) => ops.logsumexp(a.input, a.dims() ?? [], a.keepdim()),
  histc: (a) => ops.histc(a.input, { bins: a.number(0, "bins"), min: a.number(1, "min"), max: a.number(2, "max") }),
  tril: (a) => ops.tril(a.input, a.number(0, "diagonal")),
  triu: (a) => ops.triu(a.input, a.number(0, "diagonal")),
  "linalg.vector_norm": (a) =>
    ops.vectorNorm(a.input, a.number(0, "ord") ?? 2, { dims: a.dims(1), keepdim: a.keepdim(2), dtype: a.dtype() }),
  "nn.functional.linear": (a) => ops.linear(a.input, a.tensor(0), a.optionalTensor(1)),
  "nn.functional.relu": (a) => ops.relu(a.input),
  "nn.functional.silu": (a) => ops.silu(a.input),
  "nn.functional.gelu": (a) => ops.gelu(a.input, { approximate: a.text(9, "approximate") }),
  "nn.functional.softplus": (a) => ops.softplus(a.input, a.number(0, "beta"), a.number(1, "threshold")),
  erf: (a) => ops.erf(a.input),
  rsqrt: (a) => ops.rsqrt(a.input),
  sigmoid: (a) => ops.sigmoid(a.input),
  sqrt: (a) => ops.sqrt(a.input),
  tanh: (a) => ops.tanh(a.input),
};

/** PyTorch's own error where it shows: vector products in the BLAS's order, and oneDNN's polynomial for GELU. */
const absoluteTolerance: Readonly<Record<string, number>> = {
  matmul: 2e-5,
  "nn.functional.linear": 1e-6,
  "nn.functional.gelu": 1e-6,
  logsumexp: 1e-15,
};

function agrees(got: Tensor, wanted: Tensor, op: string): boolean {
  const half = got.dtype === "float16" || got.dtype === "bfloat16";
  if (ulpDistance(got, wanted) <= (half ? 1 : 4)) return true;
  const relative = half ? 0 : got.dtype === "float64" ? 1e-14 : 2e-6;
  const [a, b] = [ops.toNumbers(got), ops.toNumbers(wanted)];
  const absolute = half ? 0 : (absoluteTolerance[op] ?? 0);
  return a.every((x, i) => Object.is(x, b[i]) || Math.abs(x - b[i]) <= absolute + relative * Math.abs(b[i]));
}

for (const [op, run] of Object.entries(operations)) {
  test(op, () => {
    let seen = 0;
    for (const row of rows) {
      if (row.op !== op || row.output === undefined || !isRecorded(row.input)) continue;
      const result = run(new Arguments(row, fromRecorded(row.input)));
      const got = result instanceof Tensor ? [result] : result;
      const wanted = (Array.isArray(row.output) ? row.output : [row.output]).filter(isRecorded).map(fromRecorded);
      got.forEach((tensor, i) => {
        const about = JSON.stringify([row.dtype, row.input, row.args, row.kwargs]).slice(0, 300);
        assert.equal(tensor.dtype, wanted[i].dtype, about);
        assert.deepEqual(tensor.shape, wanted[i].shape, about);
        assert.ok(
          agrees(tensor, wanted[i], op),
          `${ops.toNumbers(tensor).slice(0, 8)} is not ${ops.toNumbers(wanted[i]).slice(0, 8)}: ${about}`,
        );
      });
      seen++;
    }
    assert.ok(seen > 0);
  });
}
