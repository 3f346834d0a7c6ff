class Dynamic:
    def __init__(self):
        self.real = 1

    def __getattr__(self, name):
        if name.startswith("dyn_"):
            return name[4:]
        raise AttributeError(f"no {name} here")


d = Dynamic()
print(d.real, d.dyn_x, getattr(d, "zzz", "default"), hasattr(d, "dyn_q"), hasattr(d, "q"))
try:
    d.other
except AttributeError as e:
    print(e)


class Logged:
    def __init__(self):
        object.__setattr__(self, "log", [])
        self.a = 1

    def __setattr__(self, name, value):
        self.log.append(("set", name, value))
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        self.log.append(("del", name))
        super().__delattr__(name)

    def __getattribute__(self, name):
        if name == "secret":
            return "hidden"
        return super().__getattribute__(name)


l = Logged()
l.b = 2
del l.a
print(l.log, l.secret, l.b)
try:
    l.a
except AttributeError as e:
    print(e)


class Frozen:
    __slots__ = ("x", "y")

    def __init__(self, x):
        self.x = x


f = Frozen(1)
print(f.x, hasattr(f, "y"), Frozen.__slots__)
for attempt in range(3):
    try:
        if attempt == 0:
            f.z = 1
        elif attempt == 1:
            f.y
        else:
            f.__dict__
    except AttributeError as e:
        print(e)
f.y = 5
print(f.y)


class Sub(Frozen):
    pass


s = Sub(3)
s.z = 4
print(s.z, s.x, s.__dict__)
setattr(s, "w", 9)
print(s.w, getattr(s, "w"), delattr(s, "w"), hasattr(s, "w"))
for bad in (lambda: setattr(5, "x", 1), lambda: setattr([], "x", 1), lambda: getattr(5, 5), lambda: setattr(int, "x", 1),
            lambda: delattr(s, "nothing"), lambda: setattr("s", "upper", 1), lambda: setattr(print, "x", 1)):
    try:
        bad()
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)
print(sorted(n for n in dir(s) if not n.startswith("__")))
class WithDict:
    pass
w = WithDict()
w.__dict__["dynamic"] = 7
w.__dict__.update(more=8)
print(w.dynamic, w.more, vars(w), list(w.__dict__))
w.__dict__ = {"fresh": 1}
print(w.fresh, hasattr(w, "more"))
w.__class__ = Frozen if False else WithDict
print(type(w).__name__)
