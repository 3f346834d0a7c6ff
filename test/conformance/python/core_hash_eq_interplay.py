class P:
    def __init__(self, x):
        self.x = x

    def __eq__(self, o):
        return isinstance(o, P) and self.x == o.x

    def __hash__(self):
        return hash(self.x)

    def __repr__(self):
        return f"P({self.x})"


d = {P(1): "a", P(2): "b"}
print(d[P(1)], P(2) in d, P(3) in d, len({P(1), P(1), P(2)}), d)


class NoHash:
    def __eq__(self, o):
        return True


for bad in (lambda: {NoHash(): 1}, lambda: {[]: 1}, lambda: {{}}, lambda: hash([]), lambda: {(1, []): 2}, lambda: {1: 2}[[]],
            lambda: [] in {1: 2}, lambda: {1}.add({}), lambda: frozenset([[]]), lambda: hash(NoHash())):
    try:
        print(bad())
    except TypeError as e:
        print(e)
print({1: "int", 1.0: "float", True: "bool"}, {1.0: "f", 1: "i"}, {True: 1, 1: 2}, {0: 1, False: 2, 0.0: 3, -0.0: 4})
print(hash(1) == hash(1.0) == hash(True), hash(2**61 - 1), hash(2**61), hash(-1), hash(-2), hash(0.5), hash(float("inf")), hash(2**100), hash(1e300))
print(hash((1, 2)), hash(()), hash((1, (2, 3))), hash((1.5, "a")) == hash((1.5, "a")), hash(None) == hash(None))
nan = float("nan")
print(nan == nan, nan in [nan], [nan] == [nan], {nan: 1}[nan], len({nan, nan, float("nan")}), (nan,) == (nan,))
print({(1, 2): "t"}[(1.0, 2)], {frozenset({1, 2}): 3}[frozenset([2, 1])], {10**20: 1}[1e20])
s = {3, 1, 2, 10, 5, -1}
print(s, {8, 0, 16, 24}, {"a"}, set(range(20, 0, -3)), {1.5, 2, 0.25})
s.discard(10)
s.add(100)
s.update([7, 33, 65])
print(s, s.pop(), len(s), sorted(s))
print(set("abc") == set("cba"), {1, 2} | {3}, {1, 2, 3} & {2, 3, 4}, {1, 2} ^ {2, 3}, {1, 2} - {2}, {1} < {1, 2})


class Weird:
    def __init__(self, h):
        self.h = h

    def __hash__(self):
        return self.h


w = Weird(5)
print({w: 1}[w], Weird(5) in {w: 1}, hash(Weird(2**70)), hash(Weird(True)))
try:
    hash(Weird("x"))
except TypeError as e:
    print(e)


class Sub(P):
    pass


class Eq2(P):
    def __eq__(self, o):
        return super().__eq__(o)


print(hash(Sub(3)) == hash(3), Eq2.__hash__, P(1) == Sub(1), P(1) != P(1), P(1) != P(2))
big = {i: i * i for i in range(1000)}
print(len(big), big[999], sum(big), 1000 in big)
t = {}
t[(0, 0)] = 1
t[(0, 1)] = 2
t[0, 0] += 5
print(t, t.get((0, 2), "none"))
