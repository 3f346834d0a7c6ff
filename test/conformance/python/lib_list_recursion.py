a = [1]; a.append(a); print(a, [a, a]); d = {"k": a}; a.append(d); print(a); d["me"] = d; print(d)
t = ([],); t[0].append(t); print(t); s = {"x": (1, [2, {"y": 3}])}; print(s)
from collections import deque
q = deque([1]); q.append(q); print(q)
