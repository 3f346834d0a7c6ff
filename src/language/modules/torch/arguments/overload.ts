/**
 * PyTorch's native signatures, one text an overload, in the notation of its python_arg_parser with shorter type names:
 * `(Tensor input, int[1]? dim, bool keepdim=False, *, dtype? dtype=None, Tensor out=None)`.
 */

export type ParameterKind =
  | "Tensor"
  | "Tensor[]"
  | "Scalar"
  | "Scalar[]"
  | "int"
  | "int[]"
  | "float"
  | "float[]"
  | "bool"
  | "str"
  | "dtype"
  | "device"
  | "layout"
  | "memory_format"
  | "Generator"
  | "name"
  | "name[]"
  | "object";

/** How errors name the kinds. */
const kindNames: Readonly<Record<ParameterKind, string>> = {
  Tensor: "Tensor",
  "Tensor[]": "tuple of Tensors",
  Scalar: "Number",
  "Scalar[]": "tuple of Scalars",
  int: "int",
  "int[]": "tuple of ints",
  float: "float",
  "float[]": "tuple of floats",
  bool: "bool",
  str: "str",
  dtype: "torch.dtype",
  device: "torch.device",
  layout: "torch.layout",
  memory_format: "torch.memory_format",
  Generator: "torch.Generator",
  name: "name",
  "name[]": "tuple of names",
  object: "object",
};

export interface OverloadParameter {
  readonly name: string;
  readonly kind: ParameterKind;
  /** "Number", "tuple of ints": as errors print it. */
  readonly kindName: string;
  /** For `int[n]`: a lone int stands for n equal ones; 0 where it does not. */
  readonly broadcast: number;
  readonly allowNone: boolean;
  readonly optional: boolean;
  readonly keywordOnly: boolean;
  readonly defaultText: string | null;
}

export interface Overload {
  readonly parameters: readonly OverloadParameter[];
  readonly minArguments: number;
  readonly maxArguments: number;
  readonly maxPositional: number;
  /** Its one positional parameter is a list of ints, which may be given as `f(2, 3)`. */
  readonly takesVarargs: boolean;
  /** Some parameter takes the name of a dimension. */
  readonly hasNames: boolean;
  /** Not shown in errors: a deprecated call form. */
  readonly hidden: boolean;
  /** `(Tensor input, *, Tensor out = None)`, as PyTorch's errors list it. */
  readonly text: string;
}

/** What every creation function ends with. */
const factory =
  "dtype? dtype=None, layout? layout=None, device? device=None, bool? pin_memory=False, bool? requires_grad=False";

function isKind(text: string): text is ParameterKind {
  return Object.hasOwn(kindNames, text);
}

function parseParameter(part: string, keywordOnly: boolean): OverloadParameter {
  const match = /^([A-Za-z_]+)(\[(\d*)\])?(\?)? (\w+)(?:=(.*))?$/.exec(part);
  if (match === null) throw new Error(`not a parameter: ${part}`);
  const [, base, list, size, nullable, name, defaultText] = match;
  const kind = list === undefined ? base : `${base}[]`;
  if (!isKind(kind)) throw new Error(`not a parameter kind: ${part}`);
  return {
    name,
    kind,
    kindName: kindNames[kind],
    broadcast: size ? Number(size) : 0,
    allowNone: nullable !== undefined || defaultText === "None",
    optional: defaultText !== undefined,
    keywordOnly,
    defaultText: defaultText ?? null,
  };
}

/** A trailing `|hidden` marks a form that errors do not list; `$factory` stands for the creation options. */
export function parseOverload(source: string): Overload {
  const hidden = source.endsWith("|hidden");
  const inner = source.replace("|hidden", "").slice(1, -1).replace("$factory", factory);
  const parameters: OverloadParameter[] = [];
  let keywordOnly = false;
  for (const part of inner === "" ? [] : inner.split(/, (?![^(]*\))/)) {
    if (part === "*") keywordOnly = true;
    else parameters.push(parseParameter(part, keywordOnly));
  }
  const positional = parameters.filter((parameter) => !parameter.keywordOnly);
  return {
    parameters,
    minArguments: parameters.filter((parameter) => !parameter.optional).length,
    maxArguments: parameters.length,
    maxPositional: positional.length,
    takesVarargs: positional.length === 1 && positional[0].kind === "int[]",
    hasNames: parameters.some(({ kind }) => kind === "name" || kind === "name[]"),
    hidden,
    text: overloadText(parameters),
  };
}

function overloadText(parameters: readonly OverloadParameter[]): string {
  const parts: string[] = [];
  let keywordOnly = false;
  for (const parameter of parameters) {
    if (parameter.keywordOnly && !keywordOnly) {
      keywordOnly = true;
      parts.push("*");
    }
    const suffix = parameter.defaultText === null ? "" : ` = ${parameter.defaultText}`;
    parts.push(`${parameter.kindName} ${parameter.name}${suffix}`);
  }
  return `(${parts.join(", ")})`;
}

/** The method's form of a function's overload: without the tensor it is called on, and without `out`. */
export function methodForm(source: string): string {
  return source
    .replace(/^\(Tensor (input|self)(, |(?=\)))/, "(")
    .replace(/, (Tensor|Tensor\[\d*\]) out=None/, "")
    .replace(/(, )?\*\)/, ")");
}

const selfParameter = parseParameter("Tensor self", false);
const selfForms = new WeakMap<Overload, Overload>();

/** A method's overload with its tensor as the first parameter, so that positions are those of the function. */
export function withSelf(overload: Overload): Overload {
  let form = selfForms.get(overload);
  if (form === undefined) {
    form = { ...overload, parameters: [selfParameter, ...overload.parameters] };
    selfForms.set(overload, form);
  }
  return form;
}
