class A:
    def __repr__(self):
        return "A()"
class B:
    def __str__(self):
        return "B!"
    def __repr__(self):
        return "B()"
class C:
    pass
print(A(), [A()], str(A()), B(), [B()], repr(B()), f"{B()} {B()!r}", str(C())[:15], str([B(), {"k": B()}]), str(5), str(1.50), str(None), str(True), str((1,)), str(b"a"), str(), str(b"abc", "utf-8"), str(object=5))
print(type, int, list[int], dict[str, int], len, [].append.__name__, A.__repr__.__name__, print, Ellipsis, NotImplemented, ..., range(3), slice(1), type(None), type(...), object, Exception, ValueError("x"), [ValueError("a", 1)], KeyError("k"), (lambda: 0).__name__, str.upper)
for f in (lambda: str(5, "utf-8"), lambda: str("a", "utf-8"), lambda: str(b"a", 5), lambda: str(1, 2, 3, 4), lambda: str(b"\xff", "utf-8"), lambda: str(foo=1)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e)[:60])
class D:
    def __str__(self):
        return 5
try:
    str(D())
except TypeError as e:
    print(e)
