/** PyTorch's module tests: initial weights, outputs, state after the call, and repr. */
import { noGrad } from "../../../src/engine/index.ts";
import { PyDict } from "../../../src/language/runtime/objects/dict.ts";
import type { Value } from "../../../src/language/runtime/objects/object.ts";
import { PyTuple } from "../../../src/language/runtime/objects/sequence.ts";
import { difference, toleranceFor } from "./compare.ts";
import { decode, isRecordedTensor, load, type ModuleRow, type Recorded } from "./data.ts";
import type { Outcome } from "./report.ts";
import { CellFailure, openSession, runWith, type Session, tensorsIn, toValue } from "./session.ts";

const program = `
torch.manual_seed(1)
module = CLASS(*ctor_args, **ctor_kwargs)
if dtype is not None:
    module = module.to(dtype)
module.train(training)
output = module(*args, **kwargs)
state = module.state_dict()
text = repr(module)
`;

/** Functions that were recorded by their repr. */
const functions: Readonly<Record<string, string>> = {
  "<built-in function gelu>": "F.gelu",
  "<function relu at": "F.relu",
};

function argument(session: Session, recorded: Recorded): Value {
  if (typeof recorded === "object" && recorded !== null && "repr" in recorded && typeof recorded.repr === "string") {
    const text = recorded.repr;
    const known = Object.entries(functions).find(([start]) => text.startsWith(start));
    runWith(session, {}, `_known = ${known?.[1] ?? "None"}`);
    return session.interpreter.getGlobal("_known") ?? null;
  }
  return toValue(recorded, () => undefined) ?? null;
}

function dictOf(session: Session, recorded: Readonly<Record<string, Recorded>>): PyDict {
  const dict = new PyDict();
  for (const [name, value] of Object.entries(recorded)) dict.setString(name, argument(session, value));
  return dict;
}

function tensorsOf(recorded: Recorded): Recorded[] {
  if (isRecordedTensor(recorded)) return [recorded];
  return Array.isArray(recorded) ? recorded.flatMap((item: Recorded) => tensorsOf(item)) : [];
}

function run(session: Session, row: ModuleRow): void {
  const names = {
    ctor_args: new PyTuple(row.ctor_args.map((arg) => argument(session, arg))),
    ctor_kwargs: dictOf(session, row.ctor_kwargs),
    args: new PyTuple(row.args.map((arg) => argument(session, arg))),
    kwargs: dictOf(session, row.kwargs),
    training: row.training,
    dtype: toValue({ torch_dtype: `torch.${row.dtype}` }, () => undefined) ?? null,
  };
  noGrad(() => runWith(session, names, program.replace("CLASS", `nn.${row.module}`)));
}

function problemOf(session: Session, row: ModuleRow): string | null {
  try {
    run(session, row);
  } catch (error) {
    return error instanceof CellFailure ? error.message : String(error);
  }
  const text = session.interpreter.getGlobal("text");
  if (text !== row.repr) return `repr ${JSON.stringify(text)}, expected ${JSON.stringify(row.repr)}`;
  const state = session.interpreter.getGlobal("state");
  if (!(state instanceof PyDict)) return "no state";
  const keys = [...state.keys()];
  if (keys.join() !== Object.keys(row.state).join())
    return `state of ${keys.join()}, expected ${Object.keys(row.state).join()}`;
  for (const [name, recorded] of Object.entries(row.state)) {
    const [tensor] = tensorsIn(state.getString(name) ?? null);
    const problem = difference(tensor, decode(recorded), toleranceFor(recorded.dtype, false));
    if (problem !== null) return `state ${name}: ${problem}`;
  }
  const outputs = tensorsIn(session.interpreter.getGlobal("output") ?? null);
  for (const [i, recorded] of tensorsOf(row.output).entries()) {
    if (!isRecordedTensor(recorded)) continue;
    const problem = difference(outputs[i], decode(recorded), toleranceFor(recorded.dtype, false));
    if (problem !== null) return `output ${i}: ${problem}`;
  }
  return null;
}

export function runModules(only: string): Outcome[] {
  const session = openSession();
  const outcomes: Outcome[] = [];
  for (const [number, row] of load("modules").entries()) {
    const name = `${row.module} #${number} ${row.dtype}`;
    if (!`modules ${name}`.includes(only)) continue;
    outcomes.push({ kind: "modules", group: row.module, name, problem: problemOf(session, row) });
  }
  return outcomes;
}
