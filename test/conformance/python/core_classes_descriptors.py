class Typed:
    def __init__(self, kind):
        self.kind = kind

    def __set_name__(self, owner, name):
        self.name = name
        print("named", owner.__name__, name)

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        return obj.__dict__.get(self.name, "unset")

    def __set__(self, obj, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name} must be {self.kind.__name__}")
        obj.__dict__[self.name] = value

    def __delete__(self, obj):
        del obj.__dict__[self.name]


class Point:
    x = Typed(int)
    y = Typed(float)


p = Point()
print(p.x, p.y)
p.x = 3
p.y = 2.5
print(p.x, p.y, p.__dict__, vars(p))
try:
    p.x = "a"
except TypeError as e:
    print(e)
del p.x
print(p.x, type(Point.x).__name__)


class Temp:
    def __init__(self):
        self._c = 0

    @property
    def celsius(self):
        "degrees"
        return self._c

    @celsius.setter
    def celsius(self, v):
        if v < -273:
            raise ValueError("too cold")
        self._c = v

    @celsius.deleter
    def celsius(self):
        print("deleting")
        self._c = None

    @property
    def kelvin(self):
        return self._c + 273

    @staticmethod
    def convert(v):
        return v * 2

    @classmethod
    def named(cls, v):
        t = cls()
        t.celsius = v
        return t


t = Temp.named(10)
print(t.celsius, t.kelvin, t.convert(4), Temp.convert(5), type(t).named(3).celsius)
t.celsius = 20
print(t.kelvin, Temp.celsius.__doc__)
for action in ("t.kelvin = 1", "del t.kelvin", "t.celsius = -300", "t.nope"):
    try:
        if action == "t.kelvin = 1":
            t.kelvin = 1
        elif action == "del t.kelvin":
            del t.kelvin
        elif action == "t.celsius = -300":
            t.celsius = -300
        else:
            t.nope
    except (AttributeError, ValueError) as e:
        print(type(e).__name__, e)
del t.celsius
print(t.celsius)


class NonData:
    def __get__(self, obj, owner):
        return "from descriptor"


class Has:
    nd = NonData()


h = Has()
print(h.nd, Has.nd)
h.nd = "own"
print(h.nd)


class Lazy:
    def __init__(self, f):
        self.f = f

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, obj, owner):
        if obj is None:
            return self
        value = obj.__dict__[self.name] = self.f(obj)
        return value


class Data:
    @Lazy
    def heavy(self):
        print("computing")
        return 42


d = Data()
print(d.heavy, d.heavy)


class Child(Temp):
    @property
    def kelvin(self):
        return super().kelvin * 10


c = Child()
c.celsius = 1
print(c.kelvin)
print(callable(Temp.named), callable(t), Temp.__dict__["convert"].__func__(3))
prop = property(lambda self: 5)
print(prop.fget(None), prop.fset)
