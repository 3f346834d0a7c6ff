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


attempt(lambda: 2 in S(1, 2))
attempt(lambda: dict(M()))
attempt(lambda: M().get('a'))
attempt(lambda: M().keys())
attempt(lambda: list(M().items()))
attempt(lambda: 'a' in M())
attempt(lambda: M() == {'a': 'aa', 'b': 'bb'})
attempt(lambda: Sequence())
attempt(lambda: S(1).index(9))
attempt(lambda: isinstance({}.keys(), KeysView))
attempt(lambda: issubclass(list, MutableSequence))
attempt(lambda: isinstance(S(), Sized))
