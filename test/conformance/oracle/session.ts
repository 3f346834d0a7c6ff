/** A cell language session for the oracle's rows: values in, values out. */
import type { Tensor } from "../../../src/engine/tensor/tensor.ts";
import { createInterpreter, type InterpreterSession } from "../../../src/language/interpreter.ts";
import type { Host } from "../../../src/language/interpreter-api.ts";
import { dtypeNames } from "../../../src/language/modules/torch/objects/dtype.ts";
import { PyTensor } from "../../../src/language/modules/torch/objects/tensor.ts";
import { wrapTensor } from "../../../src/language/modules/torch/wrap.ts";
import { PyDict } from "../../../src/language/runtime/objects/dict.ts";
import { PyFloat } from "../../../src/language/runtime/objects/float.ts";
import type { Value } from "../../../src/language/runtime/objects/object.ts";
import { PyList, PyTuple } from "../../../src/language/runtime/objects/sequence.ts";
import { decode, isRecordedTensor, type Recorded } from "./data.ts";

export interface Captured {
  stdout: string;
  stderr: string;
}

export function captureHost(captured: Captured): Host {
  return {
    write: (stream, text) => {
      captured[stream] += text;
    },
    display: () => undefined,
    now: () => Date.now(),
    interrupt: new Int32Array(1),
    sleep: () => undefined,
  };
}

export interface Session {
  readonly interpreter: InterpreterSession;
  readonly captured: Captured;
}

export function openSession(): Session {
  const captured = { stdout: "", stderr: "" };
  return { interpreter: createInterpreter(captureHost(captured), { preloaded: true }), captured };
}

/** Thrown where a row's program ends with an error. */
export class CellFailure extends Error {
  constructor(
    readonly type: string,
    readonly text: string,
  ) {
    super(`${type}: ${text}`);
  }
}

/** Runs a program with names set before; throws CellFailure for its error. */
export function runWith({ interpreter }: Session, names: Readonly<Record<string, Value>>, source: string): void {
  for (const [name, value] of Object.entries(names)) interpreter.setGlobal(name, value);
  const outcome = interpreter.run({ source, file: "row.py", interactive: false });
  if (outcome.status === "error") throw new CellFailure(outcome.error.name, outcome.error.message);
}

/** The value of an expression. */
export function evaluate(session: Session, names: Readonly<Record<string, Value>>, expression: string): Value {
  runWith(session, names, `_result = ${expression}`);
  return session.interpreter.getGlobal("_result") ?? null;
}

/** A recorded value as a cell's; null where it has no form here. */
export function toValue(recorded: Recorded, requiresGrad: (tensor: Tensor) => void, tuples = true): Value | undefined {
  if (recorded === null || typeof recorded === "string" || typeof recorded === "boolean") return recorded;
  if (typeof recorded === "number") return Number.isInteger(recorded) ? recorded : new PyFloat(recorded);
  if (isList(recorded)) {
    const items = recorded.map((item: Recorded) => toValue(item, requiresGrad, tuples));
    if (items.some((item) => item === undefined)) return undefined;
    const values = items.filter((item) => item !== undefined);
    return tuples ? new PyTuple(values) : new PyList(values);
  }
  return objectValue(recorded, requiresGrad, tuples);
}

const isList = (recorded: Recorded): recorded is readonly Recorded[] => Array.isArray(recorded);

const special: Readonly<Record<string, number>> = { nan: Number.NaN, inf: Infinity, "-inf": -Infinity };

function objectValue(
  recorded: Exclude<Recorded, null | boolean | number | string | readonly Recorded[]>,
  requiresGrad: (tensor: Tensor) => void,
  tuples: boolean,
): Value | undefined {
  if (isRecordedTensor(recorded)) {
    if (recorded.dtype.startsWith("complex")) return undefined;
    const tensor = decode(recorded);
    if (recorded.requires_grad === true) requiresGrad(tensor);
    return wrapTensor(tensor);
  }
  if ("float" in recorded && typeof recorded.float === "string")
    return new PyFloat(special[recorded.float] ?? Number(recorded.float));
  if ("torch_dtype" in recorded && typeof recorded.torch_dtype === "string") {
    return dtypeNames.get(recorded.torch_dtype.replace("torch.", ""));
  }
  if ("repr" in recorded) return undefined;
  const dict = new PyDict();
  for (const [name, item] of Object.entries(recorded)) {
    const value = toValue(item, requiresGrad, tuples);
    if (value === undefined) return undefined;
    dict.setString(name, value);
  }
  return dict;
}

/** The tensors in a result, in order. */
export function tensorsIn(value: Value): Tensor[] {
  if (value instanceof PyTensor) return [value.tensor];
  if (value instanceof PyTuple || value instanceof PyList) return value.items.flatMap(tensorsIn);
  return [];
}
