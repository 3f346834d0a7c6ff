# The same in a class of a class.
import dataclasses
@dataclasses.dataclass(order=True)
class Base:
    x: int
    y: list = dataclasses.field(default_factory=list, compare=False)
@dataclasses.dataclass(order=True)
class Child(Base):
    _: dataclasses.KW_ONLY
    z: int = 0
    seed: dataclasses.InitVar[int] = 1
    def __post_init__(self, seed):
        self.y.append(seed)
print(Child(1), Child(1, z=2, seed=7), Child(1) < Child(2))
factories = [f.default_factory is dataclasses.MISSING for f in dataclasses.fields(Child)]
print(factories, type(dataclasses.fields(Child)[0]) is dataclasses.Field)
Point = dataclasses.make_dataclass("Point", ["x", ("y", int, dataclasses.field(default=3))], namespace={"norm": lambda self: self.x + self.y})
print(Point(1), Point(1).norm(), dataclasses.asdict(Point(2, 4)), dataclasses.replace(Point(1), y=9))
