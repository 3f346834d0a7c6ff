# copy.Error, under both of its names.
import copy
class Odd:
    def __reduce_ex__(self, protocol):
        return (1,)
print(copy.Error is copy.error, copy.Error.__mro__[1].__name__)
try:
    copy.deepcopy(Odd())
except (copy.error, TypeError, ValueError, IndexError) as error:
    print(type(error).__name__)
