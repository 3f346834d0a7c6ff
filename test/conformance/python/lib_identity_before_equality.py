import itertools, operator, statistics
from collections import deque, Counter, OrderedDict, ChainMap, UserList
from dataclasses import dataclass

nan = float("nan")
other = float("nan")


class Odd:
    "Equal to nothing, itself included."

    def __init__(self, name):
        self.name = name

    def __eq__(self, value):
        print("asked", self.name, value if isinstance(value, (int, str)) else type(value).__name__)
        return False

    def __hash__(self):
        return 7

    def __repr__(self):
        return self.name


a, b = Odd("a"), Odd("b")
# What containers ask is identity first, and equality then.
for key in (nan, a):
    print([(k, list(g)) for k, g in itertools.groupby([1, key, key, 2])])
print([(k, len(list(g))) for k, g in itertools.groupby((nan, other, other, nan))])
print([len(list(g)) for _, g in itertools.groupby([1, 2, 3], key=lambda x: nan)])
groups = itertools.groupby([nan, nan, 1])
first = next(groups)
print(next(groups)[0], list(first[1]))
values = iter([1, nan, 2])
print(list(iter(lambda: next(values), nan)))
items = iter([1, a, b])
print(list(iter(lambda: next(items), b)))
for values in ([1, nan, a, b], (1, nan, a, b), deque([1, nan, a, b])):
    print(type(values).__name__, nan in values, other in values, values.count(nan), values.count(other), values.index(nan))
    print(a in values, values.index(b))
    try:
        print(values.index(other))
    except ValueError as error:
        print(error)
print([nan] == [nan], [nan] == [other], (nan, 1) == (nan, 1), (nan,) < (nan,), [nan, 1] < [nan, 2], {1: nan} == {1: nan}, {1: nan} == {1: other})
print({nan: 1} == {nan: 1}, {nan} == {nan}, nan in {nan}, other in {nan}, nan in {nan: 1}.values(), (1, nan) in {1: nan}.items())
print(operator.indexOf([1, nan], nan), operator.countOf([nan, other, nan], nan), operator.contains([nan], nan))
print(Counter([nan, nan, other]).most_common(1)[0][1], len({nan, nan, other}), statistics.mode([nan, nan, other]) is nan)
numbers = [nan, other, nan]
numbers.remove(nan)
print(len(numbers), numbers[0] is other)
queue = deque([other, nan])
queue.remove(nan)
print(len(queue), queue[0] is other, deque([nan]) == deque([nan]))


@dataclass
class Pair:
    x: float
    y: float


print(Pair(nan, 1) == Pair(nan, 1), Pair(nan, 1) == Pair(other, 1), OrderedDict(x=nan) == OrderedDict(x=nan), ChainMap({1: nan}) == ChainMap({1: nan}))
print(nan in range(3), a in range(2), any(x == nan for x in [nan]), max(nan, 1) is nan, sorted([nan, 1])[0] is nan)
