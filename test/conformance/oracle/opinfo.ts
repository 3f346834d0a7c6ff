/** PyTorch's own sample inputs: outputs, gradients and errors of single operations. */
import { defaultGenerator, grad, setRequiresGrad } from "../../../src/engine/index.ts";
import type { Tensor } from "../../../src/engine/tensor/tensor.ts";
import { PyDict } from "../../../src/language/runtime/objects/dict.ts";
import type { Value } from "../../../src/language/runtime/objects/object.ts";
import { PyTuple } from "../../../src/language/runtime/objects/sequence.ts";
import { difference, toleranceFor } from "./compare.ts";
import { decode, isRecordedTensor, load, type OpInfoRow, type Recorded } from "./data.ts";
import type { Outcome } from "./report.ts";
import { CellFailure, evaluate, openSession, runWith, type Session, tensorsIn, toValue } from "./session.ts";

/** Operations whose result is one rounding of the exact value, or a choice among the inputs. */
const exactOperations = new Set([
  "add", "mul", "sub", "clamp", "masked_fill", "median", "tril", "triu", "where", "amax", "amin", "histc", "sqrt",
  "nn.functional.relu", "nn.functional.dropout",
]); // biome-ignore format: a list

/** The call, with the recorded argument order undone where it is the suite's own. */
export function expressionFor(op: string): string {
  if (op === "where") return "torch.where(args[0], x, *args[1:])";
  if (op === "nn.functional.embedding") return "F.embedding(args[0], x, *args[1:], **kwargs)";
  if (op === "einsum") return "torch.einsum(args[0], *x)";
  if (op.endsWith("polygamma")) return `torch.${op}(args[0], x)`;
  return `torch.${op}(x, *args, **kwargs)`;
}

function tensorsOf(recorded: Recorded): Recorded[] {
  if (isRecordedTensor(recorded)) return [recorded];
  if (Array.isArray(recorded)) return recorded.flatMap((item: Recorded) => tensorsOf(item));
  return [];
}

function compareAll(
  what: string,
  actual: readonly Tensor[],
  expected: readonly Recorded[],
  isExact: boolean,
): string | null {
  if (actual.length !== expected.length) return `${actual.length} ${what}s, expected ${expected.length}`;
  for (const [i, recorded] of expected.entries()) {
    if (!isRecordedTensor(recorded)) continue;
    const problem = difference(actual[i], decode(recorded), toleranceFor(recorded.dtype, isExact));
    if (problem !== null) return `${what} ${i}: ${problem}`;
  }
  return null;
}

/** The gradients in the form that they are recorded in: null for an input that nothing flows to. */
function compareGradients(row: OpInfoRow, outputs: readonly Tensor[], leaves: readonly Tensor[]): string | null {
  if (row.grads === undefined || row.grad_output === undefined) return null;
  const wanted = outputs.find((output) => output.gradient !== null);
  if (wanted === undefined) return "no output has a gradient";
  const found = grad([wanted], leaves, [decode(row.grad_output)], { allowUnused: true });
  if (found.length !== row.grads.length) return `${found.length} gradients, expected ${row.grads.length}`;
  for (const [i, recorded] of row.grads.entries()) {
    const actual = found[i];
    if (recorded === null) {
      if (actual !== null) return `gradient ${i}: expected none`;
      continue;
    }
    if (actual === null) return `gradient ${i}: none`;
    const problem = difference(actual, decode(recorded), toleranceFor(recorded.dtype, false));
    if (problem !== null) return `gradient ${i}: ${problem}`;
  }
  return null;
}

/** Null where our answer to a recorded sample is PyTorch's, else what differs. */
export function problemOf(session: Session, row: OpInfoRow, expression: string): string | null {
  const leaves: Tensor[] = [];
  const mark = (tensor: Tensor): void => {
    setRequiresGrad(tensor, true);
    leaves.push(tensor);
  };
  const x = toValue(row.input, mark);
  const args = row.args.map((arg) => toValue(arg, mark));
  const kwargs = new PyDict();
  const values: (Value | undefined)[] = [x, ...args];
  for (const [name, recorded] of Object.entries(row.kwargs)) {
    const value = toValue(recorded, mark);
    values.push(value);
    if (value !== undefined) kwargs.setString(name, value);
  }
  if (values.includes(undefined)) return "an argument has no form in the cell language (complex numbers)";
  // No element is undefined: the line above has seen to it.
  const names = { x: x as Value, args: new PyTuple(args as Value[]), kwargs };
  const isExact = exactOperations.has(row.op);
  // The samples were recorded after torch.manual_seed(42): dropout's masks show it.
  defaultGenerator().manualSeed(42n);
  try {
    // Every sample was recorded after this seed: it decides what dropout drops.
    runWith(session, {}, "torch.manual_seed(42)");
    const outputs = tensorsIn(evaluate(session, names, expression));
    if (row.error !== undefined) return `no error, expected ${row.error.type}: ${row.error.message}`;
    const expected = tensorsOf(row.output ?? null);
    return compareAll("output", outputs, expected, isExact) ?? compareGradients(row, outputs, leaves);
  } catch (error) {
    const { type, text } = error instanceof CellFailure ? error : { type: "JavaScript", text: String(error) };
    if (row.error === undefined) return `${type}: ${text}`;
    if (type !== row.error.type || text.trim() !== row.error.message.trim()) {
      return `${type}: ${text}; expected ${row.error.type}: ${row.error.message}`;
    }
    return null;
  }
}

export function runOpInfo(only: string): Outcome[] {
  const session = openSession();
  const counts = new Map<string, number>();
  const outcomes: Outcome[] = [];
  for (const row of load("opinfo")) {
    const number = counts.get(row.op) ?? 0;
    counts.set(row.op, number + 1);
    const name = `${row.op} #${number} ${row.dtype}`;
    if (!`opinfo ${name}`.includes(only)) continue;
    outcomes.push({ kind: "opinfo", group: row.op, name, problem: problemOf(session, row, expressionFor(row.op)) });
  }
  return outcomes;
}
