class Seq:
    def __init__(self, n):
        self.n = n
    def __len__(self):
        return self.n
    def __getitem__(self, i):
        if isinstance(i, slice):
            return ("slice", i.start, i.stop)
        if not -self.n <= i < self.n:
            raise IndexError("seq")
        return i * 10
s = Seq(3)
print(list(s), list(reversed(s)), 20 in s, 99 in s, s[1:2], bool(Seq(0)), max(s), sum(s), sorted(s, reverse=True), list(zip(s, s)), tuple(s), [*s], dict(enumerate(s)), ",".join(map(str, s)))
class It:
    def __init__(self):
        self.i = 0
    def __iter__(self):
        return self
    def __next__(self):
        self.i += 1
        if self.i > 3:
            raise StopIteration
        return self.i
print(list(It()), sum(It()), 2 in It(), list(map(str, It())), dict.fromkeys(It()), set(It()), max(It()), [x for x in It()], list(zip(It(), It())), tuple(It()))
class BadIter:
    def __iter__(self):
        return 5
class BadLen:
    def __len__(self):
        return -1
class BadLen2:
    def __len__(self):
        return "a"
class BadBool:
    def __bool__(self):
        return 2
for f in (lambda: list(BadIter()), lambda: len(BadLen()), lambda: len(BadLen2()), lambda: bool(BadBool()), lambda: s[5], lambda: list(5), lambda: [*5], lambda: {**5}, lambda: print(*5), lambda: next(s), lambda: set([[]]), lambda: 5 in object(), lambda: len(It())):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
