# MISSING, KW_ONLY, InitVar, Field and make_dataclass.
import dataclasses
@dataclasses.dataclass
class Layer:
    size: int
    _: dataclasses.KW_ONLY
    scale: dataclasses.InitVar[float] = 2.0
    name: str = "layer"
    total: float = dataclasses.field(init=False, default=0.0)
    def __post_init__(self, scale):
        self.total = self.size * scale
print(Layer(3), Layer(3, scale=1.5, name="x"))
for f in dataclasses.fields(Layer):
    print(f.name, f.default is dataclasses.MISSING, isinstance(f, dataclasses.Field), f.kw_only, f.init)
Pair = dataclasses.make_dataclass("Pair", [("a", int), ("b", int, 5), "c"][:2], frozen=True)
print(Pair(1), Pair(1, 2) == Pair(1, 2))
try:
    Layer(1, 2.0)
except TypeError as error:
    print(error)
