import copy
a = [1, [2, 3], {"k": [4]}, (5, [6])]
s = copy.copy(a); d = copy.deepcopy(a); a[1].append(9); a[3][1].append(7); print(s, d, s is a, s[1] is a[1], d[1] is a[1])
t = (1, (2, 3)); print(copy.deepcopy(t) is t, copy.copy(t) is t, copy.copy(5), copy.deepcopy("x"), copy.copy(None), copy.deepcopy(len) is len)
l = [1]; l.append(l); m = copy.deepcopy(l); print(m, m[1] is m, m is l)
class N:
    def __init__(self, v, nxt=None):
        self.v, self.nxt = v, nxt
n = N([1], N([2])); c = copy.copy(n); e = copy.deepcopy(n); n.v.append(5); print(c.v, e.v, c.nxt is n.nxt, e.nxt is n.nxt, e.nxt.v)
class C:
    def __init__(self):
        self.x = [1]
    def __copy__(self):
        return "copied"
    def __deepcopy__(self, memo):
        return "deep"
print(copy.copy(C()), copy.deepcopy([C()]))
class S:
    __slots__ = ("a", "b")
z = S(); z.a = [1]; w = copy.deepcopy(z); z.a.append(2); print(w.a, hasattr(w, "b"))
class G:
    def __init__(self):
        self.keep, self.drop = 1, 2
    def __getstate__(self):
        return {"keep": self.keep}
    def __setstate__(self, st):
        self.__dict__.update(st); self.drop = "restored"
g = copy.copy(G()); print(g.keep, g.drop)
from collections import defaultdict, deque, Counter, OrderedDict, namedtuple
for v in (defaultdict(list, {"a": [1]}), deque([[1]], 3), Counter("aab"), OrderedDict(a=[1]), namedtuple("P", "x")([1]), {1, 2}, frozenset([1]), {"a": (1, [2])}, b"x", range(3), [True, None]):
    x, y = copy.copy(v), copy.deepcopy(v); print(type(x).__name__, x == v, type(y).__name__, y == v)
shared = [0]; p = copy.deepcopy({"a": shared, "b": shared}); print(p["a"] is p["b"])
class L(list):
    pass
q = L([[1]]); q.tag = [2]; r = copy.deepcopy(q); print(type(r).__name__, r, r.tag, r.tag is q.tag, r[0] is q[0])
import math
try:
    copy.deepcopy(x for x in [1])
except TypeError as e:
    print(e)
def f():
    pass
print(copy.deepcopy(f) is f, copy.copy(C) is C)
