class V:
    log = []
    def __init__(self, v):
        self.v = v
    def __lt__(self, other):
        V.log.append((self.v, other.v))
        return self.v < other.v
    def __repr__(self):
        return f"V{self.v}"
print(sorted([V(3), V(1), V(2), V(5), V(4)]), V.log)
V.log = []
print(sorted([V(i) for i in (5, 4, 3, 2, 1)]), V.log)
V.log = []
print(sorted([V(i % 4) for i in range(10)], reverse=True), len(V.log))
from functools import cmp_to_key
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))
