class A:
    x = 1
    def f(self): pass
a = A(); a.y = 2

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: type(1))
attempt(lambda: type('a') is str)
attempt(lambda: type(A))
attempt(lambda: type(a).__name__)
attempt(lambda: A.__name__)
attempt(lambda: A.__module__)
attempt(lambda: A.f.__qualname__)
attempt(lambda: A.f.__name__)
attempt(lambda: a.f.__self__ is a)
attempt(lambda: a.f.__func__ is A.f)
attempt(lambda: vars(a))
attempt(lambda: a.__dict__)
attempt(lambda: hasattr(a, 'x'))
attempt(lambda: hasattr(A, 'y'))
attempt(lambda: getattr(a, 'zz', None))
attempt(lambda: isinstance(a, (int, A)))
attempt(lambda: issubclass(bool, int))
attempt(lambda: issubclass(A, (int, object)))
attempt(lambda: callable(A))
attempt(lambda: callable(a))
attempt(lambda: A.__bases__)
attempt(lambda: A.__mro__)
