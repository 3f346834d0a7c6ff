/** Draws into tensors, and draws that depend on tensors. */
import * as engine from "../../../../engine/index.ts";
import type { Generator } from "../../../../engine/random/index.ts";
import * as random from "../../../../engine/random/index.ts";
import type { Tensor } from "../../../../engine/tensor/tensor.ts";
import { runtimeError } from "../../../runtime/errors.ts";
import type { ParsedArguments } from "../arguments/parsed.ts";
import { requireGenerator } from "../objects/generator.ts";
import { define } from "./definition.ts";

/** A method that fills its tensor with draws; gradients of what was there are lost. */
function filler(
  name: string,
  overloads: string | readonly string[],
  fill: (tensor: Tensor, a: ParsedArguments, generator: Generator | undefined) => Tensor,
  doc: string,
): void {
  define(
    name,
    overloads,
    (a) => {
      const tensor = a.tensor(0);
      engine.checkInPlace(tensor);
      fill(tensor, a, requireGenerator(a));
      return tensor;
    },
    doc,
    { isFunction: false },
  );
}

filler(
  "uniform_",
  "(Tensor self, float from=0, float to=1, *, Generator? generator=None)",
  (x, a, g) => random.uniform(x, a.float(1, 0), a.float(2, 1), g),
  "Filled with uniform draws from [from, to).",
);
filler(
  "normal_",
  "(Tensor self, float mean=0, float std=1, *, Generator? generator=None)",
  (x, a, g) => random.normal(x, a.float(1, 0), a.float(2, 1), g),
  "Filled with normal draws.",
);
filler(
  "exponential_",
  "(Tensor self, float lambd=1, *, Generator? generator=None)",
  (x, a, g) => random.exponential(x, a.float(1, 1), g),
  "Filled with exponential draws.",
);
filler(
  "log_normal_",
  "(Tensor self, float mean=1, float std=2, *, Generator? generator=None)",
  (x, a, g) => random.logNormal(x, a.float(1, 1), a.float(2, 2), g),
  "Filled with log-normal draws.",
);
filler(
  "cauchy_",
  "(Tensor self, float median=0, float sigma=1, *, Generator? generator=None)",
  (x, a, g) => random.cauchy(x, a.float(1, 0), a.float(2, 1), g),
  "Filled with Cauchy draws.",
);
filler(
  "geometric_",
  "(Tensor self, float p, *, Generator? generator=None)",
  (x, a, g) => random.geometric(x, a.float(1), g),
  "Filled with geometric draws.",
);
filler(
  "random_",
  [
    "(Tensor self, *, Generator? generator=None)",
    "(Tensor self, int from, int? to, *, Generator? generator=None)",
    "(Tensor self, int to, *, Generator? generator=None)",
  ],
  (x, a, g) => {
    if (a.index === 0) return random.randomIntegers(x, 0n, null, g);
    const from = a.index === 1 ? BigInt(a.int(1)) : 0n;
    const to = a.index === 1 ? a.intOrNull(2) : a.int(1);
    return random.randomIntegers(x, from, to === null ? null : BigInt(to), g);
  },
  "Filled with integers drawn from a range.",
);
filler(
  "bernoulli_",
  ["(Tensor self, Tensor p, *, Generator? generator=None)", "(Tensor self, float p=0.5, *, Generator? generator=None)"],
  (x, a, g) => {
    if (a.index === 1) return random.bernoulliFill(x, a.float(1, 0.5), g);
    return engine.copyInPlace(x, random.bernoulli(engine.expand(engine.detach(a.tensor(1)), x.shape), g));
  },
  "Filled with ones with probability p, else zeros.",
);
define(
  "bernoulli",
  [
    "(Tensor input, *, Generator? generator=None, Tensor out=None)",
    "(Tensor input, float p, *, Generator? generator=None)",
  ],
  (a) =>
    a.index === 0
      ? engine.drawnFrom("BernoulliBackward0", [a.tensor(0)], random.bernoulli(a.tensor(0), requireGenerator(a)))
      : random.bernoulliFill(engine.zeros(a.tensor(0).shape, a.tensor(0).dtype), a.float(1), requireGenerator(a)),
  "Ones with the probabilities that the elements give, else zeros.",
);
define(
  "multinomial",
  "(Tensor input, int num_samples, bool replacement=False, *, Generator? generator=None, Tensor out=None)",
  (a) => random.multinomial(a.tensor(0), a.int(1), a.bool(2), requireGenerator(a)),
  "Indices drawn with probabilities in proportion to the elements.",
);
define(
  "poisson",
  "(Tensor input, Generator? generator=None)",
  (a) => engine.drawnFrom("PoissonBackward0", [a.tensor(0)], random.poisson(a.tensor(0), requireGenerator(a))),
  "Counts drawn with the given rates.",
  { isMethod: false },
);
define(
  "_standard_gamma",
  "(Tensor self, Generator? generator=None)",
  (a) => random.standardGamma(a.tensor(0), requireGenerator(a)),
  "Gamma draws of scale 1 with the given shapes.",
  { isMethod: false },
);

/** Standard normal draws, scaled and moved by tensors. */
function scaledNormal(mean: Tensor | number, std: Tensor | number, generator: Generator | undefined): Tensor {
  const like = typeof mean === "object" ? mean : typeof std === "object" ? std : undefined;
  if (typeof std === "object" && engine.toNumbers(std).some((value) => !(value >= 0))) {
    throw runtimeError("normal expects all elements of std >= 0.0");
  }
  const both = typeof mean === "object" && typeof std === "object" ? engine.broadcastTensors([mean, std])[0] : like;
  const draws = random.normal(engine.zeros(both?.shape ?? [], both?.dtype), 0, 1, generator);
  const moved = engine.noGrad(() => engine.add(engine.mul(draws, std), mean));
  const [ofMean, ofStd] = [typeof mean === "object" ? mean : null, typeof std === "object" ? std : null];
  const number = ofMean === null ? 2 : ofStd === null ? 1 : 3;
  return engine.drawnFrom(`NormalBackward${number}`, [ofMean, ofStd], moved);
}
define(
  "normal",
  [
    "(Tensor mean, Tensor std, *, Generator? generator=None, Tensor out=None)",
    "(Tensor mean, float std=1, *, Generator? generator=None, Tensor out=None)",
    "(float mean, Tensor std, *, Generator? generator=None, Tensor out=None)",
    "(float mean, float std, int[] size, *, Generator? generator=None, Tensor out=None, $factory)",
  ],
  (a) => {
    const generator = requireGenerator(a);
    if (a.index === 0) return scaledNormal(a.tensor(0), a.tensor(1), generator);
    if (a.index === 1) return scaledNormal(a.tensor(0), a.float(1, 1), generator);
    if (a.index === 2) return scaledNormal(a.float(0), a.tensor(1), generator);
    return random.normal(
      engine.empty(a.ints(2), a.namedDType("dtype") ?? undefined),
      a.float(0),
      a.float(1),
      generator,
    );
  },
  "Normal draws with the given means and standard deviations.",
  { isMethod: false },
);
define(
  "dropout",
  "(Tensor input, float p, bool train)",
  (a, target) => engine.dropout(a.tensor(0), a.float(1), a.bool(2), target),
  "Zeros with probability p, the rest scaled up.",
  { isMethod: false, hasInPlace: true },
);
