/** Seeds and states of the random number generators: `torch.manual_seed` and its like. */
import { defaultGenerator, Generator } from "../../../../engine/random/index.ts";
import { runtimeError, typeError, valueError } from "../../../runtime/errors.ts";
import { NativeProperty } from "../../../runtime/objects/descriptor.ts";
import { PyFloat } from "../../../runtime/objects/float.ts";
import { NativeFunction } from "../../../runtime/objects/function.ts";
import type { Machine, Value } from "../../../runtime/objects/object.ts";
import { identity, repr } from "../../../runtime/protocols/index.ts";
import { plain } from "../arguments/checks.ts";
import { typeName } from "../arguments/type-name.ts";
import { asRaised, guarded } from "../errors.ts";
import { cpu, deviceOf, PyDevice, requireCpu } from "../objects/device.ts";
import { generatorType, PyGenerator } from "../objects/generator.ts";
import { PyTensor } from "../objects/tensor.ts";
import { toInt, wrapTensor } from "../wrap.ts";
import { definePython } from "./define.ts";

const limit = 2n ** 64n;

/** A seed as PyTorch reads it: any int of 64 bits, a float or text that `int()` takes. */
function seedOf(machine: Machine, value: Value): bigint {
  const inner = plain(value);
  let seed: bigint;
  if (typeof inner === "bigint") seed = inner;
  else if (typeof inner === "number") seed = BigInt(inner);
  else if (typeof inner === "boolean") seed = inner ? 1n : 0n;
  else if (inner instanceof PyFloat && Number.isFinite(inner.value)) seed = BigInt(Math.trunc(inner.value));
  else if (value instanceof PyTensor) {
    const converted = machine.call(value.type.lookup("__int__") ?? null, [value]);
    return seedOf(machine, converted);
  } else if (typeof inner === "string") {
    if (!/^\s*[-+]?\d+\s*$/.test(inner)) {
      throw valueError(`invalid literal for int() with base 10: ${repr(machine, inner)}`);
    }
    seed = BigInt(inner.trim());
  } else {
    throw typeError(`int() argument must be a string, a bytes-like object or a real number, not '${typeName(value)}'`);
  }
  if (seed >= limit || seed < -(limit / 2n)) throw runtimeError("Overflow when unpacking unsigned long long");
  return BigInt.asUintN(64, seed);
}

function stateOf(value: Value): PyTensor["tensor"] {
  if (!(value instanceof PyTensor)) throw typeError(`expected a torch.ByteTensor, but got ${typeName(value)}`);
  return value.tensor;
}

const shared = new WeakMap<Generator, PyGenerator>();
/** The object for the default generator: always the same one. */
export function defaultGeneratorObject(): PyGenerator {
  const generator = defaultGenerator();
  let object = shared.get(generator);
  if (object === undefined) {
    object = new PyGenerator(generator);
    shared.set(generator, object);
  }
  return object;
}

const seedAll = (generator: Generator): Value => toInt(generator.reseed());

definePython(
  "manual_seed(seed)",
  (machine, seed: Value) => {
    defaultGenerator().manualSeed(seedOf(machine, seed));
    return defaultGeneratorObject();
  },
  "Seeds the default generator.",
);
definePython("seed()", () => seedAll(defaultGenerator()), "Seeds the default generator at random and gives the seed.");
definePython("initial_seed()", () => toInt(defaultGenerator().initialSeed()), "The seed of the default generator.");
definePython(
  "get_rng_state()",
  () => wrapTensor(defaultGenerator().getState()),
  "The default generator's state, as bytes.",
);
definePython(
  "set_rng_state(new_state)",
  (_machine, state: Value) => {
    defaultGenerator().setState(stateOf(state));
    return null;
  },
  "Puts a state back.",
);

function method(
  name: string,
  body: (machine: Machine, self: Generator, object: PyGenerator, args: Value[]) => Value,
): void {
  const made = new NativeFunction(name, (machine, args) => {
    const self = args[0];
    if (!(self instanceof PyGenerator)) throw typeError(`'${name}' needs a torch.Generator`);
    try {
      return body(machine, self.generator, self, args.slice(1));
    } catch (error) {
      throw asRaised(error);
    }
  });
  made.owner = generatorType;
  generatorType.setAttribute(name, made);
}

export function installGenerator(): void {
  generatorType.construct = (_machine, _type, args, keywords) => {
    const device = args[0] ?? keywords?.get("device") ?? null;
    if (device instanceof PyDevice || typeof device === "string") requireCpu(deviceOf(device));
    return guarded(() => new PyGenerator(new Generator()));
  };
  generatorType.setAttribute("device", new NativeProperty("device", () => cpu));
  method("manual_seed", (machine, generator, object, [seed]) => {
    if (typeof plain(seed ?? null) === "string") {
      throw runtimeError(`manual_seed expected a long, but got ${typeName(seed ?? null)}`);
    }
    generator.manualSeed(seedOf(machine, seed ?? null));
    return object;
  });
  method("seed", (_machine, generator) => seedAll(generator));
  method("initial_seed", (_machine, generator) => toInt(generator.initialSeed()));
  method("get_state", (_machine, generator) => wrapTensor(generator.getState()));
  method("set_state", (_machine, generator, object, [state]) => {
    generator.setState(stateOf(state ?? null));
    return object;
  });
  method("clone_state", (_machine, generator) => new PyGenerator(generator.clone()));
  method(
    "__repr__",
    (_machine, _generator, object) => `<torch._C.Generator object at 0x${Number(identity(object)).toString(16)}>`,
  );
}
