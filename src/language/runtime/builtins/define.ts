/**
 * Native functions and methods in CPython's own calling conventions, whose TypeErrors differ from those of functions
 * written in Python ("list.append() takes exactly one argument (0 given)", "pop expected at most 1 argument, got 2").
 */
import { typeError } from "../errors.ts";
import { ClassMethod, NativeProperty, StaticMethod } from "../objects/descriptor.ts";
import { type NativeCode, NativeFunction } from "../objects/function.ts";
import type { Keywords, Machine, PyType, Value } from "../objects/object.ts";
import { type Bound, type Parameter, parseSignature, type Signature } from "../objects/signature.ts";
import { fillsSlot } from "../objects/slot-names.ts";
import { typeName } from "../protocols/index.ts";

export type Body = (machine: Machine, ...args: Value[]) => Value;
export type BoundBody = (machine: Machine, ...bound: never[]) => Value;

const plural = (count: number): string => (count === 1 ? "" : "s");

function refuseKeywords(shown: string, keywords: Keywords): void {
  if (keywords !== null && keywords.size > 0) throw typeError(`${shown}() takes no keyword arguments`);
}

/** The error of a call with a wrong number of positional-only arguments. */
function countError(name: string, min: number, max: number, given: number) {
  const bound = min === max ? "" : given < min ? "at least " : "at most ";
  const wanted = given < min ? min : max;
  return typeError(
    `${name === "" ? "" : `${name} `}expected ${bound}${wanted} argument${plural(wanted)}, got ${given}`,
  );
}

/** `name()` with exactly one argument, like `len`. */
export function functionOfOne(
  signature: string,
  body: (machine: Machine, argument: Value) => Value,
  module: string | null = null,
): NativeFunction {
  const parsed = parseSignature(signature);
  // Outside builtins, errors show the module too: `math.sqrt()`.
  const name = module === null ? parsed.name : `${module}.${parsed.name}`;
  const made = new NativeFunction(
    parsed.name,
    (machine, args, keywords) => {
      if (keywords !== null) refuseKeywords(name, keywords);
      if (args.length !== 1) throw typeError(`${name}() takes exactly one argument (${args.length} given)`);
      return body(machine, args[0]);
    },
    parsed,
  );
  made.one = body;
  return made;
}

/** `name()` without arguments. */
export function functionOfNone(
  name: string,
  body: (machine: Machine) => Value,
  module: string | null = null,
): NativeFunction {
  const shown = module === null ? name : `${module}.${name}`;
  return new NativeFunction(
    name,
    (machine, args, keywords) => {
      if (keywords !== null) refuseKeywords(shown, keywords);
      if (args.length !== 0) throw typeError(`${shown}() takes no arguments (${args.length} given)`);
      return body(machine);
    },
    parseSignature(`${name}()`),
  );
}

/** A function of positional arguments only; the bounds are those of its signature. */
export function positionalFunction(signature: string, body: Body, module: string | null = null): NativeFunction {
  const parsed = parseSignature(signature);
  const { name, parameters } = parsed;
  const { min, max } = positionalBounds(parameters);
  const shown = module === null ? name : `${module}.${name}`;
  const made = new NativeFunction(
    name,
    (machine, args, keywords) => {
      if (keywords !== null) refuseKeywords(shown, keywords);
      if (args.length < min || args.length > max) throw countError(name, min, max, args.length);
      if (args.length === 1) return body(machine, args[0]);
      return args.length === 2 ? body(machine, args[0], args[1]) : body(machine, ...args);
    },
    parsed,
  );
  if (min <= 1 && max >= 1) made.one = body;
  if (min <= 2 && max >= 2) made.two = body;
  return made;
}

function positionalBounds(parameters: readonly Parameter[]): { min: number; max: number } {
  const open = parameters.some((parameter) => parameter.kind === "var-positional");
  const named = parameters.filter((parameter) => parameter.kind !== "var-positional");
  return { min: named.filter((p) => !p.hasDefault).length, max: open ? Infinity : named.length };
}

