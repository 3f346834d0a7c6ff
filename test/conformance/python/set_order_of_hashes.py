# The order of sets whose elements have hashes that do not change from process to process.
import collections, dataclasses


class Own:
    def __init__(self, value):
        self.value = value

    def __hash__(self):
        return self.value

    def __eq__(self, other):
        return isinstance(other, Own) and other.value == self.value

    def __repr__(self):
        return f"Own({self.value})"


class Pair(tuple):
    pass


@dataclasses.dataclass(frozen=True)
class Point:
    x: int
    y: int = 2


Named = collections.namedtuple("Named", "a b")
print({Own(3), 1, 2, Own(0), 7, Own(9)}, set(map(Own, (5, 4, 3, 12, 1))), {Own(2**40), Own(2**70), Own(-1)})
print({Pair((1, 2)), 3, (4, 5)}, {Point(1), Point(2), Point(5), 3, 1}, {Named(1, 2), Named(3, 4), 5})
print({frozenset({1, 2}), frozenset(), 5, frozenset({3})}, {(1, 2), (1, (2, 3)), True, 2.5})
some = set(map(Own, range(20)))
some -= {Own(3), Own(15)}
some.discard(Own(7))
some.add(Own(2**31 + 5))
some.remove(Own(2**31 + 5))
some.add(Own(3))
print(some, some.pop(), some & {Own(4), Own(2)}, Own(3) in some, Own(99) in some)
held = {Own(2**33 + 1): 1}
del held[Own(2**33 + 1)]
print(held, held.get(Own(2**33 + 1)))
for values in ([40, 33, 8, 1, 3], range(40, 2, -3), {40: 1, 33: 2, 17: 3}):
    print({3, 4, 5}.symmetric_difference(values), frozenset({1, 40}).symmetric_difference(values))
