import json
vals = [None, True, False, 0, -5, 10**25, 1.5, 1e100, 1e-7, float("inf"), float("nan"), "", "a\"b\\c\n\t\x00\x7fé\U0001f600/", [], {}, [1, [2, {"a": None}]], {"b": 1, "a": [True]}, (1, 2), {1: "x", 2.5: "y", None: "z", True: "t"}, "\u2028"]
for v in vals:
    print(json.dumps(v), json.dumps(v, ensure_ascii=False))
d = {"z": [1, 2, {"k": []}], "a": {}, "m": "t", "n": {"x": 1}}
print(json.dumps(d, indent=2), json.dumps(d, sort_keys=True), json.dumps(d, separators=(",", ":")), json.dumps(d, indent="--"), json.dumps([1, 2], indent=0), json.dumps([], indent=4), json.dumps({"a": 1}, indent=1, separators=(", ", " = ")))
class E(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, set):
            return sorted(o)
        return super().default(o)
print(json.dumps({"s": {3, 1}}, cls=E), json.dumps({2}, default=list), json.dumps({(1,): 2, "a": 1}, skipkeys=True), json.JSONEncoder(indent=1).encode([1]))
from enum import IntEnum
class I(IntEnum):
    A = 3
class S(str):
    pass
print(json.dumps([I.A, S("x"), {I.A: 1}]))
a = []; a.append(a)
for f in (lambda: json.dumps({1, 2}), lambda: json.dumps(object), lambda: json.dumps({(1, 2): 3}), lambda: json.dumps(a), lambda: json.dumps(b"x"), lambda: json.dumps(lambda: 1), lambda: json.dumps({"a": 1, 2: 3}, sort_keys=True), lambda: json.dumps({2}, cls=E, default=None) and json.dumps(3 .real.__class__)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
