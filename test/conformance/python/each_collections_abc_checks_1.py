from collections.abc import Callable, Generator, Hashable, Iterable, Iterator, KeysView, Mapping, MutableSequence, Sequence, Set, Sized
class S(Sequence):
    def __init__(self, *v): self.v = v
    def __len__(self): return len(self.v)
    def __getitem__(self, i): return self.v[i]
class M(Mapping):
    def __getitem__(self, k): return k * 2
    def __iter__(self): return iter('ab')
    def __len__(self): return 2

def attempt(make):
    try:
        print(repr(make()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: isinstance([], Sequence))
attempt(lambda: isinstance('a', Iterable))
attempt(lambda: isinstance({}, Mapping))
attempt(lambda: isinstance(5, Hashable))
attempt(lambda: isinstance([], Hashable))
attempt(lambda: isinstance(iter([]), Iterator))
attempt(lambda: isinstance(len, Callable))
attempt(lambda: isinstance(set(), Set))
attempt(lambda: isinstance((x for x in []), Generator))
attempt(lambda: isinstance(range(1), Sequence))
attempt(lambda: S(1, 2, 1).count(1))
attempt(lambda: S(1, 2).index(2))
attempt(lambda: list(reversed(S(1, 2))))
