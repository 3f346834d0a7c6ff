print({5, 3, 8, 1}, {10, 20, 30, 40}, set(range(20)), {100, 1, 50, 33}, {-1, -2, 0}, {1.5, 2.5, 0.5}, {2**40, 1, 2**33}, set([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]), {(1, 2), (0, 1), (2, 2)}, {True, 5}, frozenset({64, 32, 16}), {x * x for x in range(15)}, set(range(0, 100, 7)))
s = set(range(10)); s.remove(3); s.add(100); s.add(3); print(s); s |= {55, 77}; print(s, s - {0, 1}, s & set(range(5)), list(s)[:3]); print([s.pop() for _ in range(4)], s)
a = set()
for i in range(50):
    a.add((i * 37) % 101)
print(a); b = set(a); print(b == a, b); a.discard(37); a.add(1000); print(a)
