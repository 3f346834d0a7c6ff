/** Calling operations from cells: as `torch.name(...)`, `x.name(...)` and `x.name_(...)`. */
import * as engine from "../../../../engine/index.ts";
import { typeError } from "../../../runtime/errors.ts";
import { NativeFunction } from "../../../runtime/objects/function.ts";
import type { Keywords, Machine, Value } from "../../../runtime/objects/object.ts";
import { PyTuple } from "../../../runtime/objects/sequence.ts";
import { methodForm } from "../arguments/overload.ts";
import type { ParsedArguments } from "../arguments/parsed.ts";
import { ArgumentParser } from "../arguments/parser.ts";
import { typeName } from "../arguments/type-name.ts";
import { asRaised } from "../errors.ts";
import { PyTensor, tensorType } from "../objects/tensor.ts";
import { type Result, wrapResult } from "../wrap.ts";
import { type Operation, operations, type Target } from "./definition.ts";
import { checkOutDType, checkOutMemory } from "./out-checks.ts";

const noTarget: Target = {};

/** Puts results into the tensors of `out=`, as far as the operation has not written there itself. */
function deliver(operation: Operation, args: ParsedArguments, result: Result, out: Value): Value {
  if (out instanceof PyTensor) {
    if (result instanceof engine.Tensor && result !== out.tensor) {
      const first = args.value(0);
      checkOutDType(operation.name, out.tensor, result, first instanceof PyTensor ? first.tensor : null);
      engine.writeOut(out.tensor, result);
    }
    return out;
  }
  if (out instanceof PyTuple) {
    const wrapped = wrapResult(result);
    if (wrapped instanceof PyTuple) {
      for (const [i, item] of wrapped.items.entries()) {
        const target = out.items[i];
        if (!(item instanceof PyTensor && target instanceof PyTensor)) continue;
        checkOutDType(operation.name, target.tensor, item.tensor, null);
        engine.writeOut(target.tensor, item.tensor);
      }
    }
    return out;
  }
  return wrapResult(result);
}

function run(operation: Operation, args: ParsedArguments): Value {
  args.refuseNames();
  const out = args.named("out");
  try {
    if (out === null) return wrapResult(operation.run(args, noTarget));
    for (const target of out instanceof PyTuple ? out.items : [out]) {
      if (target instanceof PyTensor) checkOutMemory(operation.name, target.tensor, args.allTensors());
    }
    const result = operation.run(args, out instanceof PyTensor ? { out: out.tensor } : noTarget);
    return deliver(operation, args, result, out);
  } catch (error) {
    throw asRaised(error);
  }
}

/** `torch.name`. Does not bind: it stays a plain function as a class attribute, as CPython's built-in functions do. */
export function functionFor(operation: Operation, name = operation.name): NativeFunction {
  const parser = new ArgumentParser(name, operation.overloads);
  return new NativeFunction(
    name,
    (_machine, args, keywords) => run(operation, parser.parse(args, keywords)),
    null,
    operation.doc,
    false,
  );
}

/** The overloads that a method has, each with its place among the function's. */
function methodOverloads(operation: Operation): { sources: string[]; places: number[] } {
  const sources: string[] = [];
  const places: number[] = [];
  for (const [i, overload] of operation.overloads.entries()) {
    if (!/^\(Tensor (input|self)\b/.test(overload)) continue;
    sources.push(methodForm(overload));
    places.push(i);
  }
  return { sources, places };
}

function selfOf(name: string, args: readonly Value[]): PyTensor {
  const self = args[0];
  if (self instanceof PyTensor) return self;
  throw typeError(
    `descriptor '${name}' for 'torch._C.TensorBase' objects doesn't apply to a '${typeName(self ?? null)}' object`,
  );
}

class MethodCall {
  private readonly parser: ArgumentParser;
  private readonly places: readonly number[];
  constructor(
    private readonly operation: Operation,
    readonly name: string,
  ) {
    const { sources, places } = methodOverloads(operation);
    this.parser = new ArgumentParser(name, sources);
    this.places = places;
  }

  parse(self: PyTensor, args: readonly Value[], keywords: Keywords): ParsedArguments {
    const parsed = this.parser.parse(args, keywords);
    parsed.refuseNames(self.tensor);
    return parsed.behind(self, this.places[parsed.index]);
  }

  run(self: PyTensor, args: readonly Value[], keywords: Keywords): Value {
    const parsed = this.parse(self, args, keywords);
    try {
      return wrapResult(this.operation.run(parsed, noTarget));
    } catch (error) {
      throw asRaised(error);
    }
  }

  /** Runs with the tensor itself as the target, and gives it back. */
  runInPlace(self: PyTensor, args: readonly Value[], keywords: Keywords): Value {
    const parsed = this.parse(self, args, keywords);
    try {
      const result = this.operation.run(parsed, { out: self.tensor });
      if (typeof result === "object" && result !== null && "storage" in result && result !== self.tensor) {
        engine.replaceInPlace(self.tensor, result);
      }
      return self;
    } catch (error) {
      throw asRaised(error);
    }
  }
}

function install(name: string, call: (self: PyTensor, args: Value[], keywords: Keywords) => Value, doc: string): void {
  const made = new NativeFunction(
    name,
    (_machine, args, keywords) => {
      const self = selfOf(name, args);
      args.shift();
      return call(self, args, keywords);
    },
    null,
    doc,
  );
  made.owner = tensorType;
  tensorType.setAttribute(name, made);
}

/** Installs every operation that is a method on the Tensor class, under all its names. */
export function installOperationMethods(): void {
  for (const operation of operations.values()) {
    if (!operation.isMethod) continue;
    for (const name of [operation.name, ...operation.aliases]) {
      const method = new MethodCall(operation, name);
      install(name, (self, args, keywords) => method.run(self, args, keywords), operation.doc);
      if (!operation.hasInPlace) continue;
      const inPlace = new MethodCall(operation, `${name}_`);
      install(
        `${name}_`,
        (self, args, keywords) => inPlace.runInPlace(self, args, keywords),
        `${operation.doc} In place.`,
      );
    }
  }
}

const functions = new Map<string, NativeFunction>();

/** An operation as a function, by any of its names; `name_(x)` for those that work in place. */
export function operationFunction(name: string): NativeFunction | undefined {
  const known = functions.get(name);
  if (known !== undefined) return known;
  const made = makeFunction(name);
  if (made !== undefined) functions.set(name, made);
  return made;
}

function find(name: string): Operation | undefined {
  const direct = operations.get(name);
  if (direct !== undefined) return direct;
  for (const operation of operations.values()) if (operation.aliases.includes(name)) return operation;
  return undefined;
}

function makeFunction(name: string): NativeFunction | undefined {
  const operation = find(name);
  if (operation !== undefined) return functionFor(operation, name);
  if (!name.endsWith("_")) return undefined;
  const base = find(name.slice(0, -1));
  if (base === undefined || !base.hasInPlace) return undefined;
  const method = new MethodCall(base, name);
  return new NativeFunction(
    name,
    (_machine, args, keywords) => method.runInPlace(selfOf(name, args), args.slice(1), keywords),
    null,
    `${base.doc} In place.`,
    false,
  );
}

/** Calls an operation with positional values, as the functions written on top of it do. */
export function callOperation(machine: Machine, name: string, ...args: Value[]): Value {
  const made = operationFunction(name);
  if (made === undefined) throw new Error(`no operation ${name}`);
  return made.code(machine, args, null);
}
