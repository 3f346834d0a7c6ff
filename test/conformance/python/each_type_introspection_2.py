class A:
    x = 1
    def f(self): pass
a = A(); a.y = 2

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: type(None).__name__)
attempt(lambda: type(...).__name__)
attempt(lambda: type(NotImplemented).__name__)
attempt(lambda: type(len).__name__)
attempt(lambda: type(A.f).__name__)
attempt(lambda: type(a.f).__name__)
attempt(lambda: type(lambda: 0).__name__)
attempt(lambda: type(x for x in []).__name__)
attempt(lambda: type(range(1)).__name__)
attempt(lambda: type({}.keys()).__name__)
attempt(lambda: type(iter([])).__name__)
attempt(lambda: type(iter({})).__name__)
attempt(lambda: type(zip()).__name__)
attempt(lambda: isinstance(1, list[int]))
attempt(lambda: issubclass(int, 5))
attempt(lambda: A.zz)
attempt(lambda: type('B', (A,), {'z': 3})().z)
attempt(lambda: type(1, 2))
attempt(lambda: sorted(k for k in vars(A) if not k.startswith('__')))
attempt(lambda: dir(a)[-3:])
attempt(lambda: (lambda a, b=2, *c, d, **e: 0).__defaults__)
attempt(lambda: (lambda *, d=1: 0).__kwdefaults__)
