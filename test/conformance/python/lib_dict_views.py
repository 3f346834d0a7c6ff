d = {"a": 1, "b": 2, "c": 3}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, len(k), "a" in k, 2 in v, ("a", 1) in i, ("a", 2) in i, list(k), k == {"a", "b", "c"}, i == {("a", 1), ("b", 2), ("c", 3)}, v == d.values(), k == d.keys())
d["d"] = 4; print(k, len(i), sorted(k & {"a", "z"}), sorted(k | {"z"}), sorted(k - {"a"}), sorted(k ^ {"a", "z"}), sorted(i & {("a", 1)}), k.isdisjoint({"q"}), k <= {"a", "b", "c", "d", "e"}, {"a"} < k, k > {"a"}, k >= {"a", "b"})
print(sorted(["a", "q"] & k) if False else sorted(k & ["a", "q"]), type(k), type(v), type(i), list(reversed(k)), list(reversed(v)), k.mapping if False else None, iter(k).__class__, repr({}.keys()), repr({}.items()))
for f in (lambda: k[0], lambda: k & 5, lambda: hash(k), lambda: k < 5, lambda: k + k):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
