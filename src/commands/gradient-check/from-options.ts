/** "Check Gradients..." without questions: for tests, keybindings and other extensions. */
import type { Definition } from "./definitions.ts";
import {
  type CheckDtype,
  checkNormShape,
  defaultGroups,
  defaultShape,
  defaultShapes,
  dtypes,
  isBuiltinSubject,
  parseEps,
  parseGroups,
  parseShape,
  parseShapes,
  requireValue,
} from "./options.ts";
import type { Asked } from "./questions.ts";

export interface CheckGradientsOptions {
  /** LayerNorm, RMSNorm, BatchNorm, GroupNorm, or the name of a function or module that the active notebook defines. */
  readonly subject: string;
  /** `"4, 8"`, or for several inputs `"(4, 8), (8)"`. */
  readonly shape?: string;
  readonly dtype?: string;
  readonly eps?: string | number;
  /** Of GroupNorm. */
  readonly groups?: number;
  /** Of a module class: the call that makes it. */
  readonly make?: string;
  /** The name of a function of the notebook that computes the gradients by hand. */
  readonly manual?: string;
}

/** Throws an Error whose message is a sentence for the user. */
export function fromOptions(options: CheckGradientsOptions, definitions: readonly Definition[]): Asked {
  const dtype = checkedDtype(options.dtype ?? "float64");
  const { subject } = options;
  if (isBuiltinSubject(subject)) {
    const shape = requireValue(parseShape(options.shape ?? defaultShape(subject)));
    const problem = checkNormShape(subject, shape);
    if (problem !== undefined) throw new Error(problem);
    const eps = requireValue(parseEps(String(options.eps ?? "1e-5")));
    if (subject !== "GroupNorm") return { check: { subject, shape, dtype, eps }, definitions: [] };
    const groups = requireValue(parseGroups(String(options.groups ?? defaultGroups(shape[1])), shape[1]));
    return { check: { subject, shape, dtype, eps, groups }, definitions: [] };
  }
  const definition = find(subject, definitions);
  const names = definition.parameters.length > 0 ? definition.parameters : ["input"];
  const manual = options.manual === undefined ? undefined : find(options.manual, definitions);
  return {
    check: {
      callable: callableOf(definition, options),
      inputs: names,
      shapes: requireValue(parseShapes(options.shape ?? defaultShapes(names), names)),
      dtype,
      ...(manual && { manual: manual.name }),
    },
    definitions: manual === undefined ? [definition] : [definition, manual],
  };
}

function callableOf(definition: Definition, options: CheckGradientsOptions): string {
  switch (definition.kind) {
    case "autograd function":
      return `${definition.name}.apply`;
    case "module class":
      return options.make ?? `${definition.name}(8)`;
    default:
      return definition.name;
  }
}

function find(name: string, definitions: readonly Definition[]): Definition {
  const found = definitions.find((definition) => definition.name === name);
  if (found !== undefined) return found;
  const known = definitions.map((definition) => definition.name);
  throw new Error(
    `The active notebook does not define ${name}. ${known.length === 0 ? "It defines no function or module." : `It defines ${known.join(", ")}.`}`,
  );
}

function checkedDtype(name: string): CheckDtype {
  const dtype = dtypes.find((candidate) => candidate === name);
  if (dtype === undefined) throw new Error(`A gradient check takes ${dtypes.join(" or ")}, not ${name}.`);
  return dtype;
}
