cases = ["{", "}", "{}}", "{0", "{0}{}", "{}{0}", "{5}", "{x}", "{!z}", "{!", "{!r", "{0.}", "{0[}", "{0[]}", "{0[a]x}", "{:{:{}}}", "{0!rx}", "{a{b}}", "{!}", "{0.nope}", "{0[9]}", "{:d}"]
for c in cases:
    try:
        print(repr(c.format("abc", [1])))
    except Exception as e:
        print(repr(c), type(e).__name__, e)
try:
    "{}".format_map({})
except Exception as e:
    print(type(e).__name__, e)
