from functools import reduce, partial, partialmethod
print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(lambda a, b: a * b, [], 7), reduce(max, [3, 9, 2]), reduce(lambda a, b: b + a, "abc"), reduce(lambda a, b: a, [5]))
def f(a, b, c=3, *d, **e):
    return a, b, c, d, e
p = partial(f, 1, c=9); print(p(2), p(2, x=1), p(2, c=5), p.args, p.keywords, p.func is f, partial(p, 5)(), partial(p, 5).args, partial(int, base=2)("101"), repr(partial(print, 1, sep="-")), partial(len)("abc"))
class A:
    def m(self, a, b):
        return a, b
    pm = partialmethod(m, 1)
    pk = partialmethod(m, b=2)
print(A().pm(5), A().pk(7))
for g in (lambda: reduce(lambda a, b: a, []), lambda: partial(), lambda: partial(5), lambda: partial(f)(), lambda: reduce(5, [1, 2]), lambda: partial(f, 1)(a=2), lambda: reduce(lambda a: a, [1, 2])):
    try:
        print(g())
    except Exception as e:
        print(type(e).__name__, e)
