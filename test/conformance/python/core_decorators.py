import functools


def log(f):
    @functools.wraps(f)
    def wrapper(*args, **kwargs):
        print("call", f.__name__, args, kwargs)
        return f(*args, **kwargs)

    return wrapper


def times(n):
    def deco(f):
        def wrapper(*a):
            return [f(*a) for _ in range(n)]

        return wrapper

    return deco


@log
@times(2)
def hello(name):
    return "hi " + name


@times(3)
@log
def bye(name):
    """Says bye."""
    return "bye " + name


print(hello("x"))
print(bye("y"))


class Count:
    def __init__(self, f):
        self.f, self.n = f, 0

    def __call__(self, *a):
        self.n += 1
        return self.f(*a), self.n


@Count
def sq(x):
    return x * x


print(sq(2), sq(3), sq.n)


def register(reg):
    def deco(cls):
        reg[cls.__name__] = cls
        cls.tagged = True
        return cls

    return deco


reg = {}


@register(reg)
class A:
    pass


print(A.tagged, list(reg))
decos = [log, times(1)]


@decos[0]
def indexed(x=1):
    return x


@(lambda f: f)
def lam():
    return "lam"


print(indexed(), lam())


class Methods:
    def __init__(self):
        self.calls = []

    def track(f):
        def wrapper(self, *a):
            self.calls.append(f.__name__)
            return f(self, *a)

        return wrapper

    @track
    def one(self):
        return 1

    @track
    def two(self, x):
        return x

    @staticmethod
    @times(2)
    def stat(x):
        return x


m = Methods()
print(m.one(), m.two(5), m.calls, Methods.stat(3))


def memo(f):
    cache = {}

    def inner(n):
        if n not in cache:
            cache[n] = f(n)
        return cache[n]

    inner.cache = cache
    return inner


@memo
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80), len(fib.cache), wrapper if "wrapper" in globals() else "no wrapper")
@log
@log
def twice(): return 2
print(twice(), twice.__name__, twice.__wrapped__.__name__)
