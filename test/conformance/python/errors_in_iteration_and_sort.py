import copy, itertools, re, random
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, str(e)[:400], repr(e.__context__))
def unpack(v):
    a, b = v
def star(v):
    a, *b = v
for v in (str | None, list[int], re.match("a", "a"), 3, {1: 2, 3: 4}, "ab"):
    t(lambda: unpack(v)); t(lambda: star(v)); t(lambda: [*v]); t(lambda: print(*v)); t(lambda: list(v))
t(lambda: copy.copy({3, 4, 5, -3})); t(lambda: copy.copy({*{3, 4, 5}, -3})); t(lambda: copy.deepcopy({3, 4, 5, -3}))
t(lambda: b"\x00\x1f\x7f a\x1cb \xa0\x85c".split()); t(lambda: b"\x1f a \x1c".strip()); t(lambda: b" a\x1f b ".rsplit(None, 1))
def late(v): print("saw", v); return v
t(lambda: list(itertools.islice(map(late, range(5)), 3, 0))); t(lambda: list(itertools.islice(map(late, range(5)), 2, 4, 9)))
t(lambda: re.search("\\", "a")); t(lambda: re.sub("a", "\\", "a")); t(lambda: re.compile("[\\")); t(lambda: re.compile(b"\\"))
t(lambda: int("1" * 300 + "x")); t(lambda: int(b"1" * 300 + b"x")); t(lambda: int("x" * 198)); t(lambda: int("x" * 199))
for n in (3, 10, 40):
    for reverse in (False, True):
        for key in (None, lambda v: v):
            l = list(range(n)); random.Random(n).shuffle(l); l.insert(n * 2 // 3, "s")
            try: l.sort(key=key, reverse=reverse)
            except TypeError as e: print(e, l)
class S:
    __slots__ = ("v", "w")
    def __getattr__(self, name): return "no " + name
t(lambda: S().__getstate__()); t(lambda: copy.copy(S()))
