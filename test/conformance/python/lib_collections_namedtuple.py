from collections import namedtuple
Point = namedtuple("Point", "x y")
p = Point(1, y=2)
print(p, p.x, p[1], p == (1, 2), Point._fields, p._asdict(), p._replace(x=9), Point._make([3, 4]), len(p), list(p), hash(p) == hash((1, 2)), isinstance(p, tuple), p + (3,), Point.__name__, p < Point(2, 0), [*p], {p: 1}[(1, 2)], Point.__doc__)
D = namedtuple("D", ["a", "b", "c"], defaults=[5, 6]); print(D(1), D(1, 2), D(b=3, a=0), D._field_defaults, namedtuple("R", "a def a _b", rename=True)._fields, namedtuple("E", "")())
class Sub(Point):
    def norm(self):
        return (self.x**2 + self.y**2) ** 0.5
s = Sub(3, 4); print(s, s.norm(), s._replace(x=0), type(s._replace(x=0)).__name__); x, y = s; print(x, y)
for f in (lambda: Point(1), lambda: Point(1, 2, 3), lambda: Point(1, z=3), lambda: Point(1, 2, x=3), lambda: namedtuple("X", "a a"), lambda: namedtuple("X", "class"), lambda: namedtuple("X", "_a"), lambda: namedtuple("1X", "a"), lambda: p._replace(q=1), lambda: Point._make([1]), lambda: p.z, lambda: setattr(p, "x", 5), lambda: setattr(p, "z", 5), lambda: namedtuple("X", "a b", defaults=[1, 2, 3]), lambda: p[5], lambda: namedtuple("X", "a-b")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
