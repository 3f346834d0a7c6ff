cases = [(1, "s"), (1, ".2"), (1.0, "d"), ("a", "d"), ("a", "+"), ("a", "="), ("a", ","), (1, "q"), (1.5, "x"), (1, ",x"), (1, "_,"), (1, "10.2d"), ([], "5"), (None, "5"), ((1,), ">3"), (1, "c"), (-1, "c"), (1.5, "c"), ("a", "05"), (1, "{"), (True, "d"), (True, "5"), (True, "s")]
for value, spec in cases:
    try:
        print(repr(value), spec, format(value, spec))
    except (ValueError, TypeError, OverflowError) as e:
        print(repr(value), spec, type(e).__name__, e)
