/**
 * Whatever a cell is busy with, an interrupt stops it within a second and keeps the variables: a real worker, one session
 * for all. What is refused at once, because its result could not be kept, names a limit instead.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { isMainThread } from "node:worker_threads";
import { nodeWorkers } from "../../../src/kernel/node-worker.ts";
import { type RunResult, type Session, startSession } from "../../../src/kernel/session.ts";

/** What takes long, by name; `setup` runs before. */
interface Busy {
  readonly setup?: string;
  readonly source: string;
}

const busy: Readonly<Record<string, string | Busy>> = {
  "a for loop over a large range": "for i in range(10**12): pass",
  "a nested loop in a function":
    "def f():\n    for i in range(10**9):\n        for j in range(10**9):\n            s = i * j\nf()",
  recursion: "def f(n): return n if n < 2 else f(n - 1) + f(n - 2)\nf(60)",
  "a generator that yields forever": "def g():\n    while True: yield 1\nfor x in g(): pass",
  "yield from without end": "def g():\n    while True: yield 1\ndef h():\n    yield from g()\nfor x in h(): pass",
  "except that swallows errors": "while True:\n    try: 1 / 0\n    except ZeroDivisionError: pass",
  "sum of a range": "sum(range(10**12))",
  "any of a generator": "any(x < 0 for x in range(10**12))",
  "filter that finds nothing": "next(filter(lambda x: x < 0, range(10**12)))",
  "max of zip": "max(zip(range(10**12), range(10**12)))",
  "set of a range": "set(range(10**9))",
  "x in a generator": "-1 in (i for i in range(10**12))",
  "x in itertools.count": { setup: "import itertools", source: "-1 in itertools.count()" },
  "max of itertools.count": { setup: "import itertools", source: "max(itertools.count())" },
  "islice far ahead": { setup: "import itertools", source: "next(itertools.islice(itertools.count(), 10**12, None))" },
  "permutations summed": { setup: "import itertools", source: "sum(1 for p in itertools.permutations(range(20)))" },
  "combinations consumed": {
    setup: "import itertools, collections",
    source: "collections.deque(itertools.combinations(range(60), 30), maxlen=0)",
  },
  "chain of endless parts": {
    setup: "import itertools",
    source: "for x in itertools.chain.from_iterable(itertools.repeat([1])): pass",
  },
  "empty parts chained": {
    setup: "import itertools",
    source: "next(itertools.chain.from_iterable(itertools.repeat([])))",
  },
  "groupby without end": {
    setup: "import itertools",
    source: "for k, g in itertools.groupby(itertools.repeat(1)):\n    for x in g: pass",
  },
  "tee read on": {
    setup: "import itertools",
    source: "a, b = itertools.tee(itertools.count())\nfor x in a:\n    next(b)",
  },
  "functools.reduce": { setup: "import functools", source: "functools.reduce(lambda a, b: a, range(10**12))" },
  "sorted of a large list": {
    setup: "big = [(i * 7919) % 4000037 for i in range(3_000_000)]",
    source: "for _ in range(100): sorted(big)",
  },
  "sorted of lists": {
    setup: "rows = [[0] * 50 + [(i * 7919) % 100003] for i in range(100_000)]",
    source: "for _ in range(100): sorted(rows)",
  },
  "sorted of objects": {
    setup:
      "class P:\n    def __init__(self, x): self.x = x\n    def __lt__(self, o): return self.x < o.x\nps = [P((i * 7919) % 100003) for i in range(200_000)]",
    source: "for _ in range(100): sorted(ps)",
  },
  "comparison of huge nested lists": {
    setup: "a = [0] * 1000\nfor _ in range(4): a = [a] * 100\nb = [0] * 1000\nfor _ in range(4): b = [b] * 100",
    source: "a == b",
  },
  "hash of a huge tuple": { setup: "a = (0,) * 1000\nfor _ in range(4): a = (a,) * 100", source: "hash(a)" },
  "repr of a huge nested list": {
    setup: "a = [0] * 10\nfor _ in range(4): a = [a] * 100",
    source: "for _ in range(1000): repr(a)",
  },
  "deepcopy of a large list": {
    setup: "import copy\na = [[i] for i in range(2_000_000)]",
    source: "for _ in range(100): copy.deepcopy(a)",
  },
  "reverse over and over": { setup: "big = [0] * 5_000_000", source: "while True: big.reverse()" },
  "slices of a large list": { setup: "big = [0] * 5_000_000", source: "while True: big[::-1]" },
  "a set comprehension": "while True: {i * 3 for i in range(1_000_000)}",
  "a dict from pairs": "while True: dict(zip(range(1_000_000), range(1_000_000)))",
  "set from two": {
    setup: "a = set(range(1_000_000))\nb = set(range(500_000, 1_500_000))",
    source: "while True: a ^ b",
  },
  counting: { setup: "import collections", source: "while True: collections.Counter(range(1_000_000))" },
  "join of a generator": 'while True: " ".join(str(i) for i in range(1_000_000))',
  "join of a list": { setup: 'parts = ["ab"] * 3_000_000', source: 'while True: ",".join(parts)' },
  "split of a large text": { setup: 'text = "a " * 3_000_000', source: "while True: text.split()" },
  "replace in a large text": { setup: 'text = "ab" * 5_000_000', source: 'while True: text.replace("a", "xyz")' },
  "count in a large text": { setup: 'text = "ab" * 5_000_000', source: 'while True: text.count("b")' },
  "search that is nearly right everywhere": {
    setup: 'text = "a" * 2_000_000\npart = "a" * 1_000_000 + "b"',
    source: "while True: text.find(part)",
  },
  "equality of large texts": { setup: 'a = "ab" * 20_000_000\nb = "ab" * 20_000_000', source: "while True: a == b" },
  "translate of a large text": { setup: 'text = "ab" * 3_000_000', source: "while True: text.translate({97: 'x'})" },
  "encode of a large text": { setup: 'text = "ab" * 5_000_000', source: "while True: text.encode().decode()" },
  "catastrophic regular expression": { setup: "import re", source: 're.match(r"(a+)+$", "a" * 40 + "b")' },
  "sub over a large text": {
    setup: 'import re\ntext = "ab" * 1_000_000',
    source: 'while True: re.sub("a", "x", text)',
  },
  "a big power": "2 ** (10 ** 8) % 3 ** (10 ** 7)",
  "modular power": { setup: "m = 3 ** 20_000 + 2", source: "pow(5, 3 ** 20_000, m)" },
  "inverse modulo a huge int": { setup: "m = 3 ** 200_000", source: "pow(5 ** 100_000, -1, m)" },
  "lcm of many": { setup: "import math", source: "while True: math.lcm(*range(1, 20_000))" },
  "dict.fromkeys of a range": "dict.fromkeys(range(10**9))",
  "bytes of a huge int": {
    setup: "a = 3 ** 1_000_000",
    source: 'while True: int.from_bytes(a.to_bytes(200_000, "little"), "little")',
  },
  "% of a long template": {
    setup: 't = "a" * 10_000_000 + "%d %s" * 10_000\nv = (1, 2) * 10_000',
    source: "while True: t % v",
  },
  "a long seed": { setup: "import random", source: 'random.seed("a" * 20_000_000)' },
  "a factorial by multiplication": "x = 1\nfor i in range(1, 10**9): x *= i",
  "math.factorial": { setup: "import math", source: "while True: math.factorial(20_000)" },
  "one large factorial": { setup: "import math", source: "while True: math.factorial(400_000)" },
  "math.isqrt of a huge int": { setup: "import math\na = 3 ** 2_000_000", source: "while True: math.isqrt(a)" },
  "multiplication of huge ints": { setup: "a = 3 ** 10_000_000", source: "while True: a * a" },
  "division of huge ints": { setup: "a = 3 ** 3_000_000\nb = 7 ** 600_000", source: "while True: a // b" },
  "remainder of huge ints": { setup: "a = 3 ** 3_000_000\nb = 7 ** 600_000", source: "while True: a % b" },
  "hex of a huge int": { setup: "a = 3 ** 10_000_000", source: "while True: hex(a)" },
  "int of a long text": { setup: 'import sys\nt = "7" * 4000', source: "while True: int(t)" },
  "int of a long hexadecimal text": { setup: 't = "7" * 20_000_000', source: "while True: int(t, 16)" },
  "a sleep": { setup: "import time", source: "time.sleep(60)" },
  "many short sleeps": { setup: "import time", source: "while True: time.sleep(0.001)" },
  "print without end": 'while True: print("x" * 100)',
  "display without end": { setup: "import torch", source: "while True: print(torch.arange(1000.0))" },
  "json of a large value": {
    setup: "import json\nv = [[i, str(i)] for i in range(300_000)]",
    source: "while True: json.dumps(v)",
  },
  "math.fsum": { setup: "import math\nbig = [0.1] * 3_000_000", source: "while True: math.fsum(big)" },
  heapq: {
    setup: "import heapq\nbig = [(i * 7919) % 1000003 for i in range(1_000_000)]",
    source: "while True: heapq.heapify(big[:])",
  },
  "torch tolist": { setup: "x = torch.ones(500_000)", source: "while True: x.tolist()" },
  "torch.tensor of a list": { setup: "big = [0.5] * 2_000_000", source: "while True: torch.tensor(big)" },
  "the sum of an expanded tensor": { setup: "x = torch.ones(1).expand(10**12)", source: "x.sum()" },
  "singular values of a large matrix": { setup: "x = torch.rand(800, 800)", source: "torch.linalg.svdvals(x)" },
  "a product of deep matrices": {
    setup: "x = torch.ones(1).expand(200, 10**10)",
    source: "x @ x.T",
  },
  "a product of deep matrices in float64": {
    setup: "x = torch.ones(1, dtype=torch.float64).expand(200, 10**10)",
    source: "x @ x.T",
  },
  "a matrix's exponential": { setup: "x = torch.rand(1500, 1500)", source: "torch.matrix_exp(x)" },
  "sums of short rows": { setup: "x = torch.ones(1).expand(10**7, 3, 100)", source: "x.sum(1)" },
  "a key of nested tuples": {
    setup: "a = (0,) * 1000\nfor _ in range(4): a = (a,) * 100",
    source: "{a: 1}",
  },
  "case of a large text": { setup: 'text = "ab" * 3_000_000', source: "while True: text.swapcase()" },
  "a fill of an expanded tensor": { setup: "x = torch.ones(1).expand(10**12)", source: "x.fill_(1)" },
  "a draw that is rejected for ever": { setup: "import random", source: "random.vonmisesvariate(0, float('nan'))" },
  "iteration over a tensor": { setup: "x = torch.ones(50_000)", source: "while True:\n    for v in x: pass" },
  "__del__-like cleanup in finally":
    "def f():\n    try:\n        while True: pass\n    finally:\n        global cleaned\n        cleaned = 1\nf()",
  "isinstance with a hook": "class M:\n    def __eq__(self, o): return False\nm = [M()] * 1000\nwhile True: 1 in m",
  "__iter__ that never ends":
    "class I:\n    def __iter__(self): return self\n    def __next__(self): return 1\nsum(I())",
  "__getitem__ that never ends": "class I:\n    def __getitem__(self, i): return i\nlist(x for x in I() if x < 0)",
  "__len__-less containment": "class I:\n    def __getitem__(self, i): return i\n-1 in I()",
  "unpacking without end": { setup: "import itertools", source: "a, *b = iter(lambda: 1, 2)" },
  pprint: { setup: "import pprint\nv = [[i] * 10 for i in range(20_000)]", source: "while True: pprint.pformat(v)" },
};

