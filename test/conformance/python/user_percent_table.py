rows = [("linear", 1024, 0.5), ("norm", 64, 1e-05), ("head", 50257, 12.25)]
for name, n, v in rows:
    print("%-8s|%8d|%10.3e|%-10.2f|%+d|%05d|%x|%o|%s" % (name, n, v, v, n, n, n, n, v))
print("%s %r %a" % ("é", "é", "é"), "%c%c" % (65, "b"), "%%", "%5s%%" % 50, "%(a)s-%(b)03d" % {"a": 1, "b": 2}, "%*d" % (5, 42), "%.*f" % (2, 3.14159), "%-*s|" % (4, "x"))
for c in [lambda: "%d" % "x", lambda: "%d %d" % 1, lambda: "%d" % (1, 2), lambda: "%(a)s" % 1, lambda: "%(a)s" % {}, lambda: "%q" % 1, lambda: "%" % 1, lambda: "%c" % "ab", lambda: "%x" % 1.5, lambda: "%f" % "a", lambda: "%(a" % {"a": 1}, lambda: "a" % 1, lambda: "a" % {}, lambda: "a" % []]:
    try:
        print(c())
    except Exception as e:
        print(type(e).__name__, e)
