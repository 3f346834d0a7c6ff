for r in (range(5), range(2, 8), range(0, 10, 3), range(10, 0, -3), range(0), range(5, 2), range(-3, 4, 2), range(10**20, 10**20 + 5, 2)):
    print(r, len(r), list(r), list(reversed(r)), r[0] if len(r) else None, r[-1] if len(r) else None, r[1:3], r[::-1], r[::2], 4 in r, 4.0 in r, "a" in r, r.start, r.stop, r.step, bool(r))
print(range(5) == range(0, 5), range(0, 3, 2) == range(0, 4, 2), range(0) == range(2, 1), hash(range(3)) == hash(range(0, 3, 1)), range(10).index(3), range(0, 10, 2).count(4), range(3).count(7), range(10)[2:8:3], range(10**15)[10**14], 10**14 in range(10**15), sum(range(1000)), max(range(5, 20, 4)))
for f in (lambda: range(), lambda: range(1.5), lambda: range(1, 2, 0), lambda: range("a"), lambda: range(5)[9], lambda: range(5).index(9), lambda: range(1, 2, 3, 4), lambda: range(3)["a"], lambda: range(3) + range(2), lambda: range(10**30).index("a") if False else range(3).foo, lambda: len(range(10**30)), lambda: range(3) < range(4), lambda: range(a=1)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
