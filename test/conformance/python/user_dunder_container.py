class Vec:
    def __init__(self, *xs): self.xs = list(xs)
    def __len__(self): return len(self.xs)
    def __getitem__(self, i): return Vec(*self.xs[i]) if isinstance(i, slice) else self.xs[i]
    def __setitem__(self, i, v): self.xs[i] = v
    def __delitem__(self, i): del self.xs[i]
    def __contains__(self, v): return v in self.xs
    def __reversed__(self): return iter(self.xs[::-1])
    def __repr__(self): return f"Vec{tuple(self.xs)}"
v = Vec(1, 2, 3, 4)
print(len(v), v[0], v[-1], v[1:3], 3 in v, 9 in v, list(v), list(reversed(v)), bool(Vec()), [x * 2 for x in v], dict(enumerate(v)), max(v), sum(v), tuple(zip(v, v[1:])))
v[0] = 10; del v[1]; v[1:] = [7]; print(v); a, b = v; print(a, b)
for c in [lambda: v[10], lambda: v["a"], lambda: iter(v), lambda: next(v)]:
    try:
        print(type(c()).__name__)
    except (TypeError, IndexError) as e:
        print(type(e).__name__, e)
