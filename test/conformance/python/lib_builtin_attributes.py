class A:
    x = 1
    def __init__(self):
        self.y = 2
a = A()
print(getattr(a, "x"), getattr(a, "z", "def"), hasattr(a, "y"), hasattr(a, "q"), vars(a), isinstance(a, A), isinstance(1, (str, int)), issubclass(bool, int), issubclass(A, (A, str)), type(a).__name__, isinstance(True, int), isinstance(None, type(None)), isinstance(5, int | str))
setattr(a, "z", 9); delattr(a, "y"); print(vars(a), a.__dict__)
for f in (lambda: getattr(a, "nope"), lambda: getattr(a), lambda: getattr(a, 5), lambda: setattr(a), lambda: delattr(a, "nope"), lambda: hasattr(a, 1), lambda: isinstance(1), lambda: isinstance(1, 5), lambda: issubclass(5, int), lambda: issubclass(int, 5), lambda: vars(5), lambda: setattr(5, "x", 1), lambda: getattr(5, "x"), lambda: (5).x, lambda: "a".foo, lambda: None.foo, lambda: A.q, lambda: len.foo, lambda: isinstance(1, [int])):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
