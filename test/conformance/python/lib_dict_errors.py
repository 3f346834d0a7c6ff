d = {"a": 1}
for f in (lambda: d["z"], lambda: d[0], lambda: d[None], lambda: d[(1, 2)], lambda: d.pop("z"), lambda: {}.popitem(), lambda: d[[]], lambda: {[]: 1}, lambda: {{}: 1}, lambda: {set(): 1}, lambda: dict(5), lambda: dict([1]), lambda: dict([(1, 2, 3)]), lambda: dict(["ab", "c"]), lambda: dict(1, 2), lambda: d.update(5), lambda: d.get(), lambda: d < d, lambda: d + d, lambda: d | 5, lambda: hash(d), lambda: d.foo, lambda: d.setdefault(), lambda: d.fromkeys(5), lambda: d.pop(), lambda: d.keys(1), lambda: dict.fromkeys(), lambda: d.get([]), lambda: [] in d, lambda: d.items()[0], lambda: d.keys() + 1, lambda: d["x"]["y"]):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
try:
    for k in d:
        d[k + "x"] = 1
except RuntimeError as e:
    print(e)
try:
    for k in {1: 1, 2: 2}.keys() if False else d:
        del d[k]
except RuntimeError as e:
    print(e)
try:
    del d["nope"]
except KeyError as e:
    print(repr(e), str(e), e.args)
