from collections import namedtuple, OrderedDict
from typing import NamedTuple
P = namedtuple("P", "x y", defaults=[0])
p = P(1)
print(p, p.x, p[1], p._asdict(), p._replace(x=5), P._fields, P._make([7, 8]), p == (1, 0), P(*"ab"), P.__name__, p._field_defaults, isinstance(p, tuple), [*p], hash(p) == hash((1, 0)))
for t in [lambda: P(), lambda: P(1, 2, 3), lambda: P(z=1), lambda: p._replace(z=1), lambda: setattr(p, "x", 1), lambda: namedtuple("Q", "a a"), lambda: namedtuple("Q", "1a"), lambda: namedtuple("Q", "class"), lambda: namedtuple("Q", "_x"), lambda: P._make([1]), lambda: p.z]:
    try:
        print(t())
    except (TypeError, ValueError, AttributeError) as e:
        print(type(e).__name__, e)
class Stats(NamedTuple):
    mean: float
    std: float = 1.0
    def z(self, x): return (x - self.mean) / self.std
print(Stats(2.0), Stats(2.0).z(4), Stats._fields, Stats.__annotations__, namedtuple("R", ["a", "a", "def"], rename=True)._fields)
o = OrderedDict(a=1, b=2); o.move_to_end("a"); print(list(o), o.popitem(last=False), OrderedDict(a=1) == {"a": 1})
