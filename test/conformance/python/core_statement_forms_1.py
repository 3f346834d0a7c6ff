# Parts of statements that may be missing, there and not.
import collections.abc
from collections import OrderedDict as Ordered, deque as Queue
def early(n):
    if n > 2:
        return
    return n
print(early(1), early(3))
count = 0
while count < 3:
    count += 1
else:
    print("ended", count)
while True:
    break
else:
    print("never")
class Point:
    class Kind:
        names = ["x", "y"]
    x: int = 1
    (y): int = 2
p = Point()
p.z: float = 2.5
cells = {}
cells["a"]: int = 3
print(Point.__annotations__, Point.Kind.names, p.z, cells)
try:
    assert count == 4
except AssertionError as error:
    print(repr(error))
try:
    assert count == 4, f"count is {count}"
except AssertionError as error:
    print(repr(error))
try:
    1 / 0
except:
    print("bare")
print(isinstance([], collections.abc.Sequence), list(Ordered(a=1).items()), Queue([1]))
