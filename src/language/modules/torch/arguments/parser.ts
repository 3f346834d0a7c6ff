/** Chooses the overload that a call's arguments fit (torch/csrc/utils/python_arg_parser.cpp), with PyTorch's TypeErrors. */
import { typeError } from "../../../runtime/errors.ts";
import type { Keywords, Value } from "../../../runtime/objects/object.ts";
import type { Raised } from "../../../runtime/objects/raised.ts";
import { PyList, PyTuple } from "../../../runtime/objects/sequence.ts";
import { accepts, type Finding, isIndex } from "./checks.ts";
import { invalidArguments } from "./messages.ts";
import { type Overload, type OverloadParameter, parseOverload } from "./overload.ts";
import { ParsedArguments } from "./parsed.ts";
import { typeName } from "./type-name.ts";

/** NumPy's names for some parameters, which PyTorch takes as well. */
const numpyNames: ReadonlyMap<string, readonly string[]> = new Map([
  ["dim", ["axis"]],
  ["keepdim", ["keepdims"]],
  ["input", ["x", "a", "x1"]],
  ["other", ["x2"]],
]);

function keywordValue(keywords: ReadonlyMap<string, Value>, name: string): Value | undefined {
  const value = keywords.get(name);
  if (value !== undefined) return value;
  for (const alias of numpyNames.get(name) ?? []) {
    const found = keywords.get(alias);
    if (found !== undefined) return found;
  }
  return undefined;
}

function missing(name: string, parameters: readonly OverloadParameter[], from: number): Raised {
  const names = parameters.slice(from).filter((parameter) => !parameter.optional);
  const quoted = names.map((parameter) => `"${parameter.name}"`).join(", ");
  // PyTorch has the plural the wrong way round.
  return typeError(
    `${name}() missing ${names.length} required positional argument${names.length === 1 ? "s" : ""}: ${quoted}`,
  );
}

function tooMany(name: string, overload: Overload, given: number): Raised {
  const { minArguments, maxPositional } = overload;
  // A method without parameters is one of CPython's own kind in PyTorch.
  if (overload.parameters.length === 0) return typeError(`TensorBase.${name}() takes no arguments (${given} given)`);
  if (minArguments !== maxPositional) {
    return typeError(
      `${name}() takes from ${minArguments} to ${maxPositional} positional arguments but ${given} were given`,
    );
  }
  return typeError(
    `${name}() takes ${maxPositional} positional argument${maxPositional === 1 ? "" : "s"} but ${given} ${given === 1 ? "was" : "were"} given`,
  );
}

function badKeyword(
  name: string,
  overload: Overload,
  keywords: ReadonlyMap<string, Value>,
  positional: number,
): Raised {
  if (overload.parameters.length === 0) return typeError(`TensorBase.${name}() takes no keyword arguments`);
  for (const keyword of keywords.keys()) {
    const at = overload.parameters.findIndex(
      (parameter) => parameter.name === keyword || numpyNames.get(parameter.name)?.includes(keyword) === true,
    );
    if (at < 0) return typeError(`${name}() got an unexpected keyword argument '${keyword}'`);
    if (at < positional) return typeError(`${name}() got multiple values for argument '${keyword}'`);
  }
  return typeError("invalid keyword arguments");
}

function badType(
  name: string,
  parameter: OverloadParameter,
  value: Value,
  position: number | null,
  finding: Finding,
  varargs: readonly Value[] | null,
): Raised {
  const head = `${name}(): argument '${parameter.name}'${position === null ? "" : ` (position ${position})`} must be ${parameter.kindName}`;
  if (varargs !== null && parameter.broadcast === 0) {
    return typeError(`${head}, but found element of type ${typeName(varargs[0])} at pos 0`);
  }
  if (finding.failedElement >= 0 && (value instanceof PyTuple || value instanceof PyList)) {
    const element = value.items[finding.failedElement];
    return typeError(`${head}, but found element of type ${typeName(element)} at pos ${finding.failedElement}`);
  }
  return typeError(`${head}, not ${typeName(value)}`);
}

/** The call's values in parameter order, or null where they do not fit; with `explain`, throws why instead. */
function bindOverload(
  name: string,
  overload: Overload,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value> | null,
  explain: boolean,
): (Value | undefined)[] | null {
  const { parameters, takesVarargs } = overload;
  if (args.length > overload.maxPositional && !takesVarargs) {
    if (explain) throw tooMany(name, overload, args.length);
    return null;
  }
  const bound = new Array<Value | undefined>(parameters.length).fill(undefined);
  let next = 0;
  let remaining = keywords === null ? 0 : keywords.size;
  for (let i = 0; i < parameters.length; i++) {
    const parameter = parameters[i];
    let value: Value | undefined;
    let byKeyword = false;
    if (!parameter.keywordOnly && next < args.length) value = args[next];
    else if (keywords !== null && remaining > 0) {
      value = keywordValue(keywords, parameter.name);
      byKeyword = value !== undefined;
    }
    if (value === undefined) {
      if (!parameter.optional) {
        if (explain) throw missing(name, parameters, i);
        return null;
      }
      continue;
    }
    if (!(value === null && parameter.allowNone)) {
      const finding: Finding = { failedElement: -1 };
      const isVarargs = takesVarargs && !byKeyword && next === 0;
      if (isVarargs && args.length > 1 && !isIndex(value)) {
        if (explain) throw badType(name, parameter, value, i + 1, finding, isSequenceValue(value) ? null : args);
        return null;
      }
      if (isVarargs && isIndex(value)) {
        bound[i] = new PyTuple(args);
        next = args.length;
        continue;
      }
      if (!accepts(parameter, value, name, i, finding)) {
        if (explain)
          throw badType(
            name,
            parameter,
            value,
            byKeyword ? null : i + 1,
            finding,
            isVarargs && !isSequenceValue(value) && typeof value !== "string" ? args : null,
          );
        return null;
      }
    }
    bound[i] = value;
    if (byKeyword) remaining--;
    else next++;
  }
  if (remaining > 0 && keywords !== null) {
    if (explain) throw badKeyword(name, overload, keywords, args.length);
    return null;
  }
  return bound;
}

const isSequenceValue = (value: Value): boolean => value instanceof PyTuple || value instanceof PyList;

/** The overloads of one function. Texts are read on first use: a program uses few of the many functions. */
export class ArgumentParser {
  private parsed: Overload[] | null = null;
  constructor(
    /** As errors show it: "sum". */
    readonly name: string,
    readonly sources: readonly string[],
  ) {}

  get overloads(): readonly Overload[] {
    this.parsed ??= this.sources.map(parseOverload);
    return this.parsed;
  }

  /** Throws PyTorch's TypeError where no overload takes the arguments. */
  parse(args: readonly Value[], keywords: Keywords): ParsedArguments {
    const { overloads, name } = this;
    for (let i = 0; i < overloads.length; i++) {
      const bound = bindOverload(name, overloads[i], args, keywords, overloads.length === 1);
      if (bound !== null) return new ParsedArguments(name, i, overloads[i], bound);
    }
    const given = args.length + (keywords?.size ?? 0);
    const plausible = overloads.filter(
      (overload) => !overload.hidden && given >= overload.minArguments && given <= overload.maxArguments,
    );
    if (plausible.length === 1) bindOverload(name, plausible[0], args, keywords, true);
    throw typeError(invalidArguments(name, overloads, args, keywords));
  }
}
