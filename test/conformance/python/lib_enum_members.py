from enum import Enum, Flag, IntFlag, auto, unique
class Planet(Enum):
    EARTH = (5.976e24, 6.37814e6)
    MARS = (6.421e23, 3.3972e6)
    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius
    @property
    def gravity(self):
        return round(6.67e-11 * self.mass / self.radius**2, 3)
    @classmethod
    def heaviest(cls):
        return max(cls, key=lambda p: p.mass)
    @staticmethod
    def hi():
        return "hi"
    def describe(self):
        return f"{self.name.lower()}: {self.value[0]}"
print(Planet.EARTH, Planet.EARTH.gravity, Planet.heaviest(), Planet.hi(), Planet.MARS.describe(), Planet((6.421e23, 3.3972e6)), Planet.EARTH.value)
class Op(Enum):
    ADD = "+"
    SUB = "-"
    @classmethod
    def _missing_(cls, value):
        return cls.ADD if value == "plus" else None
    def __call__(self, a, b):
        return a + b if self is Op.ADD else a - b
    def __str__(self):
        return f"<{self.value}>"
print(Op.ADD(1, 2), Op("plus"), Op.SUB(5, 3), str(Op.SUB), f"{Op.ADD}", repr(Op.ADD))
class Mode(str, Enum):
    TRAIN = "train"
    EVAL = "eval"
print(Mode.TRAIN, Mode.TRAIN == "train", Mode("eval"), Mode.TRAIN.upper(), repr(Mode.EVAL), f"{Mode.EVAL}", Mode.EVAL.value, {"train": 1}[Mode.TRAIN], len(Mode.TRAIN))
class Custom(Enum):
    def _generate_next_value_(name, start, count, last_values):
        return name.lower() + str(count)
    A = auto()
    B = auto()
print([c.value for c in Custom])
E = Enum("E", "A B C"); print(list(E), E.B.value); E2 = Enum("E2", [("x", 10), ("y", 20)]); print(list(E2)); E3 = Enum("E3", {"p": "q"}); print(list(E3))
class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W
print(Perm.R | Perm.X, repr(Perm.R | Perm.X), Perm.RW, Perm.R in Perm.RW, Perm.X in Perm.RW, bool(Perm(0)), Perm(0), repr(Perm(0)), ~Perm.R, Perm.R & Perm.RW, Perm.R ^ Perm.RW, list(Perm), list(Perm.RW), Perm(3), Perm(5), (Perm.R | Perm.W) is Perm.RW, Perm.RW.value, len(Perm), (Perm.R | Perm.X).name, Perm.X.value)
class IF(IntFlag):
    A = 1
    B = 2
print(IF.A | IF.B, repr(IF.A | IF.B), IF.A + 1, IF(3), repr(IF.A | 8), IF.A | 4, IF.A & 1, int(IF.B), f"{IF.A}", IF.A == 1)
for f in (lambda: Perm(8), lambda: Perm.R | 1, lambda: Perm("a"), lambda: 5 in Perm.R):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e).split("\n")[0])
