class CM:
    def __init__(self, name, suppress=False):
        self.name, self.suppress = name, suppress

    def __enter__(self):
        print("enter", self.name)
        return self.name.upper()

    def __exit__(self, et, ev, tb):
        print("exit", self.name, et.__name__ if et else None, ev)
        return self.suppress


with CM("a") as x:
    print(x)
with CM("b") as x, CM("c") as y:
    print(x, y)
with (CM("d") as x, CM("e"),):
    print(x)
with CM("s", True):
    raise ValueError("suppressed")
try:
    with CM("t"):
        with CM("u"):
            1 / 0
except ZeroDivisionError as e:
    print("out", e)


def f():
    with CM("ret"):
        return "value"


print(f())
for i in range(3):
    with CM(str(i)):
        if i == 0:
            continue
        break
try:
    with 5:
        pass
except TypeError as e:
    print(e)


class Half:
    def __enter__(self):
        return self


try:
    with Half():
        pass
except TypeError as e:
    print(e)


class Target:
    pass


t = Target()
d = {}
with CM("attr") as t.x, CM("item") as d["k"], CM("tuple") as (p, q, r, s, u):
    print(t.x, d, p, u)


class Bad:
    def __enter__(self):
        raise RuntimeError("enter failed")

    def __exit__(self, *a):
        print("never")


try:
    with CM("outer"), Bad():
        pass
except RuntimeError as e:
    print(e)


class RaisesOnExit:
    def __enter__(self):
        pass

    def __exit__(self, *a):
        raise KeyError("from exit")


try:
    with RaisesOnExit():
        raise ValueError("body")
except KeyError as e:
    print(e, repr(e.__context__))


def gen():
    with CM("gen"):
        yield 1
        yield 2


print(list(gen()))
g = gen()
next(g)
g.close()
