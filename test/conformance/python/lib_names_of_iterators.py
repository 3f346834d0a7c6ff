# What iterators, views and getters of containers call themselves: class, module and repr.
import itertools
import re
from collections import ChainMap, Counter, OrderedDict, defaultdict, deque, namedtuple


def show(value):
    kind = type(value)
    print(kind.__module__, kind.__qualname__, re.sub("0x[0-9a-f]+", "0x", repr(value)))


queue = deque([1, 2, 3])
ordered = OrderedDict(a=1, b=2)
plain = {"a": 1}
Point = namedtuple("Point", "x y")
for value in (iter(queue), reversed(queue), iter(ordered), reversed(ordered), iter(ordered.items())):
    show(value)
for value in (ordered.keys(), ordered.values(), ordered.items(), plain.keys(), plain.values(), plain.items()):
    show(value)
for value in (iter(plain), reversed(plain), iter(plain.values()), iter(plain.items()), reversed(plain.items())):
    show(value)
for value in (iter([]), reversed([]), iter(()), iter(""), iter({1}), iter(range(3)), iter(range(2**70)), reversed(range(2))):
    show(value)
for value in (iter(Counter("ab")), iter(defaultdict(list)), iter(ChainMap({})), iter(b"")):
    show(value)
for value in (enumerate([]), zip(), map(len, []), filter(None, []), iter(int, 0), (n for n in ())):
    show(value)
for value in (itertools.tee([1])[0], next(itertools.groupby([1]))[1], itertools.chain(), itertools.islice([], 1)):
    show(value)
try:
    {}[iter(queue)].missing
except KeyError as error:
    print(re.sub("0x[0-9a-f]+", "0x", str(error)))
try:
    iter(queue).missing
except AttributeError as error:
    print(error)
try:
    len(reversed(queue).missing)
except AttributeError as error:
    print(error)
print(iter(queue).__length_hint__(), [*reversed(queue)], Point(1, 2))
