import type { EvaluateAt } from "../../../engine/autograd/structure/copies.ts";
import { type NumberSource, readAll, sampleIndices, sourceOf, tensorSource } from "../../../engine/statistics/index.ts";
import { isFloating } from "../../../engine/tensor/dtype.ts";
import type { Tensor } from "../../../engine/tensor/tensor.ts";
import { formatCount, formatNumber, formatUlp, plural } from "../../../figures/format.ts";
import type { ComparisonData } from "../../../figures/payload.ts";
import { typeError, valueError } from "../../runtime/errors.ts";
import { PyDict } from "../../runtime/objects/dict.ts";
import { PyFunction } from "../../runtime/objects/function.ts";
import type { Machine, PyObject, Value } from "../../runtime/objects/object.ts";
import { PyList, PyTuple } from "../../runtime/objects/sequence.ts";
import { native } from "../../runtime/objects/signature.ts";
import { callMethod, getAttribute, isCallable, toArray, typeName } from "../../runtime/protocols/index.ts";
import { isRefusal } from "../torch/autograd/gradcheck.ts";
import { PyTensor } from "../torch/objects/tensor.ts";
import { wrapTensor } from "../torch/wrap.ts";
import { expression, textOf, toleranceOf } from "./arguments.ts";
import { head } from "./build/common.ts";
import { comparisonOf } from "./build/comparison.ts";
import { fixedNormals } from "./build/normal.ts";
import { comparisonResult, elementPart } from "./compare.ts";
import { centralDifferences, differencesByStructure } from "./differences.ts";
import { float, part, resultTypes, show, whole } from "./result.ts";
import { tensorFrom } from "./tensors.ts";
import {
  gradientsOf,
  isModule,
  leafCopy,
  namedParameters,
  nameOfCallable,
  withGradients,
  withoutGradients,
} from "./torch-calls.ts";

const where = "check_gradients()";

/** A tensor to differentiate by: the float64 copy that is passed to f. */
interface Variable {
  readonly name: string;
  readonly kind: "input" | "parameter";
  readonly copy: PyTensor;
}

export const checkGradients = native(
  "check_gradients(f, *inputs, manual=None, eps=1e-06, atol=1e-05, rtol=0.001, max_elements=16384, title=None)",
  (
    machine: Machine,
    f: Value,
    inputs: Value[],
    manual: Value,
    eps: Value,
    atol: Value,
    rtol: Value,
    maxElements: Value,
    title: Value,
  ) => {
    if (!isCallable(f)) throw typeError(`${where}: argument 'f' must be a function or a module, not ${typeName(f)}`);
    const step = toleranceOf(eps, `${where}: argument 'eps'`);
    if (step === 0) throw valueError(`${where}: argument 'eps' must be positive`);
    const tolerance = {
      atol: toleranceOf(atol, `${where}: argument 'atol'`),
      rtol: toleranceOf(rtol, `${where}: argument 'rtol'`),
      type: "float64",
    } as const;
    const limit = elementLimit(maxElements);
    const name = nameOfCallable(machine, f);
    const notes: string[] = [];
    const { callee, args, variables } = withoutGradients(machine, () => prepare(machine, f, inputs, notes));
    if (variables.length === 0) {
      throw valueError(`${where}: there is nothing to differentiate by: no argument is a floating point tensor`);
    }
    const run = (): Tensor[] => outputsOf(machine, machine.call(callee, [...args]));
    const outputs = withGradients(machine, run);
    const weights = outputs.map((output, i) => weightsOf(output, manual, args.length, i));
    const evaluate = (): Tensor[] => run();
    const replacing = (copy: PyTensor): EvaluateAt | null => {
      if (!args.includes(copy)) return null;
      return (tensor) => {
        const replaced = args.map((arg) => (arg === copy ? wrapTensor(tensor) : arg));
        try {
          return outputsOf(machine, machine.call(callee, replaced));
        } catch (error) {
          if (isRefusal(error)) return null;
          throw error;
        }
      };
    };
    withoutGradients(machine, () => requireSameAgain(outputs, evaluate()));
    const analytic =
      manual === null
        ? automatic(machine, outputs, weights, variables)
        : withoutGradients(machine, () => byHand(machine, manual, outputs, weights, args, variables));
    const tensors = withoutGradients(machine, () =>
      variables.flatMap(({ name: variable, kind, copy }, i) => {
        const gradient = analytic[i];
        if (gradient === "skipped") {
          notes.push(`${variable}: manual gave None, so its gradient was not checked.`);
          return [];
        }
        const total = copy.tensor.elementCount;
        const positions = total <= limit ? null : sampleIndices(total, limit);
        if (positions !== null) {
          notes.push(
            `${variable}: ${formatCount(positions.length)} of ${formatCount(total)} elements were checked, spread evenly; max_elements sets how many.`,
          );
        }
        const check = (): void => machine.checkInterrupt();
        const numeric =
          (positions === null
            ? differencesByStructure(
                { evaluateAt: replacing(copy), evaluate, tensor: copy.tensor, outputs, weights },
                step,
                check,
              )
            : null) ??
          centralDifferences(evaluate, copy.tensor, weights, step, positions ?? sampleIndices(total, total), check);
        const analyticValues = gradient === null ? new Float64Array(total) : doublesFrom(gradient);
        const source = sourceOf(positions?.map((position) => analyticValues[position]) ?? analyticValues);
        const comparison = comparisonOf(source, sourceOf(numeric), copy.tensor.shape, tolerance, {
          ...(positions !== null && { positions }),
          points: Math.max(100, Math.floor(1200 / variables.length)),
          blocks: variables.length > 8 ? 24 : 48,
        });
        return [
          {
            name: variable,
            kind,
            comparison,
            analytic: analyticValues,
            numeric: positions === null ? numeric : spread(numeric, positions, total),
          },
        ];
      }),
    );
    const ok = tensors.every(({ comparison }) => comparison.ok);
    return show(
      machine,
      {
        ...head("check_gradients", textOf(title, `${where}: argument 'title'`) ?? `Gradients of ${name}`, notes),
        function: name,
        ok,
        eps: step,
        source: manual === null ? "autograd" : "manual",
        tensors: tensors.map(({ name: tensor, kind, comparison }) => ({ name: tensor, kind, comparison })),
      },
      result(machine, ok, manual === null ? "analytic" : "manual", tensors),
    );
  },
  "Checks the gradients of f by every input and parameter against central differences, element by element.",
);

