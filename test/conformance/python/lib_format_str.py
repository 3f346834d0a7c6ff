for spec in ("", "s", "10", "<10", ">10", "^10", "*^11", ".2", ".0", "10.3", ">10.3s", "05", "\U0001f600^8"):
    print(repr(spec), [format(s, spec) for s in ("", "a", "hello", "é\U0001f600x")])
for spec in ("d", "+", " ", "#", "=10", ",", "z", "x", "10d", "_"):
    try:
        print(repr(format("abc", spec)))
    except Exception as e:
        print(repr(spec), type(e).__name__, e)
