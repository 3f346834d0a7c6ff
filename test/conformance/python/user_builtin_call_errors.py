tries = [lambda: len(), lambda: len(1), lambda: len([], []), lambda: abs("a"), lambda: ord("ab"), lambda: chr(-1), lambda: chr("a"), lambda: sorted(5), lambda: sorted([1, "a"]), lambda: sum("abc"), lambda: sum([[1], [2]]), lambda: max(), lambda: min(1), lambda: round("a"), lambda: isinstance(1, 2), lambda: issubclass(1, int), lambda: divmod(1, 0), lambda: pow(2, -1, 4), lambda: hash([]), lambda: range(1.5), lambda: range(1, 2, 0), lambda: enumerate(3), lambda: next([]), lambda: iter(3), lambda: reversed({1}), lambda: list(zip([1], [1, 2], strict=True)), lambda: getattr(1, 2), lambda: setattr(1, "a", 2), lambda: bin(1.0), lambda: print(1, foo=2), lambda: int("1", base=2.0), lambda: str(b"a", "latin-9x"), lambda: bytes("a"), lambda: bytes(-1), lambda: bytes([256])]
for t in tries:
    try:
        print(t())
    except Exception as e:
        print(type(e).__name__, e)
