/** The module `random`: CPython's draws for a seed. */
import { exp } from "../../../engine/math/libm.ts";
import { keywordFunction, Methods } from "../../runtime/builtins/define.ts";
import { toReal } from "../../runtime/builtins/float.ts";
import { toInt } from "../../runtime/builtins/receive.ts";
import { NotImplementedError, overflowError, raised, typeError, valueError } from "../../runtime/errors.ts";
import { toBigEndian } from "../../runtime/numbers/bytes.ts";
import { type Integer, normalize } from "../../runtime/numbers/integer.ts";
import { PyBytes } from "../../runtime/objects/bytes.ts";
import { PyFloat } from "../../runtime/objects/float.ts";
import { BoundMethod, NativeFunction } from "../../runtime/objects/function.ts";
import { PyModule } from "../../runtime/objects/module.ts";
import { type Machine, PyObject, PyType, type Value } from "../../runtime/objects/object.ts";
import { PyTuple } from "../../runtime/objects/sequence.ts";
import { bindArguments, parseSignature } from "../../runtime/objects/signature.ts";
import { objectType } from "../../runtime/objects/types.ts";
import { binaryOperation, doubleOf, hash, index, integerOf, textOf, toArray } from "../../runtime/protocols/index.ts";
import { encodeText } from "../../runtime/text/encoding.ts";

import type { ModuleDefinition } from "../registry.ts";
import * as distributions from "./distributions.ts";
import * as selection from "./selection.ts";
import { RandomSource, seedOfBytes } from "./source.ts";

export const randomType = new PyType("Random", [objectType], "random");

export class PyRandom extends PyObject {
  attributes: Map<string, Value> | null = null;
  constructor(
    readonly source: RandomSource,
    readonly type: PyType = randomType,
  ) {
    super();
  }
  override attributeMap(create: boolean): Map<string, Value> | null {
    if (this.attributes === null && create && this.type.hasDict) this.attributes = new Map();
    return this.attributes;
  }
}

/** The int that CPython seeds with; the time where there is no seed. */
function seedOf(machine: Machine, value: Value): bigint {
  if (value === null) return BigInt(Math.round(machine.host.now() * 1e6)) * 2654435761n;
  const integer = integerOf(value);
  if (integer !== undefined) return BigInt(integer);
  const text = textOf(value);
  if (text !== undefined) return seedOfBytes(encodeText(text, "utf-8", "strict"), () => machine.checkInterrupt());
  if (value instanceof PyBytes) return seedOfBytes(value.data, () => machine.checkInterrupt());
  if (doubleOf(value) !== undefined) return BigInt.asUintN(64, BigInt(hash(machine, value)));
  throw typeError("The only supported seed types are: None,\nint, float, str, bytes, and bytearray.");
}

type RealBody = (source: RandomSource, ...values: number[]) => number;

/** A distribution of float parameters, with the signature that Python shows. */
function distribution(methods: Methods<PyRandom>, signature: string, draw: RealBody): void {
  python(
    methods,
    signature,
    (machine, self, ...values: Value[]) =>
      new PyFloat(draw(self.source, ...values.map((value) => toReal(machine, value)))),
  );
}

/** A method with the TypeErrors of one written in Python. */
function python(
  methods: Methods<PyRandom>,
  signature: string,
  body: (machine: Machine, self: PyRandom, ...values: never[]) => Value,
): void {
  // Each body's parameter types are what its signature binds.
  const invoke = body as (machine: Machine, self: PyRandom, ...values: Value[]) => Value;
  const parsed = parseSignature(signature);
  const method = new NativeFunction(
    parsed.name,
    (machine, args, keywords) => {
      // No parameter collects several values.
      const [self, ...values] = bindArguments(parsed, args, keywords, `Random.${parsed.name}`) as Value[];
      if (!(self instanceof PyRandom)) throw typeError(`descriptor '${parsed.name}' requires a 'Random' object`);
      return invoke(machine, self, ...values);
    },
    parsed,
  );
  method.owner = methods.type;
  methods.type.attributes.set(method.name, method);
}

function installDistributions(methods: Methods<PyRandom>): void {
  // By the values' own arithmetic, as in CPython: a + (b - a) * draw.
  python(methods, "uniform(self, a, b)", (machine, self, a: Value, b: Value) => {
    const width = binaryOperation(machine, "-", b, a);
    return binaryOperation(machine, "+", a, binaryOperation(machine, "*", width, new PyFloat(self.source.random())));
  });
  const scaled = (machine: Machine, mu: Value, sigma: Value, z: number): Value =>
    binaryOperation(machine, "+", mu, binaryOperation(machine, "*", new PyFloat(z), sigma));
  python(methods, "normalvariate(self, mu=0.0, sigma=1.0)", (machine, self, mu: Value, sigma: Value) =>
    scaled(machine, mu, sigma, distributions.standardNormal(self.source)),
  );
  python(methods, "gauss(self, mu=0.0, sigma=1.0)", (machine, self, mu: Value, sigma: Value) =>
    scaled(machine, mu, sigma, distributions.standardGauss(self.source)),
  );
  python(methods, "lognormvariate(self, mu, sigma)", (machine, self, mu: Value, sigma: Value) => {
    const value = toReal(machine, scaled(machine, mu, sigma, distributions.standardNormal(self.source)));
    const result = exp(value);
    if (result === Infinity && Number.isFinite(value)) throw overflowError("math range error");
    return new PyFloat(result);
  });
  python(methods, "expovariate(self, lambd=1.0)", (machine, self, rate: Value) =>
    binaryOperation(machine, "/", new PyFloat(distributions.standardExponential(self.source)), rate),
  );
  distribution(methods, "vonmisesvariate(self, mu, kappa)", distributions.vonMises);
  distribution(methods, "gammavariate(self, alpha, beta)", distributions.gammaVariate);
  distribution(methods, "betavariate(self, alpha, beta)", distributions.beta);
  distribution(methods, "paretovariate(self, alpha)", distributions.pareto);
  distribution(methods, "weibullvariate(self, alpha, beta)", distributions.weibull);
  python(
    methods,
    "triangular(self, low=0.0, high=1.0, mode=None)",
    (machine, self, low: Value, high: Value, mode: Value) =>
      new PyFloat(
        distributions.triangular(
          self.source,
          toReal(machine, low),
          toReal(machine, high),
          mode === null ? null : toReal(machine, mode),
        ),
      ),
  );
  python(methods, "binomialvariate(self, n=1, p=0.5)", (machine, self, n: Value, p: Value) =>
    distributions.binomial(self.source, Number(index(machine, n)), toReal(machine, p)),
  );
}

