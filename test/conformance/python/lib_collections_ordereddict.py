from collections import OrderedDict
o = OrderedDict([("a", 1), ("b", 2), ("c", 3)])
o.move_to_end("a"); print(list(o.items()), o.popitem(), o.popitem(last=False), list(o)); o["z"] = 1; o.move_to_end("z", last=False); print(list(o), o == {"c": 3, "z": 1}, o == OrderedDict([("c", 3), ("z", 1)]), o == OrderedDict([("z", 1), ("c", 3)]), list(reversed(o)), len(o), o.copy() == o, type(o.copy()).__name__, OrderedDict.fromkeys("ab") == {"a": None, "b": None}, type(o | {"q": 1}).__name__, isinstance(o, dict))
try:
    OrderedDict().popitem()
except KeyError as e:
    print(e)
class LRU(OrderedDict):
    def __init__(self, size):
        super().__init__()
        self.size = size
    def __setitem__(self, k, v):
        super().__setitem__(k, v)
        self.move_to_end(k)
        while len(self) > self.size:
            self.popitem(last=False)
l = LRU(2); l["a"] = 1; l["b"] = 2; l["a"] = 3; l["c"] = 4; print(list(l.items()))
