from collections import Counter
c = Counter("mississippi")
print(c, c.most_common(2), c["z"], c["s"], sorted(c.elements()), c.total(), list(c), c + Counter("ms"), c - Counter("sss"), c & Counter("sip"), c | Counter({"z": 3}))
c.update("zz"); c.subtract({"i": 10}); print(c, +c, -c, c.pop("i"), Counter(a=1, b=2) == Counter(b=2, a=1), Counter(a=1) <= Counter(a=2), Counter([1, 1, 2]).most_common())
del c["nothing"]; c["new"] += 1; print(c["new"], dict(c), Counter(), Counter({"x": 0}))
for t in [lambda: Counter(5), lambda: Counter([[]]), lambda: Counter.fromkeys("a"), lambda: Counter(1, 2), lambda: c + 1]:
    try:
        print(t())
    except (TypeError, NotImplementedError) as e:
        print(type(e).__name__, e)
