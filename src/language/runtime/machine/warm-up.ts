/**
 * A short program that passes through the machine's common paths, run once when a program starts to loop. V8 compiles the
 * machine's loop by what it has seen in it: a path first met later throws the compiled code away, and the next compilation
 * takes a tenth of a second of slow running. Nothing of it is visible to a cell.
 */
import { compileSource } from "../../syntax/compiler/compile.ts";
import type { VirtualMachine } from "../machine.ts";
import { Namespace } from "../objects/namespace.ts";
import { Raised } from "../objects/raised.ts";

/** So many turns of one loop begin to be worth it. */
export const warmUpTurns = 300;

let warm = false;

export function warmUp(machine: VirtualMachine): void {
  if (warm) return;
  warm = true;
  const { depth, handled } = machine;
  try {
    const code = compileSource(source, { file: "<warm-up>", interactive: false, shown: false });
    machine.execute(code, new Namespace());
  } catch (error) {
    // Too deep in a recursion for it: the program goes on unwarmed.
    if (!(error instanceof Raised)) throw error;
  }
  machine.depth = depth;
  machine.handled = handled;
}

const source = `
def arithmetic(n, x):
    total = 0
    mean = 0.0
    text = ""
    for i in range(n):
        total += i
        mean += x * 2.0
        text += "a"
        total = total - 1 + i * 2 - i // 2 + i % 3
        total -= 2 * i
        mean = mean * 0.5 - x / 3.0 + i / 4
        mean -= x
        mean *= 1.5
        mean = -mean + i * x + x * i - i
        big = 2 ** 60 + i
        bits = (i << 2) ^ (i & 3) | (i >> 1)
        power = x ** 2
        if i < n and mean <= 1e9 and total > -100 and not x >= 3.0 and i != 2:
            mean = abs(mean)
        elif i == 5 or text == "aa" or x == 1.5 or x != x:
            total = +total
        if x < mean or mean > x or i >= 2 or i <= 1 or x <= mean:
            pass
        if text:
            flag = i is None or text is not None
        if i > 3.5 or 2 < x < 7 or text < "b":
            continue
        while total > 1000:
            total -= 1000
            break
    return total + len(text), mean, text

def containers(n):
    items = []
    pairs = {}
    seen = set()
    matrix = [[float(i * j) for j in range(3)] for i in range(3)]
    for i in range(n):
        items.append(i)
        pairs[i] = i * 2
        pairs["k"] = pairs.get("k", 0) + pairs[i]
        seen.add(i % 3)
        items[i] = items[-1] + items[0]
        t = (i, str(i))
        a, b = t
        a, b = b, t[0]
        a = t[-1]
        s = 0.0
        for k in range(3):
            s += matrix[i % 3][k] * matrix[k][i % 3]
        matrix[0][1] = s
        if i in seen and i not in pairs or "k" in pairs:
            del pairs[i]
        text = f"{i}:{s:.2f} {t!r}"
        part = text[0] + text[1:3]
    # Lists of every kind of elements that V8 tells apart.
    for some in ([0] * 3, [0.5] * 3, list(range(5)), sorted([3, 1, 2]), [2**40, 1, 5], list("abc"), [None, True, 1], [v for v in range(4)]):
        j = 1
        left = some[j]
        some[j] = left
        some[0] = some[-1]
        left = some[0]
        both = [some, some]
        left = both[j][j]
        both[j][j] = left
        some.append(left)
    total = 0
    for key, value in pairs.items():
        total += value
    for value in items:
        total += value
    for value in (1, 2):
        total += value
    for letter in "abc":
        total += 1
    for i, value in enumerate(items):
        total += i
    for a, b in zip(items, items):
        total += a * b
    squares = [v * v for v in items if v > 1]
    table = {k: v for k, v in zip(items, squares)}
    distinct = {v for v in items}
    total += sum(v for v in items) + sum([v * 1.0 for v in items]) + max(items)
    first, *rest = items
    merged = [*items, *rest]
    options = {**table, "x": 1}
    text = ", ".join(str(v) for v in items)
    items.sort()
    ordered = sorted(items, key=lambda v: -v)
    return total, squares[0], distinct, items[1:2]

class Base:
    scale = 2

    def __init__(self, x, y=1):
        self.x = x
        self.y = y
        self.count = 0

    def add(self, other):
        self.count += 1
        return type(self)(self.x + other.x, self.y + other.y)

    def __add__(self, other):
        return self.add(other)

    @property
    def size(self):
        return self.x * self.scale

    def __call__(self, value):
        return self.forward(value)

    def forward(self, value):
        return value

class Derived(Base):
    def __init__(self, x, y=1, *args, **options):
        super().__init__(x, y=y)

    def forward(self, value):
        return super().forward(value) + self.size

def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)

def generate(n):
    for i in range(n):
        yield i
    yield from range(2)

def outer(n):
    count = 0

    def inner(k):
        nonlocal count
        count += k
        return count

    for i in range(n):
        inner(i)
    return inner

def errors(n):
    for i in range(n):
        try:
            if i % 2:
                raise ValueError("x")
            {}["missing"]
        except KeyError as e:
            continue
        except ValueError:
            pass
        finally:
            i += 1
    try:
        return n
    finally:
        n = 0

def keywords(a, b=2, *rest, c=3, **others):
    return a, b, rest, c, others

state = 0
for step in range(3):
    arithmetic(4, 1.5)
    containers(3)
    left = Derived(1, 2)
    right = Derived(x=3)
    both = left + right
    both(2)
    both.add(left).size
    fib(6)
    for value in generate(3):
        state += value
    list(generate(2))
    outer(3)(1)
    errors(4)
    keywords(1, c=4, d=5)
    keywords(*[1, 2], **{"c": 3})
    state = state + 1 if state < 5 else state - 1
`;
