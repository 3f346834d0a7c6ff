import sys
print(); print("a", 1, None, sep="-", end="!\n"); print("x", end=""); print("y"); print(*[1, 2], sep="\n"); print("a", "b", sep=""); print("z", file=sys.stdout, flush=True); print([1, "a"], {"k": (1,)}, None, True, 1.0, 1e100); print(sep="x"); print("a", sep=None, end=None); print("é\U0001f600", "\t|")
class F:
    def __init__(self):
        self.out = []
    def write(self, s):
        self.out.append(s)
f = F(); print("hi", 2, file=f); print(f.out); print("a\nb", repr("a\nb"), str(b"x"))
for g in (lambda: print("a", sep=1), lambda: print("a", end=5), lambda: print("a", foo=1), lambda: print("a", file=5)):
    try:
        g()
    except Exception as e:
        print(type(e).__name__, e)
