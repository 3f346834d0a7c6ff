t = (1, 2, 2, 3)
print(t.count(2), t.index(2), t.index(2, 2), t[::-1], t + (4,), t * 2, 2 in t, hash((1, 2)) == hash((1, 2)), t < (1, 3), () < (0,))
for act in [lambda: t.index(9), lambda: t[9], lambda: t.append, lambda: t.__setitem__, lambda: t + [1], lambda: t["a"], lambda: hash(([],))]:
    try:
        print(act())
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
print(tuple("ab"), tuple({1: 2}), (1,), ((),), tuple(x * x for x in range(3)))