function elementLimit(value: Value): number {
  if (typeof value !== "number")
    throw typeError(`${where}: argument 'max_elements' must be an int, not ${typeName(value)}`);
  if (value < 1) throw valueError(`${where}: argument 'max_elements' must be positive, but is ${value}`);
  return value;
}

/** Float64 copies of the inputs (and, of a module, of itself), so that the user's own tensors and gradients stay as they are. */
function prepare(
  machine: Machine,
  f: Value,
  inputs: readonly Value[],
  notes: string[],
): { callee: Value; args: Value[]; variables: Variable[] } {
  const texts = machine.argumentTexts()?.positional;
  const variables: Variable[] = [];
  const args = inputs.map((input, i): Value => {
    if (!(input instanceof PyTensor) || !isFloating(input.tensor.dtype)) return input;
    const text = expression(texts?.[i + 1]);
    const name = text !== undefined && text.length <= 24 ? text : `input ${i + 1}`;
    if (input.tensor.dtype !== "float64")
      notes.push(`${name} is ${input.tensor.dtype}: it was checked on a float64 copy.`);
    const copy = leafCopy(machine, input, "float64");
    variables.push({ name, kind: "input", copy });
    return copy;
  });
  if (!isModule(machine, f)) return { callee: f, args, variables };
  const module = callMethod(machine, deepCopy(machine, f), "double");
  for (const { name, tensor } of namedParameters(machine, module)) {
    if (getAttribute(machine, tensor, "requires_grad") !== true) continue;
    variables.push({ name, kind: "parameter", copy: tensor });
  }
  return { callee: module, args, variables };
}

function deepCopy(machine: Machine, value: Value): Value {
  return machine.call(getAttribute(machine, machine.importModule("copy"), "deepcopy"), [value]);
}

function outputsOf(machine: Machine, value: Value): Tensor[] {
  const items =
    value instanceof PyTensor
      ? [value]
      : value instanceof PyTuple || value instanceof PyList
        ? toArray(machine, value)
        : [];
  const tensors = items.flatMap((item) =>
    item instanceof PyTensor && isFloating(item.tensor.dtype) ? [item.tensor] : [],
  );
  if (tensors.length === 0) {
    throw typeError(`${where}: f must return a floating point tensor or a tuple of them, not ${typeName(value)}`);
  }
  return tensors;
}

/** A scalar output counts as it is; others are weighed by fixed random numbers, so that no error can cancel another. */
function weightsOf(output: Tensor, manual: Value, inputCount: number, position: number): Float64Array {
  const count = output.elementCount;
  if (output.shape.length === 0 || (manual !== null && !takesGradOutput(manual, inputCount))) {
    return new Float64Array(count).fill(1);
  }
  return fixedNormals(count, position + 1);
}

/** Whether `manual` is called with the gradient of the output first. Tensors, and a function of the inputs only, are not. */
function takesGradOutput(manual: Value, inputCount: number): boolean {
  if (!isCallable(manual)) return false;
  if (!(manual instanceof PyFunction)) return true;
  const { positional, varPositional } = manual.code.parameters;
  return varPositional || positional - manual.defaults.length > inputCount || positional > inputCount;
}

function requireSameAgain(first: readonly Tensor[], second: readonly Tensor[]): void {
  first.forEach((output, i) => {
    const other = second[i];
    const a = readAll(tensorSource(output));
    const b = other === undefined ? null : readAll(tensorSource(other));
    if (b === null || a.length !== b.length || a.some((x, k) => !Object.is(x, b[k]))) {
      throw valueError(
        `${where}: f gives different values for the same input (random numbers, dropout?): its gradient has no numerical check`,
      );
    }
  });
}

type Analytic = NumberSource | null | "skipped";