/** A function that takes keywords too; the body gets the bound values in parameter order. */
export function keywordFunction(signature: string, body: BoundBody): NativeFunction {
  const parsed = parseSignature(signature);
  const plain = plainParameters(parsed);
  // Each body names the types of its parameters; its signature text is what makes them true.
  const invoke = body as (machine: Machine, ...bound: Bound[]) => Value;
  return new NativeFunction(
    parsed.name,
    (machine, args, keywords) => {
      if (keywords === null && plain !== null && args.length === plain.count) return invoke(machine, ...args);
      return invoke(machine, ...bindNative(parsed, args, keywords));
    },
    parsed,
  );
}

interface PlainParameters {
  /** Positional arguments that a call needs, and that it may have. */
  readonly required: number;
  readonly count: number;
  readonly defaults: readonly (Value | undefined)[];
}

/** What calls without keywords are bound by, where every parameter can be positional; else null. */
function plainParameters({ parameters }: Signature): PlainParameters | null {
  if (!parameters.every(({ kind }) => kind === "normal" || kind === "positional-only")) return null;
  const required = parameters.filter((parameter) => !parameter.hasDefault).length;
  return { required, count: parameters.length, defaults: parameters.map((parameter) => parameter.default) };
}

/** Binds a call as CPython's Argument Clinic does, with its errors. */
export function bindNative(signature: Signature, args: readonly Value[], keywords: Keywords): Bound[] {
  const { name, parameters } = signature;
  const given = args.length;
  const keywordCount = keywords?.size ?? 0;
  const bound: Bound[] = [];
  const rest = parameters.findIndex((p) => p.kind === "var-positional");
  const extra = parameters.findIndex((p) => p.kind === "var-keyword");
  const positional = parameters.filter((p) => p.kind === "positional-only" || p.kind === "normal");
  if (extra < 0 && rest < 0 && given + keywordCount > parameters.length) {
    throw typeError(
      `${name}() takes at most ${parameters.length} ${given === 0 ? "keyword " : ""}argument${plural(parameters.length)} (${given + keywordCount} given)`,
    );
  }
  if (rest < 0 && given > positional.length) {
    const count = positional.length;
    if (count === 0) throw typeError(`${name}() takes no positional arguments`);
    const exact = positional.every((p) => !p.hasDefault) ? "exactly" : "at most";
    throw typeError(`${name}() takes ${exact} ${count} positional argument${plural(count)} (${given} given)`);
  }
  const positionalOnly = positional.filter((p) => p.kind === "positional-only");
  const needed = positionalOnly.filter((p) => !p.hasDefault).length;
  if (given < needed) {
    const exact = needed < positional.length ? "at least" : "exactly";
    throw typeError(`${name}() takes ${exact} ${needed} positional argument${plural(needed)} (${given} given)`);
  }
  let used = 0;
  const collected = new Map<string, Value>();
  parameters.forEach((parameter, i) => {
    if (parameter.kind === "var-positional") bound.push(args.slice(positional.length));
    else if (parameter.kind === "var-keyword") bound.push(collected);
    else if (parameter.kind !== "keyword-only" && i < given) {
      if (parameter.kind === "normal" && keywords?.has(parameter.name)) {
        throw typeError(`argument for ${name}() given by name ('${parameter.name}') and position (${i + 1})`);
      }
      bound.push(args[i]);
    } else {
      const value = parameter.kind === "positional-only" ? undefined : keywords?.get(parameter.name);
      if (value !== undefined) used++;
      else if (!parameter.hasDefault) {
        const place = parameter.kind === "keyword-only" ? "" : ` (pos ${i + 1})`;
        throw typeError(
          `${name}() missing required ${place === "" ? "keyword-only " : ""}argument '${parameter.name}'${place}`,
        );
      }
      bound.push(value ?? parameter.default);
    }
  });
  if (keywords !== null && used < keywordCount) {
    for (const [keyword, value] of keywords) {
      const known = parameters.some((p) => p.name === keyword && (p.kind === "normal" || p.kind === "keyword-only"));
      if (known) continue;
      if (extra < 0) throw typeError(`'${keyword}' is an invalid keyword argument for ${name}()`);
      collected.set(keyword, value);
    }
  }
  return bound;
}

/**
 * Installs the methods of a builtin type. `receive` gives what a method works on, or undefined for a value of another
 * type (a subclass instance may wrap it).
 */
