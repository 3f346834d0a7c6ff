def check(x):
    assert isinstance(x, int) and x > 0, f"expected positive int, got {x!r}"
    return x


check(3)
check(-1)
