class Typed:
    def __init__(self, kind): self.kind = kind
    def __set_name__(self, owner, name): self.name = name
    def __get__(self, obj, owner=None): return self if obj is None else obj.__dict__.get(self.name, None)
    def __set__(self, obj, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name} must be {self.kind.__name__}, not {type(value).__name__}")
        obj.__dict__[self.name] = value
    def __delete__(self, obj): del obj.__dict__[self.name]
class Config:
    dim = Typed(int)
    eps = Typed(float)
    def __init__(self, dim, eps): self.dim, self.eps = dim, eps
    @property
    def size(self): return self.dim * 4
    @size.setter
    def size(self, v): self.dim = v // 4
    @property
    def const(self): return 1
c = Config(8, 0.1)
print(c.dim, c.size, c.const, Config.dim.name, vars(c)); c.size = 40; print(c.dim); del c.dim; print(c.dim)
for act in [lambda: setattr(c, "dim", "x"), lambda: setattr(c, "const", 2), lambda: delattr(c, "size"), lambda: Config(1, 2), lambda: delattr(c, "dim"), lambda: c.nope]:
    try:
        print(act())
    except (TypeError, AttributeError, KeyError) as e:
        print(type(e).__name__, e)
