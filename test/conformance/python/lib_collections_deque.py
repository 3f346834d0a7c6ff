from collections import deque
d = deque([1, 2, 3], maxlen=4)
d.append(4); d.append(5); d.appendleft(0); print(d, d.maxlen, len(d), d[0], d[-1], 3 in d, list(d), d.count(2), d.index(3), list(reversed(d)))
d.rotate(1); print(d); d.rotate(-2); print(d); d.extend([7, 8]); d.extendleft("ab"); print(d); d.reverse(); print(d, d.pop(), d.popleft(), d); d.clear(); print(d, bool(d))
e = deque("abc"); e.insert(1, "x"); e.remove("c"); e[0] = "z"; del e[1]; print(e, e.copy(), e + deque("q"), e * 2, e == deque("zb"), e < deque("zz"), deque(range(3), 2), deque(), deque([1, [2]]))
for f in (lambda: deque().pop(), lambda: deque().popleft(), lambda: deque()[0], lambda: e.remove("nope"), lambda: e.index("nope"), lambda: deque([1], -1), lambda: deque(5), lambda: deque([1], "a"), lambda: hash(e), lambda: e["a"], lambda: e + [1], lambda: deque([1, 2], 2).insert(0, 5), lambda: e[1:2]):
    try:
        print(f())
    except Exception as ex:
        print(type(ex).__name__, ex)
try:
    for x in e:
        e.append(x)
except RuntimeError as ex:
    print(ex)
window = deque(maxlen=3)
for i in range(6):
    window.append(i)
    print(list(window), sum(window) / len(window), end=" ")
print()
big = deque()
for i in range(1000):
    big.append(i); big.appendleft(-i)
print(len(big), big[0], big[-1], big[1000], sum(big))
