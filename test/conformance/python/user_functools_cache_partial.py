import functools
calls = []
@functools.lru_cache(maxsize=2)
def slow(x, y=0):
    calls.append((x, y))
    return x + y
print(slow(1), slow(1), slow(2), slow(3), slow(1), slow(1, y=0), calls, slow.cache_info(), slow.__wrapped__(5))
slow.cache_clear(); print(slow.cache_info())
try:
    slow([])
except TypeError as e:
    print(e)
p = functools.partial(int, base=2)
print(p("101"), p.func, p.args, p.keywords, functools.partial(max, 5)(3, 9), functools.partial(p, base=16)("ff"))
print(functools.reduce(lambda a, b: a * b, range(1, 6)), functools.reduce(lambda a, b: a + b, [], 0), functools.reduce(max, [3, 9, 2]))
for c in [lambda: functools.reduce(lambda a, b: a, []), lambda: functools.partial(5), lambda: functools.partial(), lambda: p("9"), lambda: functools.reduce(1, [1, 2])]:
    try:
        print(c())
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
@functools.total_ordering
class N:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(N(1) <= N(1), N(2) > N(1), N(1) >= N(2), sorted([N(3), N(1)], key=functools.cmp_to_key(lambda a, b: b.v - a.v))[0].v)
@functools.singledispatch
def show(x): return "object"
@show.register
def _(x: int): return "int"
@show.register(list)
def _(x): return "list"
print(show(1), show([]), show("s"), show(True), show.dispatch(bool)(1))
class C:
    @functools.cached_property
    def v(self): print("computed"); return 7
c = C(); print(c.v, c.v, vars(c))
@functools.wraps(slow)
def other(): pass
print(other.__name__)
