import copy, operator, functools
l = [1, 2, [3]]
for it in (iter(l), iter((1, 2)), iter(range(5)), enumerate(l, 3), zip(l, "abc"), map(str, l), filter(None, l), functools.partial(pow, 2), functools.partial(int, base=2), operator.itemgetter(1), operator.attrgetter("a.b"), operator.methodcaller("f", 1, k=2), reversed(l), (x for x in l), {}.keys(), iter({1: 2}), iter({1})):
    for f in (copy.copy, copy.deepcopy):
        try:
            c = f(it); print(type(c).__name__, c is it, list(c) if hasattr(c, "__next__") else (repr(c)[:30]), end=" ")
            if hasattr(it, "__next__"): print(next(it, "end"))
            else: print()
        except Exception as e: print(repr(e))
print(copy.deepcopy([functools.partial(max, 1)])[0](3), copy.copy(operator.itemgetter(1))([4, 5]), copy.copy(functools.partial(int, base=2))("11"))
p = functools.partial(print); p.x = [1]; q = copy.copy(p); print(q.x is p.x, copy.deepcopy(p).x)
i = iter(l); next(i); print(list(copy.copy(i)), list(copy.deepcopy(i)), list(i))
from collections import Counter
for n in (1, 1.0, True, 0, -1, 2, None, 2.5, 99, 99.5, "a"):
    try: print(Counter("abca").most_common(n))
    except Exception as e: print(repr(e))
