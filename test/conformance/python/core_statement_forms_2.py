# The same parts in other places.
import collections.abc as containers
import collections.abc
from math import floor as down, ceil
def find(values, wanted):
    i = 0
    while i < len(values):
        if values[i] == wanted:
            print("found at", i)
            break
        i += 1
    else:
        print("not found")
        return
    return i
print(find([1, 2, 3], 2), find([1], 5))
class Outer:
    class Inner:
        class Deepest:
            value = 5
        (counter): int
        other: str
    def make(self):
        return self.Inner.Deepest.value
print(Outer().make(), Outer.Inner.__qualname__, Outer.Inner.Deepest.__qualname__, Outer.Inner.__annotations__)
box = Outer()
box.total: int = 4
(z): float = 1.5
print(box.total, z, down(2.7), ceil(2.1))
def check(x):
    try:
        assert x
        assert x > 1, "too small"
    except AssertionError as error:
        return error.args
    except:
        return "other"
    return "fine"
print(check(0), check(1), check(2), check("a"))
print(issubclass(dict, containers.Mapping), issubclass(list, collections.abc.Mapping))
