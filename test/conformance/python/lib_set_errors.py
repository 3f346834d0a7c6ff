s = {1}
for f in (lambda: s.remove(9), lambda: set().pop(), lambda: {[]}, lambda: s | [1], lambda: s < [1], lambda: s + s, lambda: set(5), lambda: set(1, 2), lambda: hash(s), lambda: s[0], lambda: s.add([]), lambda: frozenset().add(1), lambda: s.union(5), lambda: s & 1, lambda: [] in s, lambda: s.foo, lambda: s.add(), lambda: {{1}: 2}, lambda: {1}.update(3), lambda: s.symmetric_difference(), lambda: s.discard({})):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
try:
    for x in s:
        s.add(x + 1)
except RuntimeError as e:
    print(e)
