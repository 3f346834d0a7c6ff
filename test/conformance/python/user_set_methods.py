s = {1, 2, 3}
print(s | {4}, s & {2, 9}, s - {1}, s ^ {3, 4}, s <= {1, 2, 3, 4}, s.isdisjoint({7}), s.union([5], (6,)), s.intersection(range(2)), s.difference([1], [2]))
s.add(10); s.discard(99); s.update([7], {8}); print(sorted(s)); s.difference_update({7}); s &= {1, 2, 10}; print(s)
for act in [lambda: s.remove(99), lambda: set().pop(), lambda: s | [1], lambda: s.add([]), lambda: {[]}, lambda: set(5), lambda: s[0], lambda: s < 1, lambda: frozenset([1]).add(2), lambda: s.union(3)]:
    try:
        print(act())
    except Exception as e:
        print(type(e).__name__, e)
print(frozenset({1, 2}) == {2, 1}, hash(frozenset({1})) == hash(frozenset([1])), {frozenset({1})}, set(), frozenset(), len({1, 1.0, True}))
