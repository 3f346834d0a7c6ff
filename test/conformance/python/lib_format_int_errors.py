for spec in (".2d", "s", "q", "z", "#c", "+c", ",x", ",_", "_,", "=", "5.", "99999999999999999999d", ",b", "zd", "\u20ac", "k"):
    try:
        print(repr(format(42, spec)))
    except Exception as e:
        print(repr(spec), type(e).__name__, e)
try:
    print(format(-1, "c"))
except Exception as e:
    print(type(e).__name__, e)
