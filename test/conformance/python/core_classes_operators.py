class Vec:
    def __init__(self, *v):
        self.v = v

    def __repr__(self):
        return f"Vec{self.v}"

    def __add__(self, o):
        if not isinstance(o, Vec):
            return NotImplemented
        return Vec(*(a + b for a, b in zip(self.v, o.v)))

    def __radd__(self, o):
        return f"radd {o}"

    def __iadd__(self, o):
        print("iadd")
        return self + o

    def __mul__(self, k):
        return Vec(*(a * k for a in self.v))

    __rmul__ = __mul__

    def __matmul__(self, o):
        return sum(a * b for a, b in zip(self.v, o.v))

    def __neg__(self):
        return Vec(*(-a for a in self.v))

    def __pos__(self):
        return self

    def __abs__(self):
        return sum(a * a for a in self.v) ** 0.5

    def __invert__(self):
        return Vec(*reversed(self.v))

    def __eq__(self, o):
        return isinstance(o, Vec) and self.v == o.v

    def __lt__(self, o):
        return abs(self) < abs(o)

    def __hash__(self):
        return hash(self.v)

    def __len__(self):
        return len(self.v)

    def __getitem__(self, i):
        return self.v[i]

    def __contains__(self, x):
        return x in self.v

    def __iter__(self):
        return iter(self.v)

    def __bool__(self):
        return any(self.v)

    def __call__(self, f):
        return Vec(*map(f, self.v))

    def __pow__(self, n, mod=None):
        return ("pow", n, mod)

    def __rpow__(self, n):
        return ("rpow", n)

    def __divmod__(self, o):
        return ("divmod", o)

    def __floordiv__(self, o):
        return "floor"

    def __mod__(self, o):
        return "mod"

    def __truediv__(self, o):
        return "true"

    def __rtruediv__(self, o):
        return "rtrue"

    def __lshift__(self, o):
        return "<<"

    def __and__(self, o):
        return "&"

    def __ror__(self, o):
        return "r|"

    def __xor__(self, o):
        return "^"

    def __round__(self, n=None):
        return ("round", n)

    def __int__(self):
        return 7

    def __float__(self):
        return 7.5

    def __index__(self):
        return 2

    def __format__(self, spec):
        return f"<{spec}>"


a, b = Vec(1, 2), Vec(3, 4)
print(a + b, 5 + a, a * 3, 3 * a, a @ b, -a, +a, abs(b), ~a)
c = a
c += b
print(c, a == Vec(1, 2), a != b, a < b, a > b, hash(a) == hash(Vec(1, 2)), {a: 1}[Vec(1, 2)])
print(len(a), a[0], a[-1], a[:1], 2 in a, 9 in a, list(a), bool(a), bool(Vec(0)), a(lambda x: x + 1))
print(a**2, pow(a, 2, 3), 2**a, divmod(a, 1), a // 1, a % 1, a / 1, 1 / a, a << 1, a & 1, 1 | a, a ^ 1)
print(round(a), round(a, 2), int(a), float(a), [10, 20, 30][a], f"{a:>3}", f"{a}", format(a, "x"), "%s" % a)
print(sum([a, b], Vec(0, 0)), max(a, b), min(a, b), sorted([b, a]), hex(a), list(range(a)))
for bad in (
    lambda: a + 1,
    lambda: a - 1,
    lambda: a <= b,
    lambda: 1 < a,
    lambda: a >> 1,
    lambda: a | 1,
    lambda: ~5.0,
    lambda: -"x",
    lambda: +[],
    lambda: [] < 1,
    lambda: {} + {},
    lambda: None + 1,
    lambda: [1] @ [2],
    lambda: 1 @ 2,
    lambda: "a" - "b",
    lambda: 1 + "a",
    lambda: "a" + 1,
    lambda: [1] + (2,),
    lambda: (1,) + [2],
    lambda: "a" * "b",
    lambda: [1] * 1.5,
    lambda: 2 ** "a",
    lambda: 5 % "a",
    lambda: {1} | [2],
    lambda: object() < object(),
    lambda: 1 in 5,
    lambda: 5[0],
    lambda: None[0],
    lambda: len(5),
    lambda: {}[[]],
    lambda: [1, 2]["a"],
    lambda: (1, 2)[1.0],
    lambda: "ab"[None],
    lambda: {1, 2}[0],
):
    try:
        print(bad())
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)


class R:
    def __radd__(self, o):
        return "R.radd"


class S(R):
    def __add__(self, o):
        return "S.add"

    def __radd__(self, o):
        return "S.radd"


print(R() + S(), S() + R(), [1] + R(), 1 + R(), "s" + S())
x = 5
x **= 2
x //= 3
x <<= 2
x |= 1
x ^= 7
x &= 0xFF
x >>= 1
x %= 7
print(x)
y = [1]
z = y
y += (2, 3)
y *= 2
print(z, y is z)
