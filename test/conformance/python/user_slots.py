class Point:
    __slots__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
p = Point(1, 2)
print(p.x, p.y, hasattr(p, "__dict__"), Point.__slots__)
for act in [lambda: setattr(p, "z", 3), lambda: delattr(p, "x"), lambda: p.x, lambda: delattr(p, "x"), lambda: p.z]:
    try:
        print(act())
    except AttributeError as e:
        print(type(e).__name__, e)
class Sub(Point):
    pass
s = Sub(1, 2); s.extra = 5; print(vars(s))
class Both(Point):
    __slots__ = ("z",)
b = Both(1, 2); b.z = 3; print(b.x, b.z)
for build in [lambda: type("T", (), {"__slots__": ("a",), "a": 1}), lambda: type("T", (), {"__slots__": (1,)}), lambda: type("T", (int,), {"__slots__": ("a",)})]:
    try:
        print(build())
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
