class Base:
    registry = []
    kind = "base"

    def __init__(self, name):
        self.name = name
        Base.registry.append(name)

    def describe(self):
        return f"{self.kind}:{self.name}"

    def __repr__(self):
        return f"{type(self).__name__}({self.name!r})"


class Left(Base):
    kind = "left"

    def __init__(self, name, extra):
        super().__init__(name)
        self.extra = extra

    def describe(self):
        return "L>" + super().describe()


class Right(Base):
    def describe(self):
        return "R>" + super().describe()


class Both(Left, Right):
    def describe(self):
        return "B>" + super().describe()


b = Both("x", 3)
print(b, b.describe(), b.extra, Base.registry)
print([c.__name__ for c in Both.__mro__], Both.__bases__, Both.__base__)
print(isinstance(b, Right), issubclass(Both, Base), isinstance(b, (int, Left)), issubclass(bool, int))
print(Both.kind, b.__class__.__name__, type(b) is Both, Base.__subclasses__() == [Left, Right])
print(super(Left, b).describe(), super(Both, b).kind)
try:
    class Bad(Base, Left):
        pass
except TypeError as e:
    print(e)
try:
    class Twice(Base, Base):
        pass
except TypeError as e:
    print(e)
try:
    class Nope(bool):
        pass
except TypeError as e:
    print(e)
try:
    class Conflict(int, str):
        pass
except TypeError as e:
    print(e)


class A:
    def __init__(self):
        print("A")
        super().__init__()


class B:
    def __init__(self):
        print("B")
        super().__init__()


class C(A, B):
    def __init__(self):
        print("C")
        super().__init__()


C()


class Plugin:
    plugins = {}

    def __init_subclass__(cls, /, key=None, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.plugins[key or cls.__name__] = cls


class One(Plugin):
    pass


class Two(Plugin, key="two"):
    pass


print({k: v.__name__ for k, v in Plugin.plugins.items()})
try:
    class Three(Base, key=1):
        pass
except TypeError as e:
    print(e)
print(type("Dyn", (Base,), {"kind": "dyn", "f": lambda self: 7})("n").describe())


class Outer:
    class Inner:
        v = 1

    def make(self):
        return self.Inner()


print(Outer().make().v, Outer.Inner.__qualname__)
b.kind = "own"
print(b.describe(), Both.kind)
del b.kind
print(b.describe())
try:
    del b.kind
except AttributeError as e:
    print(e)
try:
    Base()
except TypeError as e:
    print(e)
try:
    object(1)
except TypeError as e:
    print(e)
class Empty: ...
try:
    Empty(1)
except TypeError as e:
    print(e)
