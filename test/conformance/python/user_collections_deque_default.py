from collections import deque, defaultdict, ChainMap
d = deque([1, 2, 3], maxlen=4)
d.append(4); d.append(5); d.appendleft(0); print(d, d.pop(), d.popleft(), d.maxlen, len(d), d[0], d[-1])
d.rotate(1); d.extend([7, 8]); d.extendleft([9]); print(d, d.count(7), d.index(7), list(reversed(d)), 7 in d); d.remove(7); d.reverse(); d.insert(1, 5); print(d, d.copy() == d, deque("ab") < deque("b"), d * 2, deque() + deque([1]))
for t in [lambda: deque().pop(), lambda: deque().popleft(), lambda: d.remove(99), lambda: d.index(99), lambda: d[99], lambda: deque(5), lambda: deque([], -1), lambda: d.insert(0, 1) or d.insert(0, 1), lambda: d[1:2], lambda: d + [1]]:
    try:
        print(t())
    except (TypeError, ValueError, IndexError) as e:
        print(type(e).__name__, e)
g = defaultdict(list); g["a"].append(1); g["b"]; print(g, dict(g), g.get("zz"), "zz" in g, g.default_factory, defaultdict(int, a=1), defaultdict(None, {}))
try:
    defaultdict(None)["x"]
except KeyError as e:
    print("KeyError", e)
try:
    defaultdict(5)
except TypeError as e:
    print(e)
m = ChainMap({"a": 1}, {"a": 2, "b": 3}); m["c"] = 4; print(m["a"], m["b"], dict(m), m.maps, m.new_child({"z": 0})["z"], list(m))
