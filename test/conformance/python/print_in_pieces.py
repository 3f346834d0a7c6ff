# print writes each value before it asks for the text of the next.
class Loud:
    def __str__(self):
        print("<asked>", end="")
        return "loud"

class Broken:
    def __repr__(self):
        raise ValueError("no text")

print("a", Loud(), "b", Loud())
for values in (("a", Broken()), (1, [Broken()], 2), (Broken(), "a"), ("x", 10**5000)):
    try:
        print(*values, sep="-")
    except ValueError as e:
        print("|", str(e)[:20])
print(1, 2.5, None, True, "s", sep="", end="!\n")
# Builtin functions held by a class stay functions; functions written in Python become methods.
class Holder:
    size = len
    shout = str.upper
    double = lambda self: 2
    def __init__(self): self.v = 1

h = Holder()
print(h.size([1, 2]), Holder.shout("a"), h.double(), type(Holder.shout).__name__, type(h.size).__name__)
# Slots are private as attributes are.
class Private:
    __slots__ = ("__x", "y")
    def __init__(self): self.__x = 1; self.y = 2
    def x(self): return self.__x

p = Private()
print(p.x(), p.y, hasattr(p, "_Private__x"), [n for n in dir(Private) if not n.startswith("__")])
class Quiet(dict):
    def __iter__(self): return iter([9])
    def __getitem__(self, key): return ("item", key)

q = Quiet(a=1)
print({**q}, dict(q), {} | q, list(q))
