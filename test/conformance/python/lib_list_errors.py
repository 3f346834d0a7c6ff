a = [1, 2, 3]
for f in (lambda: a[3], lambda: a[-4], lambda: a["x"], lambda: a[1.5], lambda: [].pop(), lambda: a.pop(10), lambda: a.remove(9), lambda: a.index(9), lambda: a.index(1, 1), lambda: a + (1,), lambda: a + 1, lambda: a * "x", lambda: a < 1, lambda: a.append(), lambda: a.append(1, 2), lambda: a.insert(1), lambda: a.extend(5), lambda: list(5), lambda: list(1, 2), lambda: a.pop("x"), lambda: a.foo, lambda: hash(a), lambda: {a: 1}, lambda: a[::0], lambda: a[10**30], lambda: a.sort(1), lambda: a.sort(x=1), lambda: -a, lambda: a(), lambda: a.clear(1), lambda: a.copy(x=1), lambda: [] > {}):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
def assign(i, v):
    try:
        a[i] = v
        print(a)
    except Exception as e:
        print(type(e).__name__, e)
assign(3, 0); assign("x", 0); assign(slice(0, 1), 5); assign(slice(0, 3, 2), [1]); assign(slice(0, 3, 2), [7, 8, 9])
try:
    del a[9]
except IndexError as e:
    print(e)
try:
    del a["q"]
except TypeError as e:
    print(e)
try:
    x, y = [1, 2, 3]
except ValueError as e:
    print(e)
try:
    x, y = [1]
except ValueError as e:
    print(e)
