# cache, update_wrapper, partialmethod and singledispatchmethod.
import functools
@functools.cache
def square(n):
    "n squared"
    print("computing", n)
    return n * n
print(square(3), square(3), square.cache_info(), square.__name__, square.__doc__)
def plain(x):
    return x
def copied(x: int) -> int:
    "doc"
    return x
functools.update_wrapper(plain, copied)
print(plain.__name__, plain.__doc__, plain.__wrapped__ is copied, plain.__annotations__)
print(functools.WRAPPER_ASSIGNMENTS[:3], functools.WRAPPER_UPDATES)
class Cell:
    def set_state(self, state, loud=False):
        self.state = state
        return ("loud " if loud else "") + str(state)
    on = functools.partialmethod(set_state, True)
    off = functools.partialmethod(set_state, False, loud=True)
    @functools.singledispatchmethod
    def show(self, value):
        return f"other {value}"
    @show.register
    def _(self, value: int):
        return f"int {value}"
    @show.register(list)
    def _(self, value):
        return f"list of {len(value)}"
c = Cell()
print(c.on(), c.off(), c.state, c.show(1), c.show([1, 2]), c.show("a"))
