d = {"a": 1, "b": 2}
print(d.get("z"), d.get("z", 0), d.setdefault("c", []), d.pop("a"), d.pop("a", None), list(d), d | {"b": 9})
d.update(x=1); d.update([("y", 2)]); d.update({"z": 3}); print(d, len(d), d.popitem(), list(reversed(d)))
for act in [lambda: d["nope"], lambda: d.pop("nope"), lambda: {}.popitem(), lambda: d.update(5), lambda: d.update([1]), lambda: d.update([(1, 2, 3)]), lambda: {[]: 1}, lambda: dict([1]), lambda: dict(1), lambda: d.fromkeys(3), lambda: d + d, lambda: d < d, lambda: d.get(), lambda: d[[]]]:
    try:
        print(act())
    except Exception as e:
        print(type(e).__name__, e)
print(dict(zip("ab", range(2))), dict(a=1, **{"b": 2}), {**d, "b": 0}, dict.fromkeys("ab"), {k: v for v, k in enumerate("xyz")})
print(d.keys() & {"b", "c"} == {"b", "c"}, d.items() >= {("b", 2)}, ("b", 2) in d.items(), d.values())
