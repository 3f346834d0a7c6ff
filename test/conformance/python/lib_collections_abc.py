from collections.abc import Iterable, Iterator, Sequence, MutableSequence, Mapping, MutableMapping, Set, MutableSet, Sized, Container, Callable, Hashable, Collection, Generator, Reversible
checks = [Iterable, Iterator, Sequence, MutableSequence, Mapping, MutableMapping, Set, MutableSet, Sized, Container, Callable, Hashable, Collection, Generator, Reversible]
for v in ([], (), "", {}, set(), frozenset(), range(3), iter([]), (x for x in []), len, 5, {}.keys(), {}.items(), {}.values(), b"", None, object):
    print(type(v).__name__, [c.__name__ for c in checks if isinstance(v, c)])
class MySeq(Sequence):
    def __init__(self, d):
        self.d = d
    def __getitem__(self, i):
        return self.d[i]
    def __len__(self):
        return len(self.d)
s = MySeq([1, 2, 3, 2]); print(list(s), s.index(2), s.count(2), 3 in s, list(reversed(s)), isinstance(s, Sequence), issubclass(MySeq, Collection))
class MyMap(MutableMapping):
    def __init__(self):
        self.d = {}
    def __getitem__(self, k):
        return self.d[k]
    def __setitem__(self, k, v):
        self.d[k] = v
    def __delitem__(self, k):
        del self.d[k]
    def __iter__(self):
        return iter(self.d)
    def __len__(self):
        return len(self.d)
m = MyMap(); m["a"] = 1; m.update(b=2, c=3); print(dict(m), m.pop("a"), m.get("z", 9), m.setdefault("q", 5), list(m.items()), "b" in m, m == {"b": 2, "c": 3, "q": 5}, len(m), list(m.keys()), list(m.values())); m.clear(); print(len(m))
try:
    Sequence()
except TypeError as e:
    print(type(e).__name__)
class Duck:
    def __iter__(self):
        return iter([])
    def __len__(self):
        return 0
    def __contains__(self, x):
        return False
print(isinstance(Duck(), Iterable), isinstance(Duck(), Collection), isinstance(Duck(), Sequence))