/** What is refused at once: its result could not be kept. */
const refused: Readonly<Record<string, readonly [source: string, error: RegExp]>> = {
  "a string of ten billion characters": ['"a" * 10**10', /^MemoryError/],
  "a list of ten billion items": ["[0] * 10**10", /^MemoryError/],
  "a tuple of ten billion items": ["(0,) * 10**10", /^MemoryError/],
  "bytes of ten billion": ["bytes(10**10)", /^MemoryError/],
  "a list of a billion ints": ["list(range(10**9))", /^MemoryError/],
  "a list without end": ["import itertools\nlist(itertools.count())", /^MemoryError/],
  "a tuple without end": ["import itertools\ntuple(itertools.count())", /^MemoryError/],
  "a comprehension without end": ["import itertools\n[i for i in itertools.count()]", /^MemoryError/],
  "an append without end": ["x = []\nwhile True: x.append(1)", /^MemoryError/],
  "a text that doubles": ['t = "a"\nwhile True: t += t', /^MemoryError/],
  "a list that doubles": ["t = [1]\nwhile True: t += t", /^MemoryError/],
  "an int that squares": ["x = 3\nwhile True: x *= x", /^MemoryError/],
  "a power too large": ["10 ** 10 ** 10", /^MemoryError/],
  "a shift too large": ["1 << 10 ** 12", /^(MemoryError|OverflowError)/],
  "an int of too many bytes": ["int.from_bytes(bytes(2**24 + 1))", /^MemoryError/],
  "an int of too many digits": ['int("f" * 2**26, 16)', /^MemoryError/],
  "str() of a huge int": ["str(3 ** 100_000)", /^ValueError: Exceeds the limit \(4300 digits\)/],
  "a huge width": ['f"{1:>10000000000}"', /^(MemoryError|ValueError)/],
  "a class called by its own instance": ["class A: pass\nA.__call__ = A()\nA()()", /^RecursionError/],
  "elements repeated too often": ["torch.ones(3).repeat_interleave(10**12)", /^RuntimeError.*can't allocate memory/],
  "draws too many": ["torch.multinomial(torch.ones(2), 10**12, replacement=True)", /^RuntimeError.*can't allocate/],
  "a tensor in too many pieces": ["torch.ones(3).tensor_split(10**9)", /^MemoryError/],
  "a tensor too large": ["torch.ones(10**6, 10**6)", /^RuntimeError/],
};

const withinMs = 1000;
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

function interruptTests(): void {
  const script = new URL(import.meta.url);
  let session: Session;
  const sink = { write: () => undefined, display: () => undefined };
  const run = (source: string): Promise<RunResult> =>
    session.run({ source, file: "Cell In[1]", interactive: true }, sink);
  const ending = (result: RunResult): string =>
    result.status === "error" ? (result.error.traceback.split("\n").at(-1) ?? "") : result.status;

  describe("an interrupt", () => {
    before(async () => {
      session = startSession(nodeWorkers(script, { heapBytes: 2 ** 31 }), { preloaded: true });
      assert.equal((await run("kept = 42")).status, "ok");
    });
    after(() => session.end());

    for (const [name, what] of Object.entries(busy)) {
      const { setup = "", source } = typeof what === "string" ? { source: what } : what;
      test(`stops ${name}`, async () => {
        const prepared = await run(setup);
        assert.equal(ending(prepared), "ok");
        // A machine that is busy with other work may be late: the best of a few attempts counts.
        let took = Number.POSITIVE_INFINITY;
        for (let attempt = 0; attempt < 3 && took >= withinMs; attempt++) {
          const running = run(source);
          await pause(60);
          const asked = performance.now();
          session.interrupt();
          const result = await running;
          took = performance.now() - asked;
          if (result.status === "died") {
            session = startSession(nodeWorkers(script, { heapBytes: 2 ** 31 }), { preloaded: true });
            await run("kept = 42");
          }
          assert.equal(ending(result), "KeyboardInterrupt");
        }
        assert.ok(took < withinMs, `it took ${Math.round(took)} ms`);
        assert.equal((await run("assert kept == 42")).status, "ok");
      });
    }
  });

  describe("a limit", () => {
    before(() => {
      session = startSession(nodeWorkers(script, { heapBytes: 2 ** 31 }), { preloaded: true });
    });
    after(() => session.end());
    for (const [name, [source, error]] of Object.entries(refused)) {
      test(`refuses ${name}`, async () => {
        await run("kept = 42");
        const result = await run(source);
        if (result.status === "died")
          session = startSession(nodeWorkers(script, { heapBytes: 2 ** 31 }), { preloaded: true });
        assert.match(ending(result), error);
        assert.equal((await run("assert kept == 42")).status, "ok");
      });
    }
  });
}

// This file is also the worker that its tests start.
if (isMainThread) interruptTests();
else await import("../../../src/kernel/worker.ts");
