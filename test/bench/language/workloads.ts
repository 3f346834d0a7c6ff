/**
 * What the machine's speed is measured on. `body` is run as it stands at the top level of a cell and as a function's
 * body; `setup` comes before, untimed. `judged`: no slower than twice CPython.
 */
export interface Workload {
  readonly name: string;
  readonly setup?: string;
  readonly body: string;
  readonly judged?: boolean;
  /** Left out, both. */
  readonly forms?: readonly Form[];
}

export type Form = "cell" | "function";

export const workloads: readonly Workload[] = [
  {
    name: "sum of a range in a loop",
    judged: true,
    body: `
s = 0
for i in range(10_000_000):
    s += i
`,
  },
  {
    name: "matrix product of lists",
    judged: true,
    body: `
n = 100
a = [[float(i * n + j) for j in range(n)] for i in range(n)]
b = [[float(i - j) for j in range(n)] for i in range(n)]
c = [[0.0] * n for _ in range(n)]
for i in range(n):
    for j in range(n):
        total = 0.0
        for k in range(n):
            total += a[i][k] * b[k][j]
        c[i][j] = total
`,
  },
  {
    // At the top level CPython copies the text at every turn.
    name: "building a string, short",
    judged: true,
    body: `
for _ in range(20):
    text = ""
    for i in range(5_000):
        text += "x"
        text += str(i)
    size = len(text)
`,
  },
  {
    name: "building a string",
    judged: true,
    forms: ["function"],
    body: `
text = ""
for i in range(500_000):
    text += "x"
    text += str(i)
size = len(text)
`,
  },
  {
    name: "building a string and reading it",
    forms: ["function"],
    body: `
text = ""
for i in range(200_000):
    text += chr(97 + i % 26)
count = 0
for c in text:
    if c == "e":
        count += 1
last = text[-1]
`,
  },
  {
    name: "joining strings",
    body: `
parts = []
for i in range(300_000):
    parts.append(str(i))
text = ",".join(parts)
size = len(text.split(","))
`,
  },
  {
    name: "f-strings",
    body: `
total = 0
for i in range(200_000):
    total += len(f"{i}: {i * 0.5:.3f} {i!r:>8}")
`,
  },
  {
    name: "function calls",
    setup: `
def add(a, b):
    return a + b
`,
    body: `
x = 0
for i in range(1_000_000):
    x = add(x, i)
`,
  },
  {
    name: "recursion",
    setup: `
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
`,
    body: `
x = fib(24)
`,
  },
  {
    name: "keyword and default arguments",
    setup: `
def area(width, height=2, *, scale=1.0):
    return width * height * scale
`,
    body: `
x = 0.0
for i in range(300_000):
    x += area(i, scale=0.5) + area(i, height=3)
`,
  },
  {
    name: "attributes and methods",
    setup: `
class Counter:
    def __init__(self):
        self.value = 0
    def step(self, by):
        self.value += by
`,
    body: `
counter = Counter()
for i in range(500_000):
    counter.step(i)
x = counter.value
`,
  },
  {
    name: "making instances",
    setup: `
class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y
    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)
`,
    body: `
p = Point(0, 0)
one = Point(1, 2)
for i in range(200_000):
    p = p + one
`,
  },
  {
    name: "list comprehension",
    body: `
for _ in range(10):
    squares = [i * i for i in range(100_000) if i % 3]
`,
  },
  {
    name: "append and index",
    body: `
items = []
for i in range(500_000):
    items.append(i)
x = 0
for i in range(len(items)):
    x += items[i]
`,
  },
  {
    name: "dict counting",
    body: `
counts = {}
for i in range(500_000):
    key = i % 1000
    counts[key] = counts.get(key, 0) + 1
`,
  },
  {
    name: "dict of strings",
    setup: `
words = ["w" + str(i % 5000) for i in range(200_000)]
`,
    body: `
counts = {}
for word in words:
    if word in counts:
        counts[word] += 1
    else:
        counts[word] = 1
`,
  },
  {
    name: "generator",
    setup: `
def count(n):
    i = 0
    while i < n:
        yield i
        i += 1
`,
    body: `
x = 0
for v in count(500_000):
    x += v
y = sum(v * 2 for v in range(300_000))
`,
  },
  {
    name: "while loop with floats",
    body: `
x = 0.0
y = 1.0
i = 0
while i < 1_000_000:
    x = x * 0.99 + y * 0.01
    y = y - x / 3.0
    i += 1
`,
  },
  {
    name: "sieve of primes",
    body: `
n = 500_000
flags = [True] * (n + 1)
p = 2
while p * p <= n:
    if flags[p]:
        for m in range(p * p, n + 1, p):
            flags[m] = False
    p += 1
count = sum(flags)
`,
  },
  {
    name: "exceptions",
    body: `
x = 0
for i in range(100_000):
    try:
        if i % 2:
            raise ValueError(i)
        x += 1
    except ValueError as error:
        x += error.args[0]
`,
  },
  {
    name: "tuples and unpacking",
    body: `
a, b = 0, 1
for i in range(500_000):
    a, b = b, (a + b) % 1000003
for i, (x, y) in enumerate(zip(range(200_000), range(200_000))):
    a += x + y
`,
  },
  {
    name: "closure and lambda",
    setup: `
def adder(n):
    return lambda x: x + n
`,
    body: `
f = adder(3)
x = 0
for i in range(500_000):
    x = f(x)
items = sorted(range(100_000), key=lambda v: -v % 1000)
`,
  },
  {
    name: "big integers",
    body: `
x = 1
for i in range(1, 2_000):
    x *= i
y = 0
while x:
    x, r = divmod(x, 10 ** 50)
    y += r % 7
`,
  },
  {
    name: "string methods",
    body: `
n = 0
line = "  alpha, beta; gamma,delta  "
for i in range(200_000):
    n += len(line.strip().replace(";", ",").split(","))
`,
  },
];
