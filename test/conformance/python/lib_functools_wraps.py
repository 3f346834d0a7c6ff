from functools import wraps, update_wrapper, total_ordering, singledispatch, singledispatchmethod, cmp_to_key
def deco(f):
    @wraps(f)
    def inner(*a, **k):
        "inner doc"
        return f(*a, **k)
    return inner
@deco
def hello(x: int) -> str:
    "hello doc"
    return x
hello.extra = 1
print(hello.__name__, hello.__doc__, hello.__wrapped__.__name__, hello.__annotations__, hello.__qualname__, hello.__module__, hello(3), wraps(hello)(lambda: 0).extra)
@total_ordering
class V:
    def __init__(self, v):
        self.v = v
    def __eq__(self, o):
        return self.v == o.v
    def __lt__(self, o):
        if not isinstance(o, V):
            return NotImplemented
        return self.v < o.v
print(V(1) < V(2), V(1) <= V(1), V(2) > V(1), V(2) >= V(3), V(1) >= V(1))
try:
    V(1) <= 5
except (TypeError, AttributeError) as e:
    print(type(e).__name__)
@singledispatch
def show(x):
    return f"obj {x}"
@show.register
def _(x: int):
    return f"int {x}"
@show.register(list)
def _(x):
    return f"list {len(x)}"
@show.register(float)
@show.register(str)
def _(x):
    return f"fs {x}"
print(show(1), show([1, 2]), show("a"), show(1.5), show(None), show(True), show.dispatch(bool).__name__, sorted(c.__name__ for c in show.registry), show.__name__)
class C:
    @singledispatchmethod
    def m(self, x):
        return "default"
    @m.register
    def _(self, x: int):
        return "int"
print(C().m(1), C().m("a"), sorted([3, 1, 2], key=cmp_to_key(lambda a, b: (a < b) - (a > b))))
try:
    @total_ordering
    class W:
        pass
except ValueError as e:
    print(e)