export class Methods<Self> {
  constructor(
    readonly type: PyType,
    private readonly receive: (value: Value) => Self | undefined,
  ) {}

  private self(name: string, args: readonly Value[]): Self {
    const self = args.length > 0 ? this.receive(args[0]) : undefined;
    return self === undefined ? this.refuseSelf(name, args) : self;
  }

  private refuseSelf(name: string, args: readonly Value[]): never {
    if (args.length === 0) {
      throw typeError(
        fillsSlot(this.type, name)
          ? `descriptor '${name}' of '${this.type.name}' object needs an argument`
          : `unbound method ${this.type.name}.${name}() needs an argument`,
      );
    }
    const given = typeName(args[0]);
    if (name.startsWith("__")) {
      throw typeError(`descriptor '${name}' requires a '${this.type.name}' object but received a '${given}'`);
    }
    const wanted = this.type.nativeName ?? this.type.name;
    throw typeError(`descriptor '${name}' for '${wanted}' objects doesn't apply to a '${given}' object`);
  }

  private install(name: string, code: NativeCode, signature: string): NativeFunction {
    const method = new NativeFunction(name, code, parseSignature(signature));
    method.owner = this.type;
    this.type.attributes.set(name, method);
    return method;
  }

  /** A method without arguments. */
  none(name: string, body: (machine: Machine, self: Self, receiver: Value) => Value): void {
    const shown = `${this.type.name}.${name}`;
    const dunder = name.startsWith("__");
    const method = this.install(
      name,
      (machine, args, keywords) => {
        if (keywords !== null) refuseKeywords(shown, keywords);
        const self = this.self(name, args);
        if (args.length !== 1) {
          const given = args.length - 1;
          throw typeError(
            dunder ? `expected 0 arguments, got ${given}` : `${shown}() takes no arguments (${given} given)`,
          );
        }
        return body(machine, self, args[0]);
      },
      `${name}(self)`,
    );
    method.one = (machine, receiver) => {
      const self = this.receive(receiver);
      return body(machine, self === undefined ? this.refuseSelf(name, [receiver]) : self, receiver);
    };
  }

  /** A method of one argument; `parameter` names it for hover. */
  one(
    name: string,
    body: (machine: Machine, self: Self, argument: Value, receiver: Value) => Value,
    parameter = "object",
  ): void {
    const shown = `${this.type.name}.${name}`;
    const dunder = name.startsWith("__");
    const method = this.install(
      name,
      (machine, args, keywords) => {
        if (keywords !== null) refuseKeywords(shown, keywords);
        const self = this.self(name, args);
        if (args.length !== 2) {
          const given = args.length - 1;
          throw typeError(
            dunder ? `expected 1 argument, got ${given}` : `${shown}() takes exactly one argument (${given} given)`,
          );
        }
        return body(machine, self, args[1], args[0]);
      },
      `${name}(self, ${parameter}, /)`,
    );
    method.two = (machine, receiver, argument) => {
      const self = this.receive(receiver);
      return body(machine, self === undefined ? this.refuseSelf(name, [receiver]) : self, argument, receiver);
    };
  }

  /** As `positional`, for methods whose arguments CPython parses by a format: their errors are worded otherwise. */
  parsed(signature: string, body: (machine: Machine, self: Self, ...args: Value[]) => Value): void {
    const { name, parameters } = parseSignature(signature);
    const bounds = positionalBounds(parameters);
    const [min, max] = [bounds.min - 1, bounds.max - 1];
    const method = this.install(
      name,
      (machine, args, keywords) => {
        if (keywords !== null) refuseKeywords(`${this.type.name}.${name}`, keywords);
        const self = this.self(name, args);
        const given = args.length - 1;
        if (given < min || given > max) {
          const wanted = given < min ? min : max;
          const bound = min === max ? "exactly" : given < min ? "at least" : "at most";
          throw typeError(`${name}() takes ${bound} ${wanted} argument${plural(wanted)} (${given} given)`);
        }
        return body(machine, self, ...args.slice(1));
      },
      signature,
    );
    if (min <= 1 && max >= 1) {
      method.two = (machine, receiver, argument) => {
        const self = this.receive(receiver);
        return body(machine, self === undefined ? this.refuseSelf(name, [receiver]) : self, argument);
      };
    }
  }

