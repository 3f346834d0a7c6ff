s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, slice(5), slice(None), s.indices(6), slice(None, None, -1).indices(5), slice(-3, None).indices(10), slice(1, 2) == slice(1, 2), slice(1) < slice(2), [0, 1, 2, 3, 4, 5][s])
for f in (lambda: slice(), lambda: slice(1, 2, 3, 4), lambda: s.indices(-1), lambda: s.indices("a"), lambda: slice(0, 1, 0).indices(5), lambda: s.start.foo):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
class G:
    def __getitem__(self, k):
        return k
print(G()[1:2], G()[::3], G()[1, 2:3], G()[...], G()[()], G()[-1:], G()["a":"b"])