function installSelection(methods: Methods<PyRandom>): void {
  python(
    methods,
    "randrange(self, start, stop=None, step=1)",
    (machine, self, start: Value, stop: Value, step: Value) =>
      selection.randrange(machine, self.source, start, stop, step),
  );
  python(methods, "randint(self, a, b)", (machine, self, a: Value, b: Value) =>
    selection.randrange(machine, self.source, a, binaryOperation(machine, "+", b, 1), 1),
  );
  python(methods, "choice(self, seq)", (machine, self, sequence: Value) =>
    selection.choice(machine, self.source, sequence),
  );
  python(methods, "shuffle(self, x)", (machine, self, sequence: Value) => {
    selection.shuffle(machine, self.source, sequence);
    return null;
  });
  python(
    methods,
    "sample(self, population, k, *, counts=None)",
    (machine, self, population: Value, k: Value, counts: Value) =>
      selection.sample(machine, self.source, population, k, counts),
  );
  python(
    methods,
    "choices(self, population, weights=None, *, cum_weights=None, k=1)",
    (machine, self, population: Value, weights: Value, cumulative: Value, k: Value) =>
      selection.choices(machine, self.source, population, weights, cumulative, k),
  );
}

function bits(machine: Machine, self: PyRandom, count: Value): Integer {
  const wanted = toInt(machine, count);
  if (wanted < 0) throw valueError("number of bits must be non-negative");
  return self.source.bits(wanted);
}

function randomBytes(machine: Machine, source: RandomSource, value: Value): PyBytes {
  const count = toInt(machine, binaryOperation(machine, "*", value, 8)) / 8;
  if (count < 0) throw valueError("number of bits must be non-negative");
  return new PyBytes(toBigEndian(BigInt(source.bits(8 * count)), count).reverse());
}

function getState({ source }: PyRandom): PyTuple {
  const spare = source.spare === null ? null : new PyFloat(source.spare);
  return new PyTuple([3, new PyTuple(source.state().map((word) => normalize(BigInt(word)))), spare]);
}

function setState(machine: Machine, { source }: PyRandom, state: Value): null {
  const parts = toArray(machine, state);
  if (parts[0] !== 3) {
    throw valueError(
      `state with version ${parts[0] === null ? "None" : String(parts[0])} passed to Random.setstate() of version 3`,
    );
  }
  const words = toArray(machine, parts[1]);
  if (words.length !== 625) throw valueError("state vector is the wrong size");
  const numbers = words.map((word) => Number(index(machine, word)));
  if (numbers[624] < 0 || numbers[624] > 624) throw valueError("invalid state");
  source.restore(numbers);
  const spare = parts[2];
  source.spare = spare === null ? null : toReal(machine, spare);
  return null;
}

function installMethods(): Methods<PyRandom> {
  randomType.construct = (machine, type, args) =>
    new PyRandom(new RandomSource(seedOf(machine, args[0] ?? null)), type);
  const methods = new Methods<PyRandom>(randomType, (value) => (value instanceof PyRandom ? value : undefined));
  python(methods, "__init__(self, x=None)", () => null);
  python(methods, "seed(self, a=None, version=2)", (machine, self, seed: Value) => {
    self.source.seed(seedOf(machine, seed));
    return null;
  });
  methods.none("random", (_machine, self) => new PyFloat(self.source.random()));
  methods.one("getrandbits", (machine, self, count) => bits(machine, self, count), "k");
  python(methods, "randbytes(self, n)", (machine, self, count: Value) => randomBytes(machine, self.source, count));
  python(methods, "getstate(self)", (_machine, self) => getState(self));
  python(methods, "setstate(self, state)", (machine, self, state: Value) => setState(machine, self, state));
  installDistributions(methods);
  installSelection(methods);
  return methods;
}

let installed = false;

function create(machine: Machine): PyModule {
  if (!installed) {
    installed = true;
    installMethods();
    PyType.epoch++;
  }
  const module = new PyModule("random");
  module.attributes.set("__name__", "random");
  const shared = new PyRandom(new RandomSource(seedOf(machine, null)));
  for (const [name, method] of randomType.attributes) {
    if (!name.startsWith("_") && method instanceof NativeFunction)
      module.attributes.set(name, new BoundMethod(shared, method));
  }
  module.attributes.set("Random", randomType);
  module.attributes.set(
    "SystemRandom",
    keywordFunction("SystemRandom()", () => {
      throw raised(NotImplementedError, "SystemRandom is not part of the cell language: use random.Random(seed)");
    }),
  );
  return module;
}

export const randomModule: ModuleDefinition = { name: "random", create };
