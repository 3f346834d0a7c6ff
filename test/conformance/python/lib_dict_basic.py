d = {"b": 1, "a": 2, 3: "x", (1, 2): [4]}
print(d, len(d), d["a"], d[3], d[(1, 2)], "a" in d, "z" in d, d.get("a"), d.get("z"), d.get("z", 0), list(d), list(d.values()), list(d.items()))
d["new"] = 5; d["b"] = 10; print(d); del d["a"]; print(d); print(d.pop("b"), d.pop("zz", None), d.popitem(), d)
print(d.setdefault("q", []), d.setdefault("q", 1), d); d.update({"r": 1}, s=2); d.update([("t", 3), "uv"]); print(d); c = d.copy(); c["q"] = 0; print(d["q"]); d.clear(); print(d, bool(d), bool(c))
print(dict(a=1, b=2), dict([("x", 1)]), dict({"y": 2}, z=3), dict(zip("ab", [1, 2])), dict.fromkeys("abc"), dict.fromkeys([1, 2], 0), {**{"a": 1}, "b": 2, **{"a": 3}}, dict(), {k: v for k, v in zip("xy", (1, 2))})
print({1: "a", 1.0: "b", True: "c"}, {0.0: 1, -0.0: 2, False: 3}, {2**53: 1, float(2**53): 2}, {"a": 1} == {"a": 1.0}, {"a": 1, "b": 2} == {"b": 2, "a": 1}, {} == {}, {"a": 1} != {"a": 2})
print({"a": 1} | {"b": 2}, {"a": 1, "x": 0} | {"a": 2}); e = {"a": 1}; e |= [("z", 9)]; print(e, list(reversed(e)), list(reversed(e.items())), e | dict(k=1))
n = float("nan"); print({n: 1}[n], {n: 1, n: 2}, n in {n})
