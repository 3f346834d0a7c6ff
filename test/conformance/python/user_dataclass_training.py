from dataclasses import dataclass, field, fields, asdict, astuple, replace, FrozenInstanceError, is_dataclass
@dataclass
class Opt:
    lr: float = 1e-3
    betas: tuple = (0.9, 0.999)
    groups: list = field(default_factory=list)
    name: str = field(default="adam", repr=False)
    step: int = field(default=0, compare=False)
@dataclass(order=True, frozen=True)
class Version:
    major: int
    minor: int = 0
@dataclass
class Child(Opt):
    extra: int = 5
    def __post_init__(self): self.double = self.extra * 2
print(Opt(), Opt(lr=1), Opt() == Opt(step=9), asdict(Opt(groups=[{"a": 1}])), astuple(Version(1)), replace(Version(1, 2), minor=3), Child().double, [f.name for f in fields(Child)])
print(Version(1, 2) < Version(2), sorted([Version(2), Version(1, 5)]), hash(Version(1)) == hash(Version(1)), {Version(1): "x"}, is_dataclass(Opt), is_dataclass(Opt()), Version.__match_args__)
tries = [lambda: Version(), lambda: Version(1, 2, 3), lambda: Version(1, patch=2), lambda: setattr(Version(1), "major", 2), lambda: delattr(Version(1), "major"), lambda: Opt() < Opt(), lambda: hash(Opt()), lambda: replace(Opt(), nope=1), lambda: asdict(5), lambda: fields(5)]
for t in tries:
    try:
        print(t())
    except (TypeError, FrozenInstanceError) as e:
        print(type(e).__name__, e)
try:
    @dataclass
    class Bad:
        xs: list = []
except ValueError as e:
    print(e)
try:
    @dataclass
    class Bad2:
        a: int = 1
        b: int
except TypeError as e:
    print(e)
