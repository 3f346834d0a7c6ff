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


attempt(lambda: a.x)
attempt(lambda: A.x)
attempt(lambda: B().y)
attempt(lambda: (5).foo)
attempt(lambda: 'a'.foo)
attempt(lambda: [].add)
attempt(lambda: {}.append)
attempt(lambda: None.x)
attempt(lambda: math.sqt)
attempt(lambda: math.foo)
attempt(lambda: len.x)
attempt(lambda: (lambda: 0).y)
attempt(lambda: a.__dict__['q'])
attempt(lambda: setattr(5, 'x', 1))
attempt(lambda: setattr(None, 'x', 1))
attempt(lambda: setattr('a', 'upper', 1))
attempt(lambda: setattr([], 'append', 1))
attempt(lambda: setattr(int, 'x', 1))
attempt(lambda: delattr(a, 'x'))
