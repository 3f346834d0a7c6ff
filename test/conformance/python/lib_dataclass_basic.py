from dataclasses import dataclass, field, asdict, astuple, replace, fields, is_dataclass
from typing import ClassVar, Optional, List
@dataclass
class P:
    x: int
    y: float = 2.0
    tags: List[str] = field(default_factory=list)
    secret: str = field(default="s", repr=False)
    total: ClassVar[int] = 0
    n: int = field(init=False, default=7)
p = P(1); q = P(1, 3.5, ["a"], secret="z")
print(p, q, p == P(1), p == q, p != q, asdict(q), astuple(q), replace(p, x=9), [f.name for f in fields(P)], is_dataclass(P), is_dataclass(p), is_dataclass(5), P.total, P.__match_args__, p.tags is P(1).tags)
print(P.__dataclass_fields__["x"].type, fields(P)[0].default is not None, P.__doc__, P.__eq__ is not object.__eq__, P.__hash__)
p.x = 10; print(p); p.extra = 1; print(p, vars(p))
@dataclass
class Q:
    inner: P
    m: dict
print(Q(P(1), {"k": P(2)}), asdict(Q(P(1), {"k": [P(2)]})), astuple(Q(P(1), {})))
for f in (lambda: P(), lambda: P(1, 2, 3, 4, 5), lambda: P(z=1), lambda: P(1, x=2), lambda: asdict(5), lambda: asdict(P), lambda: replace(p, n=1), lambda: replace(p, zz=1), lambda: fields(5), lambda: p < q, lambda: hash(p), lambda: replace(5), lambda: field(default=1, default_factory=list), lambda: astuple(3)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
