class Lazy:
    def __init__(self): self.calls = []
    def __getattr__(self, name):
        if name.startswith("_"): raise AttributeError(name)
        self.calls.append(name)
        return len(self.calls)
    @property
    def broken(self): raise AttributeError("inside")
    @property
    def failing(self): raise ValueError("other")
x = Lazy()
print(x.a, x.b, x.calls, hasattr(x, "_no"), hasattr(x, "yes"), getattr(x, "_no", "dflt"), x.broken)
try:
    x.failing
except ValueError as e:
    print(e)
class Guard:
    def __setattr__(self, name, value):
        if name == "locked": raise AttributeError("read only")
        object.__setattr__(self, name, value)
    def __delattr__(self, name): print("del", name); super().__delattr__(name)
    def __getattribute__(self, name):
        if name == "secret": return "hidden"
        return super().__getattribute__(name)
g = Guard(); g.a = 1; del g.a; print(g.secret, vars(g))
for act in [lambda: setattr(g, "locked", 1), lambda: delattr(g, "zz"), lambda: g.zz]:
    try:
        act()
    except AttributeError as e:
        print(e)
