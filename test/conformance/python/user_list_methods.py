a = [3, 1, 2]
a.append(4); a.extend((5, 6)); a.insert(1, 9); a.insert(-1, 8); a.insert(100, 7)
print(a, a.index(9), a.count(4), a.pop(), a.pop(0), a)
a.remove(9); a.sort(reverse=True); print(a); a.reverse(); print(a, a.copy() is a)
for act in [lambda: a.remove(99), lambda: a.index(99), lambda: a.index(1, 5), lambda: [].pop(), lambda: a.pop(50), lambda: a[50], lambda: a.__setitem__(50, 1), lambda: a["x"], lambda: a[1.0], lambda: a.sort(5), lambda: a.append(), lambda: a.insert(1), lambda: a + (1,), lambda: a * "x", lambda: a < 1]:
    try:
        print(act())
    except Exception as e:
        print(type(e).__name__, e)
a[1:3] = "xyz"; print(a); del a[::2]; print(a); a[::2] = [0] * len(a[::2]); print(a)
try:
    a[::2] = [1]
except ValueError as e:
    print(e)
