class B:
    def __bool__(self):
        return False


class L:
    def __len__(self):
        return 0


class BadBool:
    def __bool__(self):
        return 1


class BadLen:
    def __len__(self):
        return -1


for v in (0, 0.0, "", [], (), {}, set(), None, False, B(), L(), range(0), b"", 1, "a", [0], object(), -1, 0.1, float("nan")):
    print(bool(v), not v, end="; ")
print()
for bad in (BadBool(), BadLen()):
    try:
        bool(bad)
    except (TypeError, ValueError) as e:
        print(e)
print(1 and 2, 0 and 2, 1 or 2, 0 or [], None or "x" or 5, not 0 and 3, (1 and 0) or "z")
print(1 < 2 < 3, 1 < 3 < 2, 1 == 1.0 == True, 1 != 2 != 1, 3 > 2 >= 2, "a" < "b" <= "b")
calls = []


def f(x):
    calls.append(x)
    return x


print(f(1) < f(5) < f(3) < f(100), calls)
print(None is None, [] is [], 1 is not None, "a" in "abc", "" in "abc", 3 not in (1, 2))
print([1, 2] < [1, 3], [1, 2] < [1, 2, 0], (1, "a") < (1, "b"), [] < [0], "Z" < "a", "abc" < "abd", (2,) > (1, 9))
print(1 == "1", [1] == (1,), {1: 2} == {1.0: 2.0}, {1, 2} == frozenset([2, 1]), "a" == b"a", None == 0, 0 == False)
print(2**70 > 1e21, 2**53 + 1 == 2.0**53, 10**400 > float("inf"), -(10**400) < float("-inf"), 2**53 == 2.0**53, 1e400 == float("inf"))


class Cmp:
    def __init__(self, v):
        self.v = v

    def __eq__(self, o):
        return NotImplemented

    def __lt__(self, o):
        return f"lt {self.v}"

    def __ge__(self, o):
        return []


print(Cmp(1) < Cmp(2), Cmp(1) > Cmp(2), Cmp(1) == Cmp(1), Cmp(1) != 5, 5 > Cmp(3), Cmp(1) <= Cmp(2), not Cmp(1) >= 2)


class Up:
    def __eq__(self, o):
        return "base eq"

    def __gt__(self, o):
        return "base gt"


class Down(Up):
    def __lt__(self, o):
        return "sub lt"

    def __eq__(self, o):
        return "sub eq"


print(Up() == Down(), Up() > Down(), Down() == Up(), Down() < Up())
x = 5
print("neg" if x < 0 else "zero" if x == 0 else "pos", (lambda: "a" if x else "b")())
print(sorted([3, 1.5, True, -2]), sorted("bca", reverse=True), sorted([(1, "b"), (1, "a")]), max([1, 5.0, 3], key=lambda v: -v))
