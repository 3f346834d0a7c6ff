for f in (lambda: sorted([1, "a"]), lambda: sorted(["a", 1, None]), lambda: sorted([None, None]), lambda: sorted([1, 2], key=5), lambda: sorted(5), lambda: sorted([{}, {}]), lambda: sorted([1, 2], lambda x: x), lambda: sorted([3, 1], key=lambda x: 1 / 0), lambda: max([]), lambda: min([1, "a"]), lambda: [3, "b", 1].sort()):
    try:
        print(f())
    except ValueError as e:
        print("ValueError")
    except Exception as e:
        print(type(e).__name__, e)
a = [3, 1, 2]
def bad(x):
    a.append(1)
    return x
try:
    a.sort(key=bad)
except ValueError as e:
    print(e, a)
a = [3, 1, "x", 2]
try:
    a.sort()
except TypeError as e:
    print(e, sorted(map(str, a)))
