for s in ("a b  c", "  lead and trail  ", "", "a,b,,c,", ",", "one\ttwo\nthree", "aXXbXXc", "no"):
    print(repr(s), s.split(), s.split(None, 1), s.rsplit(None, 1), s.split(","), s.split(",", 1), s.rsplit(",", 1), s.split("XX"), s.partition(","), s.rpartition(","), s.split(maxsplit=0), s.split(" "))
for f in (lambda: "a".split(""), lambda: "a".split(1), lambda: "a".partition(""), lambda: "a".split("a", "b"), lambda: "a".partition(1), lambda: "a".rsplit("")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print("a\nb\r\nc\rd\x0be\x85f\u2028g\n".splitlines(), "a\nb\n".splitlines(True), "".splitlines(), "\n".splitlines(), "a\x1cb".splitlines(keepends=True))
