t = (1, "a", 2.5)
print(t, t[0], t[-1], t[1:], t + (4,), t * 2, 2 * (0,), len(t), "a" in t, t.index("a"), t.count(1), (1,), (), tuple("ab"), tuple([1, 2]), tuple(), t[::-1], (1, 2) < (1, 3), (1,) < (1, 2), (1, 2) == (1.0, 2.0), hash((1, 2)) == hash((1, 2)), tuple(t) is t)
a, *b, c = 1, 2, 3, 4; print(a, b, c); (d, e), f = (1, 2), 3; print(d, e, f); print(*t, sep="|")
for g in (lambda: t[5], lambda: t["a"], lambda: t + [1], lambda: t + 1, lambda: t.index(9), lambda: hash(([],)), lambda: t < 1, lambda: tuple(5), lambda: tuple(1, 2), lambda: t.append(1), lambda: t * "x", lambda: t.count()):
    try:
        print(g())
    except Exception as e:
        print(type(e).__name__, e)
try:
    t[0] = 1
except TypeError as e:
    print(e)
try:
    del t[0]
except TypeError as e:
    print(e)
t += (9,); print(t)
