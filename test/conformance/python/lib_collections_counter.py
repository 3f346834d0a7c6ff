from collections import Counter
c = Counter("abracadabra")
print(c, c["a"], c["z"], c.most_common(2), c.most_common(), sorted(c.elements()), c.total(), len(c), Counter(a=2, b=1), Counter({"x": 3}), Counter(), Counter(["x", "y", "x"]))
c.update("aaa"); c.subtract({"a": 2, "q": 1}); print(c, c.get("zz"), "zz" in c, dict(c)); del c["a"]; del c["nope"]; print(c)
a, b = Counter(x=3, y=1), Counter(x=1, y=2, z=1)
print(a + b, a - b, a & b, a | b, +Counter(x=-1, y=2), -Counter(x=-1, y=2), a == Counter(y=1, x=3), a <= b, a < a, Counter(x=1) <= a, a != b); a += b; print(a); a -= Counter(x=4); print(a); a &= b; a |= Counter(k=9); print(a)
print(c.copy(), type(c.copy()), sorted(Counter("hello world").items()), max(Counter("aab"), key=Counter("aab").get), Counter([1, 2, 2, 3, 3, 3]).most_common(1), {**Counter("ab")}, Counter("ab") + Counter("b"), sum(Counter([1, 1, 5]).values()))
w = Counter("the cat the dog the end".split()); print(w, [k for k, _ in w.most_common(3)])
for f in (lambda: Counter(5), lambda: Counter.fromkeys("a"), lambda: Counter(1, 2), lambda: a + 5):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e)[:50])
