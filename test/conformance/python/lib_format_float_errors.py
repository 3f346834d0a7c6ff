for spec in ("d", "x", "s", "c", "b", ",n", "q", ".", "=s"):
    try:
        print(repr(format(1.5, spec)))
    except Exception as e:
        print(repr(spec), type(e).__name__, e)