function automatic(
  machine: Machine,
  outputs: readonly Tensor[],
  weights: readonly Float64Array[],
  variables: readonly Variable[],
): Analytic[] {
  const recorded = outputs
    .map((output, i) => ({ output, weight: weights[i] }))
    .filter(({ output }) => getAttribute(machine, wrapTensor(output), "requires_grad") === true);
  if (recorded.length === 0) return variables.map(() => null);
  const gradients = gradientsOf(
    machine,
    recorded.map(({ output }) => wrapTensor(output)),
    recorded.map(({ output, weight }) => tensorFrom(weight, output.shape, output.dtype)),
    variables.map(({ copy }) => copy),
  );
  return gradients.map((gradient) => (gradient === null ? null : tensorSource(gradient.tensor)));
}

function byHand(
  machine: Machine,
  manual: Value,
  outputs: readonly Tensor[],
  weights: readonly Float64Array[],
  args: readonly Value[],
  variables: readonly Variable[],
): Analytic[] {
  const gradOutputs = outputs.map((output, i) => wrapTensor(tensorFrom(weights[i], output.shape, output.dtype)));
  const given = !isCallable(manual)
    ? manual
    : machine.call(manual, takesGradOutput(manual, args.length) ? [...gradOutputs, ...args] : [...args]);
  const gradients =
    given instanceof PyTensor || given === null
      ? [given]
      : given instanceof PyTuple || given instanceof PyList
        ? toArray(machine, given)
        : null;
  if (gradients === null) {
    throw typeError(`${where}: manual must give a tensor or a tuple of tensors, not ${typeName(given)}`);
  }
  if (gradients.length !== variables.length) {
    throw valueError(
      `${where}: manual must give ${plural(variables.length, "gradient")} (${variables.map(({ name }) => name).join(", ")}), but gave ${gradients.length}`,
    );
  }
  return gradients.map((gradient, i) => {
    const { name, copy } = variables[i];
    if (gradient === null) return "skipped";
    if (!(gradient instanceof PyTensor)) {
      throw typeError(`${where}: manual's gradient of ${name} must be a tensor, not ${typeName(gradient)}`);
    }
    const { shape } = gradient.tensor;
    if (shape.length !== copy.tensor.shape.length || shape.some((size, d) => size !== copy.tensor.shape[d])) {
      throw valueError(
        `${where}: manual's gradient of ${name} has shape (${shape.join(", ")}), but ${name} has (${copy.tensor.shape.join(", ")})`,
      );
    }
    return tensorSource(gradient.tensor);
  });
}

/** The elements, where they lie if they can be used there. */
const doublesFrom = (source: NumberSource): Float64Array => source.doubles ?? readAll(source);

/** At its positions; NaN where nothing was measured. */
function spread(values: Float64Array, positions: readonly number[], total: number): Float64Array {
  const whole = new Float64Array(total).fill(Number.NaN);
  positions.forEach((position, i) => {
    whole[position] = values[i];
  });
  return whole;
}

interface Checked {
  readonly name: string;
  readonly comparison: ComparisonData;
  readonly analytic: Float64Array;
  readonly numeric: Float64Array;
}

function result(machine: Machine, ok: boolean, label: string, tensors: readonly Checked[]) {
  const byName = new PyDict();
  const analytic = new PyDict();
  const numeric = new PyDict();
  for (const tensor of tensors) {
    const { name, comparison } = tensor;
    byName.set(machine, name, part(comparisonResult(comparison, label, "numeric")));
    analytic.set(machine, name, wrapTensor(tensorFrom(tensor.analytic, comparison.shape)));
    numeric.set(machine, name, wrapTensor(tensorFrom(tensor.numeric, comparison.shape)));
  }
  const largest = (pick: (data: ComparisonData) => number): number =>
    Math.max(0, ...tensors.map(({ comparison }) => pick(comparison)));
  const failing = tensors.find(({ comparison }) => !comparison.ok);
  const worst =
    failing ??
    tensors.reduce<Checked | undefined>(
      (best, tensor) =>
        best === undefined || tensor.comparison.maxRelative > best.comparison.maxRelative ? tensor : best,
      undefined,
    );
  const element = worst?.comparison.worst[0];
  const maxAbsolute = largest((data) => data.maxAbsolute);
  const maxUlp = largest((data) => data.maxUlp);
  let worstPart: PyObject | null = null;
  if (worst !== undefined && element !== undefined) {
    const made = elementPart(element, label, "numeric", worst.name);
    made.attributeMap(true)?.set("tensor", worst.name);
    worstPart = made;
  }
  return {
    type: resultTypes.GradientCheck,
    sentence: `${ok ? "ok" : "not ok"}: ${plural(tensors.length, "gradient")}, max abs ${formatNumber(maxAbsolute, 3)}, max ${formatUlp(maxUlp)} ulp${ok || worst === undefined ? "" : `, wrong: ${worst.name}`}`,
    verdict: ok,
    attributes: {
      ok,
      max_abs: float(maxAbsolute),
      max_rel: float(largest((data) => data.maxRelative)),
      max_ulp: whole(maxUlp),
      worst: worstPart,
      tensors: byName,
      analytic,
      numeric,
    },
  };
}
