from collections import defaultdict, OrderedDict, ChainMap
d = defaultdict(list)
d["a"].append(1); d["a"].append(2); d["b"].append(3); print(d, d["zz"], "q" in d, d.get("q"), len(d), d.default_factory, dict(d), d == {"a": [1, 2], "b": [3], "zz": []})
n = defaultdict(int, {"x": 5}, y=1); n["x"] += 1; n["k"] += 1; print(n, n.copy(), type(n.copy()), n | {"z": 1}, sorted(n.items())); t = defaultdict(lambda: defaultdict(int)); t["a"]["b"] += 2; print(t["a"]["b"], dict(t["a"]))
s = defaultdict(set); s[1].add(2); print(s, defaultdict(), defaultdict(None, {"a": 1}), isinstance(s, dict)); s.default_factory = None
for f in (lambda: s["new"], lambda: defaultdict(5), lambda: defaultdict()["x"], lambda: d[[]], lambda: defaultdict(lambda: 1 / 0)["k"]):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
c = ChainMap({"a": 1}, {"a": 2, "b": 3}); print(c, c["a"], c["b"], len(c), sorted(c), "z" in c, c.get("z", 0), c.maps, c.new_child({"q": 1}), c.parents, dict(c)); c["b"] = 9; del c["a"]; print(c, c["a"])
try:
    c["zzz"]
except KeyError as e:
    print(e)
