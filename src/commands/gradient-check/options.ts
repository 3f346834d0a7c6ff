/** What a gradient check is asked for, and the checks of what a person types. */

export const builtinSubjects = ["LayerNorm", "RMSNorm", "BatchNorm", "GroupNorm"] as const;
export type BuiltinSubject = (typeof builtinSubjects)[number];

export const dtypes = ["float64", "float32"] as const;
export type CheckDtype = (typeof dtypes)[number];

/** A check that is fully specified. */
export type GradientCheck = NormCheck | DefinitionCheck;

export interface NormCheck {
  readonly subject: BuiltinSubject;
  readonly shape: readonly number[];
  readonly dtype: CheckDtype;
  /** As it is to be written: `1e-05`. */
  readonly eps: string;
  /** Of GroupNorm. */
  readonly groups?: number;
}

export interface DefinitionCheck {
  /** The Python expression that is called: a function, `Norm.apply`, a module, `MyNorm(8)`. */
  readonly callable: string;
  /** The names of the tensors that it takes, and a shape for each. */
  readonly inputs: readonly string[];
  readonly shapes: readonly (readonly number[])[];
  readonly dtype: CheckDtype;
  /** The name of a function that computes the gradients by hand, to be checked in autograd's place. */
  readonly manual?: string;
}

export const isNormCheck = (check: GradientCheck): check is NormCheck => "subject" in check;
export const isBuiltinSubject = (name: string): name is BuiltinSubject =>
  (builtinSubjects as readonly string[]).includes(name);

/** A result, or one sentence that says what is wrong. */
export type Parsed<T> = { readonly value: T } | { readonly problem: string };

/** The result; throws an Error with the sentence where there is none. */
export function requireValue<T>(parsed: Parsed<T>): T {
  if ("problem" in parsed) throw new Error(parsed.problem);
  return parsed.value;
}

/** Central differences call the function twice for each element. */
export const maxElements = 16_384;

export function parseShape(text: string): Parsed<number[]> {
  const inner = text.trim().replace(/^[([]\s*(.*?),?\s*[)\]]$/, "$1");
  const parts = inner.split(/\s*[,x×]\s*|\s+/).filter((part) => part !== "");
  if (parts.length === 0) return { problem: "Give the sizes of the dimensions, for example 4, 8." };
  const wrong = parts.find((part) => !/^[0-9]+$/.test(part) || Number(part) < 1);
  if (wrong !== undefined) return { problem: `"${wrong}" is not the size of a dimension: give whole numbers from 1.` };
  const shape = parts.map(Number);
  const elements = shape.reduce((product, size) => product * size, 1);
  if (elements > maxElements) {
    return {
      problem: `A check of ${elements.toLocaleString("en")} elements would take long: at most ${maxElements.toLocaleString("en")}.`,
    };
  }
  return { value: shape };
}

/** One shape for each of `names`, in brackets where there is more than one: `(4, 8), (8)`. */
export function parseShapes(text: string, names: readonly string[]): Parsed<number[][]> {
  const bracketed = [...text.matchAll(/[([][^()[\]]*[)\]]/g)].map((match) => match[0]);
  const rest = text.replace(/[([][^()[\]]*[)\]]/g, "").replace(/[\s,;]/g, "");
  const parts = bracketed.length > 0 && rest === "" ? bracketed : [text];
  if (parts.length !== names.length) {
    return {
      problem: `${names.length} inputs (${names.join(", ")}) need ${names.length} shapes, for example ${defaultShapes(names)}; found ${parts.length}.`,
    };
  }
  const shapes: number[][] = [];
  for (const part of parts) {
    const shape = parseShape(part);
    if ("problem" in shape) return shape;
    shapes.push(shape.value);
  }
  return { value: shapes };
}

/** What the norm itself demands of its input. */
export function checkNormShape(subject: BuiltinSubject, shape: readonly number[]): string | undefined {
  if ((subject === "BatchNorm" || subject === "GroupNorm") && shape.length < 2) {
    return `${subject} needs at least two dimensions (batch, channels), for example 4, 8.`;
  }
  if (subject === "BatchNorm" && shape.length > 5) return "BatchNorm takes at most five dimensions.";
  if (subject === "BatchNorm" && perChannel(shape) < 2) {
    return "BatchNorm needs more than one value for each channel: make the batch larger.";
  }
  return undefined;
}

const perChannel = (shape: readonly number[]): number =>
  shape.filter((_, axis) => axis !== 1).reduce((product, size) => product * size, 1);

export function parseEps(text: string): Parsed<string> {
  const trimmed = text.trim();
  const value = Number(trimmed);
  if (!/^[0-9.]/.test(trimmed) || !Number.isFinite(value)) {
    return { problem: `"${trimmed}" is not a number: give eps as 1e-5 or 0.00001.` };
  }
  // A Python literal; JavaScript also reads 0x10 and 1_0 otherwise.
  if (!/^(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/.test(trimmed)) {
    return { problem: `"${trimmed}" is not a number: give eps as 1e-5 or 0.00001.` };
  }
  return { value: trimmed };
}

export function parseGroups(text: string, channels: number): Parsed<number> {
  const groups = Number(text.trim());
  if (!Number.isSafeInteger(groups) || groups < 1) return { problem: `"${text.trim()}" is not a number of groups.` };
  if (channels % groups !== 0) return { problem: `${channels} channels cannot be divided into ${groups} groups.` };
  return { value: groups };
}

export function defaultShape(subject: BuiltinSubject): string {
  switch (subject) {
    case "BatchNorm":
      return "8, 4";
    case "GroupNorm":
      return "2, 6, 5";
    default:
      return "4, 8";
  }
}

/** The largest of a few usual numbers that divides the channels and leaves more than one in a group. */
export const defaultGroups = (channels: number): number =>
  [4, 3, 2].find((groups) => channels % groups === 0 && channels > groups) ?? 1;

/** A guess of the shape of each input from its name: one input is the data, weights have its last size. */
export function defaultShapes(names: readonly string[]): string {
  const isPerFeature = (name: string): boolean =>
    /^(?:weight|bias|gamma|beta|gain|scale|shift|g|b|w)$/.test(name) || /_(?:weight|bias|gamma|beta)$/.test(name);
  if (names.length === 1) return "4, 8";
  return names.map((name) => (isPerFeature(name) ? "(8)" : "(4, 8)")).join(", ");
}
