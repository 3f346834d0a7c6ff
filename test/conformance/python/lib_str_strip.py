for s in ("  a b \t\n", "xxaxx", "", "\u3000a\xa0", "abcba"):
    print(repr(s.strip()), repr(s.lstrip()), repr(s.rstrip()), repr(s.strip("x")), repr(s.lstrip("ax")), repr(s.rstrip("ab")), repr(s.strip("")), repr(s.strip(None)))
print("TestHook".removeprefix("Test"), "TestHook".removesuffix("Hook"), "abc".removeprefix("x"), "abc".removesuffix(""))
for f in (lambda: "a".strip(1), lambda: "a".removeprefix(None)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
