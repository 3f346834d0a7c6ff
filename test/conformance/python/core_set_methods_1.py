# Comparisons and updates of sets.
a, b = {1, 2, 3, 1}, {2, 3, 11}
print(a.issubset(b), {2}.issubset(b), b.issuperset([2, 3]), a.issuperset(b), frozenset(a).issubset(a), frozenset(b).issuperset(()))
c = set(a)
c.intersection_update(b, [2, 3, 1])
print(sorted(c))
c.symmetric_difference_update([3, 4, 11])
print(sorted(c), a <= b, a < a, a >= {2}, a.isdisjoint([9]))
try:
    c.intersection_update(5)
except TypeError as error:
    print(error)
