cases = [("%d", "a"), ("%d", None), ("%x", 1.5), ("%s %s", ("a",)), ("%s", (1, 2)), ("%q", 1), ("%", 1), ("%(a)s", 1), ("%(a)s", {"b": 1}), ("%c", "ab"), ("%c", 2**30), ("%f", "a"), ("%5", 1), ("abc", 1), ("abc", (1,)), ("%(a", {"a": 1}), ("%*d", ("a", 1)), ("%d", 10**30), ("%i", True), ("%s", {}), ("abc", {}), ("%.3d", 5), ("%#X", 255)]
for template, values in cases:
    try:
        print(repr(template % values))
    except Exception as e:
        print(repr(template), type(e).__name__, e)
