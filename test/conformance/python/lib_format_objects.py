class P:
    def __format__(self, spec):
        return f"<{spec}>"
class Q:
    def __str__(self):
        return "Q!"
print(f"{P():abc}", "{:x y}".format(P()), format(P()), format(Q()), f"{Q()}", f"{Q()!s:>5}", f"{[1, 2]}", f"{None}", f"{(1, 2)!r:>10}")
for f in (lambda: format(Q(), "5"), lambda: f"{[1]:5}", lambda: f"{None:>5}", lambda: f"{(1,):d}", lambda: "{:5}".format({})):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
class R:
    def __format__(self, spec):
        return 5
try:
    format(R())
except TypeError as e:
    print(e)
