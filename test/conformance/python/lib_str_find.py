s = "abcabc\U0001f600abc"
for sub in ("abc", "c", "\U0001f600", "", "zz", "abcabc"):
    print(repr(sub), s.find(sub), s.rfind(sub), s.count(sub), s.find(sub, 2), s.find(sub, -4), s.rfind(sub, 0, 5), s.count(sub, 1, 8), s.startswith(sub), s.endswith(sub), sub in s, s.startswith(sub, 3), s.endswith(sub, 0, 3))
print(s.startswith(("x", "a")), s.endswith(("z", "bc")), s.index("b"), s.rindex("b"), "".find(""), "".count(""), "abc".find("", 3), "abc".find("", 4), "abc".startswith("", 4))
for f in (lambda: s.index("q"), lambda: s.rindex("q"), lambda: s.find(1), lambda: s.startswith(1), lambda: s.startswith(("a", 1)[1:]), lambda: 1 in s, lambda: s.count(None)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
