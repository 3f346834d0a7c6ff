import math
class A: pass
class B(A):
    __slots__ = ()
a = A()

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: delattr(5, 'real'))
attempt(lambda: setattr(a, 5, 1))
attempt(lambda: getattr(a, 5))
attempt(lambda: hasattr(a, 5))
attempt(lambda: object().x)
attempt(lambda: setattr(object(), 'x', 1))
attempt(lambda: type(a).__name__)
attempt(lambda: super(A, a).x)
attempt(lambda: super(A, 5))
attempt(lambda: (1, 2).append)
attempt(lambda: (x for x in []).foo)
attempt(lambda: range(3).foo)
attempt(lambda: ValueError().foo)
attempt(lambda: print.foo)
attempt(lambda: setattr(len, 'x', 1))
attempt(lambda: setattr((1,), 'x', 1))
attempt(lambda: A.f)
attempt(lambda: math.pi.x)
