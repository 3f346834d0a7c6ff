class M(Exception):
    def __init__(self, *a):
        print("M", a)
        super().__init__(*a)


class B(ValueError, M):
    pass


class C(M, ValueError):
    pass


print(repr(B(1)), repr(C(2)), "__init__" in ValueError.__dict__)
for f in [
    lambda: ValueError.__init__(),
    lambda: ValueError.__init__(3),
    lambda: ValueError.__init__(KeyError()),
    lambda: KeyError.__str__(3),
    lambda: OSError.__init__(),
    lambda: SyntaxError.__init__(),
    lambda: UnicodeDecodeError.__init__(),
    lambda: ModuleNotFoundError("a", x=1),
    lambda: UnboundLocalError("a", x=1),
    lambda: ModuleNotFoundError("a", name="n").name,
    lambda: ValueError(x=1),
    lambda: B(x=1),
    lambda: IndentationError("a", ("f", 1, 2, "t")).lineno,
    lambda: int.from_bytes(range(300)),
    lambda: int.from_bytes([1, 2, "a"]),
    lambda: int.from_bytes(iter([1, 2])),
]:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
