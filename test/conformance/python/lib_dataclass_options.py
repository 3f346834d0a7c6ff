from dataclasses import dataclass, field, FrozenInstanceError, KW_ONLY, InitVar
@dataclass(frozen=True)
class F:
    a: int
    b: tuple = ()
f = F(1); print(f, hash(f) == hash(F(1)), {f: 1}[F(1)], f == F(1, ()))
for g in (lambda: setattr(f, "a", 2), lambda: delattr(f, "a"), lambda: setattr(f, "new", 2)):
    try:
        g()
    except FrozenInstanceError as e:
        print(type(e).__name__, e, isinstance(e, AttributeError))
@dataclass(order=True)
class O:
    a: int
    b: str = field(compare=False, default="")
print(O(1) < O(2), O(2) >= O(1), sorted([O(3), O(1), O(2)]), O(1, "x") == O(1, "y"), max(O(1), O(5)))
try:
    O(1) < 5
except TypeError as e:
    print(e)
@dataclass
class K:
    a: int
    _: KW_ONLY
    b: int = 2
    c: int
print(K(1, c=3), K.__match_args__)
try:
    K(1, 2)
except TypeError as e:
    print(e)
try:
    K(1)
except TypeError as e:
    print(e)
@dataclass(kw_only=True)
class KK:
    a: int
    b: int = 0
print(KK(a=1))
@dataclass
class I:
    a: int
    scale: InitVar[int] = 2
    b: int = field(init=False)
    def __post_init__(self, scale):
        self.b = self.a * scale
print(I(3), I(3, 5), I(3, scale=10).b)
@dataclass(eq=False)
class E:
    a: int
print(E(1) == E(1), hash(E(1)) is not None)
@dataclass(repr=False, init=False)
class R:
    a: int = 5
print(repr(R())[:12], R().a)
@dataclass(unsafe_hash=True)
class U:
    a: int
    b: list = field(default_factory=list, hash=False)
print(hash(U(1)) == hash(U(1)))
@dataclass(slots=True)
class S:
    a: int = 1
print(S(), S(5) == S(5))
@dataclass
class Base:
    a: int
    b: int = 2
@dataclass
class Child(Base):
    c: int = 3
    a: int = 10
print(Child(), Child(1, 2, 4), Child.__mro__[1].__name__)
