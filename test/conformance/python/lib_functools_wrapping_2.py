# The same with methods and classes.
import functools
class Traced:
    def __init__(self, f):
        functools.update_wrapper(self, f, functools.WRAPPER_ASSIGNMENTS, functools.WRAPPER_UPDATES)
        self.f = f
        self.calls = 0
    def __call__(self, *args, **kwargs):
        self.calls += 1
        return self.f(*args, **kwargs)
@Traced
def add(a, b=2):
    "adds"
    return a + b
print(add(1), add(1, b=5), add.calls, add.__name__, add.__doc__)
class Shape:
    def scale(self, factor, *, offset=0):
        return factor * 10 + offset
    double = functools.partialmethod(scale, 2)
    moved = functools.partialmethod(scale, offset=5)
    @functools.singledispatchmethod
    @classmethod
    def make(cls, value):
        return (cls.__name__, "any", value)
    @make.register(str)
    @classmethod
    def _(cls, value):
        return (cls.__name__, "str", value)
print(Shape().double(), Shape().moved(3), Shape.make(1), Shape.make("a"))
@functools.cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info().currsize, fib.cache_clear(), fib.cache_info())
