# Ints beyond a C word: which text says so, and where they are looked at.
import bisect, collections, functools, itertools, operator, random, re, time

HUGE = 1 << 70


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


class Sized:
    def __len__(self):
        return HUGE

    def __length_hint__(self):
        return HUGE


def show(name, call):
    try:
        print(name, call())
    except Exception as error:
        print(name, type(error).__name__, error)


def put(container, key):
    container[key] = 1


def remove(container, key):
    del container[key]


for value in (HUGE, -HUGE, Index(HUGE), Index("x")):
    for container in ("abc", (1,), b"a", range(3), {1}, {}.keys(), [1], collections.deque([1]), Index(1), 5, re.compile("a")):
        show("get", lambda: container[value])
        show("put", lambda: put(container, value))
        show("remove", lambda: remove(container, value))
    for method in ("center", "ljust", "rjust", "zfill", "expandtabs"):
        show(method, lambda: getattr("a", method)(value))
        show(method, lambda: getattr(b"a", method)(value))
    show("split", lambda: "a".split(None, value))
    show("replace", lambda: "a".replace("a", "b", value))
    show("times", lambda: "a" * value)
    show("in", lambda: value in b"a")
    show("hex", lambda: b"a".hex("-", value))
    show("pop", lambda: [1].pop(value))
    show("insert", lambda: [1].insert(value, 1))
    show("to_bytes", lambda: (5).to_bytes(value))
    show("repeat", lambda: itertools.repeat(1, value))
    show("combinations", lambda: itertools.combinations([1], value))
    show("product", lambda: itertools.product([1], repeat=value))
    show("tee", lambda: itertools.tee([1], value))
    show("islice", lambda: itertools.islice([1], value))
    show("rotate", lambda: collections.deque([1]).rotate(value))
    show("lo", lambda: bisect.bisect([1], 1, value))
    show("hi", lambda: bisect.bisect([1], 1, 0, value))
    show("sub", lambda: re.sub("a", "b", "aaa", count=value))
    show("pos", lambda: re.compile("a").search("a", value))
    show("bits", lambda: random.Random(1).getrandbits(value))
    show("randbytes", lambda: random.Random(1).randbytes(value))
    show("indices", lambda: slice(value, value, value).indices(value))
    show("hint", lambda: operator.length_hint([], value))
    show("asctime", lambda: time.asctime((2000, 1, 1, 0, 0, value, 0, 0, 0)))
    show("width", lambda: "%*d" % (value, 5))
    show("precision", lambda: "%.*f" % (value, 5))
show("maxlen", lambda: collections.deque([1], HUGE))
show("maxsize", lambda: functools.lru_cache(maxsize=HUGE)(len))
show("bool", lambda: bool(Sized()))
show("list", lambda: list(iter(Sized())) if hasattr(Sized, "__iter__") else operator.length_hint(Sized()))
show("digits", lambda: ("{%d}" % HUGE).format(1))
show("repetition", lambda: re.compile("a{%d}" % HUGE))
show("choice", lambda: random.Random(1).choice(range(1 << 62)))
show("sample", lambda: random.Random(1).sample(range(1 << 62), 2))
for key in (None, (1, 2), KeyError("z"), "a"):
    show("ordered", lambda: collections.OrderedDict().pop(key))
d = e = collections.deque([1, 2], 3)
d *= 2
print(d is e, d)