  /** A method of positional arguments only: `positional("pop(self, index=-1, /)", ...)`. */
  positional(signature: string, body: (machine: Machine, self: Self, ...args: Value[]) => Value): void {
    const { name, parameters } = parseSignature(signature);
    const bounds = positionalBounds(parameters);
    const min = bounds.min - 1;
    const max = bounds.max - 1;
    const shown = `${this.type.name}.${name}`;
    const method = this.install(
      name,
      (machine, args, keywords) => {
        if (keywords !== null) refuseKeywords(shown, keywords);
        const self = this.self(name, args);
        const given = args.length - 1;
        if (given < min || given > max) {
          throw countError(name === "__init__" ? this.type.name : name.startsWith("__") ? "" : name, min, max, given);
        }
        switch (given) {
          case 0:
            return body(machine, self);
          case 1:
            return body(machine, self, args[1]);
          case 2:
            return body(machine, self, args[1], args[2]);
          default:
            return body(machine, self, ...args.slice(1));
        }
      },
      signature,
    );
    if (min <= 0) {
      method.one = (machine, receiver) => {
        const self = this.receive(receiver);
        return body(machine, self === undefined ? this.refuseSelf(name, [receiver]) : self);
      };
    }
    if (min <= 1 && max >= 1) {
      method.two = (machine, receiver, argument) => {
        const self = this.receive(receiver);
        return body(machine, self === undefined ? this.refuseSelf(name, [receiver]) : self, argument);
      };
    }
  }

  /** A method that takes keywords: `keyword("sort(self, /, *, key=None, reverse=False)", ...)`. */
  keyword(signature: string, body: (machine: Machine, self: Self, ...bound: never[]) => Value): void {
    const parsed = parseSignature(signature);
    const { name } = parsed;
    const withoutSelf: Signature = { ...parsed, parameters: parsed.parameters.slice(1) };
    const plain = plainParameters(withoutSelf);
    // As for keywordFunction: the signature text makes the body's parameter types true.
    const invoke = body as (machine: Machine, self: Self, ...bound: Bound[]) => Value;
    this.install(
      name,
      (machine, args, keywords) => {
        const self = this.self(name, args);
        if (
          keywords === null &&
          plain !== null &&
          args.length - 1 >= plain.required &&
          args.length - 1 <= plain.count
        ) {
          if (plain.count === 1) return invoke(machine, self, args.length > 1 ? args[1] : plain.defaults[0]);
          if (plain.count === 2) {
            const first = args.length > 1 ? args[1] : plain.defaults[0];
            return invoke(machine, self, first, args.length > 2 ? args[2] : plain.defaults[1]);
          }
          return invoke(machine, self, ...args.slice(1), ...plain.defaults.slice(args.length - 1));
        }
        return invoke(machine, self, ...bindNative(withoutSelf, args.slice(1), keywords));
      },
      signature,
    );
  }

  /** An attribute computed when it is read. */
  property(name: string, getter: (machine: Machine, self: Self) => Value): void {
    this.type.attributes.set(
      name,
      new NativeProperty(name, (machine, value) => getter(machine, this.self(name, [value]))),
    );
  }

  /** A class method of positional arguments: `classMethod("fromhex(string, /)", (machine, type, text) => ...)`. */
  classMethod(signature: string, body: (machine: Machine, type: PyType, ...args: Value[]) => Value): void {
    const parsed = parseSignature(signature);
    const { min, max } = positionalBounds(parsed.parameters);
    const code: NativeCode = (machine, args, keywords) => {
      if (keywords !== null) refuseKeywords(`${this.type.name}.${parsed.name}`, keywords);
      const [type, ...rest] = args;
      if (rest.length < min || rest.length > max) throw countError(parsed.name, min, max, rest.length);
      // ClassMethod binds the class that the attribute was read from.
      return body(machine, type as PyType, ...rest);
    };
    const method = new NativeFunction(parsed.name, code, parsed);
    method.owner = this.type;
    this.type.attributes.set(parsed.name, new ClassMethod(method));
  }

  /** A static method that takes keywords or positional arguments alike. */
  staticMethod(callee: NativeFunction): void {
    this.type.attributes.set(callee.name, new StaticMethod(callee));
  }
}
