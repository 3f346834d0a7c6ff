/** What lnnb's functions give back: values to assert on, whose repr is one short sentence. */
import { FIGURE_MIME, type Payload } from "../../../figures/payload.ts";
import { writePayload } from "../../../figures/read-payload.ts";
import { payloadToText } from "../../../figures/text.ts";
import { PyFloat } from "../../runtime/objects/float.ts";
import { NativeFunction } from "../../runtime/objects/function.ts";
import { PyInstance } from "../../runtime/objects/instance.ts";
import { type Machine, type MimeBundle, PyType, type Value } from "../../runtime/objects/object.ts";
import { PyTuple } from "../../runtime/objects/sequence.ts";
import { objectType } from "../../runtime/objects/types.ts";

/** A figure that was shown, and in which cell. */
interface Shown {
  readonly bundle: MimeBundle;
  readonly cell: string;
}

/** A result's sentence; and whether it is true, where it is a verdict. */
class Result extends PyInstance {
  constructor(
    type: PyType,
    readonly sentence: string,
    readonly verdict: boolean | null,
    /** null for a part of a result. */
    readonly shown: Shown | null,
  ) {
    super(type);
  }

  /** As the last expression of the cell that showed it: nothing more. In a later cell: the figure again. */
  mimeBundle(machine: Machine): MimeBundle | null {
    if (this.shown === null) return { "text/plain": this.sentence };
    return this.shown.cell === cellOf(machine) ? null : this.shown.bundle;
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
    return result.shown === null ? result.sentence : `${result.type.name}(${result.sentence})`;
  }),
);
baseType.attributes.set(
  "__bool__",
  new NativeFunction("__bool__", (_machine, [self]) => asResult(self)?.verdict ?? true),
);

/** The figure of a result; null for any other value. */
export const bundleOf = (value: Value): MimeBundle | null => asResult(value)?.shown?.bundle ?? null;

/** The cell that is running, as tracebacks name it. */
const cellOf = (machine: Machine): string => machine.callers().at(-1)?.file ?? "";

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
  Interaction: resultType("Interaction", baseType),
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
  const shown = { bundle, cell: cellOf(machine) };
  const result = new Result(options.type ?? baseType, options.sentence, options.verdict ?? null, shown);
  fill(result, options.attributes ?? {});
  machine.display(bundle);
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
