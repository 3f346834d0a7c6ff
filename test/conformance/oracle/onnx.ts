/** ONNX's backend node tests, said in PyTorch's functions. */

import { toNumbers } from "../../../src/engine/ops/copy.ts";
import { PyDict } from "../../../src/language/runtime/objects/dict.ts";
import { PyFloat } from "../../../src/language/runtime/objects/float.ts";
import type { Value } from "../../../src/language/runtime/objects/object.ts";
import { PyTuple } from "../../../src/language/runtime/objects/sequence.ts";
import { decode, load, type OnnxRow } from "./data.ts";
import type { Outcome } from "./report.ts";
import { CellFailure, openSession, runWith, type Session, tensorsIn, toValue } from "./session.ts";

/** Each operator as a function of the inputs and attributes; the results are the operator's outputs in order. */
const library = `
def batch_normalization(x, scale, bias, mean, var, epsilon=1e-5, momentum=0.9, training_mode=0):
    if not training_mode:
        return F.batch_norm(x, mean, var, scale, bias, False, 0.0, epsilon)
    dims = [0] + list(range(2, x.dim()))
    batch_mean, batch_var = x.mean(dims), x.var(dims, unbiased=False)
    y = F.batch_norm(x, None, None, scale, bias, True, 0.0, epsilon)
    return y, mean * momentum + batch_mean * (1 - momentum), var * momentum + batch_var * (1 - momentum)

def layer_normalization(x, scale, bias=None, axis=-1, epsilon=1e-5, stash_type=1):
    axis = axis % x.dim()
    y, mean, rstd = torch.native_layer_norm(x, x.shape[axis:], scale, bias, epsilon)
    return y, mean, rstd

def rms_normalization(x, scale, axis=-1, epsilon=1e-5, stash_type=1):
    return F.rms_norm(x, x.shape[axis % x.dim():], scale, epsilon)

def group_normalization(x, scale, bias, num_groups=1, epsilon=1e-5, stash_type=1):
    return F.group_norm(x, num_groups, scale, bias, epsilon)

def instance_normalization(x, scale, bias, epsilon=1e-5):
    return F.instance_norm(x, weight=scale, bias=bias, eps=epsilon)

def mean_variance_normalization(x, axes=(0, 2, 3)):
    axes = list(axes)
    return (x - x.mean(axes, keepdim=True)) / (x.std(axes, keepdim=True, unbiased=False) + 1e-9)

def lp_normalization(x, axis=-1, p=2):
    return F.normalize(x, p=p, dim=axis, eps=0.0)

def softmax(x, axis=-1):
    return F.softmax(x, axis)

def log_softmax(x, axis=-1):
    return F.log_softmax(x, axis)

def gelu(x, approximate="none"):
    return F.gelu(x, approximate=approximate)

functions = {
    "BatchNormalization": batch_normalization, "LayerNormalization": layer_normalization,
    "RMSNormalization": rms_normalization, "GroupNormalization": group_normalization,
    "InstanceNormalization": instance_normalization, "MeanVarianceNormalization": mean_variance_normalization,
    "LpNormalization": lp_normalization, "Softmax": softmax, "LogSoftmax": log_softmax, "Gelu": gelu,
}
`;

function attribute(value: OnnxRow["attrs"][string]): Value {
  if (typeof value === "number") return Number.isInteger(value) ? value : new PyFloat(value);
  return typeof value === "string" ? value : new PyTuple([...value]);
}

function problemOf(session: Session, row: OnnxRow): string | null {
  const attributes = new PyDict();
  for (const [name, value] of Object.entries(row.attrs)) attributes.setString(name, attribute(value));
  const inputs = new PyTuple(row.inputs.map((input) => toValue(input, () => undefined) ?? null));
  try {
    runWith(session, { inputs, attributes, op: row.op }, "outputs = functions[op](*inputs, **attributes)");
  } catch (error) {
    return error instanceof CellFailure ? error.message : String(error);
  }
  const outputs = tensorsIn(session.interpreter.getGlobal("outputs") ?? null);
  for (const [i, recorded] of row.outputs.entries()) {
    const expected = decode(recorded);
    const actual = outputs[i];
    if (actual === undefined) return `output ${i} is missing`;
    const [a, b] = [toNumbers(actual), toNumbers(expected)];
    const far = a.findIndex(
      (value, k) => !(Math.abs(value - b[k]) <= row.atol + row.rtol * Math.abs(b[k])) && !Object.is(value, b[k]),
    );
    if (a.length !== b.length || far >= 0) return `output ${i}, element ${far}: ${a[far]}, expected ${b[far]}`;
  }
  return null;
}

export function runOnnx(only: string): Outcome[] {
  const session = openSession();
  runWith(session, {}, library);
  return load("onnx_node")
    .filter((row) => `onnx_node ${row.op} ${row.name}`.includes(only))
    .map((row) => ({ kind: "onnx_node", group: row.op, name: row.name, problem: problemOf(session, row) }));
}
