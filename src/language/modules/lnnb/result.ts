/** What lnnb's functions give back: values to assert on, whose repr is one short sentence. */
import { FIGURE_MIME, type Payload } from "../../../figures/payload.ts";
import { writePayload } from "../../../figures/read-payload.ts";
import { payloadToText } from "../../../figures/text.ts";
import { PyDict } from "../../runtime/objects/dict.ts";
import { PyFloat } from "../../runtime/objects/float.ts";
import { NativeFunction } from "../../runtime/objects/function.ts";
import { PyInstance } from "../../runtime/objects/instance.ts";
import { type Machine, type MimeBundle, PyType, type Value } from "../../runtime/objects/object.ts";
import { PyTuple } from "../../runtime/objects/sequence.ts";
import { objectType } from "../../runtime/objects/types.ts";

/** A result's sentence; and whether it is true, where it is a verdict. */
class Result extends PyInstance {
  constructor(
    type: PyType,
    readonly sentence: string,
    readonly verdict: boolean | null,
    /** What it showed, to be shown again when it is displayed by itself; null for a part of a result. */
    readonly bundle: MimeBundle | null,
  ) {
    super(type);
  }
}

function resultType(name: string, base: PyType = objectType): PyType {
  const type = new PyType(name, [base], "lnnb");
  type.hasDict = true;
  type.subclassable = false;
  return type;
}

const baseType = resultType("Figure");
const asResult = (value: Value): Result | null => (value instanceof Result ? value : null);
baseType.attributes.set(
  "__repr__",
  new NativeFunction("__repr__", (_machine, [self]) => {
    const result = asResult(self);
    if (result === null) return "lnnb figure";
    return result.bundle === null ? result.sentence : `${result.type.name}(${result.sentence})`;
  }),
);
baseType.attributes.set(
  "__bool__",
  new NativeFunction("__bool__", (_machine, [self]) => asResult(self)?.verdict ?? true),
);

/** The result that was shown last: as the last expression of its cell it must not be shown a second time. */
const lastShown = new WeakMap<Machine, Result>();

baseType.attributes.set(
  "_repr_mimebundle_",
  new NativeFunction("_repr_mimebundle_", (machine, [self]) => {
    const result = asResult(self);
    if (result === null || result.bundle === null) return null;
    if (lastShown.get(machine) === result) {
      lastShown.delete(machine);
      return new PyDict();
    }
    machine.display(result.bundle);
    return new PyDict();
  }),
);

export const resultTypes = {
  Figure: baseType,
  Distribution: resultType("Distribution", baseType),
  Statistics: resultType("Statistics", baseType),
  Comparison: resultType("Comparison", baseType),
  ElementError: resultType("ElementError", baseType),
  GradientCheck: resultType("GradientCheck", baseType),
  Steps: resultType("Steps", baseType),
  GradientTerms: resultType("GradientTerms", baseType),
  Trace: resultType("Trace", baseType),
  TraceModule: resultType("TraceModule", baseType),
} as const;

export interface ResultOptions {
  readonly type?: PyType;
  readonly sentence: string;
  readonly verdict?: boolean;
  readonly attributes?: Readonly<Record<string, Value>>;
}

/** A part of a result: values under names. */
export function part({ type = baseType, sentence, verdict, attributes = {} }: ResultOptions): PyInstance {
  return fill(new Result(type, sentence, verdict ?? null, null), attributes);
}

/** Shows the figure now, under the cell, and gives back its result. */
export function show(machine: Machine, payload: Payload, options: ResultOptions): PyInstance {
  const bundle: MimeBundle = { [FIGURE_MIME]: writePayload(payload), "text/plain": payloadToText(payload) };
  const result = new Result(options.type ?? baseType, options.sentence, options.verdict ?? null, bundle);
  fill(result, options.attributes ?? {});
  machine.display(bundle);
  lastShown.set(machine, result);
  return result;
}

function fill(result: PyInstance, attributes: Readonly<Record<string, Value>>): PyInstance {
  for (const [name, value] of Object.entries(attributes)) result.attributes.set(name, value);
  return result;
}

export const float = (value: number): PyFloat => new PyFloat(value);
/** A count, or a distance that may be infinite. */
export const whole = (value: number): Value => (Number.isSafeInteger(value) ? value : new PyFloat(value));
export const tuple = (values: readonly number[]): PyTuple => new PyTuple([...values]);
