class Countdown:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n + 1
print(list(Countdown(3)), sum(Countdown(4)), max(Countdown(2)), tuple(zip(Countdown(3), "ab")), [*Countdown(2)], 2 in Countdown(3), dict.fromkeys(Countdown(2)), sorted(Countdown(3)))
it = Countdown(2)
print(next(it), next(it), next(it, "done"))
class NoNext:
    def __iter__(self): return 5
class OldStyle:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * i
print(list(OldStyle()), 4 in OldStyle(), max(OldStyle()))
for c in [lambda: list(NoNext()), lambda: next(NoNext()), lambda: [x for x in 5], lambda: iter(len, 1, 2), lambda: next(iter([]))]:
    try:
        print(c())
    except (TypeError, StopIteration) as e:
        print(type(e).__name__, e)
