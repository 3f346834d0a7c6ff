def f(a, b=2, /, c=3, *args, d, e=5, **kwargs):
    return (a, b, c, args, d, e, kwargs)


print(f(1, d=4))
print(f(1, 2, 3, 4, 5, d=6, e=7, g=8))
print(f(1, d=4, a=9))
print(f(*[1, 2, 3], *(4, 5), **{"d": 6}, **{"x": 7}))


def g(*, k):
    return k


def h(x, y=1, *rest, z=3):
    return x, y, rest, z


print(g(k=1), h(1), h(1, 2, 3, 4, z=5), h(*range(5)))
for call in (
    lambda: f(),
    lambda: f(1),
    lambda: g(),
    lambda: g(1, k=2),
    lambda: g(1),
    lambda: g(j=1),
    lambda: h(),
    lambda: h(1, x=2),
    lambda: h(y=2),
    lambda: f(b=1, d=2),
    lambda: (lambda x, y: 0)(1),
    lambda: (lambda x, y: 0)(1, 2, 3),
    lambda: (lambda x: 0)(1, 2),
    lambda: (lambda: 0)(1),
    lambda: (lambda: 0)(1, 2),
    lambda: (lambda x, y=1, z=2: 0)(1, 2, 3, 4),
    lambda: (lambda a, b, c, d: 0)(),
    lambda: (lambda a, b, c, d: 0)(1),
    lambda: (lambda *, a, b, c: 0)(),
    lambda: (lambda a, /, b: 0)(a=1, b=2),
    lambda: (lambda a, *, k: 0)(1, 2, k=3),
    lambda: (lambda a, *, k, m: 0)(1, 2, 3, k=3, m=4),
    lambda: f(1, **{"d": 1}, **{"d": 2}),
    lambda: f(1, **{1: 2}),
    lambda: f(*5),
    lambda: f(**5),
    lambda: f(1, *5, *6),
    lambda: len(),
    lambda: 5(),
    lambda: "x"(1),
    lambda: [].append(),
    lambda: f.missing,
):
    try:
        print(call())
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)


class Net:
    def __init__(self, width, depth=2, *, norm="layer"):
        self.width = width

    def forward(self, x):
        return x


for call in (
    lambda: Net(),
    lambda: Net(1, 2, 3),
    lambda: Net(1, foo=2),
    lambda: Net(1, norm="rms", width=3),
    lambda: Net(1).forward(),
    lambda: Net(1).forward(1, 2),
    lambda: Net.forward(),
    lambda: Net.forward(1),
):
    try:
        print(type(call()).__name__)
    except TypeError as e:
        print(e)
