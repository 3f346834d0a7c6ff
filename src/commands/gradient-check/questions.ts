/** The questions of "Check Gradients...". */
import type { Choice, Questions } from "../multi-step.ts";
import type { Definition } from "./definitions.ts";
import {
  type BuiltinSubject,
  builtinSubjects,
  type CheckDtype,
  checkNormShape,
  defaultGroups,
  defaultShape,
  defaultShapes,
  type GradientCheck,
  type Parsed,
  parseEps,
  parseGroups,
  parseShape,
  parseShapes,
  requireValue,
} from "./options.ts";

type Subject = BuiltinSubject | Definition;

export interface Asked {
  readonly check: GradientCheck;
  /** What of the notebook it needs. */
  readonly definitions: readonly Definition[];
}

export async function askGradientCheck(questions: Questions, definitions: readonly Definition[]): Promise<Asked> {
  const subject = await questions.choose<Subject>("What is to be checked?", subjectChoices(definitions));
  if (typeof subject === "string") return { check: await askNorm(questions, subject), definitions: [] };
  return askDefinition(questions, subject, definitions);
}

const separator = -1; // vscode.QuickPickItemKind.Separator

function subjectChoices(definitions: readonly Definition[]): (Choice<Subject> | { label: string; kind: number })[] {
  const norms: Choice<Subject>[] = builtinSubjects.map((name) => ({
    label: name,
    description: `nn.${name === "BatchNorm" ? "BatchNorm1d, 2d, 3d" : name}`,
    value: name,
  }));
  if (definitions.length === 0) return norms;
  const own: Choice<Subject>[] = definitions.map((definition) => ({
    label: definition.name,
    description: `${definition.kind} in cell ${definition.cell + 1}`,
    value: definition,
  }));
  return [{ label: "in this notebook", kind: separator }, ...own, { label: "torch.nn", kind: separator }, ...norms];
}

async function askNorm(questions: Questions, subject: BuiltinSubject): Promise<GradientCheck> {
  questions.expect(subject === "GroupNorm" ? 5 : 4);
  const shapeText = await questions.ask("Shape of the input", defaultShape(subject), (text) => {
    const shape = parseShape(text);
    return "problem" in shape ? shape.problem : checkNormShape(subject, shape.value);
  });
  const shape = requireValue(parseShape(shapeText));
  const groups =
    subject === "GroupNorm"
      ? requireValue(
          parseGroups(
            await questions.ask(`Groups of the ${shape[1]} channels`, String(defaultGroups(shape[1])), (text) =>
              problemOf(parseGroups(text, shape[1])),
            ),
            shape[1],
          ),
        )
      : undefined;
  const dtype = await askDtype(questions);
  const eps = requireValue(parseEps(await questions.ask("eps", "1e-5", (text) => problemOf(parseEps(text)))));
  return { subject, shape, dtype, eps, ...(groups !== undefined && { groups }) };
}

async function askDefinition(
  questions: Questions,
  definition: Definition,
  definitions: readonly Definition[],
): Promise<Asked> {
  const backwards = definitions.filter((other) => isBackwardOf(other, definition));
  questions.expect(3 + (definition.kind === "module class" ? 1 : 0) + (backwards.length > 0 ? 1 : 0));
  const callable = await askCallable(questions, definition);
  const names = definition.parameters.length > 0 ? definition.parameters : ["input"];
  const shapesText = await questions.ask(`Shapes of ${names.join(", ")}`, defaultShapes(names), (text) =>
    problemOf(parseShapes(text, names)),
  );
  const dtype = await askDtype(questions);
  const manual = backwards.length === 0 ? undefined : await askManual(questions, backwards);
  return {
    check: {
      callable,
      inputs: names,
      shapes: requireValue(parseShapes(shapesText, names)),
      dtype,
      ...(manual && { manual: manual.name }),
    },
    definitions: manual === undefined ? [definition] : [definition, manual],
  };
}

async function askCallable(questions: Questions, definition: Definition): Promise<string> {
  switch (definition.kind) {
    case "autograd function":
      return `${definition.name}.apply`;
    case "module class": {
      const args = (definition.constructorParameters ?? []).map(() => "8").join(", ");
      return questions.ask("How the module is made", `${definition.name}(${args})`, (text) =>
        new RegExp(`^${definition.name}\\(.*\\)$`, "s").test(text.trim())
          ? undefined
          : `Write a call: ${definition.name}(...).`,
      );
    }
    default:
      return definition.name;
  }
}

const isBackwardOf = (candidate: Definition, subject: Definition): boolean =>
  candidate.kind === "function" && candidate.name !== subject.name && /backward|grad/i.test(candidate.name);

function askManual(questions: Questions, backwards: readonly Definition[]): Promise<Definition | undefined> {
  const choices: Choice<Definition | undefined>[] = [
    { label: "autograd", description: "the gradients that loss.backward() gives", value: undefined },
    ...backwards.map((definition) => ({
      label: definition.name,
      description: `gradients by hand, in cell ${definition.cell + 1}`,
      value: definition,
    })),
  ];
  return questions.choose("Which gradients are to be checked?", choices);
}

function askDtype(questions: Questions): Promise<CheckDtype> {
  const choices: Choice<CheckDtype>[] = [
    { label: "float64", description: "what a gradient check wants", value: "float64" },
    { label: "float32", description: "as in training; the check itself works on float64 copies", value: "float32" },
  ];
  return questions.choose("dtype", choices);
}

const problemOf = (parsed: Parsed<unknown>): string | undefined => ("problem" in parsed ? parsed.problem : undefined);
