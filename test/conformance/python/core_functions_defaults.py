def add(item, target=[]):
    target.append(item)
    return target


print(add(1), add(2), add.__defaults__)
n = 1


def late(x=n):
    return x


n = 2
print(late(), late(5))
print([f() for f in [lambda i=i: i * i for i in range(4)]])
print([f() for f in [lambda: i for i in range(4)]])


def kw(*, a=1, b=[2]):
    return a, b


print(kw.__kwdefaults__, kw(b=3))
late.__defaults__ = (10,)
print(late())


def documented(x: int, y: "float" = 2.0, *args: str, z: list = None, **kw: dict) -> bool:
    """Says
    something."""


print(documented.__doc__, documented.__name__, documented.__qualname__, documented.__module__)
print(documented.__annotations__)
print((lambda: 0).__name__, documented.__code__.co_varnames, documented.__code__.co_argcount)


def outer():
    def inner():
        pass

    class Local:
        def method(self):
            pass

    return inner, Local


i, L = outer()
print(i.__qualname__, L.__qualname__, L.method.__qualname__)
i.custom = 3
print(i.custom, i.__dict__, vars(i))
