from functools import lru_cache, cache, cached_property
calls = []
@lru_cache(maxsize=2)
def sq(x, k=1):
    calls.append(x)
    return x * x * k
print(sq(2), sq(2), sq(3), sq(4), sq(2), calls, sq.cache_info(), sq(2, k=3), sq(k=3, x=2), sq.cache_info(), sq.__name__, sq.__wrapped__(5), sq.cache_parameters())
sq.cache_clear(); print(sq.cache_info())
@cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(90), fib.cache_info(), fib.cache_info().hits)
@lru_cache
def g(*a):
    calls.append(a)
    return len(a)
n = len(calls); g(1); g(1.0); g(True); g("1"); g((1,)); print(len(calls) - n, g.cache_info())
@lru_cache(typed=True)
def h(x):
    return type(x).__name__
print(h(1), h(1.0), h(True), h.cache_info())
@lru_cache(None)
def big(x):
    return x
[big(i) for i in range(300)]; print(big.cache_info())
@lru_cache(0)
def no(x):
    return x
no(1); no(1); print(no.cache_info())
class P:
    def __init__(self):
        self.n = 0
    @cached_property
    def v(self):
        self.n += 1
        return self.n * 10
    @lru_cache
    def m(self, x):
        self.n += 1
        return x
p = P(); print(p.v, p.v, p.n, p.__dict__, p.m(1), p.m(1), p.n); del p.v; print(p.v)
for f in (lambda: sq([]), lambda: lru_cache("a"), lambda: sq()):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
