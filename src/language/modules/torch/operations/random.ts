/** Draws into tensors, and draws that depend on tensors. */
import * as engine from "../../../../engine/index.ts";
import { requireGenerator } from "../objects/generator.ts";
import { define } from "./definition.ts";

const filler = { isFunction: false } as const;

define(
  "uniform_",
  "(Tensor self, float from=0, float to=1, *, Generator? generator=None)",
  (a) => engine.uniform_(a.tensor(0), a.float(1, 0), a.float(2, 1), requireGenerator(a)),
  "Filled with uniform draws from [from, to).",
  filler,
);
define(
  "normal_",
  "(Tensor self, float mean=0, float std=1, *, Generator? generator=None)",
  (a) => engine.normal_(a.tensor(0), a.float(1, 0), a.float(2, 1), requireGenerator(a)),
  "Filled with normal draws.",
  filler,
);
define(
  "exponential_",
  "(Tensor self, float lambd=1, *, Generator? generator=None)",
  (a) => engine.exponential_(a.tensor(0), a.float(1, 1), requireGenerator(a)),
  "Filled with exponential draws.",
  filler,
);
define(
  "log_normal_",
  "(Tensor self, float mean=1, float std=2, *, Generator? generator=None)",
  (a) => engine.logNormal_(a.tensor(0), a.float(1, 1), a.float(2, 2), requireGenerator(a)),
  "Filled with log-normal draws.",
  filler,
);
define(
  "cauchy_",
  "(Tensor self, float median=0, float sigma=1, *, Generator? generator=None)",
  (a) => engine.cauchy_(a.tensor(0), a.float(1, 0), a.float(2, 1), requireGenerator(a)),
  "Filled with Cauchy draws.",
  filler,
);
define(
  "geometric_",
  "(Tensor self, float p, *, Generator? generator=None)",
  (a) => engine.geometric_(a.tensor(0), a.float(1), requireGenerator(a)),
  "Filled with geometric draws.",
  filler,
);
define(
  "random_",
  [
    "(Tensor self, *, Generator? generator=None)",
    "(Tensor self, int from, int? to, *, Generator? generator=None)",
    "(Tensor self, int to, *, Generator? generator=None)",
  ],
  (a) => {
    const generator = requireGenerator(a);
    if (a.index === 0) return engine.random_(a.tensor(0), null, null, generator);
    if (a.index === 1) return engine.random_(a.tensor(0), a.int(1), a.intOrNull(2), generator);
    return engine.random_(a.tensor(0), 0, a.int(1), generator);
  },
  "Filled with integers drawn from a range.",
  filler,
);
define(
  "bernoulli_",
  ["(Tensor self, Tensor p, *, Generator? generator=None)", "(Tensor self, float p=0.5, *, Generator? generator=None)"],
  (a) => engine.bernoulli_(a.tensor(0), a.index === 0 ? a.tensor(1) : a.float(1, 0.5), requireGenerator(a)),
  "Filled with ones with probability p, else zeros.",
  filler,
);
define(
  "bernoulli",
  [
    "(Tensor input, *, Generator? generator=None, Tensor out=None)",
    "(Tensor input, float p, *, Generator? generator=None)",
  ],
  (a) =>
    a.index === 0
      ? engine.bernoulli(a.tensor(0), requireGenerator(a))
      : engine.bernoulli_(engine.clone(engine.detach(a.tensor(0))), a.float(1), requireGenerator(a)),
  "Ones with the probabilities that the elements give, else zeros.",
);
define(
  "multinomial",
  "(Tensor input, int num_samples, bool replacement=False, *, Generator? generator=None, Tensor out=None)",
  (a) => engine.multinomial(a.tensor(0), a.int(1), a.bool(2), requireGenerator(a)),
  "Indices drawn with probabilities in proportion to the elements.",
);
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
    if (a.index === 0) return engine.normal(a.tensor(0), a.tensor(1), generator);
    if (a.index === 1) return engine.normal(a.tensor(0), a.float(1, 1), generator);
    if (a.index === 2) return engine.normal(a.float(0), a.tensor(1), generator);
    return engine.normal_(
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
  "poisson",
  "(Tensor input, Generator? generator=None)",
  (a) => engine.poisson(a.tensor(0), requireGenerator(a)),
  "Poisson draws with the elements as rates.",
  { isMethod: false },
);
define(
  "dropout",
  "(Tensor input, float p, bool train)",
  (a, target) => engine.dropout(a.tensor(0), a.float(1), a.bool(2), target),
  "Zeros with probability p, the rest scaled up.",
  { isMethod: false },
);
