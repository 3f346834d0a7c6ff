cases = [lambda: "{}".format(), lambda: "{0} {}".format(1, 2), lambda: "{} {0}".format(1, 2), lambda: "{a}".format(), lambda: "{0.x}".format(1), lambda: "{0[5]}".format([1]), lambda: "{0[k]}".format({"k": 2}), lambda: "{".format(1), lambda: "}".format(1), lambda: "{!x}".format(1), lambda: "{:{}}".format("a", 5), lambda: "{0!r:>5}".format("a"), lambda: "{{}}".format(1), lambda: "{:d}".format("a"), lambda: "{0[a]}".format([1]), lambda: "{1}".format(1), lambda: "{a.b.c}".format(a=1), lambda: "{!r}".format("x"), lambda: "{:>{w}.{p}f}".format(3.14159, w=8, p=2)]
for c in cases:
    try:
        print(c())
    except Exception as e:
        print(type(e).__name__, e)
