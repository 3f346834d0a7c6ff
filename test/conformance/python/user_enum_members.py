from enum import Enum, IntEnum, Flag, IntFlag, auto, unique, StrEnum
class Norm(Enum):
    LAYER = "ln"
    RMS = "rms"
    ALIAS = "ln"
    @property
    def short(self): return self.value[0]
class Level(IntEnum):
    LOW = 1
    HIGH = auto()
class Perm(Flag):
    R = auto(); W = auto(); X = auto()
    RW = R | W
class S(StrEnum):
    A = auto()
    B = "bee"
print(Norm.LAYER, repr(Norm.RMS), Norm("rms"), Norm["LAYER"], Norm.ALIAS is Norm.LAYER, list(Norm), Norm.LAYER.name, Norm.LAYER.short, len(Norm), "RMS" in Norm.__members__, Norm.RMS in Norm, hash(Norm.RMS) == hash(Norm.RMS))
print(Level.LOW < Level.HIGH, Level.LOW + 1, Level(2), f"{Level.LOW}", repr(Level.HIGH), sorted([Level.HIGH, Level.LOW]), [10, 20, 30][Level.LOW], S.A, S.B + "!", repr(S.A))
print(Perm.R | Perm.X, Perm.RW & Perm.R, ~Perm.R, Perm.R in Perm.RW, Perm(0), list(Perm.RW), bool(Perm(0)), Perm(3), Perm.R.value, Perm.R ^ Perm.RW)
for t in [lambda: Norm("zz"), lambda: Norm["ZZ"], lambda: Norm.ZZ, lambda: setattr(Norm, "LAYER", 1), lambda: Norm.LAYER < Norm.RMS, lambda: Level(9), lambda: Norm(), lambda: Perm(64), lambda: setattr(Norm.RMS, "value", 2)]:
    try:
        print(t())
    except Exception as e:
        print(type(e).__name__, e)
try:
    @unique
    class U(Enum):
        A = 1
        B = 1
except ValueError as e:
    print(e)
try:
    class More(Norm):
        X = 1
except TypeError as e:
    print(e)
