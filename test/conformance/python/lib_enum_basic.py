from enum import Enum, IntEnum, auto, unique, StrEnum
class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3
    CRIMSON = 1
print(Color.RED, repr(Color.RED), Color.RED.name, Color.RED.value, Color(2), Color["BLUE"], list(Color), len(Color), Color.CRIMSON, Color.CRIMSON is Color.RED, Color.RED == Color.RED, Color.RED != Color.GREEN, Color.RED == 1, Color.RED in Color, isinstance(Color.RED, Color), type(Color.RED), Color, {Color.RED: "r"}[Color.RED], f"{Color.RED}", f"{Color.RED:>12}", str(Color.GREEN), [c.value for c in Color], list(Color.__members__), Color.__members__["CRIMSON"], hash(Color.RED) == hash(Color.RED), Color.RED is Color(1), bool(Color.RED), list(reversed(Color)))
class N(IntEnum):
    LOW = 1
    HIGH = 10
print(N.LOW, repr(N.LOW), N.LOW < N.HIGH, N.LOW + 5, N.HIGH == 10, N(10), sorted([N.HIGH, N.LOW]), f"{N.LOW}", f"{N.HIGH:03d}", int(N.HIGH), [0, "x"][N.LOW], {1: "one"}[N.LOW], max(N), sum(N), N.LOW.value, isinstance(N.LOW, int), "%d" % N.HIGH, N.LOW * 2.5)
class A(Enum):
    X = auto()
    Y = auto()
    Z = 10
    W = auto()
print([(a.name, a.value) for a in A])
class S(StrEnum):
    FOO = auto()
    BAR = "bar!"
print(S.FOO, repr(S.FOO), S.FOO == "foo", S.BAR.upper(), f"{S.BAR}", "x" + S.FOO, [s for s in S])
for f in (lambda: Color(9), lambda: Color["NOPE"], lambda: setattr(Color, "RED", 5), lambda: Color.RED < Color.GREEN, lambda: setattr(Color.RED, "value", 3), lambda: Color.RED + 1, lambda: Color(), lambda: unique(Color), lambda: Color.RED.nope):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
