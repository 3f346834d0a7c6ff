from pprint import pprint, pformat, pp
d = {"zeta": list(range(30)), "alpha": {"nested": "x" * 30, "list": [["a", "b"], {"k": (1, 2)}], "more": "y" * 40}, "m": None, 1: "int"} if False else {"zeta": list(range(30)), "alpha": {"nested": "x" * 30, "list": [["a", "b"], {"k": (1, 2)}], "more": "y" * 40}, "m": None}
pprint(d); pprint(d, width=40); pprint(d, sort_dicts=False, indent=4); pp({"b": 1, "a": 2}); pprint([]); pprint((1,)); pprint({"a"}); pprint("short"); pprint(list(range(50)), compact=True, width=60); pprint(d, depth=1)
print(pformat([1, [2, [3, [4]]]], depth=2), pformat({3: 1, 1: 2}), pformat({"x": {"y": {"z": list(range(40))}}}, width=50)); pprint({"key": "word " * 30}, width=50); pprint(("tuple" * 10, "b" * 50, {"c": "d" * 40})); pprint(set(range(40)), width=40)
from dataclasses import dataclass
@dataclass
class P:
    name: str
    values: list
pprint(P("short", [1])); pprint(P("n" * 30, list(range(30))), width=50)
from collections import OrderedDict, defaultdict, Counter, deque
pprint(defaultdict(list, {"a": list(range(30))})); pprint(Counter("hello world this is a long text for counting letters"), width=40); pprint(deque(range(40)), width=40)
a = [1]; a.append(a); print(pformat(a)[:25])
