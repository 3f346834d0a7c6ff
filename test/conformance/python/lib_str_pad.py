for s in ("abc", "", "é\U0001f600", "-42", "+7"):
    print([s.center(n) for n in (1, 4, 7, 8)], [s.ljust(n, "*") for n in (2, 6)], [s.rjust(n, "-") for n in (2, 6)], [s.zfill(n) for n in (2, 6)])
print("a\tb\tcd\te".expandtabs(), "a\tb".expandtabs(4), "\t".expandtabs(0), "ab\n\tc".expandtabs(3), "x".center(4, "é"))
for f in (lambda: "a".center(5, "xx"), lambda: "a".ljust("5"), lambda: "a".rjust(5, ""), lambda: "a".center(5, 1)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
