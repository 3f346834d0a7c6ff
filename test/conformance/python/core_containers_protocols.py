class Bag:
    def __init__(self):
        self.d = {}

    def __getitem__(self, k):
        print("get", k)
        return self.d[k]

    def __setitem__(self, k, v):
        print("set", k, v)
        self.d[k] = v

    def __delitem__(self, k):
        print("del", k)
        del self.d[k]

    def __len__(self):
        return len(self.d)

    def __contains__(self, k):
        print("contains", k)
        return k in self.d

    def __missing__(self, k):
        return "missing"


b = Bag()
b["a"] = 1
b[1:2] = "slice"
b[1, 2] = "tuple"
b[...] = "dots"
b["a"] += 5
print(b["a"], b[1, 2], len(b), "a" in b, "z" not in b, bool(b))
del b["a"], b[...]
try:
    b["a"]
except KeyError as e:
    print("KeyError", e)


class Old:
    def __getitem__(self, i):
        if i > 3:
            raise IndexError(i)
        return i * 10


print(list(Old()), 20 in Old(), 25 in Old(), [*Old()], max(Old()), tuple(reversed(list(Old()))))


class Rev:
    def __len__(self):
        return 3

    def __getitem__(self, i):
        return "abc"[i]

    def __reversed__(self):
        return iter("reversed")


print(list(reversed(Rev())), list(Rev()))


class NoIter:
    __iter__ = None

    def __getitem__(self, i):
        return i


try:
    iter(NoIter())
except TypeError as e:
    print(e)


class BadIter:
    def __iter__(self):
        return 5


try:
    for _ in BadIter():
        pass
except TypeError as e:
    print(e)


class Count:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n

    def __length_hint__(self):
        return self.n


print(list(Count(3)), sum(Count(4)), sorted(Count(3)), dict(enumerate(Count(2))), [*zip(Count(3), "ab")])
a, b, c = Count(3)
print(a, b, c, *Count(2), max(Count(3)), "-".join(map(str, Count(3))))


class D(dict):
    def __missing__(self, k):
        self[k] = k * 2
        return self[k]


d = D(a=1)
print(d["a"], d["xy"], d, d.get("nope"), type(d).__name__, isinstance(d, dict), len(d))


class L(list):
    def __init__(self, *items):
        super().__init__(items)
        self.extra = "x"

    def append(self, v):
        super().append(v * 2)

    def __getitem__(self, i):
        if isinstance(i, str):
            return f"str {i}"
        return super().__getitem__(i)


l = L(1, 2)
l.append(5)
print(l, l[0], l["k"], l.extra, len(l), l + [1], type(l + [1]).__name__, l == [1, 2, 10], sorted(l, reverse=True))
for v in l:
    print(v, end=" ")
print()


class T(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))

    @property
    def first(self):
        return self[0]


t = T(1, 2)
print(t, t.first, t == (1, 2), hash(t) == hash((1, 2)), {t: 1}[(1, 2)], type(t).__name__, isinstance(t, tuple))


class I(int):
    def __new__(cls, v, unit="m"):
        self = super().__new__(cls, v)
        self.unit = unit
        return self

    def __repr__(self):
        return f"{int(self)}{self.unit}"

    def __add__(self, o):
        return I(int(self) + int(o), self.unit)


i = I(5, "kg")
print(i, i + 2, i * 2, type(i * 2).__name__, i == 5, i < 6, [0, 1, 2, 3, 4, 5][i], hash(i) == hash(5), {5: "x"}[i], bool(I(0)))


class S(str):
    def shout(self):
        return self.upper() + "!"

    def __len__(self):
        return 99


s = S("hey")
print(s, s.shout(), len(s), s + "x", type(s + "x").__name__, s == "hey", {"hey": 1}[s], f"{s:>5}", s[0], "e" in s, repr(s))


class F(float):
    def __str__(self):
        return f"F({float(self)})"


f = F("2.5")
print(f, f + 1, repr(f), f == 2.5, int(f), round(f), f"{f:.2f}")


class E(set):
    def add(self, x):
        super().add(str(x))


e = E()
e.add(1)
print(e, "1" in e, len(e), isinstance(e, set), e | {"2"} == {"1", "2"})
